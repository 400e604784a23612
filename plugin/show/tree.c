/* tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tree.h"

#include "claim-tree.h"
#include "context-tree.h"
#include "connect-tree.h"
#include "finding-tree.h"
#include "flow-tree.h"
#include "leg-tree.h"
#include "reader.h"
#include "service-tree.h"

#include "../capture/frame/frame.h"
#include "../capture/frame/frame-flow.h"
#include "../capture/frame/sip-place.h"
#include "../capture/sip-messages.h"

/* The frame's items of the SIP protocol, in which places are highlighted. They are at hand where a display
 * filter asks for them; else a tree that somebody sees is searched. */
static GPtrArray *
sip_items(proto_tree *tree, bool *must_free)
{
    GPtrArray *items;

    *must_free = false;
    if (tree == NULL || !proto_field_is_referenced(tree, frame_sip_item()))
        return NULL;
    items = proto_get_finfo_ptr_array(tree, frame_sip_item());
    if (items != NULL && items->len > 0)
        return items;
    *must_free = true;
    return proto_find_finfo(tree, frame_sip_item());
}

/* Where the record's bytes are in this pass's buffers; nowhere is no fault: it only highlights. */
static claim_place
place_of(tvbuff_t *frame_tvb, const GPtrArray *items, const sip_record *record)
{
    claim_place place = {.tvb = frame_tvb};
    const field_info *item;
    gint64 end;

    if (items == NULL || record->item >= items->len || record->place_length == 0)
        return place;
    item = (const field_info *)g_ptr_array_index(items, record->item);
    if (item->ds_tvb == NULL || item->start < 0)
        return place;
    end = (gint64)item->start + record->place_start + record->place_length;
    if (end > tvb_captured_length(item->ds_tvb))
        return place;
    place.tvb = item->ds_tvb;
    place.start = item->start + (gint)record->place_start;
    place.length = (gint)record->place_length;
    return place;
}

static void
show_record(packet_info *pinfo, proto_tree *tree, const sip_record *record, claim_place place,
            const sip_message *message, const finding_anchors *frame)
{
    finding_anchors anchors = *frame;

    claim_tree_show(pinfo, tree, record, place, &anchors);
    anchors.items[FINDING_ON_RESPONSE] = service_tree_show(pinfo, tree, record, place, message);
    if (message != NULL)
        context_tree_show(pinfo, tree, place.tvb, message);
    finding_tree_show(pinfo, &anchors, record->flow, FINDING_OF_MESSAGE, record, NULL);
}

/* What is only shown is not kept, so somebody who reads it has the frame's messages read again. */
static sip_messages
messages_again(packet_info *pinfo, const finding_anchors *anchors)
{
    sip_messages messages = {.places = NULL};
    bool is_guessed;

    if (context_tree_is_read(anchors->tree) || service_tree_body_is_read(anchors->tree))
        messages.places = sip_place_of_frame(pinfo, anchors->tvb, &is_guessed);
    return messages;
}

static void
show_records(packet_info *pinfo, proto_tree *frame_tree, const finding_anchors *anchors,
             const sip_record *record)
{
    bool must_free;
    GPtrArray *items = sip_items(frame_tree, &must_free);
    sip_messages messages = messages_again(pinfo, anchors);
    sip_message message;

    for (; record != NULL; record = record->next) {
        bool is_there = sip_messages_find(&messages, record->item, &message);

        if (record->flow->sip.is_expressway)
            show_record(pinfo, anchors->tree, record, place_of(anchors->tvb, items, record),
                        is_there ? &message : NULL, anchors);
    }
    if (must_free)
        g_ptr_array_free(items, TRUE);
}

static bool
show_flow_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    finding_anchors anchors = {.tvb = tvb};
    expressway_flow *flow;
    const sip_record *record;

    if (pinfo->ptype != PT_TCP || !flow_port_is_candidate(pinfo->srcport, pinfo->destport) ||
        frame_is_quotation(pinfo))
        return false;
    flow = frame_flow_find(pinfo);
    if (flow == NULL || !flow->is_known || flow->is_declined)
        return false;
    record = sip_record_first(pinfo->num);
    anchors.tree = flow_tree_show(tvb, pinfo, tree, flow);
    anchors.items[FINDING_ON_FLOW] = proto_tree_get_parent(anchors.tree);
    finding_tree_show(pinfo, &anchors, flow, FINDING_OF_FLOW, NULL, NULL);
    if (record != NULL)
        show_records(pinfo, tree, &anchors, record);
    finding_tree_show_failures(pinfo, &anchors);
    finding_tree_show_evidence(pinfo, &anchors);
    return true;
}

/* A frame of no flow on which a failure is said, such as an entry of a log. */
static bool
show_failures(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    finding_anchors anchors = {.tvb = tvb};

    if (failure_on_frame(pinfo->num) == NULL)
        return false;
    anchors.tree = flow_tree_add_root(tvb, tree, ", finding");
    anchors.items[FINDING_ON_FLOW] = proto_tree_get_parent(anchors.tree);
    finding_tree_show_failures(pinfo, &anchors);
    finding_tree_show_evidence(pinfo, &anchors);
    return true;
}

/* A frame of no flow may be evidence of a finding: an entry of a log, or the answer to a REGISTER. */
static void
show_evidence(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    if (!finding_tree_has_evidence(pinfo, tree))
        return;
    tree = flow_tree_add_root(tvb, tree, ", evidence");
    finding_tree_show_evidence(pinfo, &(const finding_anchors){.tvb = tvb, .tree = tree});
}

/* Whether the frame may have an expert info of a higher severity than the file has had so far. Nobody reads
 * it, but Wireshark's status bar shows the highest. */
static bool
may_be_worse(const packet_info *pinfo, bool is_news)
{
    return finding_tree_highest() != PI_ERROR &&
           (is_news || sip_record_first(pinfo->num) != NULL || failure_on_frame(pinfo->num) != NULL ||
            (connect_is_watching() &&
             (connect_of_syn(pinfo->num) != NULL || connect_of_answer(pinfo->num) != NULL)));
}

void
tree_show_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, bool is_news)
{
    if (!reader_is_there(pinfo, tree) && !may_be_worse(pinfo, is_news))
        return;
    if (!show_flow_frame(tvb, pinfo, tree) && !connect_tree_show(tvb, pinfo, tree) &&
        !service_tree_show_register(tvb, pinfo, tree) && !show_failures(tvb, pinfo, tree))
        show_evidence(tvb, pinfo, tree);
}
