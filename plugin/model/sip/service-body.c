/* service-body.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "service-body.h"

static int
element_of(text_view tag)
{
    static const text_view names[SERVICE_ELEMENTS] = {
        [SERVICE_METHOD_NAME] = TEXT_VIEW_INIT("methodName"),
        [SERVICE_USERNAME] = TEXT_VIEW_INIT("username"),
        [SERVICE_REALM] = TEXT_VIEW_INIT("realm"),
        [SERVICE_NONCE] = TEXT_VIEW_INIT("nonce"),
        [SERVICE_QOP] = TEXT_VIEW_INIT("qop"),
        [SERVICE_CNONCE] = TEXT_VIEW_INIT("cnonce"),
        [SERVICE_NC] = TEXT_VIEW_INIT("nc"),
        [SERVICE_RESPONSE] = TEXT_VIEW_INIT("response"),
        [SERVICE_URI] = TEXT_VIEW_INIT("uri"),
        [SERVICE_METHOD] = TEXT_VIEW_INIT("method"),
        [SERVICE_ID] = TEXT_VIEW_INIT("id"),
        [SERVICE_CACHING_ENABLED] = TEXT_VIEW_INIT("caching-enabled"),
        [SERVICE_REQTYPE] = TEXT_VIEW_INIT("reqtype"),
        [SERVICE_VERSION] = TEXT_VIEW_INIT("version"),
        [SERVICE_MSGID] = TEXT_VIEW_INIT("msgid"),
        [SERVICE_SIPDOMAIN] = TEXT_VIEW_INIT("sipdomain"),
    };
    size_t end = 0;

    tag = text_view_trim(tag);
    while (end < tag.length && !text_is_space(tag.data[end]))
        end++; /* attributes are not part of the name */
    for (int i = 0; i < SERVICE_ELEMENTS; i++) {
        if (end == names[i].length && memcmp(tag.data, names[i].data, end) == 0)
            return i;
    }
    return -1;
}

/* Reads "<name>text</other>" at the start of *xml, which is advanced past the text. False where the tags do
 * not enclose plain text. */
static bool
element_next(text_view *xml, text_view *start_tag, text_view *value, text_view *end_tag)
{
    size_t open = text_view_find(*xml, '<');
    size_t close;
    text_view rest = text_view_from(*xml, open + 1);

    close = text_view_find(rest, '>');
    *start_tag = text_view_first(rest, close);
    rest = text_view_from(rest, close + 1);
    *xml = rest;
    open = text_view_find(rest, '<');
    *value = text_view_first(rest, open);
    rest = text_view_from(rest, open + 1);
    if (rest.length == 0 || rest.data[0] != '/' || text_view_starts_with(*start_tag, TEXT_VIEW("/")))
        return false;
    *end_tag = text_view_first(text_view_from(rest, 1), text_view_find(rest, '>') - 1);
    return true;
}

static void
read_elements(text_view xml, service_body *read)
{
    text_view start_tag;
    text_view end_tag;
    text_view value;

    while (xml.length > 0) {
        int element;

        if (!element_next(&xml, &start_tag, &value, &end_tag))
            continue;
        element = element_of(start_tag);
        if (element < 0 || read->elements[element].data != NULL)
            element = element_of(end_tag);
        if (element >= 0 && read->elements[element].data == NULL)
            read->elements[element] = text_view_trim(value);
    }
}

bool
service_body_parse(text_view body, service_body *read)
{
    size_t start = text_view_find_text(body, TEXT_VIEW("<methodCall"));
    size_t end;
    text_view xml = text_view_from(body, start);

    *read = (service_body){.call_has_end = false};
    if (start == body.length)
        return false;
    xml = text_view_from(xml, text_view_find(xml, '>') + 1);
    end = text_view_find_text(xml, TEXT_VIEW("</methodCall"));
    read->call_has_end = end < xml.length;
    read_elements(text_view_first(xml, end), read);
    return true;
}

bool
service_body_digest(const service_body *body, digest *credentials)
{
    *credentials = (digest){.notation = DIGEST_AS_XML,
                            .parts = {
                                [DIGEST_USERNAME] = body->elements[SERVICE_USERNAME],
                                [DIGEST_REALM] = body->elements[SERVICE_REALM],
                                [DIGEST_NONCE] = body->elements[SERVICE_NONCE],
                                [DIGEST_CNONCE] = body->elements[SERVICE_CNONCE],
                                [DIGEST_NC] = body->elements[SERVICE_NC],
                                [DIGEST_RESPONSE] = body->elements[SERVICE_RESPONSE],
                            }};
    return digest_is_usable(credentials);
}
