/* report.h
 * The statistics of the command line: -z expressway,report for a person, -z expressway,json for a program.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_REPORT_H
#define EXPRESSWAY_REPORT_H

/* Called at hand-off. Registers no tap listener: with a listener, Wireshark would dissect every frame even
 * if nobody wants the report. */
void report_handoff(void);

#endif
