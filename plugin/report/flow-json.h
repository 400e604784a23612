/* flow-json.h
 * A flow of the report for a program, as one JSON object (docs/schema.json).
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FLOW_JSON_H
#define EXPRESSWAY_FLOW_JSON_H

#include "../finding/findings.h"

#include <stdio.h>

/* Writes the flow. scratch is the caller's, for texts that need not outlive the call. */
void flow_json_write(FILE *out, wmem_allocator_t *scratch, expressway_flow *flow);

#endif
