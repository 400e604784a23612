/* sip-start.h
 * The line that a SIP message begins with (RFC 3261 section 7): of a request, or of a response.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_START_H
#define EXPRESSWAY_SIP_START_H

#include "../text-view.h"

typedef struct {
    bool is_request;
    text_view method;      /* of a request */
    text_view request_uri; /* of a request */
    unsigned status;       /* of a response, 100 to 699; else 0 */
} sip_start_line;

/* Whether a run of bytes begins a SIP message. */
typedef enum {
    SIP_START_NO,     /* it does not */
    SIP_START_PREFIX, /* all of it can be the beginning of a start line that is not complete yet */
    SIP_START_YES     /* it begins with a whole start line */
} sip_start;

/* Whether bytes begin with a SIP request or status line. Stricter than the grammar of the RFC, so that other
 * protocols on the same port are declined early: methods are in capitals, and a Request-URI has a scheme.
 * Keep-alives before the line are skipped. At most 8192 bytes after them are a prefix. */
sip_start sip_start_probe(text_view bytes);

/* Reads a start line, given without its line end. False where it is not the start line of a request or of a
 * response. */
bool sip_start_line_parse(text_view line, sip_start_line *start);

#endif
