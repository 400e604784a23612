/* log-wrapping.h
 * Entries whose long lines another program has broken into several, as mail programs, web pages and terminals
 * do. An Expressway does not break lines.
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

/* Whether the first line of an entry is broken. This is so where the second line begins with an attribute
 * (after blanks: with a known one), or makes an attribute together with the end of the first, or ends a value
 * that the first leaves open. Lines end with LF or CR LF. */
bool log_wrapping_shows(text_view entry);

/* Joins the broken lines of such an entry in place. Joined are the lines of the statement, up to an empty
 * line, a message, or what looks like a header; and the header lines of the message, where a line is neither
 * a header nor a folded one. The body of a message is left alone. Lines must end with LF. Lines are joined
 * with a blank. They are joined without one after a hyphen within a word, where the two parts make a known
 * attribute, and after a long line that is a single word. Where lines are broken at a fixed width, words are
 * cut too, so lines are joined without a blank and the lines of the body are joined as well. Returns the new
 * length; *joined is the number of line ends that were removed. Linear. */
size_t log_wrapping_join(char *text, size_t length, unsigned *joined);

#endif
