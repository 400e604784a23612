/* mra-registration.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "mra-registration.h"

#include <string.h>

typedef struct {
    guint64 credentials; /* digest_hash */
    guint64 call_id;     /* hash */
    guint32 frame;
} seen_register;

static struct {
    wmem_map_t *by_credentials; /* guint64 * -> seen_register * */
    wmem_list_t *in_order;      /* seen_register *, oldest first */
    wmem_map_t *services;       /* frame -> expressway_service * */
} file;

static void
begin_file(void)
{
    file.by_credentials = wmem_map_new(wmem_file_scope(), g_int64_hash, g_int64_equal);
    file.in_order = wmem_list_new(wmem_file_scope());
    file.services = wmem_map_new(wmem_file_scope(), g_direct_hash, g_direct_equal);
}

static void
end_file(void)
{
    memset(&file, 0, sizeof file);
}

void
mra_registration_register(void)
{
    register_init_routine(begin_file);
    register_cleanup_routine(end_file);
}

static guint64
text_hash(text_view text)
{
    digest only = {.parts = {[DIGEST_RESPONSE] = text}};

    return text_view_is_empty(text) ? 0 : digest_hash(&only);
}

static void
make_room(void)
{
    seen_register *oldest;

    if (wmem_list_count(file.in_order) < MRA_REGISTRATION_ROOM)
        return;
    oldest = (seen_register *)wmem_list_frame_data(wmem_list_head(file.in_order));
    wmem_list_remove_frame(file.in_order, wmem_list_head(file.in_order));
    if (wmem_map_lookup(file.by_credentials, &oldest->credentials) == oldest)
        wmem_map_remove(file.by_credentials, &oldest->credentials);
    wmem_free(wmem_file_scope(), oldest);
}

void
mra_registration_note(const packet_info *pinfo, const sip_message *message)
{
    seen_register *seen;
    digest credentials;

    if (!digest_parse(message->first[SIP_AUTHORIZATION], &credentials))
        return;
    make_room();
    seen = wmem_new0(wmem_file_scope(), seen_register);
    seen->credentials = digest_hash(&credentials);
    seen->call_id = text_hash(message->first[SIP_CALL_ID]);
    seen->frame = pinfo->num;
    wmem_list_append(file.in_order, seen);
    /* A retransmission does not replace the original. */
    if (wmem_map_lookup(file.by_credentials, &seen->credentials) == NULL)
        wmem_map_insert(file.by_credentials, &seen->credentials, seen);
}

void
mra_registration_join(expressway_service *service)
{
    const seen_register *seen =
        service->credentials != 0
            ? (const seen_register *)wmem_map_lookup(file.by_credentials, &service->credentials)
            : NULL;

    if (seen == NULL)
        return;
    service->register_frame = seen->frame;
    service->register_call_id = seen->call_id;
    if (wmem_map_lookup(file.services, GUINT_TO_POINTER(seen->frame)) == NULL)
        wmem_map_insert(file.services, GUINT_TO_POINTER(seen->frame), service);
}

/* The forwarded REGISTER has the phone's Call-ID. Where the phone's side was not captured, it is found by
 * its credentials. */
void
mra_registration_note_forwarded(expressway_flow *flow, const sip_message *message, const packet_info *pinfo)
{
    wmem_list_frame_t *at = flow->services.list != NULL ? wmem_list_tail(flow->services.list) : NULL;
    guint64 call_id = text_hash(message->first[SIP_CALL_ID]);
    digest credentials;
    guint64 hash =
        digest_parse(message->first[SIP_AUTHORIZATION], &credentials) ? digest_hash(&credentials) : 0;
    guint looked_at = 0;

    for (; at != NULL && looked_at < MRA_REGISTRATION_LOOK_BACK; at = wmem_list_frame_prev(at), looked_at++) {
        expressway_service *service = (expressway_service *)wmem_list_frame_data(at);
        bool same = (service->register_call_id != 0 && service->register_call_id == call_id) ||
                    (service->credentials != 0 && service->credentials == hash);

        if (same && service->forwarded_frame == 0) {
            service->forwarded_frame = pinfo->num;
            service->forwarded_time = pinfo->abs_ts;
            service->forwarded_call_id = call_id;
            return;
        }
    }
}

void
mra_registration_note_answer(expressway_flow *flow, const sip_message *message, const packet_info *pinfo)
{
    wmem_list_frame_t *at = flow->services.list != NULL ? wmem_list_tail(flow->services.list) : NULL;
    guint64 call_id = text_hash(message->first[SIP_CALL_ID]);
    guint looked_at = 0;

    if (call_id == 0 || message->status < 200)
        return;
    for (; at != NULL && looked_at < MRA_REGISTRATION_LOOK_BACK; at = wmem_list_frame_prev(at), looked_at++) {
        expressway_service *service = (expressway_service *)wmem_list_frame_data(at);

        if (service->forwarded_frame == 0 || service->forwarded_call_id != call_id)
            continue;
        service->forwarded_answer = pinfo->num;
        service->forwarded_status = message->status;
        service->forwarded_answer_time = pinfo->abs_ts;
        return;
    }
}

const expressway_service *
mra_registration_service_of(guint32 frame)
{
    return (const expressway_service *)wmem_map_lookup(file.services, GUINT_TO_POINTER(frame));
}
