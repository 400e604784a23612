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

flow_claim *
observed_message_note_claim(const observed_message *seen, const claim *read, flow_claim_carrier carrier)
{
    char literal[ENDPOINT_TEXT_SIZE];
    const char *text = endpoint_format(read->address, literal);

    set_place(seen, read->place);
    if (read->address.host.family == HOST_NONE) {
        const char *name = kept_text(seen->pinfo->pool, read->host_text);

        text = read->address.port != 0
                   ? wmem_strdup_printf(seen->pinfo->pool, "%s:%u", name, read->address.port)
                   : name;
    }
    return evidence_learn_claim(seen->flow, read->address, text, carrier, seen->pinfo);
}

/* C never names an address of E's as its own: if a message has one, C forwards another host's message. A
 * loopback address comes from a process on the same host. */
bool
observed_message_is_own_word(const observed_message *seen, host_address host)
{
    host_set of_e;

    judgement_e_addresses(seen->flow, &of_e);
    return host_set_find(&of_e, host) == NULL && !host_address_is_local_only(host);
}
