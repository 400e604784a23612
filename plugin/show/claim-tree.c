/* claim-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "claim-tree.h"

#include "../capture/value-names.h"
#include "generated.h"

#include "../finding/client-address.h"
#include "../capture/judgement.h"
#include "../capture/leg/leg.h"
#include "../capture/consequence/service.h"
#include "../capture/configuration.h"

/* Values of expressway.apparent.matches. */
enum {
    MATCHES_NONE,
    MATCHES_DESTINATION,
    MATCHES_DESTINATION_HOST,
    MATCHES_SOURCE_HOST,
    MATCHES_VIA_HOST,
    MATCHES_CONFIGURED_E,
    MATCHES_CONFIGURED_C,
    MATCHES_PAIRED_LEG
};

static int hf_expressway_apparent = -1;
static int hf_expressway_apparent_ipv4 = -1;
static int hf_expressway_apparent_ipv6 = -1;
static int hf_expressway_apparent_port = -1;
static int hf_expressway_apparent_matches = -1;
static int hf_expressway_apparent_verdict = -1;
static int hf_expressway_apparent_confidence = -1;
static int hf_expressway_apparent_evidence = -1;
static int hf_expressway_apparent_expected = -1;
static int hf_expressway_apparent_meaning = -1;
static int hf_expressway_received = -1;
static int hf_expressway_received_verdict = -1;
static int hf_expressway_received_confidence = -1;
static int hf_expressway_received_evidence = -1;
static int hf_expressway_received_expected = -1;
static int hf_expressway_received_meaning = -1;

static int ett_expressway_apparent = -1;
static int ett_expressway_received = -1;

static const value_string match_names[] = {{MATCHES_NONE, "none"},
                                           {MATCHES_DESTINATION, "packet destination"},
                                           {MATCHES_DESTINATION_HOST, "packet destination host"},
                                           {MATCHES_SOURCE_HOST, "packet source host"},
                                           {MATCHES_VIA_HOST, "Via sent-by host"},
                                           {MATCHES_CONFIGURED_E, "configured Expressway-E address"},
                                           {MATCHES_CONFIGURED_C, "configured Expressway-C address"},
                                           {MATCHES_PAIRED_LEG, "translated side of a paired leg"},
                                           {0, NULL}};

void
claim_tree_register(int proto)
{
    static hf_register_info fields[] = {
        {&hf_expressway_apparent,
         {"Apparent address", "expressway.apparent", FT_STRING, BASE_NONE, NULL, 0,
          "Host and port of a SERVICE's first Route: what Expressway-E takes for Expressway-C's address",
          HFILL}},
        {&hf_expressway_apparent_ipv4,
         {"Apparent IPv4 address", "expressway.apparent.ipv4", FT_IPv4, BASE_NONE, NULL, 0,
          "Host of the apparent address", HFILL}},
        {&hf_expressway_apparent_ipv6,
         {"Apparent IPv6 address", "expressway.apparent.ipv6", FT_IPv6, BASE_NONE, NULL, 0,
          "Host of the apparent address", HFILL}},
        {&hf_expressway_apparent_port,
         {"Apparent port", "expressway.apparent.port", FT_UINT16, BASE_DEC, NULL, 0,
          "Port of the apparent address", HFILL}},
        {&hf_expressway_apparent_matches,
         {"Equals", "expressway.apparent.matches", FT_UINT8, BASE_DEC, VALS(match_names), 0,
          "Which endpoint addresses of this capture the apparent address equals", HFILL}},
        {&hf_expressway_apparent_verdict,
         {"Verdict", "expressway.apparent.verdict", FT_UINT8, BASE_DEC, VALS(expressway_verdicts), 0,
          "The judgement of this Route", HFILL}},
        {&hf_expressway_apparent_confidence,
         {"Confidence", "expressway.apparent.confidence", FT_UINT8, BASE_DEC, VALS(expressway_confidences), 0,
          "How sure the judgement of this Route is", HFILL}},
        {&hf_expressway_apparent_evidence,
         {"Evidence", "expressway.apparent.evidence", FT_STRING, BASE_NONE, NULL, 0,
          "A reason for the judgement, with its addresses and frames", HFILL}},
        {&hf_expressway_apparent_expected,
         {"Expected", "expressway.apparent.expected", FT_STRING, BASE_NONE, NULL, 0,
          "What the Route would say if nothing translated Expressway-C's address", HFILL}},
        {&hf_expressway_apparent_meaning,
         {"Meaning", "expressway.apparent.meaning", FT_STRING, BASE_NONE, NULL, 0,
          "What the verdict means for Mobile and Remote Access", HFILL}},
        {&hf_expressway_received,
         {"Received from", "expressway.received", FT_STRING, BASE_NONE, NULL, 0,
          "received and rport in Expressway-E's response: the address from which it saw Expressway-C's request come",
          HFILL}},
        {&hf_expressway_received_verdict,
         {"Verdict", "expressway.received.verdict", FT_UINT8, BASE_DEC, VALS(expressway_verdicts), 0,
          "The judgement of received and rport", HFILL}},
        {&hf_expressway_received_confidence,
         {"Confidence", "expressway.received.confidence", FT_UINT8, BASE_DEC, VALS(expressway_confidences), 0,
          "How sure the judgement of received and rport is", HFILL}},
        {&hf_expressway_received_evidence,
         {"Evidence", "expressway.received.evidence", FT_STRING, BASE_NONE, NULL, 0,
          "A reason for the judgement, with its addresses and frames", HFILL}},
        {&hf_expressway_received_expected,
         {"Expected", "expressway.received.expected", FT_STRING, BASE_NONE, NULL, 0,
          "What received and rport would say if nothing translated Expressway-C's address", HFILL}},
        {&hf_expressway_received_meaning,
         {"Meaning", "expressway.received.meaning", FT_STRING, BASE_NONE, NULL, 0,
          "What the verdict means for Mobile and Remote Access", HFILL}},
    };
    static int *trees[] = {&ett_expressway_apparent, &ett_expressway_received};

    proto_register_field_array(proto, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
}

static void
show_parts(proto_tree *tree, claim_place place, endpoint claimed)
{
    ws_in4_addr ipv4;
    ws_in6_addr ipv6;

    if (claimed.host.family == HOST_IPV4) {
        memcpy(&ipv4, claimed.host.bytes, sizeof ipv4);
        proto_tree_add_ipv4(tree, hf_expressway_apparent_ipv4, place.tvb, place.start, place.length, ipv4);
    } else if (claimed.host.family == HOST_IPV6) {
        memcpy(&ipv6, claimed.host.bytes, sizeof ipv6);
        proto_tree_add_ipv6(tree, hf_expressway_apparent_ipv6, place.tvb, place.start, place.length, &ipv6);
    }
    if (claimed.port != 0)
        proto_tree_add_uint(tree, hf_expressway_apparent_port, place.tvb, place.start, place.length,
                            claimed.port);
}

static void
show_matches(proto_tree *tree, tvbuff_t *tvb, const sip_record *record)
{
    endpoint claimed = record->route->address;
    endpoint client = record->flow->client;
    const leg_pair *pair = leg_pair_of(record->flow);
    bool matches[] = {
        [MATCHES_DESTINATION] = endpoint_equal(&claimed, &client),
        [MATCHES_SOURCE_HOST] = host_address_equals(claimed.host, record->flow->server.host),
        [MATCHES_VIA_HOST] = host_address_equals(claimed.host, record->via_host),
        [MATCHES_CONFIGURED_E] =
            host_set_find(configuration_addresses(ROLE_EXPRESSWAY_E), claimed.host) != NULL,
        [MATCHES_CONFIGURED_C] =
            host_set_find(configuration_addresses(ROLE_EXPRESSWAY_C), claimed.host) != NULL,
        [MATCHES_PAIRED_LEG] =
            pair != NULL && pair->c_side != pair->e_side && endpoint_matches(claimed, pair->e_side->client),
    };

    matches[MATCHES_DESTINATION_HOST] =
        !matches[MATCHES_DESTINATION] && host_address_equals(claimed.host, client.host);
    matches[MATCHES_NONE] = true;
    for (guint i = MATCHES_DESTINATION; i < G_N_ELEMENTS(matches); i++) {
        if (!matches[i])
            continue;
        matches[MATCHES_NONE] = false;
        generated_uint(tree, hf_expressway_apparent_matches, tvb, i);
    }
    if (matches[MATCHES_NONE])
        generated_uint(tree, hf_expressway_apparent_matches, tvb, MATCHES_NONE);
}

/* Ids of the fields that Route and received have alike. */
typedef struct {
    int verdict;
    int confidence;
    int evidence;
    int expected;
    int meaning;
} judgement_fields;

/* Texts cost more than everything else, so they are only built if they are read. */
static void
show_evidence(packet_info *pinfo, proto_tree *tree, tvbuff_t *tvb, int field, const judged_claim *about)
{
    wmem_array_t *reasons = client_address_reasons(pinfo->pool, about);

    for (guint i = 0; i < wmem_array_get_count(reasons); i++)
        generated_string(tree, field, tvb, *(char **)wmem_array_index(reasons, i));
}

static void
show_judgement(packet_info *pinfo, proto_tree *tree, tvbuff_t *tvb, const judgement_fields *fields,
               const judged_claim *about)
{
    const verdict_answer *judged = &about->judged;
    char expected[ENDPOINT_TEXT_SIZE];

    generated_uint(tree, fields->verdict, tvb, judged->verdict);
    generated_uint(tree, fields->confidence, tvb, judged->confidence);
    if (proto_field_is_referenced(tree, fields->evidence))
        show_evidence(pinfo, tree, tvb, fields->evidence, about);
    if (judged->has_expected)
        generated_string(tree, fields->expected, tvb, endpoint_format(judged->expected, expected));
    generated_string(tree, fields->meaning, tvb, client_address_meaning(pinfo->pool, about->claim, judged));
}

static proto_item *
show_route(packet_info *pinfo, proto_tree *tree, const sip_record *record, claim_place place)
{
    const judgement_fields fields = {hf_expressway_apparent_verdict, hf_expressway_apparent_confidence,
                                     hf_expressway_apparent_evidence, hf_expressway_apparent_expected,
                                     hf_expressway_apparent_meaning};
    const judged_claim about = {record->flow, record->route, judgement_of(record->flow, record->route), true,
                                pinfo->num};
    proto_item *item = proto_tree_add_string(tree, hf_expressway_apparent, place.tvb, place.start,
                                             place.length, record->route->text);

    proto_item_append_text(item, ": %s", verdict_name(about.judged.verdict));
    tree = proto_item_add_subtree(item, ett_expressway_apparent);
    if (tree != NULL) {
        show_parts(tree, place, record->route->address);
        show_matches(tree, place.tvb, record);
        show_judgement(pinfo, tree, place.tvb, &fields, &about);
    }
    col_append_fstr(pinfo->cinfo, COL_INFO, " [apparent %s: %s]", record->route->text,
                    verdict_name(about.judged.verdict));
    return item;
}

static proto_item *
show_received(packet_info *pinfo, proto_tree *tree, const sip_record *record, claim_place place)
{
    const judgement_fields fields = {hf_expressway_received_verdict, hf_expressway_received_confidence,
                                     hf_expressway_received_evidence, hf_expressway_received_expected,
                                     hf_expressway_received_meaning};
    const judged_claim about = {record->flow, record->received, judgement_of(record->flow, record->received),
                                false, pinfo->num};
    proto_item *item = proto_tree_add_string(tree, hf_expressway_received, place.tvb, place.start,
                                             place.length, record->received->text);

    proto_item_append_text(item, ": %s", verdict_name(about.judged.verdict));
    tree = proto_item_add_subtree(item, ett_expressway_received);
    if (tree != NULL)
        show_judgement(pinfo, tree, place.tvb, &fields, &about);
    return item;
}

void
claim_tree_show(packet_info *pinfo, proto_tree *tree, const sip_record *record, claim_place place,
                finding_anchors *anchors)
{
    if (record->route != NULL)
        anchors->items[FINDING_ON_ROUTE] = show_route(pinfo, tree, record, place);
    if (record->received != NULL)
        anchors->items[FINDING_ON_RECEIVED] = show_received(pinfo, tree, record, place);
}
