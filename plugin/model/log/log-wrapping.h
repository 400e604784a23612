/* log-wrapping.h
 * Entries whose long lines somebody's program has broken into several, as mail programs, web pages and
 * terminals do. An Expressway breaks none.
 *
 *     2016-04-19T17:09:13+10:00 expc tvcs: UTCTime="2016-04-19 07:09:13,973" Module="network.sip"
 *     Level="DEBUG": Action="Received" Local-ip="10.0.30.2" Local-port="27901" Src-
 *     ip="64.100.0.10" Src-port="7003"
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_WRAPPING_H
#define EXPRESSWAY_LOG_WRAPPING_H

#include "../text-view.h"

/* Whether the first line of an entry is broken: the second begins with an attribute (behind blanks, with one
 * of the known), or makes one together with the end of the first, or ends the value in which the first ends.
 * Lines end with LF or CR LF. */
bool log_wrapping_shows(text_view entry);

/* Joins the lines of such an entry in place: the statement, up to an empty line, a message, or what looks
 * like a header; and the header lines of the message, where a line is neither a header nor a folded one. A
 * message's body is left alone. Lines must end with LF.
 *
 * Lines are joined with a blank; with nothing after a hyphen within a word, where the two parts make a known
 * attribute, after a long line of one word only, and where lines are broken at a fixed width, at which words
 * are cut too: then the body's lines are joined as well.
 *
 * Returns the new length, and in *joined how many line ends are gone. Linear. */
size_t log_wrapping_join(char *text, size_t length, unsigned *joined);

#endif
