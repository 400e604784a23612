/* selection.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "selection.h"

#include "../capture/consequence/connect.h"
#include "../capture/consequence/mra-registration.h"
#include "../capture/frame/frame-flow.h"

selection *
selection_new(bool is_filtered)
{
    selection *selected = g_new0(selection, 1);

    selected->frames = g_array_new(FALSE, TRUE, (guint)sizeof(guint32));
    selected->is_filtered = is_filtered;
    return selected;
}

void
selection_free(selection *selected)
{
    g_array_free(selected->frames, TRUE);
    g_free(selected);
}

void
selection_reset(selection *selected)
{
    g_array_set_size(selected->frames, 0);
}

static const expressway_flow *
flow_of(packet_info *pinfo)
{
    const expressway_flow *flow = frame_flow_find(pinfo);
    const connect_attempt *attempt;
    const expressway_service *service;

    if (flow != NULL && flow->is_known)
        return flow;
    attempt = connect_of_syn(pinfo->num);
    if (attempt == NULL)
        attempt = connect_of_answer(pinfo->num);
    if (attempt != NULL)
        return attempt->flow;
    service = mra_registration_service_of(pinfo->num);
    return service != NULL ? service->flow : NULL;
}

bool
selection_note_frame(selection *selected, packet_info *pinfo)
{
    const expressway_flow *flow = flow_of(pinfo);

    if (flow == NULL || !flow->is_known)
        return false;
    if (selected->frames->len <= flow->number)
        g_array_set_size(selected->frames, flow->number + 1);
    g_array_index(selected->frames, guint32, flow->number)++;
    return true;
}

guint32
selection_frames_of(const selection *selected, const expressway_flow *flow)
{
    return flow->number < selected->frames->len ? g_array_index(selected->frames, guint32, flow->number) : 0;
}

bool
selection_has(const selection *selected, const expressway_flow *flow)
{
    return !flow->is_declined && (!selected->is_filtered || selection_frames_of(selected, flow) > 0);
}
