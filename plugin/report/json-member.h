/* json-member.h
 * One member of a JSON object: its name, and its value or null.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_JSON_MEMBER_H
#define EXPRESSWAY_JSON_MEMBER_H

#include "../ws-compat.h"

#include <wsutil/json_dumper.h>

/* text may be NULL. */
void json_member_text(json_dumper *json, const char *name, const char *text);

/* 0 is written as null: there is no frame 0, and no status 0. */
void json_member_number(json_dumper *json, const char *name, guint32 number);

/* An array of texts (char *), which may be NULL. */
void json_member_texts(json_dumper *json, const char *name, wmem_array_t *texts);

/* when, as RFC 3339 writes it. */
void json_member_time(json_dumper *json, const char *name, bool is_known, const nstime_t *when);

#endif
