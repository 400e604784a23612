/* connect.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "connect.h"

#include "../frame/endpoint-pair.h"
#include "../generation.h"
#include "service.h"

/* From the client's host, with port 0, to where it may try to connect: endpoint_pair * -> the latest
 * expressway_service * that named it. */
static wmem_map_t *expected;
static wmem_map_t *by_ends;   /* endpoint_pair *, from and to -> connect_attempt *, the latest between them */
static wmem_map_t *by_syn;    /* frame -> connect_attempt * */
static wmem_map_t *by_answer; /* frame -> connect_attempt * */

void
connect_register(void)
{
    expected =
        wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_pair_hash, endpoint_pair_equal);
    by_ends =
        wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), endpoint_pair_hash, endpoint_pair_equal);
    by_syn = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), g_direct_hash, g_direct_equal);
    by_answer = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), g_direct_hash, g_direct_equal);
}

static endpoint_pair *
keep_pair(endpoint from, endpoint to)
{
    endpoint_pair *way = wmem_new0(wmem_file_scope(), endpoint_pair);

    way->first = from;
    way->second = to;
    return way;
}

void
connect_expect(expressway_service *service)
{
    endpoint from = {.port = 0};
    endpoint to;

    if (service->claim == NULL || service->claim->address.port == 0 ||
        service->claim->address.host.family == HOST_NONE)
        return;
    to = service->claim->address;
    if (endpoint_matches(to, service->flow->client))
        return; /* in this capture, C's own address: no host connects to itself across the network */
    from.host = service->flow->client.host;
    wmem_map_insert(expected, keep_pair(from, to), service);
}

bool
connect_expects(host_address from, endpoint to)
{
    endpoint_pair way = {.first = {.host = from}, .second = to};

    return wmem_map_contains(expected, &way);
}

bool
connect_is_watching(void)
{
    return wmem_map_size(expected) > 0 || wmem_map_size(by_ends) > 0;
}

static connect_attempt *
attempt_between(endpoint from, endpoint to)
{
    endpoint_pair way = {from, to};

    return (connect_attempt *)wmem_map_lookup(by_ends, &way);
}

static void
append_attempt(wmem_list_t **list, connect_attempt *attempt)
{
    if (*list == NULL)
        *list = wmem_list_new(wmem_file_scope());
    wmem_list_append(*list, attempt);
}

static void
forget(connect_attempt *attempt)
{
    endpoint_pair way = {attempt->source, attempt->destination};

    if (attempt_between(way.first, way.second) == attempt)
        wmem_map_remove(by_ends, &way);
    wmem_free(wmem_file_scope(), attempt->key);
    wmem_map_remove(by_syn, GUINT_TO_POINTER(attempt->syn_frame));
    wmem_map_remove(by_syn, GUINT_TO_POINTER(attempt->log_frame));
    wmem_map_remove(by_answer, GUINT_TO_POINTER(attempt->outcome_frame));
    wmem_map_remove(by_answer, GUINT_TO_POINTER(attempt->log_answer_frame));
    if (attempt->service != NULL)
        wmem_list_remove(attempt->service->connects, attempt);
    wmem_free(wmem_file_scope(), attempt);
}

static void
keep_attempt(expressway_flow *flow, connect_attempt *attempt)
{
    flow_connects *connects = &flow_details_of(flow)->connects;

    append_attempt(&connects->list, attempt);
    if (wmem_list_count(connects->list) > FLOW_CONNECT_ROOM) {
        connect_attempt *oldest = (connect_attempt *)wmem_list_frame_data(wmem_list_head(connects->list));

        wmem_list_remove_frame(connects->list, wmem_list_head(connects->list));
        connects->not_kept++;
        forget(oldest);
    }
    attempt->key = keep_pair(attempt->source, attempt->destination);
    wmem_map_remove(by_ends, attempt->key); /* otherwise the map would keep the key of an older attempt */
    wmem_map_insert(by_ends, attempt->key, attempt);
    wmem_map_insert(by_syn, GUINT_TO_POINTER(attempt->syn_frame), attempt);
}

/* Whether the frame is close enough in time to belong to the attempt. */
static bool
is_about(const connect_attempt *attempt, const packet_info *pinfo)
{
    nstime_t passed;

    nstime_delta(&passed, &pinfo->abs_ts, &attempt->syn_time);
    return passed.secs > -CONNECT_LOG_SECONDS && passed.secs < CONNECT_LOG_SECONDS;
}

/* The SYN of an attempt that is known from a log. */
static void
adopt_syn(connect_attempt *attempt, const packet_info *pinfo, guint32 sequence)
{
    attempt->is_from_log = false;
    attempt->syn_frame = pinfo->num;
    attempt->syn_time = pinfo->abs_ts;
    attempt->sequence = sequence;
    wmem_map_insert(by_syn, GUINT_TO_POINTER(attempt->syn_frame), attempt);
    generation_raise();
}

connect_attempt *
connect_add(const packet_info *pinfo, expressway_flow *flow, endpoint source, endpoint destination,
            guint32 sequence)
{
    connect_attempt *attempt = attempt_between(source, destination);

    if (attempt != NULL && attempt->is_from_log && is_about(attempt, pinfo)) {
        adopt_syn(attempt, pinfo, sequence);
        return NULL;
    }
    if (attempt != NULL && !attempt->is_from_log && attempt->sequence == sequence)
        return NULL;
    attempt = wmem_new0(wmem_file_scope(), connect_attempt);
    attempt->flow = flow;
    attempt->source = source;
    attempt->destination = destination;
    attempt->syn_frame = pinfo->num;
    attempt->syn_time = pinfo->abs_ts;
    attempt->sequence = sequence;
    keep_attempt(flow, attempt);
    return attempt;
}

/* Whether a packet may be an attempt that the SERVICE caused. */
static bool
is_cause(const expressway_service *service, const packet_info *pinfo, bool has_other_reason)
{
    nstime_t passed;

    if (service->flow->span.has_conversation)
        return true;
    nstime_delta(&passed, &pinfo->abs_ts, &service->request_time);
    return !has_other_reason && passed.secs < CONNECT_SERVICE_SECONDS;
}

connect_attempt *
connect_note_syn(const packet_info *pinfo, endpoint source, endpoint destination, guint32 sequence,
                 bool has_other_reason)
{
    endpoint_pair way = {.first = {.host = source.host}, .second = destination};
    expressway_service *service = (expressway_service *)wmem_map_lookup(expected, &way);
    connect_attempt *attempt;

    if (service == NULL || !is_cause(service, pinfo, has_other_reason))
        return NULL;
    attempt = connect_add(pinfo, service->flow, source, destination, sequence);
    if (attempt != NULL) {
        attempt->service = service;
        append_attempt(&service->connects, attempt);
        if (service->claim != NULL && service->claim->tried_frame == 0)
            service->claim->tried_frame = pinfo->num;
    }
    return attempt;
}

static void
set_outcome(connect_attempt *attempt, connect_outcome outcome, guint32 frame)
{
    attempt->outcome = outcome;
    attempt->outcome_frame = frame;
    wmem_map_insert(by_answer, GUINT_TO_POINTER(frame), attempt);
    generation_raise();
}

/* A packet has answered. It is better evidence than a log, whose times are less exact. */
static bool
is_answered(const connect_attempt *attempt)
{
    return attempt->outcome_frame != 0 && attempt->outcome_frame != attempt->log_answer_frame;
}

connect_attempt *
connect_note_answer(const packet_info *pinfo, endpoint source, endpoint destination, bool established)
{
    connect_attempt *attempt = attempt_between(destination, source);

    if (attempt == NULL || is_answered(attempt))
        return NULL;
    set_outcome(attempt, established ? CONNECT_ESTABLISHED : CONNECT_REFUSED, pinfo->num);
    return attempt;
}

void
connect_note_unreachable(const packet_info *pinfo, endpoint source, endpoint destination)
{
    connect_attempt *attempt = attempt_between(source, destination);

    if (attempt != NULL && !is_answered(attempt))
        set_outcome(attempt, CONNECT_UNREACHABLE, pinfo->num);
}

void
connect_note_log_attempt(const packet_info *pinfo, endpoint source, endpoint destination)
{
    connect_attempt *attempt = attempt_between(source, destination);

    if (attempt != NULL && is_about(attempt, pinfo)) {
        if (attempt->log_frame == 0)
            wmem_map_insert(by_syn, GUINT_TO_POINTER(pinfo->num), attempt);
        attempt->log_frame = pinfo->num;
        return;
    }
    /* An attempt from a log has no sequence number, so nothing is a retransmission of it. */
    attempt = connect_note_syn(pinfo, source, destination, attempt != NULL ? ~attempt->sequence : 0, false);
    if (attempt != NULL) {
        attempt->is_from_log = true;
        attempt->log_frame = pinfo->num;
    }
}

void
connect_note_log_outcome(const packet_info *pinfo, endpoint source, endpoint destination,
                         connect_outcome outcome)
{
    connect_attempt *attempt = attempt_between(source, destination);

    if (attempt == NULL || !is_about(attempt, pinfo))
        return;
    if (attempt->outcome_frame == 0)
        set_outcome(attempt, outcome, pinfo->num);
    else if (attempt->log_answer_frame == 0)
        wmem_map_insert(by_answer, GUINT_TO_POINTER(pinfo->num), attempt);
    attempt->log_answer_frame = pinfo->num;
}

const connect_attempt *
connect_of_syn(guint32 frame)
{
    return (const connect_attempt *)wmem_map_lookup(by_syn, GUINT_TO_POINTER(frame));
}

const connect_attempt *
connect_of_answer(guint32 frame)
{
    return (const connect_attempt *)wmem_map_lookup(by_answer, GUINT_TO_POINTER(frame));
}

const char *
connect_outcome_name(connect_outcome outcome)
{
    static const char *const names[] = {"unanswered", "refused", "established", "unreachable"};

    return names[outcome];
}
