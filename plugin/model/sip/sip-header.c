/* sip-header.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip-header.h"

/* The only header that a name of that letter can be the compact form of. */
static sip_header_name
compact_header(char letter)
{
    switch (text_lower(letter)) {
    case 'v':
        return SIP_VIA;
    case 'f':
        return SIP_FROM;
    case 'm':
        return SIP_CONTACT;
    case 'i':
        return SIP_CALL_ID;
    case 'l':
        return SIP_CONTENT_LENGTH;
    case 'c':
        return SIP_CONTENT_TYPE;
    default:
        return SIP_OTHER_HEADER;
    }
}

/* The only header that can have that name, by its length and its first letters. */
static sip_header_name
candidate(text_view name)
{
    char first = text_lower(name.data[0]);

    switch (name.length) {
    case 3:
        return SIP_VIA;
    case 4:
        if (first == 'd')
            return SIP_DATE;
        return first == 'f' ? SIP_FROM : SIP_CSEQ;
    case 5:
        return SIP_ROUTE;
    case 6:
        return SIP_SERVER;
    case 7:
        if (first == 'w')
            return SIP_WARNING;
        return text_lower(name.data[1]) == 'o' ? SIP_CONTACT : SIP_CALL_ID;
    case 10:
        return SIP_USER_AGENT;
    case 12:
        return first == 'm' ? SIP_MAX_FORWARDS : SIP_CONTENT_TYPE;
    case 13:
        return SIP_AUTHORIZATION;
    case 14:
        return SIP_CONTENT_LENGTH;
    case 16:
        return SIP_WWW_AUTHENTICATE;
    case 19:
        return SIP_ASSERTED_IDENTITY;
    default:
        return SIP_OTHER_HEADER;
    }
}

static sip_header_name
header_name_of(text_view name)
{
    static const text_view names[SIP_HEADER_COUNT] = {
        [SIP_VIA] = TEXT_VIEW_INIT("Via"),
        [SIP_ROUTE] = TEXT_VIEW_INIT("Route"),
        [SIP_FROM] = TEXT_VIEW_INIT("From"),
        [SIP_CONTACT] = TEXT_VIEW_INIT("Contact"),
        [SIP_CALL_ID] = TEXT_VIEW_INIT("Call-ID"),
        [SIP_CSEQ] = TEXT_VIEW_INIT("CSeq"),
        [SIP_ASSERTED_IDENTITY] = TEXT_VIEW_INIT("P-Asserted-Identity"),
        [SIP_USER_AGENT] = TEXT_VIEW_INIT("User-Agent"),
        [SIP_SERVER] = TEXT_VIEW_INIT("Server"),
        [SIP_WARNING] = TEXT_VIEW_INIT("Warning"),
        [SIP_CONTENT_LENGTH] = TEXT_VIEW_INIT("Content-Length"),
        [SIP_CONTENT_TYPE] = TEXT_VIEW_INIT("Content-Type"),
        [SIP_AUTHORIZATION] = TEXT_VIEW_INIT("Authorization"),
        [SIP_MAX_FORWARDS] = TEXT_VIEW_INIT("Max-Forwards"),
        [SIP_DATE] = TEXT_VIEW_INIT("Date"),
        [SIP_WWW_AUTHENTICATE] = TEXT_VIEW_INIT("WWW-Authenticate"),
    };
    sip_header_name id;

    if (name.length == 0)
        return SIP_OTHER_HEADER;
    if (name.length == 1)
        return compact_header(name.data[0]);
    id = candidate(name);
    if (id == SIP_OTHER_HEADER || !text_view_equals_ignoring_case(name, names[id]))
        return SIP_OTHER_HEADER;
    return id;
}

/* Past the header line at start, which is before end, with the lines folded into it and their line ends. */
static const char *
behind_line(const char *start, const char *end)
{
    const char *at = start;

    do {
        at = memchr(at, '\n', (size_t)(end - at));
        if (at == NULL)
            return end;
        at++;
    } while (at < end && text_is_blank(*at));
    return at;
}

static text_view
trimmed(const char *start, const char *end)
{
    return text_view_trim(text_view_of(start, (size_t)(end - start)));
}

/* Reads the name and the value in a whole header line. False where it has no colon. */
static inline bool
read_line(const char *start, const char *end, sip_header_name *name, text_view *value)
{
    const char *colon = memchr(start, ':', (size_t)(end - start));

    if (colon == NULL)
        return false;
    *name = header_name_of(trimmed(start, colon));
    *value = trimmed(colon + 1, end);
    return true;
}

bool
sip_header_next(text_view *headers, sip_header_name *name, text_view *value)
{
    while (headers->length > 0) {
        const char *start = headers->data;
        const char *end = behind_line(start, start + headers->length);

        *headers = text_view_from(*headers, (size_t)(end - start));
        if (read_line(start, end, name, value))
            return true;
    }
    return false;
}

/* The length of the empty line at start, which ends the section; 0 where there is none. */
static inline size_t
end_of_section(const char *start, const char *end)
{
    if (start < end && start[0] == '\n')
        return 1;
    return end - start > 1 && start[0] == '\r' && start[1] == '\n' ? 2 : 0;
}

bool
sip_header_take(text_view *bytes, sip_header_name *name, text_view *value, size_t *end_length)
{
    const char *start = bytes->data;
    const char *end = start + bytes->length;
    bool is_read = false;

    while (!is_read && (*end_length = end_of_section(start, end)) == 0 && start < end) {
        const char *next = behind_line(start, end);

        /* It may go on beyond the bytes, or be folded further. */
        if (next == end)
            break;
        is_read = read_line(start, next, name, value);
        start = next;
    }
    *bytes = text_view_of(start, (size_t)(end - start));
    return is_read;
}
