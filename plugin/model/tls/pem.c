/* pem.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "pem.h"

#define BEGIN TEXT_VIEW("-----BEGIN CERTIFICATE-----")
#define END TEXT_VIEW("-----END CERTIFICATE-----")

#define NOT_BASE64 64U

text_view
pem_certificate(text_view text)
{
    size_t begin = text_view_find_text(text, BEGIN);
    size_t end;

    text = text_view_from(text, begin + BEGIN.length);
    end = text_view_find_text(text, END);
    return text_view_first(text, end < text.length ? end : 0);
}

static uint32_t
value_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (uint32_t)(c - 'A');
    if (c >= 'a' && c <= 'z')
        return (uint32_t)(c - 'a') + 26U;
    if (text_is_digit(c))
        return (uint32_t)(c - '0') + 52U;
    return c == '+' ? 62U : c == '/' ? 63U : NOT_BASE64;
}

size_t
pem_decode(text_view base64, char *room, size_t size)
{
    uint32_t bits = 0;
    uint32_t count = 0;
    size_t length = 0;

    for (size_t i = 0; i < base64.length && base64.data[i] != '='; i++) {
        uint32_t value = value_of(base64.data[i]);

        if (text_is_space(base64.data[i]))
            continue;
        if (value == NOT_BASE64 || length >= size)
            return 0;
        bits = (bits << 6 | value) & 0xffffU;
        count += 6;
        if (count >= 8) {
            count -= 8;
            room[length++] = (char)(bits >> count & 0xffU);
        }
    }
    return length;
}
