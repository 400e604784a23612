/* sip-header.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip-header.h"

#include "sip-line.h"

static sip_header_name
header_name_of(text_view name)
{
    static const struct {
        text_view name;
        char compact;
        sip_header_name id;
    } known[] = {
        {TEXT_VIEW_INIT("Via"), 'v', SIP_VIA},
        {TEXT_VIEW_INIT("Route"), 0, SIP_ROUTE},
        {TEXT_VIEW_INIT("From"), 'f', SIP_FROM},
        {TEXT_VIEW_INIT("Contact"), 'm', SIP_CONTACT},
        {TEXT_VIEW_INIT("Call-ID"), 'i', SIP_CALL_ID},
        {TEXT_VIEW_INIT("CSeq"), 0, SIP_CSEQ},
        {TEXT_VIEW_INIT("P-Asserted-Identity"), 0, SIP_ASSERTED_IDENTITY},
        {TEXT_VIEW_INIT("User-Agent"), 0, SIP_USER_AGENT},
        {TEXT_VIEW_INIT("Server"), 0, SIP_SERVER},
        {TEXT_VIEW_INIT("Warning"), 0, SIP_WARNING},
        {TEXT_VIEW_INIT("Content-Length"), 'l', SIP_CONTENT_LENGTH},
        {TEXT_VIEW_INIT("Content-Type"), 'c', SIP_CONTENT_TYPE},
        {TEXT_VIEW_INIT("Authorization"), 0, SIP_AUTHORIZATION},
        {TEXT_VIEW_INIT("Max-Forwards"), 0, SIP_MAX_FORWARDS},
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (name.length == 1 ? known[i].compact == text_lower(name.data[0])
                             : text_view_equals_ignoring_case(name, known[i].name))
            return known[i].id;
    }
    return SIP_OTHER_HEADER;
}

/* The next header line with the lines folded into it, and their line ends. */
static bool
unfolded_next(text_view *headers, text_view *line)
{
    size_t end = 0;

    if (headers->length == 0)
        return false;
    do {
        end += text_view_find(text_view_from(*headers, end), '\n');
        end += end < headers->length ? 1 : 0;
    } while (end < headers->length && text_is_blank(headers->data[end]));
    *line = text_view_first(*headers, end);
    *headers = text_view_from(*headers, end);
    return true;
}

bool
sip_header_next(text_view *headers, sip_header_name *name, text_view *value)
{
    text_view line;

    while (unfolded_next(headers, &line)) {
        size_t colon = text_view_find(line, ':');

        if (colon == line.length)
            continue;
        *name = header_name_of(text_view_trim(text_view_first(line, colon)));
        *value = text_view_trim(text_view_from(line, colon + 1));
        return true;
    }
    return false;
}

/* The headers without the last line, which may continue beyond the end of the bytes, or be folded further. */
static text_view
without_last_header(text_view headers)
{
    text_view rest = headers;
    text_view line;
    size_t complete = 0;

    while (unfolded_next(&rest, &line)) {
        if (rest.length > 0)
            complete = headers.length - rest.length;
    }
    return text_view_first(headers, complete);
}

text_view
sip_headers_split(text_view *bytes)
{
    text_view all = *bytes;
    text_view rest = *bytes;
    text_view line;

    while (sip_line_next(&rest, &line)) {
        if (line.length == 0) {
            *bytes = rest;
            return text_view_first(all, (size_t)(line.data - all.data));
        }
    }
    *bytes = text_view_from(all, all.length);
    return without_last_header(all);
}
