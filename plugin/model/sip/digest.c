/* digest.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "digest.h"

#include "../hash64.h"

/* Limits of a number that stands for a character in XML. */
#define MOST_DIGITS 8
#define LAST_ASCII 127

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
    static const text_view names[DIGEST_PARTS] = {
        [DIGEST_USERNAME] = TEXT_VIEW_INIT("username"),
        [DIGEST_REALM] = TEXT_VIEW_INIT("realm"),
        [DIGEST_NONCE] = TEXT_VIEW_INIT("nonce"),
        [DIGEST_CNONCE] = TEXT_VIEW_INIT("cnonce"),
        [DIGEST_NC] = TEXT_VIEW_INIT("nc"),
        [DIGEST_RESPONSE] = TEXT_VIEW_INIT("response"),
    };

    for (size_t i = 0; i < DIGEST_PARTS; i++) {
        if (read->parts[i].data == NULL && text_view_equals_ignoring_case(name, names[i]))
            read->parts[i] = without_quotes(value);
    }
}

/* The next parameter of a Digest header. False at the end. */
static bool
next_parameter(text_view *rest, text_view *name, text_view *value)
{
    text_view one;

    while (sip_value_next(rest, &one)) {
        size_t equals = text_view_find(one, '=');

        if (equals == one.length)
            continue;
        *name = text_view_trim(text_view_first(one, equals));
        *value = text_view_trim(text_view_from(one, equals + 1));
        return true;
    }
    return false;
}

static bool
skip_scheme(text_view header, text_view *parameters)
{
    const text_view scheme = TEXT_VIEW("Digest ");

    if (!text_view_starts_with_ignoring_case(header, scheme))
        return false;
    *parameters = text_view_from(header, scheme.length);
    return true;
}

bool
digest_parse(text_view authorization, digest *read)
{
    text_view parameters;
    text_view name;
    text_view value;

    *read = (digest){.parts = {{NULL, 0}}};
    if (!skip_scheme(authorization, &parameters))
        return false;
    while (next_parameter(&parameters, &name, &value))
        set_part(read, name, value);
    return digest_is_usable(read);
}

bool
digest_parse_challenge(text_view authenticate, text_view *nonce, bool *is_stale)
{
    digest read = {.parts = {{NULL, 0}}};
    text_view parameters;
    text_view name;
    text_view value;

    *is_stale = false;
    if (!skip_scheme(authenticate, &parameters))
        return false;
    while (next_parameter(&parameters, &name, &value)) {
        set_part(&read, name, value);
        if (text_view_equals_ignoring_case(name, TEXT_VIEW("stale")))
            *is_stale = text_view_equals_ignoring_case(without_quotes(value), TEXT_VIEW("true"));
    }
    *nonce = read.parts[DIGEST_NONCE];
    return !text_view_is_empty(*nonce);
}

bool
digest_is_usable(const digest *credentials)
{
    return !text_view_is_empty(credentials->parts[DIGEST_RESPONSE]) &&
           !text_view_is_empty(credentials->parts[DIGEST_NONCE]) &&
           !text_view_is_empty(credentials->parts[DIGEST_USERNAME]);
}

/* The character that the XML entity at the start of text stands for; *taken is the length of the entity.
 * Where there is no known entity this is "&" itself, and 1. Characters beyond ASCII stay as they are written.
 * */
static char
entity_at(text_view text, size_t *taken)
{
    static const struct {
        text_view entity;
        char character;
    } known[] = {{TEXT_VIEW_INIT("&lt;"), '<'},
                 {TEXT_VIEW_INIT("&gt;"), '>'},
                 {TEXT_VIEW_INIT("&amp;"), '&'},
                 {TEXT_VIEW_INIT("&quot;"), '"'},
                 {TEXT_VIEW_INIT("&apos;"), '\''}};
    text_view digits = text;
    uint32_t number;

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        *taken = known[i].entity.length;
        if (text_view_starts_with(text, known[i].entity))
            return known[i].character;
    }
    if (text_view_skip(&digits, TEXT_VIEW("&#"))) {
        digits = text_view_first(digits, text_view_find(text_view_first(digits, MOST_DIGITS), ';'));
        *taken = sizeof "&#;" - 1 + digits.length;
        if (text_view_to_number(digits, LAST_ASCII, &number))
            return (char)number;
    }
    *taken = 1;
    return '&';
}

/* The character that text stands for, which begins with an escape; *taken is the length of the escape. */
static char
escaped_at(text_view text, digest_notation notation, size_t *taken)
{
    if (notation == DIGEST_AS_XML)
        return entity_at(text, taken);
    *taken = text.length > 1 ? 2 : 1;
    return text.data[*taken - 1];
}

static uint64_t
hash_part(uint64_t hash, text_view text, digest_notation notation)
{
    char escape = notation == DIGEST_AS_XML ? '&' : '\\';
    size_t taken;

    for (size_t at = 0; at < text.length; at += taken) {
        char character = text.data[at];

        taken = 1;
        if (character == escape)
            character = escaped_at(text_view_from(text, at), notation, &taken);
        hash = hash64_add_byte(hash, (uint8_t)character);
    }
    return hash;
}

uint64_t
digest_hash(const digest *credentials)
{
    uint64_t hash = HASH64_START;

    for (size_t part = 0; part < DIGEST_PARTS; part++) {
        hash = hash_part(hash, credentials->parts[part], credentials->notation);
        hash = hash64_add_byte(hash, 0xff); /* separates the parts */
    }
    return hash;
}
