/* sip-value.h
 * What the value of a SIP header consists of: several values, parameters, quoted strings.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SIP_VALUE_H
#define EXPRESSWAY_SIP_VALUE_H

#include "../text-view.h"

/* The next of several comma-separated values of a header (RFC 3261 section 7.3.1), trimmed. Commas in quoted
 * strings and in <> do not separate values, and empty values are skipped. values is advanced. False at the
 * end. */
bool sip_value_next(text_view *values, text_view *value);

/* The next parameter of a list as it is written, without the semicolon; it may be empty. parameters is
 * advanced. False at the end. */
bool sip_parameter_take(text_view *parameters, text_view *parameter);

/* The next ";name=value" of a parameter list, which begins at a semicolon or at a name. A value keeps its
 * quotes; without "=" the value is absent. parameters is advanced. False at the end. */
bool sip_parameter_next(text_view *parameters, text_view *name, text_view *value);

/* The first parameter of that name, in any case. False where there is no such parameter. value may be NULL.
 * */
bool sip_parameter_find(text_view parameters, text_view name, text_view *value);

/* Reads the number and the method of a CSeq header. False where one of them is missing. */
bool sip_cseq_parse(text_view cseq, uint32_t *number, text_view *method);

/* Index just past the quoted string that begins at text[start], or text.length where the string has no end.
 * */
size_t sip_skip_quoted(text_view text, size_t start);

#endif
