/* flow-checks.h
 * What SIP of a traversal flow has shown about the link: whether what has to work does. State lives in file
 * scope. It is learnt on the first pass.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FLOW_CHECKS_H
#define EXPRESSWAY_FLOW_CHECKS_H

#include "../flow.h"
#include "failure.h"

/* Credentials of Expressway-C's OPTIONS. */
typedef struct {
    guint64 challenge; /* hash of the nonce of the latest challenge, or 0 */
    guint64 tried;     /* of the latest that was used for the first time, or 0 */
    const char *user;  /* of that */
    guint32 cseq;      /* of the OPTIONS that used it */
    guint32 frame;
    guint32 challenge_frame;
    bool is_open;  /* it has not been answered */
    failure *said; /* it was not accepted */
} flow_credentials;

typedef struct flow_checks {
    flow_credentials credentials;
    bool has_options; /* answered 200 */
    bool has_service;
    bool has_register;
    bool has_failed;  /* something on the flow has not worked */
    failure *address; /* E calls itself by another address */
    failure *healthy;
} flow_checks;

/* The flow's, made where they are missing. */
flow_checks *flow_checks_of(expressway_flow *flow);

#endif
