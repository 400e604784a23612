/* tls-words.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls-words.h"

#include "../model/tls/tls-reason.h"

static const char *
end_of(const finding_search *search, const failure *one, bool is_client)
{
    const char *role = is_client ? "Expressway-C" : "Expressway-E";
    const char *address =
        is_client ? failure_client_text(search, one, NULL) : failure_server_text(search, one, NULL);

    if (one->seen.weight == FAILURE_WRONG)
        return address != NULL ? address : is_client ? "the client" : "the server";
    if (address == NULL)
        return role;
    return wmem_strdup_printf(search->allocator, "%s (%s)", role, address);
}

const char *
tls_words_owner(const finding_search *search, const failure *one)
{
    return end_of(search, one, one->seen.is_of_client);
}

const char *
tls_words_judge(const finding_search *search, const failure *one)
{
    return end_of(search, one, !one->seen.is_of_client);
}

/* The address of the end that rejects. */
static const char *
sender_of(const finding_search *search, const failure *one)
{
    endpoint sender = one->seen.is_of_client ? one->seen.server : one->seen.client;
    char text[ENDPOINT_TEXT_SIZE];

    if (sender.host.family == HOST_NONE)
        return "the other end";
    return wmem_strdup(search->allocator, host_address_format(sender.host, text));
}

const char *
tls_words_said(const finding_search *search, const failure *one)
{
    if (one->seen.words != NULL)
        return wmem_strdup_printf(search->allocator, ": \"%.120s\"", one->seen.words);
    if (one->seen.code != 0)
        return wmem_strdup_printf(search->allocator, ": alert %u (%s) from %s", one->seen.code,
                                  tls_alert_name((guint8)one->seen.code), sender_of(search, one));
    return "";
}

const char *
tls_words_subject(const finding_search *search, const failure *one)
{
    if (one->seen.name == NULL)
        return "";
    if (one->seen.other == NULL)
        return wmem_strdup_printf(search->allocator, " %s", one->seen.name);
    return wmem_strdup_printf(search->allocator, " %s (issued by %s)", one->seen.name, one->seen.other);
}

void
tls_words_because(const finding_search *search, finding *found, const failure *one)
{
    if (!search->wants_reasons || one->seen.source != FAILURE_FROM_PACKETS)
        return;
    if (one->seen.code != 0)
        finding_because(search, found, one->frame, "in frame %u, %s ends the handshake with alert %u (%s)",
                        one->frame, sender_of(search, one), one->seen.code,
                        tls_alert_name((guint8)one->seen.code));
    else
        finding_because(search, found, one->frame,
                        "in frame %u, %s ends the connection; there is no alert in clear", one->frame,
                        sender_of(search, one));
}

const char *
tls_words_meaning(const failure *one)
{
    if (one->seen.weight == FAILURE_WRONG)
        return NULL;
    return "The traversal zone does not come up: nothing of Mobile and Remote Access works.";
}

const char *
tls_words_proof(const finding_search *search, const failure *one)
{
    return wmem_strdup_printf(
        search->allocator,
        "Read the diagnostic log of %s: its TLS Negotiation Error of that time says why. Or capture the handshake with the keys of the session.",
        one->seen.weight == FAILURE_WRONG ? tls_words_judge(search, one) : failure_other(one));
}
