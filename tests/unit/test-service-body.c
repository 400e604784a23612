/* test-service-body.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sip/service-body.h"
#include "views.h"

#define CALL                                                                                                 \
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<methodCall><params><username>john.smith</username>"        \
    "<realm>expe.example.com</realm><nonce>n1</nonce><qop>auth</qop><cnonce>54f80570</cnonce>"               \
    "<nc>00000001</nc><response>r1</response><uri>sip:cucm02.example.local</uri><method>REGISTER</method>"   \
    "<id>12345678</id><caching-enabled>true</caching-enabled><reqtype>collab-edge</reqtype></params>"        \
    "<methodName>DigestAuth</methodName><version>1.0</version><msgid>12345678979</msgid>"                    \
    "<sipdomain>cucm02.example.local</sipdomain></methodCall>\r\n"

/* As the document has it: an end tag that does not fit, and a blank where none may be. */
#define BROKEN_CALL                                                                                          \
    "<methodCall><params><nonce>n1</nonce><nonce>54f80570</cnonce>< caching-enabled>true</caching-enabled>"  \
    "</params></methodCall>"

static const char *const complete[SERVICE_ELEMENTS] = {
    [SERVICE_METHOD_NAME] = "DigestAuth",
    [SERVICE_USERNAME] = "john.smith",
    [SERVICE_REALM] = "expe.example.com",
    [SERVICE_NONCE] = "n1",
    [SERVICE_QOP] = "auth",
    [SERVICE_CNONCE] = "54f80570",
    [SERVICE_NC] = "00000001",
    [SERVICE_RESPONSE] = "r1",
    [SERVICE_URI] = "sip:cucm02.example.local",
    [SERVICE_METHOD] = "REGISTER",
    [SERVICE_ID] = "12345678",
    [SERVICE_CACHING_ENABLED] = "true",
    [SERVICE_REQTYPE] = "collab-edge",
    [SERVICE_VERSION] = "1.0",
    [SERVICE_MSGID] = "12345678979",
    [SERVICE_SIPDOMAIN] = "cucm02.example.local",
};

static void
test_complete(void)
{
    service_body read;
    digest credentials;

    g_assert_true(service_body_parse(view_of("--b\r\nContent-Type: application/text\r\n\r\n" CALL), &read));
    g_assert_true(read.call_has_end);
    for (int i = 0; i < SERVICE_ELEMENTS; i++)
        assert_view(read.elements[i], complete[i]);
    g_assert_true(service_body_digest(&read, &credentials));
    assert_view(credentials.parts[DIGEST_CNONCE], "54f80570");
}

/* A body without a call asks for nothing. */
static void
test_no_call(void)
{
    service_body read;

    g_assert_false(
        service_body_parse(view_of("--b\r\nContent-Type: x\r\n\r\n<params><nonce>n</nonce>"), &read));
    assert_view(read.elements[SERVICE_NONCE], NULL);
    g_assert_false(service_body_parse(view_of(""), &read));
}

static void
test_broken_tags(void)
{
    service_body read;
    digest credentials;

    g_assert_true(service_body_parse(view_of(BROKEN_CALL), &read));
    assert_view(read.elements[SERVICE_NONCE], "n1");
    assert_view(read.elements[SERVICE_CNONCE], "54f80570");
    assert_view(read.elements[SERVICE_CACHING_ENABLED], "true");
    assert_view(read.elements[SERVICE_USERNAME], NULL);
    g_assert_false(service_body_digest(&read, &credentials));
}

/* Cut anywhere, it is read to its end, and never beyond. */
static void
test_every_prefix(void)
{
    text_view whole = view_of(CALL);

    for (size_t length = 0; length <= whole.length; length++) {
        text_view part = exact_copy(whole, length);
        service_body read;

        service_body_parse(part, &read);
        g_assert_true(read.elements[SERVICE_USERNAME].data == NULL ||
                      read.elements[SERVICE_USERNAME].length <= sizeof "john.smith" - 1);
        g_free((char *)part.data);
    }
}

/* Only tags. If reading is not linear, the test's time limit ends it. */
static void
test_hostile(void)
{
    static const char *const shapes[] = {"<", "<a>", "</", "<nonce></", "<methodCall"};

    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
        GString *body = g_string_new("<methodCall>");
        service_body read;

        while (body->len < (size_t)4 * 1024 * 1024)
            g_string_append(body, shapes[i]);
        g_assert_true(service_body_parse(text_view_of(body->str, body->len), &read));
        g_assert_false(read.call_has_end);
        g_string_free(body, TRUE);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/service-body/complete", test_complete);
    g_test_add_func("/service-body/no-call", test_no_call);
    g_test_add_func("/service-body/broken-tags", test_broken_tags);
    g_test_add_func("/service-body/every-prefix", test_every_prefix);
    g_test_add_func("/service-body/hostile", test_hostile);
    return g_test_run();
}
