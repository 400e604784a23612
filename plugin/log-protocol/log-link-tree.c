/* log-link-tree.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-link-tree.h"

#include "../show/generated.h"

#include "log-finding.h"

static int hf_expressway_log_twin = -1;
static int hf_expressway_log_message_in = -1;
static int hf_expressway_log_announced_in = -1;
static int hf_expressway_log_begun_in = -1;
static int hf_expressway_log_continued_in = -1;

void
log_link_tree_register(int proto)
{
    static hf_register_info fields[] = {
        {&hf_expressway_log_twin,
         {"Twin", "expressway.log.twin", FT_BOOLEAN, BASE_NONE, NULL, 0,
          "Present, and true, on an entry that announces a message and does not hold it; leave it out when you count messages",
          HFILL}},
        {&hf_expressway_log_message_in,
         {"Message in", "expressway.log.message_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "Frame of the entry that holds the message announced here", HFILL}},
        {&hf_expressway_log_announced_in,
         {"Announced in", "expressway.log.announced_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "Frame of the entry that announces this message", HFILL}},
        {&hf_expressway_log_begun_in,
         {"Begun in", "expressway.log.begun_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "Frame in which the entry begins that this frame continues", HFILL}},
        {&hf_expressway_log_continued_in,
         {"Continued in", "expressway.log.continued_in", FT_FRAMENUM, BASE_NONE, NULL, 0,
          "Frame with the next part of the entry", HFILL}},
    };

    proto_register_field_array(proto, fields, array_length(fields));
}

void
log_link_tree_show(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const log_entry *entry,
                   const log_link *link, bool is_announcement)
{
    if (is_announcement)
        generated_boolean(tree, hf_expressway_log_twin, tvb, true);
    generated_frame(tree, hf_expressway_log_message_in, tvb, link->message_in);
    generated_frame(tree, hf_expressway_log_announced_in, tvb, link->announced_in);
    generated_frame(tree, hf_expressway_log_begun_in, tvb, link->begun_in);
    generated_frame(tree, hf_expressway_log_continued_in, tvb, link->continued_in);
    if (link->begun_in != 0)
        log_finding_add(pinfo, proto_tree_get_parent(tree), entry, &finding_log_continued,
                        "A further part of the entry in frame %u, which is longer than a frame can be",
                        link->begun_in);
    else if (link->continued_in != 0)
        log_finding_add(pinfo, proto_tree_get_parent(tree), entry, &finding_log_continued,
                        "The entry is longer than a frame can be: it continues in frame %u",
                        link->continued_in);
}
