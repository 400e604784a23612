/* sip-message.h
 * Views into one SIP message (RFC 3261): start line, headers, values. Nothing is copied or changed; every
 * view lives as long as the bytes that were parsed. One pass over the headers, linear in their length.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_MESSAGE_H
#define EXPRESSWAY_SIP_MESSAGE_H

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

typedef struct {
    bool is_request;
    text_view method;      /* of a request */
    text_view request_uri; /* of a request */
    unsigned status;       /* of a response, 100 to 699; else 0 */
    text_view headers;     /* all header lines, without the empty line that ends them */
    text_view body;        /* Content-Length bytes, or what there is of them; without that header the rest */
    size_t length;         /* of the whole message within the parsed bytes */
    /* Value of the first header of each name, trimmed; absent ones have data NULL. */
    text_view first[SIP_HEADER_COUNT];
    unsigned via_count; /* Via values, in however many lines */
    text_view top_via;  /* the first of them; absent where there is none */
} sip_message;

/* How a run of bytes may begin a SIP message. */
typedef enum {
    SIP_START_NO,     /* it does not */
    SIP_START_PREFIX, /* all of it could be the beginning of a start line that is not complete yet */
    SIP_START_YES     /* a whole start line stands there */
} sip_start;

/* Without the empty lines at the start of bytes (RFC 5626 section 4.4.1), a part of one included. */
text_view sip_skip_keep_alives(text_view bytes);

/* Whether bytes begin with a SIP request or status line. Stricter than the RFC's grammar, so that other
 * protocols on the same port are declined early: methods are capitals, a Request-URI has a scheme.
 * Keep-alives before it are passed over. No more than 8192 bytes after them are ever a prefix. */
sip_start sip_start_probe(text_view bytes);

/* Parses the message at the start of bytes, which may go on with further messages. False where no start
 * line stands there; otherwise true, with whatever headers can be read: lines without a colon are passed
 * over, and of a header section that is cut off the last header is, since it may be incomplete. */
bool sip_message_parse(text_view bytes, sip_message *message);

/* Length of the messages that follow each other from the start of bytes on, without a gap: up to keep-alives,
 * to bytes that are no message, or to the end. The last one may go on beyond that. */
size_t sip_messages_length(text_view bytes);

/* The next header line of a header section, folded lines joined by their line ends, the value trimmed.
 * headers is advanced. False at the end. */
bool sip_header_next(text_view *headers, sip_header_name *name, text_view *value);

/* The next of several comma-separated values of a header (RFC 3261 section 7.3.1), trimmed; commas in
 * quoted strings and in <> do not separate, empty values are passed over. values is advanced. False at the
 * end. */
bool sip_value_next(text_view *values, text_view *value);

/* First value of the first header of that name; of Via, the first value in any of them. Absent where there is
 * none. */
text_view sip_first_value(const sip_message *message, sip_header_name name);

/* The next ";name=value" of a parameter list that begins at a semicolon, or at a name. A value keeps its
 * quotes; without "=" it is absent. parameters is advanced. False at the end. */
bool sip_parameter_next(text_view *parameters, text_view *name, text_view *value);

/* The first parameter of that name, in any case. False where there is none. value may be NULL. */
bool sip_parameter_find(text_view parameters, text_view name, text_view *value);

/* Number and method of a CSeq header. False where it has not both. */
bool sip_cseq_parse(text_view cseq, uint32_t *number, text_view *method);

/* Index just past the quoted string that begins at text[start], or text.length where it does not end. */
size_t sip_skip_quoted(text_view text, size_t start);

#endif
