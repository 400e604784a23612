/* log-title.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-title.h"

bool
log_title_skip(text_view *text, log_message_kind *kind)
{
    text_view rest = text_view_without_indent(*text);

    if (rest.length == 0 || (rest.data[0] != 'S' && rest.data[0] != 'H'))
        return false;
    if (text_view_skip(&rest, TEXT_VIEW("SIPMSG:")))
        *kind = LOG_MESSAGE_SIP;
    else if (text_view_skip(&rest, TEXT_VIEW("HTTPMSG:")))
        *kind = LOG_MESSAGE_HTTP;
    else
        return false;
    *text = rest;
    return true;
}

bool
log_title_begins(text_view text)
{
    log_message_kind kind;

    return log_title_skip(&text, &kind);
}
