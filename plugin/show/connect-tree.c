/* connect-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "connect-tree.h"

#include "flow-tree.h"

#include "../capture/consequence/connect.h"
#include "../capture/consequence/service.h"
#include "../capture/summary.h"

#include <epan/expert.h>

static int hf_expressway_connect_service_in = -1;
static int hf_expressway_connect_outcome = -1;
static int hf_expressway_connect_answer_in = -1;
static int hf_expressway_connect_syn_in = -1;

static int ett_expressway_connect = -1;

static expert_field ei_expressway_connect_failed = EI_INIT;

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
          "What became of the attempt to connect to the apparent address", HFILL}},
        {&hf_expressway_connect_answer_in,
         {"Answer in", "expressway.connect.answer_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "The RST, SYN-ACK or ICMP error that answers this SYN", HFILL}},
        {&hf_expressway_connect_syn_in,
         {"SYN in", "expressway.connect.syn_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "The attempt to connect to an apparent address that this answers", HFILL}},
    };
    static ei_register_info infos[] = {
        {&ei_expressway_connect_failed,
         {"expressway.expert.connect_failed", PI_SEQUENCE, PI_WARN,
          "An attempt to connect to an apparent address failed", EXPFILL}},
    };
    static int *trees[] = {&ett_expressway_connect};

    proto_register_field_array(proto, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    expert_register_field_array(expert_register_protocol(proto), infos, array_length(infos));
}

static proto_tree *
add_attempt(tvbuff_t *tvb, proto_tree *tree, const connect_attempt *attempt)
{
    char source[ENDPOINT_TEXT_SIZE];
    char destination[ENDPOINT_TEXT_SIZE];
    proto_tree *added;

    tree = flow_tree_add_root(tvb, tree, ", attempt to connect to an apparent address");
    added = proto_tree_add_subtree_format(
        tree, tvb, 0, 0, ett_expressway_connect, NULL, "Attempt to connect: %s -> %s",
        endpoint_format(attempt->source, source), endpoint_format(attempt->destination, destination));
    proto_item_set_generated(proto_tree_get_parent(added));
    return added;
}

static void
show_frame(proto_tree *tree, tvbuff_t *tvb, int field, guint32 frame)
{
    if (frame != 0)
        proto_item_set_generated(proto_tree_add_uint(tree, field, tvb, 0, 0, frame));
}

static void
add_failure(packet_info *pinfo, proto_item *item, const connect_attempt *attempt)
{
    char destination[ENDPOINT_TEXT_SIZE];

    if (attempt->outcome == CONNECT_ESTABLISHED || attempt->service == NULL)
        return;
    expert_add_info_format(
        pinfo, item, &ei_expressway_connect_failed,
        "Expressway-C tries to reach the apparent address %s that SERVICE of frame %u names: %s. It does not recognise the address as its own.",
        endpoint_format(attempt->destination, destination), attempt->service->request_frame,
        connect_outcome_name(attempt->outcome));
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

/* On the first pass a SYN that has just been sent is not yet unanswered. */
static void
show_syn(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const connect_attempt *attempt)
{
    bool is_known = pinfo->fd->visited || attempt->outcome_frame != 0;
    proto_item *item = NULL;

    tree = add_attempt(tvb, tree, attempt);
    if (attempt->service != NULL)
        show_frame(tree, tvb, hf_expressway_connect_service_in, attempt->service->request_frame);
    if (is_known) {
        item = proto_tree_add_uint(tree, hf_expressway_connect_outcome, tvb, 0, 0, attempt->outcome);
        proto_item_set_generated(item);
        show_frame(tree, tvb, hf_expressway_connect_answer_in, attempt->outcome_frame);
        if (pinfo->num == attempt->syn_frame) /* a log may tell of it once more */
            add_failure(pinfo, item, attempt);
    }
    append_info(pinfo, attempt, is_known);
}

/* Where there is only one pass, the answer is the first frame that can tell of the failure. */
static void
show_answer(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const connect_attempt *attempt)
{
    tree = add_attempt(tvb, tree, attempt);
    show_frame(tree, tvb, hf_expressway_connect_syn_in, attempt->syn_frame);
    if (!pinfo->fd->visited && pinfo->num == attempt->outcome_frame)
        add_failure(pinfo, proto_tree_get_parent(tree), attempt);
}

/* What an encrypted flow's client tries to reach is told of only where it makes the verdict. */
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

    if (syn != NULL && is_told(syn))
        show_syn(tvb, pinfo, tree, syn);
    else if (answer != NULL && is_told(answer))
        show_answer(tvb, pinfo, tree, answer);
    else
        return false;
    return true;
}
