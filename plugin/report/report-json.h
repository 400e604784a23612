/* report-json.h
 * The report for a program: one JSON object a line (docs/schema.json).
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_REPORT_JSON_H
#define EXPRESSWAY_REPORT_JSON_H

#include "../finding/findings.h"

#include <stdio.h>

/* Keys are added within a schema, never changed. */
#define REPORT_JSON_SCHEMA 2

/* Writes the object that comes first: what capture this is, and what it comes to. */
void report_json_capture(FILE *out, guint flows, guint findings, const char *headline);

/* Writes a finding, which has its reasons. */
void report_json_finding(FILE *out, const finding *found);

#endif
