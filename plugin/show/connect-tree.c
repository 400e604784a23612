/* connect-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "connect-tree.h"

#include "finding-tree.h"
#include "flow-tree.h"
#include "generated.h"

#include "../capture/consequence/connect.h"
#include "../capture/consequence/service.h"
#include "../capture/summary.h"

static int hf_expressway_connect_service_in = -1;
static int hf_expressway_connect_outcome = -1;
static int hf_expressway_connect_answer_in = -1;
static int hf_expressway_connect_syn_in = -1;

static int ett_expressway_connect = -1;

static const value_string outcomes[] = {{CONNECT_UNANSWERED, "unanswered"},
                                        {CONNECT_REFUSED, "refused"},
                                        {CONNECT_ESTABLISHED, "established"},
                                        {CONNECT_UNREACHABLE, "unreachable"},
                                        {0, NULL}};

void
connect_tree_register(int proto)
{
    static hf_register_info fields[] = {
        {&hf_expressway_connect_service_in,
         {"SERVICE in", "expressway.connect.service_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "The SERVICE whose Route names the address that this SYN goes to", HFILL}},
        {&hf_expressway_connect_outcome,
         {"Outcome", "expressway.connect.outcome", FT_UINT8, BASE_DEC, VALS(outcomes), 0,
          "The outcome of the attempt to connect to the apparent address", HFILL}},
        {&hf_expressway_connect_answer_in,
         {"Answer in", "expressway.connect.answer_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "The RST, SYN-ACK or ICMP error that answers this SYN", HFILL}},
        {&hf_expressway_connect_syn_in,
         {"SYN in", "expressway.connect.syn_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "The attempt to connect to an apparent address that this answers", HFILL}},
    };
    static int *trees[] = {&ett_expressway_connect};

    proto_register_field_array(proto, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
}

static proto_tree *
add_attempt(tvbuff_t *tvb, proto_tree *tree, const connect_attempt *attempt)
{
    char source[ENDPOINT_TEXT_SIZE];
    char destination[ENDPOINT_TEXT_SIZE];
    proto_tree *added;

    added = proto_tree_add_subtree_format(
        tree, tvb, 0, 0, ett_expressway_connect, NULL, "Attempt to connect: %s -> %s",
        endpoint_format(attempt->source, source), endpoint_format(attempt->destination, destination));
    proto_item_set_generated(proto_tree_get_parent(added));
    return added;
}

static void
append_info(packet_info *pinfo, const connect_attempt *attempt, bool outcome_is_known)
{
    char destination[ENDPOINT_TEXT_SIZE];

    endpoint_format(attempt->destination, destination);
    if (attempt->service != NULL)
        col_append_fstr(pinfo->cinfo, COL_INFO, " [to apparent %s of SERVICE in frame %u%s%s]", destination,
                        attempt->service->request_frame, outcome_is_known ? ": " : "",
                        outcome_is_known ? connect_outcome_name(attempt->outcome) : "");
    else
        col_append_fstr(pinfo->cinfo, COL_INFO, " [probably to apparent %s%s%s]", destination,
                        outcome_is_known ? ": " : "",
                        outcome_is_known ? connect_outcome_name(attempt->outcome) : "");
}

static void
show_findings(packet_info *pinfo, tvbuff_t *tvb, proto_tree *root, proto_item *item,
              const connect_attempt *attempt)
{
    finding_anchors anchors = {.tvb = tvb, .tree = root};

    anchors.items[FINDING_ON_ATTEMPT] = item;
    finding_tree_show(pinfo, &anchors, attempt->flow, FINDING_OF_ATTEMPT, NULL, attempt);
    finding_tree_show_evidence(pinfo, &anchors);
}

/* On the first pass, a SYN that has just been sent is not unanswered yet. */
static void
show_syn(tvbuff_t *tvb, packet_info *pinfo, proto_tree *root, const connect_attempt *attempt)
{
    bool is_known = pinfo->fd->visited || attempt->outcome_frame != 0;
    proto_tree *tree = add_attempt(tvb, root, attempt);
    proto_item *item = NULL;

    if (attempt->service != NULL)
        generated_frame(tree, hf_expressway_connect_service_in, tvb, attempt->service->request_frame);
    if (is_known) {
        item = generated_uint(tree, hf_expressway_connect_outcome, tvb, attempt->outcome);
        generated_frame(tree, hf_expressway_connect_answer_in, tvb, attempt->outcome_frame);
    }
    show_findings(pinfo, tvb, root, item, attempt);
    append_info(pinfo, attempt, is_known);
}

static void
show_answer(tvbuff_t *tvb, packet_info *pinfo, proto_tree *root, const connect_attempt *attempt)
{
    proto_tree *tree = add_attempt(tvb, root, attempt);

    generated_frame(tree, hf_expressway_connect_syn_in, tvb, attempt->syn_frame);
    show_findings(pinfo, tvb, root, proto_tree_get_parent(tree), attempt);
}

/* Attempts of an encrypted flow's client are shown only if the verdict rests on them. */
static bool
is_told(const connect_attempt *attempt)
{
    return (attempt->service != NULL && attempt->flow->sip.is_expressway) ||
           summary_tells(summary_of(attempt->flow), attempt);
}

bool
connect_tree_show(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    const connect_attempt *syn = connect_of_syn(pinfo->num);
    const connect_attempt *answer = connect_of_answer(pinfo->num);

    bool is_syn = syn != NULL && is_told(syn);

    if (!is_syn && (answer == NULL || !is_told(answer)))
        return false;
    tree = flow_tree_add_root(tvb, tree, ", attempt to connect to an apparent address");
    if (is_syn)
        show_syn(tvb, pinfo, tree, syn);
    else
        show_answer(tvb, pinfo, tree, answer);
    return true;
}
