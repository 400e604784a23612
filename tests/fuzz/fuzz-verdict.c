/* fuzz-verdict.c
 * Any question to verdict_judge; its answer must keep what the table promises, whichever row decided.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <string.h>

#include "require.h"
#include "verdict.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* After the last byte, zeros follow. */
typedef struct {
    const uint8_t *data;
    size_t size;
} byte_source;

static uint8_t
byte_next(byte_source *from)
{
    if (from->size == 0)
        return 0;
    from->size--;
    return *from->data++;
}

/* Few hosts and ports, so that they are often equal. 0 is unknown, or a name. */
static host_address
host_from(uint8_t choice)
{
    static const char *const hosts[] = {"127.0.0.1",   "::1",          "10.0.30.2", "64.100.0.10",
                                        "10.0.10.2",   "192.0.2.77",   "10.0.10.1", "2001:db8::1",
                                        "2001:db8::2", "203.0.113.50", "0.0.0.0"};
    size_t index = choice % (sizeof hosts / sizeof hosts[0] + 1);
    host_address host = {HOST_NONE, {0}};

    if (index > 0)
        REQUIRE(host_address_parse(text_view_of(hosts[index - 1], strlen(hosts[index - 1])), &host));
    return host;
}

static endpoint
endpoint_next(byte_source *from)
{
    static const uint16_t ports[] = {27901, 4401, 7003, 0};
    host_address host = host_from(byte_next(from));

    return (endpoint){host, ports[byte_next(from) % (sizeof ports / sizeof ports[0])]};
}

/* NULL, or a set of up to three hosts. */
static const host_set *
set_next(byte_source *from, host_set *set)
{
    uint8_t count = byte_next(from) % 5;

    *set = (host_set){.count = 0};
    for (uint8_t i = 0; i + 1 < count; i++)
        host_set_add(set, host_from(byte_next(from)), i, "a message");
    return count == 0 ? NULL : set;
}

/* The fuzzer's own comparisons, independent of the code under test. */
static bool
same_host(host_address a, host_address b)
{
    return a.family != HOST_NONE && a.family == b.family && memcmp(a.bytes, b.bytes, 16) == 0;
}

/* For a claim without a port, hosts are compared. */
static bool
claims(endpoint claimed, endpoint end)
{
    return same_host(claimed.host, end.host) &&
           (claimed.port == 0 || end.port == 0 || claimed.port == end.port);
}

static bool
names(const host_set *set, host_address host)
{
    for (unsigned i = 0; set != NULL && i < set->count; i++) {
        if (same_host(set->hosts[i].host, host))
            return true;
    }
    return false;
}

static bool
same_answer(verdict_answer a, verdict_answer b)
{
    return a.verdict == b.verdict && a.confidence == b.confidence && a.row == b.row &&
           a.has_expected == b.has_expected &&
           memcmp(&a.expected.host, &b.expected.host, sizeof a.expected.host) == 0 &&
           a.expected.port == b.expected.port;
}

static void
require_sound(const verdict_question *q, verdict_answer is)
{
    REQUIRE(is.verdict <= VERDICT_PORT_TRANSLATED && is.confidence <= CONFIDENCE_PROVEN);
    REQUIRE(is.row <= ROW_NOTHING_KNOWN);
    REQUIRE((is.verdict == VERDICT_UNDETERMINED) == (is.confidence == CONFIDENCE_NONE));
    REQUIRE(is.verdict != VERDICT_PORT_TRANSLATED || q->claimed.port != 0);
    REQUIRE(is.verdict != VERDICT_OWN_ADDRESS || q->claimed.port != 0 ||
            is.confidence == CONFIDENCE_PROBABLE);
    REQUIRE(is.verdict != VERDICT_NAT_REFLECTED ||
            (is.confidence == CONFIDENCE_PROVEN && names(q->expressway_e, q->claimed.host)));
    REQUIRE(is.has_expected == (is.expected.host.family != HOST_NONE));
}

/* Rows 1 to 3. Only one outcome of a SERVICE counts there: C accepted another port of its host. Nothing that
 * is configured for C counts. */
static void
require_away(const verdict_question *q, verdict_answer is, endpoint receiver)
{
    bool e_has_host = names(q->expressway_e, q->claimed.host);
    bool other_connection = !e_has_host && q->accepted && same_host(q->claimed.host, receiver.host);
    verdict_question other = *q;

    REQUIRE((is.verdict == VERDICT_OWN_ADDRESS) == other_connection);
    REQUIRE((is.confidence == CONFIDENCE_PROBABLE) == other_connection);
    REQUIRE((is.verdict == VERDICT_NAT_REFLECTED) == e_has_host);
    if (!e_has_host)
        REQUIRE((is.verdict == VERDICT_SOURCE_TRANSLATED) == !same_host(q->claimed.host, receiver.host));
    if (is.verdict == VERDICT_PORT_TRANSLATED)
        REQUIRE(!q->client_of_unpaired_flow || q->true_client.host.family != HOST_NONE);
    if (is.has_expected)
        REQUIRE(!claims(q->claimed, is.expected));
    if (!same_host(q->claimed.host, receiver.host))
        other.accepted = !q->accepted;
    other.timed_out = !q->timed_out;
    other.client_port_in_range = !q->client_port_in_range;
    other.configured_c = NULL;
    REQUIRE(same_answer(is, verdict_judge(&other)));
}

/* Rows 5 to 10: nothing is known of C's side. */
static void
require_here(const verdict_question *q, verdict_answer is)
{
    bool has_word = q->client_word != NULL && q->client_word->count > 0;
    bool agrees = names(q->client_word, q->claimed.host) || names(q->configured_c, q->claimed.host);
    bool e_has_host = names(q->expressway_e, q->claimed.host);

    REQUIRE((is.verdict == VERDICT_NAT_REFLECTED) == e_has_host);
    REQUIRE(!is.has_expected);
    if (e_has_host)
        return;
    REQUIRE(is.verdict == VERDICT_OWN_ADDRESS || !q->accepted);
    if (is.verdict == VERDICT_SOURCE_TRANSLATED)
        REQUIRE(has_word && !agrees);
    if (is.verdict == VERDICT_SOURCE_TRANSLATED && is.confidence == CONFIDENCE_PROVEN)
        REQUIRE(q->configured_c != NULL);
    if (is.verdict == VERDICT_PORT_TRANSLATED)
        REQUIRE(is.confidence == CONFIDENCE_PROBABLE && q->timed_out && agrees && !q->client_port_in_range);
    if (is.verdict == VERDICT_OWN_ADDRESS && is.confidence == CONFIDENCE_PROVEN)
        REQUIRE(agrees && q->accepted);
    if (!has_word && !agrees && !q->accepted)
        REQUIRE(is.verdict == VERDICT_UNDETERMINED);
}

static void
require_table(const verdict_question *q, verdict_answer is)
{
    endpoint receiver = q->true_client.host.family != HOST_NONE ? q->true_client : q->destination;
    host_address claimed = q->claimed.host;
    bool paired = claims(q->claimed, q->true_client);

    require_sound(q, is);
    if (paired)
        REQUIRE(!verdict_is_fault(is.verdict));
    if (claimed.family == HOST_NONE || host_address_is_local_only(claimed) ||
        same_host(q->source, q->destination.host)) {
        REQUIRE(is.verdict == VERDICT_UNDETERMINED);
    } else if (receiver.host.family == HOST_NONE) {
        REQUIRE((is.verdict == VERDICT_NAT_REFLECTED) == names(q->expressway_e, claimed));
        REQUIRE(is.verdict == VERDICT_NAT_REFLECTED || is.verdict == VERDICT_UNDETERMINED);
        REQUIRE(!is.has_expected);
    } else if (paired) {
        REQUIRE(is.verdict == VERDICT_OWN_ADDRESS && claims(q->true_client, is.expected));
    } else if (!claims(q->claimed, receiver)) {
        require_away(q, is, receiver);
    } else {
        require_here(q, is);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    byte_source from = {data, size};
    uint8_t flags = byte_next(&from);
    host_set sets[3];
    verdict_question question = {
        .client_port_in_range = flags & 1,
        .client_of_unpaired_flow = flags & 2,
        .accepted = flags & 4,
        .timed_out = flags & 8,
    };
    verdict_answer is;

    question.claimed = endpoint_next(&from);
    question.destination = endpoint_next(&from);
    question.true_client = endpoint_next(&from);
    question.true_client_sure = question.true_client.host.family == HOST_NONE ? CONFIDENCE_NONE
                                : flags & 16                                  ? CONFIDENCE_PROVEN
                                                                              : CONFIDENCE_PROBABLE;
    question.source = host_from(byte_next(&from));
    question.expressway_e = set_next(&from, &sets[0]);
    question.client_word = set_next(&from, &sets[1]);
    question.configured_c = set_next(&from, &sets[2]);
    is = verdict_judge(&question);
    require_table(&question, is);
    REQUIRE(same_answer(is, verdict_judge(&question)));
    REQUIRE(verdict_name(is.verdict)[0] != '\0' && confidence_name(is.confidence)[0] != '\0');
    return 0;
}
