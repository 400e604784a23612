/* sip-start.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip-start.h"

#include "sip-line.h"

#define VERSION TEXT_VIEW("SIP/2.0")
#define LONGEST_START_LINE 8192
#define LONGEST_METHOD 32

static bool
parse_request_line(text_view line, sip_start_line *start)
{
    size_t method_end = text_view_find(line, ' ');
    size_t version_start = line.length;

    if (method_end == 0 || method_end == line.length)
        return false;
    while (version_start > method_end && line.data[version_start - 1] != ' ')
        version_start--;
    if (version_start <= method_end + 2 ||
        !text_view_equals_ignoring_case(text_view_from(line, version_start), VERSION))
        return false;
    start->is_request = true;
    start->method = text_view_first(line, method_end);
    start->request_uri =
        text_view_trim(text_view_first(text_view_from(line, method_end), version_start - method_end));
    return !text_view_is_empty(start->request_uri);
}

static bool
parse_status_line(text_view line, sip_start_line *start)
{
    uint32_t status;

    if (!text_view_starts_with_ignoring_case(line, VERSION))
        return false;
    line = text_view_from(line, VERSION.length);
    if (line.length < 4 || line.data[0] != ' ' || (line.length > 4 && line.data[4] != ' '))
        return false;
    if (!text_view_to_number(text_view_first(text_view_from(line, 1), 3), 699, &status) || status < 100)
        return false;
    start->status = status;
    return true;
}

bool
sip_start_line_parse(text_view line, sip_start_line *start)
{
    *start = (sip_start_line){.is_request = false};
    return parse_status_line(line, start) || parse_request_line(line, start);
}

/* Whether the incomplete line can still become "METHOD scheme:..." */
static bool
may_become_request(text_view line)
{
    size_t method = 0;
    size_t scheme;

    while (method < line.length && line.data[method] >= 'A' && line.data[method] <= 'Z')
        method++;
    if (method > LONGEST_METHOD)
        return false;
    if (method == line.length)
        return true;
    if (method == 0 || line.data[method] != ' ')
        return false;
    scheme = method + 1;
    while (scheme < line.length && text_lower(line.data[scheme]) >= 'a' &&
           text_lower(line.data[scheme]) <= 'z')
        scheme++;
    return scheme == line.length || (scheme > method + 1 && line.data[scheme] == ':');
}

static bool
may_become_status(text_view line)
{
    return text_view_equals_ignoring_case(line, text_view_first(VERSION, line.length)) ||
           (text_view_starts_with_ignoring_case(line, VERSION) && line.data[VERSION.length] == ' ');
}

sip_start
sip_start_probe(text_view bytes)
{
    sip_start_line read;
    text_view line;
    text_view rest = sip_skip_keep_alives(bytes);
    text_view start = rest;

    if (sip_line_next(&rest, &line)) {
        bool begins_well = may_become_request(line) || may_become_status(line);

        return begins_well && sip_start_line_parse(line, &read) ? SIP_START_YES : SIP_START_NO;
    }
    if (bytes.length == 0 || start.length > LONGEST_START_LINE)
        return SIP_START_NO;
    return may_become_status(start) || may_become_request(start) ? SIP_START_PREFIX : SIP_START_NO;
}
