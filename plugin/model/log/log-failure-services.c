/* log-failure-services.c
 * The entries of the programs beside the proxy: HTTP, XMPP, the tunnels, users.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-failure.h"
#include "log-message.h"

static bool
has(text_view text, text_view words)
{
    return text_view_find_text(text, words) < text.length;
}

/* "[ET_NET 0] WARNING: Core server certificate verification failed for (cucm). Action=Terminate
 * Error=self signed certificate server=cucm(10.48.36.215) depth=0" */
static void
read_certificate(text_view text, log_failure *failure)
{
    text_view server = log_failure_between(text, TEXT_VIEW(" server="), " ");
    text_view error = log_failure_between(text, TEXT_VIEW("Error="), "");
    size_t end = text_view_find_text(error, TEXT_VIEW(" server="));

    /* Without verification, it only warns. */
    if (!has(text, TEXT_VIEW("Action=Terminate")))
        return;
    failure->words = text_view_trim(text_view_first(error, end));
    host_address_parse(log_failure_between(server, TEXT_VIEW("("), ")"), &failure->server.host);
    if (has(text, TEXT_VIEW("certificate verification failed for ("))) {
        failure->kind = LOG_FAILURE_SERVER_CERTIFICATE;
        failure->name = log_failure_between(text, TEXT_VIEW("failed for ("), ")");
    } else if (has(text, TEXT_VIEW(") not in certificate"))) {
        failure->kind = LOG_FAILURE_SERVER_NAME;
        failure->words = TEXT_VIEW("SNI not in certificate");
        failure->name = log_failure_between(text, TEXT_VIEW("("), ")");
    }
}

/* "ERROR: SSL connection failed for 'cucm': error:1416F086:SSL routines:…:certificate verify failed" */
static void
read_connection(text_view text, log_failure *failure)
{
    text_view error;
    size_t colon;

    if (!has(text, TEXT_VIEW("SSL connection failed for '")))
        return;
    failure->name = log_failure_between(text, TEXT_VIEW("failed for '"), "'");
    error = log_failure_between(text, TEXT_VIEW("error:"), "");
    if (error.length == 0)
        return;
    failure->kind = LOG_FAILURE_SERVER_CONNECTION;
    while ((colon = text_view_find(error, ':')) < error.length)
        error = text_view_from(error, colon + 1);
    failure->words = text_view_trim(error);
    failure->is_rejection = tls_rejection_of_words(failure->words, &failure->rejection);
}

/* The first line of the HTTP message in the entry, or the Msg attribute. */
static text_view
http_line(const log_entry *entry)
{
    log_message message;
    text_view line;

    if (!log_message_find(entry->continuation, &message))
        return log_failure_attribute(entry, TEXT_VIEW("Msg"));
    line = text_view_first(message.lines, text_view_find(message.lines, '\n'));
    text_view_skip(&line, TEXT_VIEW("|"));
    return text_view_trim(line);
}

/* "HTTP/1.1 502 connect failed" */
static uint32_t
status_of(text_view line)
{
    uint32_t status = 0;

    if (text_view_starts_with(line, TEXT_VIEW("HTTP/")))
        text_view_to_number(text_view_first(text_view_from(line, text_view_find(line, ' ') + 1), 3), 999,
                            &status);
    return status;
}

static void
read_traffic(const log_entry *entry, log_failure *failure)
{
    text_view detail = entry->values[LOG_DETAIL];
    log_endpoints ends = log_entry_endpoints(entry);

    if (text_view_starts_with(entry->statement, TEXT_VIEW("[ET_"))) {
        read_certificate(entry->statement, failure);
        if (failure->kind == LOG_FAILURE_NONE)
            read_connection(entry->statement, failure);
    } else if (text_view_equals(detail, TEXT_VIEW("Receive Request"))) {
        failure->kind = LOG_FAILURE_REQUEST;
        failure->client = ends.source;
        failure->words = http_line(entry);
    } else if (text_view_equals(detail, TEXT_VIEW("Sending Request"))) {
        failure->kind = LOG_FAILURE_REQUEST_TO_SERVER;
        failure->server = ends.destination;
    } else if (text_view_equals(detail, TEXT_VIEW("Sending Response"))) {
        failure->kind = LOG_FAILURE_RESPONSE;
        failure->client = ends.destination;
        failure->words = http_line(entry);
        failure->code = status_of(failure->words);
        failure->other =
            text_view_trim(log_failure_between(entry->continuation, TEXT_VIEW("\n Server:"), "\n"));
    }
}

/* Some of these sentences begin with another word, so the first letter's case is left open.
 * "Unable to connect to host '10.48.36.171', port 7400:(111) Connection refused" */
static void
read_xmpp(const log_entry *entry, log_failure *failure)
{
    text_view detail = entry->values[LOG_DETAIL];
    text_view host = text_view_of(NULL, 0);
    uint32_t port = 7400;

    if (has(detail, TEXT_VIEW("Unable to connect to host '"))) {
        failure->kind = LOG_FAILURE_XMPP_CONNECT;
        host = log_failure_between(detail, TEXT_VIEW("to host '"), "'");
        text_view_to_number(log_failure_between(detail, TEXT_VIEW("port "), ": ,"), UINT16_MAX, &port);
        failure->words = log_failure_between(detail, TEXT_VIEW(") "), "");
    } else if (has(detail, TEXT_VIEW("everse DNS lookup failed for address="))) {
        failure->kind = LOG_FAILURE_XMPP_LOOKUP;
        host = log_failure_between(detail, TEXT_VIEW("for address="), ", ");
        failure->words = TEXT_VIEW("reverse DNS lookup failed");
    } else if (has(detail, TEXT_VIEW("ertificate verification failed for host="))) {
        failure->kind = LOG_FAILURE_XMPP_NAME;
        host = log_failure_between(detail, TEXT_VIEW("for host="), ", ");
        failure->words = log_failure_between(detail, TEXT_VIEW("additional info: "), "");
    }
    host_address_parse(host, &failure->server.host);
    failure->name = host;
    failure->server.port = (uint16_t)port;
}

/* "('https', '10.0.40.5', 8443)" */
static text_view
host_of_server(text_view server)
{
    text_view host = log_failure_between(server, TEXT_VIEW(", '"), "'");

    return host.length > 0 ? host : server;
}

static void
read_user(const log_entry *entry, log_failure *failure)
{
    text_view detail = entry->values[LOG_DETAIL];

    if (has(detail, TEXT_VIEW("Failed to authenticate user against server")) ||
        text_view_equals(detail, TEXT_VIEW("Authenticating user failed"))) {
        failure->kind = LOG_FAILURE_USER;
        failure->name = log_failure_attribute(entry, TEXT_VIEW("Username"));
        failure->other = host_of_server(log_failure_attribute(entry, TEXT_VIEW("Server")));
    } else if (text_view_equals(detail, TEXT_VIEW("Authenticated user successfully"))) {
        failure->kind = LOG_FAILURE_USER_ACCEPTED;
        failure->name = log_failure_attribute(entry, TEXT_VIEW("Username"));
    } else if (entry->continuation.length > 0 && status_of(http_line(entry)) == 401) {
        failure->kind = LOG_FAILURE_USER_ANSWER;
        failure->code = 401;
    }
}

/* The INFO entry of a message names its status and method. Expressway-C sends OPTIONS, and E answers. */
static void
read_sip(const log_entry *entry, log_failure *failure)
{
    text_view detail = entry->values[LOG_DETAIL];
    log_endpoints ends;

    if (!text_view_skip(&detail, TEXT_VIEW("Sending Response ")) &&
        !text_view_skip(&detail, TEXT_VIEW("Receive Response ")))
        return;
    if (!text_view_starts_with(detail, TEXT_VIEW("Code=200, Method=OPTIONS,")))
        return;
    ends = log_entry_endpoints(entry);
    failure->kind = LOG_FAILURE_OPTIONS_ACCEPTED;
    failure->client = ends.destination;
    failure->server = ends.source;
}

static bool
is_serious(const log_entry *entry)
{
    text_view level = entry->values[LOG_LEVEL];

    return entry->values[LOG_EVENT].length > 0 || text_view_equals(level, TEXT_VIEW("ERROR")) ||
           text_view_starts_with(level, TEXT_VIEW("FATAL")) ||
           text_view_starts_with(level, TEXT_VIEW("WARN"));
}

void
log_failure_read_services(const log_entry *entry, log_failure *failure)
{
    if (text_view_equals(entry->process, TEXT_VIEW("traffic_server")))
        read_traffic(entry, failure);
    else if (text_view_starts_with(entry->process, TEXT_VIEW("XCP_")))
        read_xmpp(entry, failure);
    else if (text_view_equals(entry->process, TEXT_VIEW("edgeconfigprovisioning")) ||
             has(entry->values[LOG_MODULE], TEXT_VIEW("edgeconfigprovisioning")))
        read_user(entry, failure);
    else if (text_view_equals(entry->values[LOG_MODULE], TEXT_VIEW("network.sip")))
        read_sip(entry, failure);
    if (failure->kind == LOG_FAILURE_NONE && is_serious(entry) &&
        has(text_view_first(entry->statement, 1024), TEXT_VIEW("portforwarding.pyc"))) {
        failure->kind = LOG_FAILURE_TUNNEL_PROGRAM;
        failure->words = TEXT_VIEW("portforwarding.pyc");
    }
}
