/* selection.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "selection.h"

#include "../capture/consequence/connect.h"
#include "../capture/consequence/mra-registration.h"
#include "../capture/frame/frame-flow.h"

static GSList *all; /* selection * */

static void
begin_file(void)
{
    for (GSList *at = all; at != NULL; at = at->next)
        selection_reset((selection *)at->data);
}

void
selection_register(void)
{
    register_init_routine(begin_file);
}

selection *
selection_new(bool is_filtered)
{
    selection *selected = g_new0(selection, 1);

    selected->flows = g_array_new(FALSE, TRUE, (guint)sizeof(selected_flow));
    selected->is_filtered = is_filtered;
    all = g_slist_prepend(all, selected);
    return selected;
}

void
selection_free(selection *selected)
{
    all = g_slist_remove(all, selected);
    g_array_free(selected->flows, TRUE);
    g_free(selected);
}

void
selection_reset(selection *selected)
{
    g_array_set_size(selected->flows, 0);
}

/* The flow that a frame belongs to without being its own: an attempt of its client to connect, or the
 * phone's REGISTER. */
static const expressway_flow *
flow_of_story(guint32 frame)
{
    const connect_attempt *attempt = connect_of_syn(frame);
    const expressway_service *service;

    if (attempt == NULL)
        attempt = connect_of_answer(frame);
    if (attempt != NULL)
        return attempt->flow;
    service = mra_registration_service_of(frame);
    return service != NULL ? service->flow : NULL;
}

static selected_flow *
entry_of(selection *selected, const expressway_flow *flow)
{
    if (selected->flows->len <= flow->number)
        g_array_set_size(selected->flows, flow->number + 1);
    return &g_array_index(selected->flows, selected_flow, flow->number);
}

bool
selection_note_frame(selection *selected, packet_info *pinfo)
{
    const expressway_flow *flow = frame_flow_find(pinfo);
    bool is_own = flow != NULL && flow->is_known;
    selected_flow *entry;

    if (!is_own)
        flow = flow_of_story(pinfo->num);
    if (flow == NULL || !flow->is_known)
        return false;
    entry = entry_of(selected, flow);
    entry->is_selected = true;
    entry->frames += is_own ? 1 : 0;
    return true;
}

guint32
selection_frames_of(const selection *selected, const expressway_flow *flow)
{
    return flow->number < selected->flows->len
               ? g_array_index(selected->flows, selected_flow, flow->number).frames
               : 0;
}

bool
selection_has(const selection *selected, const expressway_flow *flow)
{
    if (flow->is_declined || !selected->is_filtered)
        return !flow->is_declined;
    return flow->number < selected->flows->len &&
           g_array_index(selected->flows, selected_flow, flow->number).is_selected;
}

guint
selection_flows_in_all(void)
{
    guint count = 0;

    for (guint i = 0; i < flow_count(); i++)
        count += flow_at(i)->is_declined ? 0 : 1;
    return count;
}
