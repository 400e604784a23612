/* log-failure.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-failure.h"

/* OpenSSL adds the number of an alert to it: SSL_AD_REASON_OFFSET. */
#define ALERT_REASON 0x3E8U

text_view
log_failure_attribute(const log_entry *entry, text_view name)
{
    text_view rest = entry->statement;
    log_attribute attribute;

    while (log_attribute_next(&rest, &attribute)) {
        if (text_view_equals(attribute.name, name))
            return text_view_trim(attribute.value);
    }
    return text_view_of(NULL, 0);
}

text_view
log_failure_between(text_view text, text_view start, const char *ends)
{
    size_t at = text_view_find_text(text, start);

    if (at == text.length)
        return text_view_of(NULL, 0);
    text = text_view_from(text, at + start.length);
    for (size_t length = 0; length < text.length; length++) {
        if (strchr(ends, text.data[length]) != NULL)
            return text_view_first(text, length);
    }
    return text;
}

static bool
has(text_view text, text_view words)
{
    return text_view_find_text(text, words) < text.length;
}

static void
read_ends(const log_entry *entry, log_failure *failure)
{
    log_endpoints ends = log_entry_endpoints(entry);

    failure->client = ends.source;
    failure->server = ends.destination;
}

static void
read_rejection(log_failure *failure)
{
    failure->is_rejection = tls_rejection_of_words(failure->words, &failure->rejection);
}

static void
read_tcp(const log_entry *entry, log_failure *failure)
{
    text_view detail = entry->values[LOG_DETAIL];

    if (text_view_equals(detail, TEXT_VIEW("TCP Connecting")))
        failure->kind = LOG_FAILURE_CONNECTING;
    else if (text_view_equals(detail, TEXT_VIEW("TCP Connection Established")))
        failure->kind = LOG_FAILURE_ESTABLISHED;
    else if (text_view_equals(detail, TEXT_VIEW("TCP Connection Failed")))
        failure->kind = LOG_FAILURE_CONNECT;
    else if (text_view_equals(detail, TEXT_VIEW("TCP Connection Closed")))
        failure->kind = LOG_FAILURE_CLOSED;
    else
        return;
    failure->words = entry->values[LOG_REASON];
    if (failure->kind == LOG_FAILURE_CLOSED)
        read_rejection(failure);
    read_ends(entry, failure);
}

/* "172.16.2.2:5062", "[2001:db8::1]:5062" */
static void
read_address(text_view text, endpoint *end)
{
    size_t colon = text.length;
    uint32_t port = 0;

    while (colon > 0 && text.data[colon - 1] != ':')
        colon--;
    if (colon == 0 || !text_view_to_number(text_view_from(text, colon), UINT16_MAX, &port) ||
        !host_address_parse(text_view_first(text, colon - 1), &end->host))
        return;
    end->port = (uint16_t)port;
}

/* "['IPv4''TCP''172.16.2.2:5062']" */
static void
read_openssl_end(text_view text, text_view name, endpoint *end)
{
    text_view list = log_failure_between(text, name, "]\"");
    size_t at;

    if (list.data == NULL)
        return;
    /* The address of IPv6 has brackets itself. */
    list = text_view_first(text_view_of(list.data, (size_t)(text.data + text.length - list.data)), 128);
    at = text_view_find_text(list, TEXT_VIEW("'TCP''"));
    if (at == list.length)
        return;
    list = text_view_from(list, at + sizeof "'TCP''" - 1);
    read_address(text_view_first(list, text_view_find(list, '\'')), end);
}

/* The last three hexadecimal digits of "14094416" are OpenSSL's reason: an alert that was received, or
 * something else. */
static void
read_openssl_code(text_view code, tls_rejection *rejection)
{
    unsigned reason = 0;

    for (size_t i = code.length > 3 ? code.length - 3 : 0; i < code.length; i++) {
        char c = text_lower(code.data[i]);

        if (!text_is_digit(c) && (c < 'a' || c > 'f'))
            return;
        reason = reason * 16 + (unsigned)(text_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    if (code.length < 8 || reason < ALERT_REASON || reason > ALERT_REASON + 255)
        return;
    *rejection = (tls_rejection){tls_reason_of_alert((uint8_t)(reason - ALERT_REASON)), true,
                                 (uint8_t)(reason - ALERT_REASON)};
}

static void
read_openssl(const log_entry *entry, log_failure *failure)
{
    text_view text = entry->text;
    endpoint local = {.port = 0};
    endpoint remote = {.port = 0};
    text_view error;

    if (!has(text, TEXT_VIEW("Failed to establish SSL connection")))
        return;
    failure->kind = LOG_FAILURE_OPENSSL;
    failure->host_is_server = has(text, TEXT_VIEW("bServer=\"true\""));
    read_openssl_end(text, TEXT_VIEW("localAddress=\""), &local);
    read_openssl_end(text, TEXT_VIEW("remoteAddress=\""), &remote);
    failure->client = failure->host_is_server ? remote : local;
    failure->server = failure->host_is_server ? local : remote;
    text_view_to_number(log_failure_between(text, TEXT_VIEW(" error=\""), "\""), UINT16_MAX, &failure->code);
    error = log_failure_between(text, TEXT_VIEW("ssl_error_reason=\""), "\"");
    failure->words = error;
    for (size_t colon = text_view_find(error, ':'); colon < error.length;
         colon = text_view_find(error, ':')) {
        if (text_view_starts_with(error, TEXT_VIEW("error:")))
            read_openssl_code(
                text_view_first(text_view_from(error, 6), text_view_find(text_view_from(error, 6), ':')),
                &failure->rejection);
        error = text_view_from(error, colon + 1);
        failure->words = error;
    }
    failure->is_rejection =
        failure->rejection.is_received || tls_rejection_of_words(failure->words, &failure->rejection);
}

static void
read_alarm(const log_entry *entry, log_failure *failure)
{
    text_view words = entry->values[LOG_DETAIL];

    failure->kind =
        has(words, TEXT_VIEW("portforwarding.pyc")) ? LOG_FAILURE_TUNNEL_PROGRAM : LOG_FAILURE_ALARM;
    failure->words = words;
    text_view_to_number(log_failure_attribute(entry, TEXT_VIEW("Id")), UINT32_MAX, &failure->code);
    for (text_view rest = words; rest.length > 0;) {
        text_view word = text_view_first(rest, text_view_find(rest, ' '));
        host_address host;

        rest = text_view_from(rest, word.length + 1);
        while (word.length > 0 && strchr(",;:.", word.data[word.length - 1]) != NULL)
            word.length--;
        if (word.length >= 3 && host_address_parse(word, &host)) {
            failure->name = word;
            return;
        }
    }
}

static void
read_handshake(const log_entry *entry, log_failure *failure)
{
    failure->kind = LOG_FAILURE_HANDSHAKE;
    failure->host_is_server = text_view_starts_with(entry->values[LOG_EVENT], TEXT_VIEW("Inbound"));
    failure->words = entry->values[LOG_DETAIL];
    failure->name = log_failure_attribute(entry, TEXT_VIEW("Common-name"));
    read_ends(entry, failure);
    read_rejection(failure);
}

/* "gatekeeper timed out" of a neighbour zone, which the peers of a cluster are. */
static void
read_neighbour(const log_entry *entry, log_failure *failure)
{
    text_view named = log_failure_between(entry->values[LOG_DETAIL], TEXT_VIEW("name:"), ", ;");
    log_endpoints ends = log_entry_endpoints(entry);
    host_address address;

    failure->kind = LOG_FAILURE_PEER;
    failure->words = TEXT_VIEW("gatekeeper timed out");
    failure->server = ends.destination;
    /* "name:10.15.13.16:1719" */
    if (host_address_parse(text_view_first(named, text_view_find(named, ':')), &address))
        named = text_view_first(named, text_view_find(named, ':'));
    failure->name = entry->values[LOG_DST_IP].length > 0 ? entry->values[LOG_DST_IP] : named;
}

static void
read_event(const log_entry *entry, text_view event, log_failure *failure)
{
    text_view detail = entry->values[LOG_DETAIL];

    if (has(event, TEXT_VIEW("TLS Negotiation Error"))) {
        read_handshake(entry, failure);
    } else if (text_view_equals(event, TEXT_VIEW("Alarm Raised"))) {
        read_alarm(entry, failure);
    } else if (text_view_equals(event, TEXT_VIEW("Authentication Failed"))) {
        if (!text_view_equals(entry->values[LOG_METHOD], TEXT_VIEW("OPTIONS")) ||
            !has(detail, TEXT_VIEW("authentication credential")))
            return;
        failure->kind = LOG_FAILURE_CREDENTIALS;
        failure->words = detail;
        read_ends(entry, failure);
    } else if (text_view_equals(event, TEXT_VIEW("Registration Rejected"))) {
        failure->kind = LOG_FAILURE_REGISTRATION;
        failure->words = entry->values[LOG_REASON];
        failure->name = log_failure_attribute(entry, TEXT_VIEW("AOR"));
        read_ends(entry, failure);
    } else if (text_view_equals(event, TEXT_VIEW("Sending HTTP error response"))) {
        failure->kind = LOG_FAILURE_RESPONSE;
        failure->words = entry->values[LOG_REASON];
        text_view_to_number(log_failure_attribute(entry, TEXT_VIEW("Status")), 999, &failure->code);
        failure->client = log_entry_endpoints(entry).destination;
    } else if ((text_view_equals(event, TEXT_VIEW("Search Completed")) &&
                has(detail, TEXT_VIEW("Info:Policy Response"))) ||
               (text_view_equals(event, TEXT_VIEW("Call Rejected")) &&
                text_view_equals(log_failure_attribute(entry, TEXT_VIEW("Response-code")),
                                 TEXT_VIEW("404")))) {
        failure->kind = LOG_FAILURE_POLICY;
    } else if (text_view_equals(entry->values[LOG_SERVICE], TEXT_VIEW("NeighbourGatekeeper")) &&
               has(entry->statement, TEXT_VIEW("gatekeeper timed out"))) {
        read_neighbour(entry, failure);
    }
}

static void
read_identity(const log_entry *entry, log_failure *failure)
{
    text_view name = log_failure_between(entry->values[LOG_DETAIL],
                                         TEXT_VIEW("credential found in directory for identity: "), "\"");

    if (name.length == 0)
        return;
    failure->kind = LOG_FAILURE_IDENTITY;
    failure->name = text_view_trim(name);
}

/* `Identitites="{CN: expc.example.org, Alt-DNS: expc.example.org}"`, as it is spelt. */
static void
read_names(const log_entry *entry, log_failure *failure)
{
    failure->name = log_failure_between(entry->text, TEXT_VIEW("=\"{"), "}");
    if (failure->name.length > 0 && has(entry->text, TEXT_VIEW("getZoneByIdentities")))
        failure->kind = LOG_FAILURE_CERTIFICATE_NAMES;
}

bool
log_failure_read(const log_entry *entry, log_failure *failure)
{
    text_view module = entry->values[LOG_MODULE];

    *failure = (log_failure){.kind = LOG_FAILURE_NONE};
    if (entry->values[LOG_EVENT].length > 0)
        read_event(entry, entry->values[LOG_EVENT], failure);
    else if (text_view_equals(module, TEXT_VIEW("network.tcp")))
        read_tcp(entry, failure);
    else if (text_view_equals(module, TEXT_VIEW("developer.ssl")))
        read_openssl(entry, failure);
    else if (text_view_equals(module, TEXT_VIEW("network.ldap")))
        read_identity(entry, failure);
    else if (text_view_equals(module, TEXT_VIEW("developer.zone.zonemgr")))
        read_names(entry, failure);
    if (failure->kind == LOG_FAILURE_NONE)
        log_failure_read_services(entry, failure);
    return failure->kind != LOG_FAILURE_NONE;
}
