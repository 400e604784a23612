/* client-address-words.c
 * What to do about the address that Expressway-E takes for Expressway-C's, and what it means for users.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "client-address.h"

const char client_address_proof_at_c[] =
    "Capture at Expressway-C: there, the Route or received/rport must differ from the packet's destination.";
const char client_address_proof_in_log[] =
    "Read the SERVICE in Expressway-C's diagnostic log: its first Route names the address that E takes for C's. Or look up on Expressway-E from which address the connection comes.";

const char *
client_address_cure_in_brief(verdict value)
{
    if (value == VERDICT_NAT_REFLECTED)
        return "Cure: no source NAT for C-to-E traffic on the firewall, or two NICs on E.";
    if (verdict_is_fault(value))
        return "Cure: no source NAT for C-to-E traffic on any device between them.";
    return NULL;
}

const char *
client_address_cure(verdict value)
{
    if (value == VERDICT_NAT_REFLECTED)
        return "Stop translating the source address and port of Expressway-C's traffic to Expressway-E on the firewall that reflects it, or give Expressway-E two NICs, so that no reflection is needed. If C and E share a subnet, only two NICs help, or a route that takes E's replies through the firewall.";
    if (verdict_is_fault(value))
        return "Stop translating the source address and port of Expressway-C's traffic to Expressway-E, on every device between them, inner firewalls included.";
    return NULL;
}

const char *
client_address_mend(wmem_allocator_t *allocator, const char *seen, verdict value, confidence sure)
{
    return wmem_strdup_printf(
        allocator,
        "stop translating the source address and port of Expressway-C's traffic to Expressway-E, which sees C as %s%s (%s, %s)",
        seen, value == VERDICT_NAT_REFLECTED ? ", E's own address" : "", verdict_name(value),
        confidence_name(sure));
}

const char *
client_address_meaning(wmem_allocator_t *allocator, const flow_claim *claim, const verdict_answer *judged)
{
    if (!verdict_is_fault(judged->verdict))
        return NULL;
    if (claim->accepted_frame != 0)
        return "Expressway-C accepted it: so far this translation does not break Mobile and Remote Access on this connection.";
    if (claim->timed_out_frame != 0 && judged->confidence != CONFIDENCE_PROVEN)
        return "SERVICE was answered 408, as it is with a wrong Route: users can log in but have no phone services.";
    if (claim->timed_out_frame != 0)
        return "Expressway-C does not find itself in the Route, tries to forward SERVICE there, and answers 408: users can log in but have no phone services.";
    if (claim->tried_frame != 0)
        return wmem_strdup_printf(
            allocator,
            "Expressway-C tried to connect to that address in frame %u, which it does when it does not find itself in the Route of SERVICE: users can log in and have no phone services.",
            claim->tried_frame);
    return "It will break Mobile and Remote Access if this zone carries it: Expressway-C would not find itself in the Route of SERVICE. Source NAT without Mobile and Remote Access is supported.";
}
