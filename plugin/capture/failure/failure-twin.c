/* failure-twin.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-twin.h"

static bool
is_same(const failure_seen *a, const failure_seen *b)
{
    return a->what == b->what && a->is_of_client == b->is_of_client &&
           (a->what != FAILURE_INSPECTION || a->variant == b->variant) &&
           host_address_equals(a->client.host, b->client.host) && a->server.host.family != HOST_NONE &&
           endpoint_equal(&a->server, &b->server);
}

const failure *
failure_twin_of(const failure *one)
{
    for (guint i = 0; i < failure_count(); i++) {
        const failure *other = failure_at(i);

        if (other->seen.source != one->seen.source && !other->is_withdrawn &&
            is_same(&one->seen, &other->seen))
            return other;
    }
    return NULL;
}

bool
failure_twin_is_said(const failure *one, const failure *twin)
{
    bool is_proven = one->seen.sure == CONFIDENCE_PROVEN;

    if (is_proven != (twin->seen.sure == CONFIDENCE_PROVEN))
        return !is_proven;
    return twin->frame != one->frame ? twin->frame < one->frame : twin->seen.source < one->seen.source;
}
