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

/* Where the first parameter ends: at a semicolon that is not in a quoted string. */
static size_t
parameter_length(text_view parameters)
{
    size_t end = text_view_find(parameters, ';');

    if (text_view_find(text_view_first(parameters, end), '"') == end)
        return end;
    end = 0;
    while (end < parameters.length && parameters.data[end] != ';')
        end = parameters.data[end] == '"' ? sip_skip_quoted(parameters, end) : end + 1;
    return end;
}

bool
sip_parameter_next(text_view *parameters, text_view *name, text_view *value)
{
    while (parameters->length > 0) {
        text_view one;
        size_t end;
        size_t equals;

        if (parameters->data[0] == ';')
            *parameters = text_view_from(*parameters, 1);
        end = parameter_length(*parameters);
        one = text_view_first(*parameters, end);
        *parameters = text_view_from(*parameters, end);
        equals = text_view_find(one, '=');
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
