/* log-syslog.h
 * The header that a syslog server puts before a line that it receives:
 *
 *     <166>Apr 19 09:09:13 10.1.1.1
 *     Apr 19 2016 09:09:13 10.1.1.1
 *     2016-04-19T09:09:13.973+02:00 10.1.1.1
 *     <166>1 2016-04-19T07:09:13.973Z 10.1.1.1 tvcs 815 - -
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_SYSLOG_H
#define EXPRESSWAY_LOG_SYSLOG_H

#include "../text-view.h"

/* Length of the beginning of such a header, up to the end of its time: optional priority and version, and a
 * time of RFC 3164, RFC 5424 or "YYYY-MM-DD hh:mm:ss". 0 where text does not begin with one. */
size_t log_syslog_time_length(text_view text);

/* Whether sender can be the rest of such a header, from the end of its time to the start of the line: the
 * host and whatever else the server adds, with blanks around it. */
bool log_syslog_is_sender(text_view sender);

#endif
