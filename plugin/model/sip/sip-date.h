/* sip-date.h
 * The Date header of SIP.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_DATE_H
#define EXPRESSWAY_SIP_DATE_H

#include "../text-view.h"

/* Reads "Tue, 10 Mar 2026 09:30:09 GMT" (RFC 3261 section 20.17) as seconds since 1970-01-01 00:00:00 UTC.
 * False where the text is anything else, or not a valid time. The day of the week is not compared. */
bool sip_date_parse(text_view date, int64_t *seconds);

#endif
