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
    SIP_DATE,
    SIP_WWW_AUTHENTICATE,
    SIP_HEADER_COUNT,
    SIP_OTHER_HEADER = SIP_HEADER_COUNT
} sip_header_name;

/* The next header of a message, at the start of *bytes, which is advanced past it: as sip_header_next, but
 * the section ends at an empty line. False at the end: *end_length is then the length of that line, at which
 * *bytes begins, or 0 where the section is cut off. Its last header is left out then, since it may be
 * incomplete. */
bool sip_header_take(text_view *bytes, sip_header_name *name, text_view *value, size_t *end_length);

/* The next header line of a header section. Lines that are folded into it are included with their line ends,
 * and the value is trimmed. headers is advanced. False at the end. */
bool sip_header_next(text_view *headers, sip_header_name *name, text_view *value);

#endif
