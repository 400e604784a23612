/* failure-finding.h
 * Findings about failures (failure.h): what their kinds have in common.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FAILURE_FINDING_H
#define EXPRESSWAY_FAILURE_FINDING_H

#include "finding.h"

/* Fills in seen, mend, means, cure, prove and the reasons that only this kind has. */
typedef void (*failure_describe)(const finding_search *search, finding *found, const failure *one);

/* Adds a finding of that kind for each failure that is looked for. */
void failure_findings(finding_search *search, const finding_kind *kind, failure_what what,
                      failure_describe describe);

/* The same, without those of which is_left_out is true. */
void failure_findings_unless(finding_search *search, const finding_kind *kind, failure_what what,
                             bool (*is_left_out)(const failure *one), failure_describe describe);

/* Between whom: "10.0.30.2 and 64.100.0.10:7001", "10.0.30.2", or "" where neither is known. In the search's
 * allocator. */
const char *failure_ends_text(const finding_search *search, const failure *one);

/* An end of it: "64.100.0.10:7001", the host alone for the client, or otherwise where it is not known. */
const char *failure_client_text(const finding_search *search, const failure *one, const char *otherwise);
const char *failure_server_text(const finding_search *search, const failure *one, const char *otherwise);

/* Whose certificate, or doing, it is: "Expressway-C" or "Expressway-E", and the other one. For a connection
 * between the two. */
const char *failure_owner(const failure *one);
const char *failure_other(const failure *one);

#endif
