/* digest.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "digest.h"

static text_view
without_quotes(text_view value)
{
    if (value.length >= 2 && value.data[0] == '"' && value.data[value.length - 1] == '"')
        return text_view_first(text_view_from(value, 1), value.length - 2);
    return value;
}

static void
set_part(digest *read, text_view name, text_view value)
{
    static const text_view names[DIGEST_PARTS] = {[DIGEST_USERNAME] = {"username", 8},
                                                  [DIGEST_REALM] = {"realm", 5},
                                                  [DIGEST_NONCE] = {"nonce", 5},
                                                  [DIGEST_CNONCE] = {"cnonce", 6},
                                                  [DIGEST_NC] = {"nc", 2},
                                                  [DIGEST_RESPONSE] = {"response", 8}};

    for (size_t i = 0; i < DIGEST_PARTS; i++) {
        if (read->parts[i].data == NULL && text_view_equals_ignoring_case(name, names[i]))
            read->parts[i] = without_quotes(value);
    }
}

bool
digest_parse(text_view authorization, digest *read)
{
    static const size_t scheme_length = 7; /* "Digest " */
    text_view parameters;
    text_view one;

    *read = (digest){.parts = {{NULL, 0}}};
    if (!text_view_equals_ignoring_case(text_view_first(authorization, scheme_length), TEXT_VIEW("Digest ")))
        return false;
    parameters = text_view_from(authorization, scheme_length);
    while (sip_value_next(&parameters, &one)) {
        size_t equals = text_view_find(one, '=');

        if (equals < one.length)
            set_part(read, text_view_trim(text_view_first(one, equals)),
                     text_view_trim(text_view_from(one, equals + 1)));
    }
    return digest_is_usable(read);
}

bool
digest_is_usable(const digest *credentials)
{
    return !text_view_is_empty(credentials->parts[DIGEST_RESPONSE]) &&
           !text_view_is_empty(credentials->parts[DIGEST_NONCE]) &&
           !text_view_is_empty(credentials->parts[DIGEST_USERNAME]);
}

uint64_t
digest_hash(const digest *credentials)
{
    uint64_t hash = 14695981039346656037U; /* FNV-1a */

    for (size_t part = 0; part < DIGEST_PARTS; part++) {
        text_view text = credentials->parts[part];

        for (size_t i = 0; i < text.length; i++)
            hash = (hash ^ (uint8_t)text.data[i]) * 1099511628211U;
        hash = (hash ^ 0xff) * 1099511628211U; /* parts do not run into each other */
    }
    return hash;
}
