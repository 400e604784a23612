/* sip-uri.h
 * A SIP URI, the address that holds one, and its host and port (RFC 3261 sections 19.1, 20.10).
 * All are views, valid as long as the text that was parsed.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_URI_H
#define EXPRESSWAY_SIP_URI_H

#include "../endpoint.h"

/* The text in the place of a host and a port. */
typedef struct {
    text_view text;      /* as written: "64.100.0.10:4401" */
    text_view host_text; /* "64.100.0.10", "[2001:db8::1]", "expe.example.com" */
    text_view port_text; /* after the colon; absent where there is no colon */
    endpoint address;    /* host HOST_NONE where the host is a name; port 0 where there is no port */
} sip_host_port;

typedef struct {
    text_view scheme; /* "sip", "sips" */
    text_view user;   /* password included; absent where there is no "@" */
    sip_host_port where;
    text_view parameters; /* from the first semicolon after the host; without the "?headers" */
} sip_uri;

/* Reads "host", "host:port", "[IPv6]:port". False where the host is empty or the port is not 1 to 65535. */
bool sip_host_port_parse(text_view text, sip_host_port *where);

/* The URI of a name-addr or addr-spec: the text in <>, else the whole value. False where a "<" is not closed.
 * */
bool sip_address_uri(text_view value, text_view *uri);

/* Reads a sip: or sips: URI. False for other schemes and where sip_host_port_parse refuses; the parameters
 * are set also where only the port is wrong. */
bool sip_uri_parse(text_view text, sip_uri *uri);

#endif
