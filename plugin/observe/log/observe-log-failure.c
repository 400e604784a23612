/* observe-log-failure.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "observe-log-failure.h"

#include "../../capture/kept-text.h"
#include "log-answer.h"
#include "log-handshake.h"
#include "log-host.h"
#include "log-https.h"
#include "log-idle.h"
#include "log-works.h"
#include "log-xmpp.h"
#include "log-zone.h"
#include "../observe-refusal.h"

void
observe_log_failure_register(void)
{
    log_answer_register();
    log_handshake_register();
    log_host_register();
    log_https_register();
    log_idle_register();
    log_works_register();
    log_xmpp_register();
    log_zone_register();
}

static void
observe_connection(packet_info *pinfo, const char *host, const log_entry *entry, const log_failure *read)
{
    guint32 port = 0;

    text_view_to_number(entry->values[LOG_SRC_PORT], G_MAXUINT16, &port);
    log_zone_note(pinfo, host, read);
    log_idle_note(pinfo, host, read, (guint16)port);
    if (read->kind == LOG_FAILURE_CLOSED)
        log_handshake_note(pinfo, host, read);
}

void
observe_log_failure(packet_info *pinfo, const log_entry *entry)
{
    log_failure read;
    const char *host;

    if (!log_failure_read(entry, &read))
        return;
    host = kept_text_shared(pinfo->pool, entry->host);
    switch (read.kind) {
    case LOG_FAILURE_CONNECTING:
    case LOG_FAILURE_ESTABLISHED:
    case LOG_FAILURE_CONNECT:
    case LOG_FAILURE_CLOSED:
        observe_connection(pinfo, host, entry, &read);
        break;
    case LOG_FAILURE_HANDSHAKE:
    case LOG_FAILURE_OPENSSL:
        log_handshake_note(pinfo, host, &read);
        break;
    case LOG_FAILURE_CERTIFICATE_NAMES:
        log_handshake_note_names(pinfo, host, read.name);
        break;
    case LOG_FAILURE_REQUEST:
        log_idle_note_request(pinfo, read.client);
        log_answer_note(pinfo, host, &read, false);
        break;
    case LOG_FAILURE_RESPONSE:
        log_answer_note(pinfo, host, &read, entry->values[LOG_EVENT].length > 0);
        break;
    case LOG_FAILURE_REQUEST_TO_SERVER:
    case LOG_FAILURE_SERVER_CERTIFICATE:
    case LOG_FAILURE_SERVER_NAME:
    case LOG_FAILURE_SERVER_CONNECTION:
        log_https_note(pinfo, host, &read);
        break;
    case LOG_FAILURE_OPTIONS_ACCEPTED:
        log_works_note(pinfo, read.client, read.server);
        log_host_note(pinfo, host, &read, entry->values[LOG_PROTOCOL]);
        break;
    case LOG_FAILURE_XMPP_CONNECT:
    case LOG_FAILURE_XMPP_LOOKUP:
    case LOG_FAILURE_XMPP_NAME:
        log_xmpp_note(pinfo, host, &read);
        break;
    case LOG_FAILURE_POLICY:
        observe_refusal_note_policy(pinfo);
        break;
    default:
        log_host_note(pinfo, host, &read, entry->values[LOG_PROTOCOL]);
        break;
    }
}
