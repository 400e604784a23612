/* packet-expressway.c
 * Expressway Traversal: what Wireshark calls. Registration, and the post-dissector that reads each TCP frame
 * once and shows, on every pass, what is known of its traversal flow. It decides nothing: see plugin/.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 *
 * Wireshark - Network traffic analyzer
 * By Gerald Combs <gerald@wireshark.org>
 * Copyright 1998 Gerald Combs
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "plugin/ws-compat.h"

#include "packet-expressway.h"

#include "plugin/capture/certificate.h"
#include "plugin/capture/configuration.h"
#include "plugin/capture/consequence/connect.h"
#include "plugin/capture/consequence/mra-registration.h"
#include "plugin/capture/extent.h"
#include "plugin/capture/failure/failure.h"
#include "plugin/capture/failure/handshake.h"
#include "plugin/capture/failure/host-link.h"
#include "plugin/capture/failure/reach.h"
#include "plugin/capture/flow.h"
#include "plugin/capture/frame/frame-conversation.h"
#include "plugin/capture/frame/frame-flow.h"
#include "plugin/capture/frame/frame.h"
#include "plugin/capture/frame/sip-place.h"
#include "plugin/capture/generation.h"
#include "plugin/capture/kept-memory.h"
#include "plugin/capture/kept-text.h"
#include "plugin/capture/log-note.h"
#include "plugin/capture/leg/fingerprint.h"
#include "plugin/capture/leg/leg-note.h"
#include "plugin/capture/sip-record.h"
#include "plugin/capture/vain/encrypted.h"
#include "plugin/dissect/certificate-part.h"
#include "plugin/dissect/sip-stream.h"
#include "plugin/dissect/traversal-stream.h"
#include "plugin/log-protocol/log-dissector.h"
#include "plugin/observe/tls/cut-off.h"
#include "plugin/observe/observe-refusal.h"
#include "plugin/observe/observe.h"
#include "plugin/show/claim-tree.h"
#include "plugin/show/connect-tree.h"
#include "plugin/show/context-tree.h"
#include "plugin/finding/findings.h"
#include "plugin/show/finding-tree.h"
#include "plugin/show/flow-tree.h"
#include "plugin/show/leg-tree.h"
#include "plugin/show/reader.h"
#include "plugin/report/report.h"
#include "plugin/report/selection.h"
#include "plugin/show/service-tree.h"
#include "plugin/report/statistics.h"
#include "plugin/show/tree.h"

static int proto_expressway = -1;
static int proto_of_frames = -1;

/* The post-dissector. Frames of other protocols, and of TCP connections that cannot be traversal flows, cost
 * a few comparisons. */
static void
look_at_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    guint32 generation;
    observed seen;

    if (!pinfo->fd->visited)
        extent_note_frame(pinfo);
    if (!configuration_analyses())
        return;
    /* An entry of a log, or an ICMP error, may turn out to be evidence. */
    if (pinfo->ptype != PT_TCP && !observe_wants_other_frames() &&
        !(pinfo->fd->visited && (failure_count() > 0 || frame_is_log_entry(pinfo))) &&
        failure_on_frame(pinfo->num) == NULL)
        return;
    if (pinfo->fd->visited)
        generation_end_first_pass();
    generation = generation_now();
    if (!pinfo->fd->visited) {
        if (pinfo->ptype == PT_TCP && (configuration_is_traversal_port(pinfo->srcport) ||
                                       configuration_is_traversal_port(pinfo->destport)))
            traversal_stream_note_frame(tvb, pinfo, tree);
        seen = observe_frame(tvb, pinfo);
        if (seen == OBSERVED_NOTHING && failure_on_frame(pinfo->num) == NULL)
            return;
        if (seen == OBSERVED_STRAY_SIP)
            sip_stream_adopt(pinfo);
    }
    tree_show_frame(tvb, pinfo, tree, generation_now() != generation);
    statistics_queue(pinfo);
}

/* Called under a protocol that is only a name: for any other, Wireshark notes a layer on every frame, which
 * would cost more than all that is done here. So whose expert infos these are is said here; the protocol's
 * switch is part of the configuration. */
static int
dissect_expressway(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    const char *before = pinfo->current_proto;

    pinfo->current_proto = "Expressway";
    look_at_frame(tvb, pinfo, tree);
    pinfo->current_proto = before;
    return 0;
}

void
proto_register_expressway(void)
{
    proto_expressway = proto_register_protocol("Expressway Traversal", "Expressway", "expressway");
    proto_of_frames =
        proto_register_protocol_in_name_only("Expressway Traversal (each frame)", "Expressway (frame)",
                                             "expressway.frame", proto_expressway, FT_PROTOCOL);
    extent_register();
    findings_register();
    failure_register();
    certificate_register();
    host_link_register();
    reach_register();
    handshake_register();
    cut_off_register();
    log_note_register();
    finding_tree_register(proto_expressway, "expressway.expert.", true);
    flow_tree_register(proto_expressway);
    leg_tree_register(proto_expressway);
    claim_tree_register(proto_expressway);
    context_tree_register(proto_expressway);
    service_tree_register(proto_expressway);
    connect_tree_register(proto_expressway);
    frame_register();
    frame_conversation_register();
    sip_place_register(proto_expressway);
    flow_register();
    frame_flow_register(proto_expressway);
    connect_register();
    encrypted_register();
    fingerprint_register();
    leg_note_register();
    mra_registration_register();
    observe_refusal_register();
    sip_record_register();
    kept_memory_register();
    kept_text_register();
    selection_register();
    configuration_register(proto_expressway);
    sip_stream_register(proto_expressway);
    log_dissector_register();
    register_postdissector(create_dissector_handle(dissect_expressway, proto_of_frames));
}

void
proto_reg_handoff_expressway(void)
{
    frame_handoff();
    certificate_handoff();
    frame_conversation_handoff();
    observe_handoff();
    sip_stream_handoff(proto_expressway);
    traversal_stream_handoff();
    certificate_part_handoff(proto_expressway);
    log_dissector_handoff();
    context_tree_handoff(proto_expressway);
    reader_handoff(proto_expressway);
    statistics_handoff();
    report_handoff();
}
