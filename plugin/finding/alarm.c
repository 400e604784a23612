/* alarm.c
 * An alarm that an Expressway has raised, and that no other kind says.
 * code: its number; words: what the log says about it.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_alarm = {"alarm",
                                    "expressway.expert.alarm",
                                    "An Expressway has raised an alarm",
                                    PI_RESPONSE_CODE,
                                    PI_NOTE,
                                    FINDING_OF_FAILURE,
                                    find};

#define OF(what) (1U << (what))
#define OF_A_HANDSHAKE                                                                                       \
    (OF(FAILURE_TLS_NAME) | OF(FAILURE_TLS_UNTRUSTED) | OF(FAILURE_CERTIFICATE_VALIDITY) |                   \
     OF(FAILURE_CLIENT_AUTH_MISSING) | OF(FAILURE_TLS_NO_CERTIFICATE) | OF(FAILURE_TLS_FAILED))

/* What the numbers mean, from Cisco's administrator guide. */
static const struct {
    guint number;
    unsigned is_said_by; /* failures that say the same, and more: OF(...) */
    const char *meaning;
    const char *cure;
} alarms[] = {
    {25002, 0, "NTP: the time is not synchronized", "Configure NTP servers that this host can reach."},
    {25020, 0, "NTP: the time is not synchronized", "Configure NTP servers that this host can reach."},
    {25021, 0, "NTP: the time is not synchronized", "Configure NTP servers that this host can reach."},
    {25030, OF(FAILURE_XMPP_LINK), "the reverse DNS lookup of Expressway-E's address failed",
     "Give Expressway-E's address exactly one PTR record, with a name that its certificate has."},
    {25031, OF(FAILURE_XMPP_LINK), "the DNS name of Expressway-E's address is not in its certificate",
     "Give Expressway-E's address exactly one PTR record, with a name that its certificate has."},
    {30019, 0, "licences", NULL},
    {30020, 0, "licences", NULL},
    {35015, OF(FAILURE_REGISTER_REFUSED), "a SIP trunk and phones use the same port of Unified CM",
     "Give the trunk's security profile another port, such as 5065."},
    {40040, 0, "TLS verify mode is off for a Unified Communications zone", "Set TLS verify mode to On."},
    {40043, 0, "media encryption is not forced in a Unified Communications zone",
     "Set media encryption mode to Force encrypted."},
    {40048, 0, "SIP over TLS is off", "Enable TLS in the SIP configuration."},
    {45010, OF_A_HANDSHAKE | OF(FAILURE_ZONE_UNREACHABLE) | OF(FAILURE_ZONE_CREDENTIALS),
     "a peer address of a zone is down or unreachable", NULL},
    {45019, 0, "media ports", NULL}};

static guint
row_of(const failure *one)
{
    guint row = 0;

    while (row < G_N_ELEMENTS(alarms) && alarms[row].number != one->seen.code)
        row++;
    return row;
}

/* Whether another kind says the same, with its reason. */
static bool
is_said_by_another(const failure *one)
{
    guint row = row_of(one);

    for (guint i = 0; row < G_N_ELEMENTS(alarms) && alarms[row].is_said_by != 0 && i < failure_count(); i++) {
        const failure *other = failure_at(i);

        if (!other->is_withdrawn && (OF(other->seen.what) & alarms[row].is_said_by) != 0)
            return true;
    }
    return false;
}

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    guint row = row_of(one);
    const char *meaning = row < G_N_ELEMENTS(alarms) ? alarms[row].meaning : NULL;

    found->seen =
        wmem_strdup_printf(search->allocator, "%s has raised alarm %u%s%s%s: %s.",
                           one->seen.host != NULL ? one->seen.host : "An Expressway", one->seen.code,
                           meaning != NULL ? " (" : "", meaning != NULL ? meaning : "",
                           meaning != NULL ? ")" : "", one->seen.words != NULL ? one->seen.words : "no text");
    found->cure = row < G_N_ELEMENTS(alarms) ? alarms[row].cure : NULL;
}

static void
find(finding_search *search)
{
    failure_findings_unless(search, &finding_alarm, FAILURE_ALARM, is_said_by_another, describe);
}
