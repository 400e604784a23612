/* sip-message.h
 * Views into one SIP message (RFC 3261): start line, headers, body. Nothing is copied or changed; every
 * view is valid as long as the bytes that were parsed. One pass over the headers, linear in their length.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_MESSAGE_H
#define EXPRESSWAY_SIP_MESSAGE_H

#include "sip-header.h"
#include "sip-line.h"
#include "sip-start.h"
#include "sip-value.h"
#include "sip-via.h"

typedef struct {
    bool is_request;
    text_view method;      /* of a request */
    text_view request_uri; /* of a request */
    unsigned status;       /* of a response, 100 to 699; else 0 */
    text_view headers;     /* all header lines, without the empty line that ends them */
    text_view body;        /* Content-Length bytes, or as many as there are; without that header the rest */
    size_t length;         /* of the whole message within the parsed bytes */
    /* Value of the first header of each name, trimmed; absent ones have data NULL. */
    text_view first[SIP_HEADER_COUNT];
    unsigned via_count; /* Via values, in however many lines */
    text_view top_via;  /* the first of them; absent where there is none */
    bool has_via;       /* the top Via can be read */
    sip_via via;        /* the top Via; only its parameters may be set where it cannot be read */
    sip_via_parameters via_parameters;
    bool has_cseq; /* CSeq can be read */
    uint32_t cseq_number;
    text_view cseq_method;
} sip_message;

/* Parses the message at the start of bytes; further messages may follow it. False where there is no start
 * line; otherwise true, with the headers that can be read. Lines without a colon are skipped. Where the
 * header section is cut off the last header is left out, since it may be incomplete. */
bool sip_message_parse(text_view bytes, sip_message *message);

/* Whether message is a request of that method, or a response to one. */
static inline bool
sip_message_is_of(const sip_message *message, text_view method)
{
    return message->is_request ? text_view_equals(message->method, method)
                               : message->has_cseq && text_view_equals(message->cseq_method, method);
}

/* Length of the messages that follow each other from the start of bytes without a gap: up to a keep-alive, to
 * bytes that are not a message, or to the end. The last message may extend beyond the end. */
size_t sip_messages_length(text_view bytes);

/* First value of the first header of that name; for Via, the first value in any of them. Absent where there
 * is no such header. */
text_view sip_first_value(const sip_message *message, sip_header_name name);

#endif
