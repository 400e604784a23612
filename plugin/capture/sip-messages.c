/* sip-messages.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip-messages.h"

bool
sip_messages_next(sip_messages *messages, sip_message *message)
{
    while (!sip_message_parse(messages->rest, message)) {
        if (messages->places == NULL || messages->place == wmem_array_get_count(messages->places))
            return false;
        messages->rest = *(const text_view *)wmem_array_index(messages->places, messages->place++);
    }
    messages->start = messages->rest.data;
    messages->rest = sip_skip_keep_alives(text_view_from(messages->rest, message->length));
    messages->count++;
    return true;
}

bool
sip_messages_find(sip_messages *messages, guint32 number, sip_message *message)
{
    if (number < messages->count)
        return false;
    while (sip_messages_next(messages, message)) {
        if (messages->count == number + 1)
            return true;
    }
    return false;
}
