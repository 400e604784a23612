/* sip-value.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip-value.h"

size_t
sip_skip_quoted(text_view text, size_t start)
{
    for (size_t i = start + 1; i < text.length; i++) {
        if (text.data[i] == '\\')
            i++;
        else if (text.data[i] == '"')
            return i + 1;
    }
    return text.length;
}

/* Where the first value ends: at a comma that is not in a quoted string or in <>. */
static size_t
value_length(text_view values)
{
    size_t end = text_view_find(values, ',');
    bool in_brackets = false;

    if (end == values.length)
        return end;
    for (end = 0; end < values.length && (in_brackets || values.data[end] != ',');) {
        if (values.data[end] == '"' && !in_brackets) {
            end = sip_skip_quoted(values, end);
            continue;
        }
        if (values.data[end] == '<')
            in_brackets = true;
        else if (values.data[end] == '>')
            in_brackets = false;
        end++;
    }
    return end;
}

bool
sip_value_next(text_view *values, text_view *value)
{
    while (values->length > 0) {
        size_t end = value_length(*values);

        *value = text_view_trim(text_view_first(*values, end));
        *values = text_view_from(*values, end + 1);
        if (!text_view_is_empty(*value))
            return true;
    }
    return false;
}

/* Where the parameter at start ends: at a semicolon that is not in a quoted string. */
static const char *
parameter_end(const char *start, const char *end)
{
    text_view all = text_view_of(start, (size_t)(end - start));
    size_t length = text_view_find(all, ';');

    if (text_view_find(text_view_first(all, length), '"') == length)
        return start + length;
    length = 0;
    while (length < all.length && start[length] != ';')
        length = start[length] == '"' ? sip_skip_quoted(all, length) : length + 1;
    return start + length;
}

static text_view
trimmed(const char *start, const char *end)
{
    return text_view_trim(text_view_of(start, (size_t)(end - start)));
}

bool
sip_parameter_take(text_view *parameters, text_view *parameter)
{
    const char *at = parameters->data;
    const char *end;
    const char *stop;

    if (parameters->length == 0)
        return false;
    end = at + parameters->length;
    if (*at == ';')
        at++;
    stop = parameter_end(at, end);
    *parameter = trimmed(at, stop);
    *parameters = text_view_of(stop, (size_t)(end - stop));
    return true;
}

bool
sip_parameter_next(text_view *parameters, text_view *name, text_view *value)
{
    text_view one;

    while (sip_parameter_take(parameters, &one)) {
        size_t equals = text_view_find(one, '=');

        *name = text_view_trim(text_view_first(one, equals));
        *value = equals < one.length ? text_view_trim(text_view_from(one, equals + 1)) : (text_view){NULL, 0};
        if (!text_view_is_empty(*name))
            return true;
    }
    return false;
}

bool
sip_parameter_find(text_view parameters, text_view name, text_view *value)
{
    text_view found;
    text_view found_value;

    while (sip_parameter_next(&parameters, &found, &found_value)) {
        if (text_view_equals_ignoring_case(found, name)) {
            if (value != NULL)
                *value = found_value;
            return true;
        }
    }
    return false;
}

bool
sip_cseq_parse(text_view cseq, uint32_t *number, text_view *method)
{
    size_t digits = text_view_count_digits(cseq);

    *method = text_view_trim(text_view_from(cseq, digits));
    return text_view_to_number(text_view_first(cseq, digits), UINT32_MAX, number) && method->length > 0;
}
