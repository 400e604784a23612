/* json-member.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "json-member.h"

#include "../capture/time-text.h"

void
json_member_text(json_dumper *json, const char *name, const char *text)
{
    json_dumper_set_member_name(json, name);
    json_dumper_value_string(json, text);
}

void
json_member_number(json_dumper *json, const char *name, guint32 number)
{
    json_dumper_set_member_name(json, name);
    if (number != 0)
        json_dumper_value_anyf(json, "%u", number);
    else
        json_dumper_value_anyf(json, "null");
}

void
json_member_texts(json_dumper *json, const char *name, wmem_array_t *texts)
{
    json_dumper_set_member_name(json, name);
    json_dumper_begin_array(json);
    for (guint i = 0; texts != NULL && i < wmem_array_get_count(texts); i++)
        json_dumper_value_string(json, *(char **)wmem_array_index(texts, i));
    json_dumper_end_array(json);
}

void
json_member_time(json_dumper *json, const char *name, bool is_known, const nstime_t *when)
{
    char text[TIME_TEXT_SIZE];

    json_dumper_set_member_name(json, name);
    json_dumper_value_string(json, is_known ? time_text_rfc3339(when, text) : NULL);
}
