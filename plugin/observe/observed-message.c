/* observed-message.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observed-message.h"

#include "../capture/judgement.h"
#include "../capture/kept-text.h"
#include "../capture/readable-text.h"

static void
set_place(const observed_message *seen, text_view place)
{
    seen->record->place_start = (guint32)(place.data - seen->start);
    seen->record->place_length = (guint32)place.length;
}

void
observed_message_note_malformed(const observed_message *seen, const char *where, const claim *read)
{
    text_view excerpt = text_view_first(read->place, 80);

    set_place(seen, read->place);
    seen->record->malformed = wmem_strdup_printf(wmem_file_scope(), "%s: %s, in \"%s%s\"", where,
                                                 read->problem, readable_text(seen->pinfo->pool, excerpt),
                                                 excerpt.length < read->place.length ? "..." : "");
}

static const char *
text_of(const observed_message *seen, const claim *read)
{
    char literal[ENDPOINT_TEXT_SIZE];
    const char *name;

    if (read->address.host.family != HOST_NONE)
        return wmem_strdup(seen->pinfo->pool, endpoint_format(read->address, literal));
    name = kept_text(seen->pinfo->pool, read->host_text);
    return read->address.port != 0 ? wmem_strdup_printf(seen->pinfo->pool, "%s:%u", name, read->address.port)
                                   : name;
}

flow_claim *
observed_message_note_claim(const observed_message *seen, const claim *read, flow_claim_carrier carrier)
{
    const flow_claim *known = NULL;

    set_place(seen, read->place);
    /* An address that was claimed before has a text already. */
    if (read->address.host.family != HOST_NONE)
        known = evidence_find_claim(seen->flow, read->address, "");
    return evidence_learn_claim(seen->flow, read->address, known != NULL ? known->text : text_of(seen, read),
                                carrier, seen->pinfo);
}

/* C never names an address of E's as its own: if a message has one, C forwards another host's message. A
 * loopback address comes from a process on the same host. */
bool
observed_message_is_own_word(const observed_message *seen, host_address host)
{
    return !host_address_is_local_only(host) && !judgement_is_of_e(seen->flow, host);
}
