/* report-json.h
 * A flow as one JSON object on one line; its keys are documented in docs/fields.md.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_REPORT_JSON_H
#define EXPRESSWAY_REPORT_JSON_H

#include "../capture/flow.h"

/* Writes the flow to standard output. scratch is the caller's, for texts that need not outlive the call. */
void report_json_flow(wmem_allocator_t *scratch, expressway_flow *flow);

#endif
