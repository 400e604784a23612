/* finding-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "finding-tree.h"

#include "generated.h"
#include "../capture/value-names.h"

#include <epan/expert.h>

static int hf_expressway_finding = -1;
static int hf_expressway_finding_severity = -1;
static int hf_expressway_finding_confidence = -1;
static int hf_expressway_finding_seen = -1;
static int hf_expressway_finding_means = -1;
static int hf_expressway_finding_cure = -1;
static int hf_expressway_finding_prove = -1;
static int hf_expressway_finding_evidence = -1;
static int hf_expressway_finding_frame = -1;
static int hf_expressway_finding_of = -1;

static int ett_expressway_finding = -1;

static int proto_of_fields = -1;
static int highest_severity;

/* A kind has an expert info for each severity up to its own, all with the same filter. */
typedef struct {
    expert_field of[FINDING_ERROR + 1];
} kind_expert_infos;

/* By rank of the kind. */
static kind_expert_infos *expert_infos;

static const value_string severities[] = {{FINDING_CHAT, "chat"},
                                          {FINDING_NOTE, "note"},
                                          {FINDING_WARNING, "warning"},
                                          {FINDING_ERROR, "error"},
                                          {0, NULL}};

static void
register_fields(int proto)
{
    static hf_register_info fields[] = {
        {&hf_expressway_finding,
         {"Finding", "expressway.finding", FT_STRING, BASE_NONE, NULL, 0,
          "Key of what is wrong, suspicious or ruled out", HFILL}},
        {&hf_expressway_finding_severity,
         {"Severity", "expressway.finding.severity", FT_UINT8, BASE_DEC, VALS(severities), 0,
          "How bad the finding is", HFILL}},
        {&hf_expressway_finding_confidence,
         {"Confidence", "expressway.finding.confidence", FT_UINT8, BASE_DEC, VALS(expressway_confidences), 0,
          "How sure the finding is", HFILL}},
        {&hf_expressway_finding_seen,
         {"Seen", "expressway.finding.seen", FT_STRING, BASE_NONE, NULL, 0, "What was found, in one sentence",
          HFILL}},
        {&hf_expressway_finding_means,
         {"Means", "expressway.finding.means", FT_STRING, BASE_NONE, NULL, 0, "What it means for users",
          HFILL}},
        {&hf_expressway_finding_cure,
         {"Cure", "expressway.finding.cure", FT_STRING, BASE_NONE, NULL, 0, "What to do", HFILL}},
        {&hf_expressway_finding_prove,
         {"To prove", "expressway.finding.prove", FT_STRING, BASE_NONE, NULL, 0,
          "What would prove it, where it is not proven", HFILL}},
        {&hf_expressway_finding_evidence,
         {"Evidence", "expressway.finding.evidence", FT_STRING, BASE_NONE, NULL, 0,
          "One reason for the finding", HFILL}},
        {&hf_expressway_finding_frame,
         {"Evidence in", "expressway.finding.frame", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "A frame that is evidence of the finding", HFILL}},
        {&hf_expressway_finding_of,
         {"Evidence of", "expressway.finding.of", FT_STRING, BASE_NONE, NULL, 0,
          "Key of a finding that this frame is evidence of", HFILL}},
    };
    static int *trees[] = {&ett_expressway_finding};

    proto_of_fields = proto;
    proto_register_field_array(proto, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
}

/* Writes them to infos, and returns how many there are. The kind's own severity comes last: a user who gives
 * the filter another severity in the preferences means that one. */
static int
describe_expert_infos(ei_register_info *infos, guint rank)
{
    static const int severities_of[] = {[FINDING_NOTE] = PI_NOTE, [FINDING_WARNING] = PI_WARN};
    const finding_kind *kind = findings_kind(rank);
    finding_severity highest = finding_severity_from(kind->severity);
    int used = 0;

    for (guint i = FINDING_NOTE; i < (guint)highest && (kind->places & FINDING_OF_FAILURE) != 0; i++)
        infos[used++] = (ei_register_info){
            &expert_infos[rank].of[i], {kind->filter, kind->group, severities_of[i], kind->summary, EXPFILL}};
    infos[used++] = (ei_register_info){&expert_infos[rank].of[highest],
                                       {kind->filter, kind->group, kind->severity, kind->summary, EXPFILL}};
    return used;
}

static void
register_expert_infos(int proto, const char *prefix)
{
    static ei_register_info *rows; /* Wireshark reads them for as long as it runs */
    static guint taken;
    guint count = findings_kind_count();
    ei_register_info *infos;
    int used = 0;

    if (rows == NULL) {
        rows = g_new0(ei_register_info, count * FINDING_ERROR);
        expert_infos = g_new(kind_expert_infos, count);
        for (guint i = 0; i < count; i++) {
            for (guint j = 0; j <= FINDING_ERROR; j++)
                expert_infos[i].of[j] = (expert_field)EI_INIT;
        }
    }
    infos = rows + taken;
    for (guint i = 0; i < count; i++) {
        if (g_str_has_prefix(findings_kind(i)->filter, prefix))
            used += describe_expert_infos(infos + used, i);
    }
    taken += (guint)used;
    expert_register_field_array(expert_register_protocol(proto), infos, used);
}

static void
begin_file(void)
{
    highest_severity = 0;
}

int
finding_tree_highest(void)
{
    return highest_severity;
}

void
finding_tree_register(int proto, const char *prefix, bool with_fields)
{
    if (with_fields) {
        register_fields(proto);
        register_init_routine(begin_file);
    }
    register_expert_infos(proto, prefix);
}

static bool
wants_reasons(proto_tree *tree)
{
    return proto_field_is_referenced(tree, hf_expressway_finding_evidence) ||
           proto_field_is_referenced(tree, hf_expressway_finding_frame);
}

static void
show_fields(const finding_anchors *anchors, const finding *found)
{
    tvbuff_t *tvb = anchors->tvb;
    proto_item *item;
    proto_tree *tree;

    item = proto_tree_add_string_format(anchors->tree, hf_expressway_finding, tvb, 0, 0, found->kind->key,
                                        "Finding: %s (%s, %s)", found->kind->key,
                                        finding_severity_name(found), confidence_name(found->sure));
    proto_item_set_generated(item);
    tree = proto_item_add_subtree(item, ett_expressway_finding);
    generated_uint(tree, hf_expressway_finding_severity, tvb, finding_severity_of(found));
    generated_uint(tree, hf_expressway_finding_confidence, tvb, found->sure);
    generated_string(tree, hf_expressway_finding_seen, tvb, found->seen);
    for (guint i = 0; found->why != NULL && i < wmem_array_get_count(found->why); i++)
        generated_string(tree, hf_expressway_finding_evidence, tvb,
                         *(const char **)wmem_array_index(found->why, i));
    for (guint i = 0; found->frames != NULL && i < wmem_array_get_count(found->frames); i++)
        generated_frame(tree, hf_expressway_finding_frame, tvb,
                        *(const guint32 *)wmem_array_index(found->frames, i));
    generated_string(tree, hf_expressway_finding_means, tvb, found->means);
    generated_string(tree, hf_expressway_finding_cure, tvb, found->cure);
    generated_string(tree, hf_expressway_finding_prove, tvb, found->prove);
}

void
finding_tree_add(packet_info *pinfo, const finding_anchors *anchors, proto_item *item, const finding *found)
{
    /* Each of the fields may be the only one that somebody asks for. */
    if (anchors->tree != NULL && proto_field_is_referenced(anchors->tree, proto_of_fields))
        show_fields(anchors, found);
    highest_severity = MAX(highest_severity, found->severity);
    expert_add_info_format(pinfo, item,
                           &expert_infos[findings_rank(found->kind)].of[finding_severity_of(found)], "%s",
                           found->brief != NULL ? found->brief : found->seen);
}

static void
show_found(packet_info *pinfo, const finding_anchors *anchors, finding_search *search, finding_place place)
{
    guint count;

    findings_search(search, place);
    count = search->found != NULL ? wmem_array_get_count(search->found) : 0;
    for (guint i = 0; i < count; i++) {
        const finding *found = *(finding **)wmem_array_index(search->found, i);

        finding_tree_add(pinfo, anchors, anchors->items[found->item], found);
    }
}

void
finding_tree_show(packet_info *pinfo, const finding_anchors *anchors, expressway_flow *flow,
                  finding_place place, const sip_record *record, const connect_attempt *attempt)
{
    finding_search search = {.allocator = pinfo->pool,
                             .flow = flow,
                             .frame = pinfo->num,
                             .record = record,
                             .attempt = attempt,
                             .is_first_pass = !pinfo->fd->visited,
                             .wants_reasons = wants_reasons(anchors->tree)};

    show_found(pinfo, anchors, &search, place);
}

void
finding_tree_show_failures(packet_info *pinfo, const finding_anchors *anchors)
{
    const failure *one = failure_on_frame(pinfo->num);

    for (; one != NULL; one = one->next_on_frame) {
        finding_search search = {.allocator = pinfo->pool,
                                 .frame = pinfo->num,
                                 .failure = one,
                                 .is_first_pass = !pinfo->fd->visited,
                                 .wants_reasons = wants_reasons(anchors->tree)};

        show_found(pinfo, anchors, &search, FINDING_OF_FAILURE);
    }
}

/* The kinds of which the frame is evidence, where somebody asks for them; or NULL. */
static wmem_array_t *
shown_by(const packet_info *pinfo, proto_tree *tree)
{
    if (!pinfo->fd->visited || tree == NULL || !proto_field_is_referenced(tree, hf_expressway_finding_of))
        return NULL;
    return findings_shown_by(pinfo->num);
}

bool
finding_tree_has_evidence(const packet_info *pinfo, proto_tree *tree)
{
    return shown_by(pinfo, tree) != NULL;
}

void
finding_tree_show_evidence(packet_info *pinfo, const finding_anchors *anchors)
{
    wmem_array_t *kinds = shown_by(pinfo, anchors->tree);

    for (guint i = 0; kinds != NULL && i < wmem_array_get_count(kinds); i++)
        generated_string(anchors->tree, hf_expressway_finding_of, anchors->tvb,
                         (*(const finding_kind **)wmem_array_index(kinds, i))->key);
}
