/* sip-via.h
 * One value of a Via header (RFC 3261 section 20.42).
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_VIA_H
#define EXPRESSWAY_SIP_VIA_H

#include "sip-uri.h"

typedef struct {
    text_view transport; /* "TLS" */
    sip_host_port sent_by;
    text_view parameters; /* from the first semicolon after the sent-by */
} sip_via;

/* The parameters that matter here. Absent ones have data NULL. */
typedef struct {
    text_view branch;   /* the first of that name; empty where it has no value */
    text_view received; /* likewise */
    text_view rport;    /* of these, the first that has a value that is not empty */
    text_view egress_zone;
    text_view ingress_zone;
    text_view ingress_zone_id;
    text_view proxy_call_id;
} sip_via_parameters;

/* Reads one Via value. False where it does not begin "SIP/2.0/<transport> <sent-by>" or the sent-by cannot
 * be read; the parameters are set also where only the sent-by is malformed. */
bool sip_via_parse(text_view value, sip_via *via);

/* Reads the parameters of a Via in one pass. */
void sip_via_parameters_read(text_view parameters, sip_via_parameters *read);

#endif
