/* sip-header.h
 * The header section of a SIP message.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_HEADER_H
#define EXPRESSWAY_SIP_HEADER_H

#include "../text-view.h"

/* The headers that are read here, compact forms included (RFC 3261 section 7.3.3). */
typedef enum {
    SIP_VIA,
    SIP_ROUTE,
    SIP_FROM,
    SIP_CONTACT,
    SIP_CALL_ID,
    SIP_CSEQ,
    SIP_ASSERTED_IDENTITY,
    SIP_USER_AGENT,
    SIP_SERVER,
    SIP_WARNING,
    SIP_CONTENT_LENGTH,
    SIP_CONTENT_TYPE,
    SIP_AUTHORIZATION,
    SIP_MAX_FORWARDS,
    SIP_HEADER_COUNT,
    SIP_OTHER_HEADER = SIP_HEADER_COUNT
} sip_header_name;

/* Takes the header section at the start of *bytes off, and leaves the body, which follows an empty line.
 * Where the section is cut off its last header is left out, since it may be incomplete. */
text_view sip_headers_split(text_view *bytes);

/* The next header line of a header section. Lines that are folded into it are included with their line ends,
 * and the value is trimmed. headers is advanced. False at the end. */
bool sip_header_next(text_view *headers, sip_header_name *name, text_view *value);

#endif
