/* test-log-attribute.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log/log-attribute.h"
#include "views.h"

#define MEGABYTES_4 ((size_t)4 << 20)

/* All attributes of a line as "name=value|name=value"; a "!" stands where the head ends. */
static char *
listed(const char *text)
{
    text_view whole = view_of(text);
    text_view line = exact_copy(whole, whole.length);
    text_view rest = line;
    GString *list = g_string_new(NULL);
    log_attribute attribute;

    while (log_attribute_next(&rest, &attribute)) {
        if (list->len > 0)
            g_string_append_c(list, '|');
        g_string_append_len(list, attribute.name.data, (gssize)attribute.name.length);
        g_string_append_c(list, '=');
        g_string_append_len(list, attribute.value.data, (gssize)attribute.value.length);
        if (attribute.is_last_of_head)
            g_string_append_c(list, '!');
    }
    exact_copy_free(line);
    return g_string_free(list, FALSE);
}

static void
test_lines(void)
{
    static const struct {
        const char *line;
        const char *attributes;
    } cases[] = {
        {"Action=\"Sent\" Dst-ip=\"10.0.30.2\"", "Action=Sent|Dst-ip=10.0.30.2"},
        {"Action=\"Sent\"  Dst-ip=\"10.0.30.2\"  ", "Action=Sent|Dst-ip=10.0.30.2"},
        {"Level=\"DEBUG\":  Action=\"Sent\"", "Level=DEBUG!|Action=Sent"},
        {"Level=\"DEBUG\": Action=\" Sent \"", "Level=DEBUG!|Action= Sent "},
        {"Level=\"DEBUG\":", "Level=DEBUG!"},
        {"ThreadID= \"139\" Module=\"Jabber\"", "ThreadID=139|Module=Jabber"},
        {"Detail=\"\" Level=\"1\"", "Detail=|Level=1"},
        {"Detail=\"\"", "Detail="},
        /* Quotes within a value. */
        {"Detail=\"the zone \"X\" is down\" Level=\"1\"", "Detail=the zone \"X\" is down|Level=1"},
        {"Detail=\"the zone \"X\"\" Level=\"1\"", "Detail=the zone \"X\"|Level=1"},
        {"Detail=\"\"X\" is down\" Level=\"1\"", "Detail=|Level=1"},
        {"Detail=\"set name=\"x\" value=\"y\" done\" Level=\"1\"",
         "Detail=set name=\"x\" value=\"y\" done|Level=1"},
        {"Detail=\"bad \"cert\" Level=\"1\" Service=\"SIP\"", "Detail=bad \"cert|Level=1|Service=SIP"},
        {"Detail=\"Method=SERVICE, Remote-SessionID=\" Level=\"1\"",
         "Detail=Method=SERVICE, Remote-SessionID=|Level=1"},
        {"Detail=\"Method=SERVICE, Remote-SessionID=\"", "Detail=Method=SERVICE, Remote-SessionID="},
        {"localAddress=\"['IPv4''TCP''172.16.2.2:5062']\"", "localAddress=['IPv4''TCP''172.16.2.2:5062']"},
        /* Text between attributes. */
        {"setNextHopAddr: address=\"10.81.54.102:25017/TLS\" zone=\"UC\" isNatted=\"true\"",
         "address=10.81.54.102:25017/TLS|zone=UC|isNatted=true"},
        {"zone=\"UC\" inbound=UC (mode=on) done=\"false\" and more", "zone=UC|done=false"},
        {"port=\"4401\":7 a=\"b\"", "port=4401|a=b"},
        /* Broken ones. */
        {"Detail=\"no end", "Detail=no end"},
        {"Detail=\"", "Detail="},
        {"Detail=", ""},
        {"=\"x\"", ""},
        {"1a=\"x\"", ""},
        {"\"x\" a=\"b\"", "a=b"},
        {"", ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *found = listed(cases[i].line);

        g_assert_cmpstr(found, ==, cases[i].attributes);
        g_free(found);
    }
}

static void
test_name_length(void)
{
    char *longest = g_strnfill(64, 'n');
    char *attribute = g_strconcat(longest, "=\"v\"", NULL);
    char *longer = g_strconcat("n", attribute, NULL);

    g_assert_true(log_attribute_begins(view_of(attribute)));
    g_assert_false(log_attribute_begins(view_of(longer)));
    g_free(longest);
    g_free(attribute);
    g_free(longer);
}

static void
test_place(void)
{
    text_view line = view_of("Level=\"DEBUG\":  Action=\"Sent\" rest");
    log_attribute attribute;

    g_assert_true(log_attribute_read(&line, &attribute));
    assert_view(attribute.place, "Level=\"DEBUG\"");
    g_assert_true(log_attribute_read(&line, &attribute));
    assert_view(attribute.place, "Action=\"Sent\"");
    assert_view(line, "rest");
    g_assert_false(log_attribute_read(&line, &attribute));
    assert_view(line, "rest");
}

/* Four megabytes of each. If reading is not linear, the test's time limit ends it. */
static void
test_hostile(void)
{
    static const char *const shapes[] = {
        "\"",       "a",    "a=\"",       "a=\"b \"c\" ", "a=\"x \"y\" b", "a=\"b\":", " ",        "a=\"  ",
        "a=\" \"x", "a b=", "a=\"b\"   ", "(\"x\") ",     "a=\"\" \"",     "\" \"a",   "a=\" a=\""};

    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
        GString *line = g_string_new(NULL);
        text_view rest;
        log_attribute attribute;

        while (line->len < MEGABYTES_4)
            g_string_append(line, shapes[i]);
        rest = text_view_of(line->str, line->len);
        while (log_attribute_next(&rest, &attribute))
            g_assert_cmpuint(attribute.place.length, >, 0);
        g_string_free(line, TRUE);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/log-attribute/lines", test_lines);
    g_test_add_func("/log-attribute/name-length", test_name_length);
    g_test_add_func("/log-attribute/place", test_place);
    g_test_add_func("/log-attribute/hostile", test_hostile);
    return g_test_run();
}
