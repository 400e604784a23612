/* pem.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "pem.h"

#define BEGIN TEXT_VIEW("-----BEGIN CERTIFICATE-----")
#define END TEXT_VIEW("-----END CERTIFICATE-----")

text_view
pem_certificate(text_view text)
{
    size_t begin = text_view_find_text(text, BEGIN);
    size_t end;

    text = text_view_from(text, begin + BEGIN.length);
    end = text_view_find_text(text, END);
    return text_view_first(text, end < text.length ? end : 0);
}
