/* log-failure.h
 * What an entry of a diagnostic log says about something that has failed on the way, or that helps to judge
 * that. One entry at a time; what several together mean is decided elsewhere.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_FAILURE_H
#define EXPRESSWAY_LOG_FAILURE_H

#include "../tls/tls-reason.h"
#include "log-entry.h"

/* Behind each: what is filled in. What the entry does not say is absent, HOST_NONE or 0. */
typedef enum {
    LOG_FAILURE_NONE,
    LOG_FAILURE_CONNECTING,        /* client, server */
    LOG_FAILURE_ESTABLISHED,       /* client, server */
    LOG_FAILURE_CONNECT,           /* the attempt failed: client, server, words: the reason */
    LOG_FAILURE_CLOSED,            /* client, server, words: the reason, rejection if it is one of TLS */
    LOG_FAILURE_HANDSHAKE,         /* client, server, words, rejection, name: that was looked for */
    LOG_FAILURE_OPENSSL,           /* client, server, words, rejection, code: OpenSSL's "error" */
    LOG_FAILURE_CERTIFICATE_NAMES, /* of a certificate that was received. name: "CN: a, Alt-DNS: b" */
    LOG_FAILURE_IDENTITY,          /* a user is known. name */
    LOG_FAILURE_CREDENTIALS,       /* of an OPTIONS. client, words */
    LOG_FAILURE_OPTIONS_ACCEPTED,  /* OPTIONS got 200. client, server */
    LOG_FAILURE_REGISTRATION,      /* client, words, name: the address of record */
    LOG_FAILURE_POLICY,            /* a search for an INVITE's target was refused by a policy, or the call */
    LOG_FAILURE_ALARM,             /* code: its number, words, name: an address in the words */
    LOG_FAILURE_TUNNEL_PROGRAM,    /* words */
    LOG_FAILURE_REQUEST,           /* HTTP of a client. client, words: the request */
    LOG_FAILURE_REQUEST_TO_SERVER, /* HTTP to a server behind C. server */
    LOG_FAILURE_RESPONSE,          /* HTTP to a client. client, code, words: the status line, other: Server */
    LOG_FAILURE_SERVER_CERTIFICATE, /* C does not accept it. name: of the server, server: its host, words */
    LOG_FAILURE_SERVER_NAME,        /* the name is not in it. likewise */
    LOG_FAILURE_SERVER_CONNECTION,  /* TLS with a server failed. name, words, rejection */
    LOG_FAILURE_USER_ANSWER,        /* a server answers 401. code */
    LOG_FAILURE_USER,               /* name: the user, other: the server */
    LOG_FAILURE_USER_ACCEPTED,      /* name: the user */
    LOG_FAILURE_XMPP_CONNECT,       /* server, words: the reason */
    LOG_FAILURE_XMPP_LOOKUP,        /* reverse DNS. server, words */
    LOG_FAILURE_XMPP_NAME,          /* server, words */
    LOG_FAILURE_PEER                /* a neighbour does not answer. name, words */
} log_failure_kind;

/* Views into the entry. */
typedef struct {
    log_failure_kind kind;
    uint32_t code;
    bool host_is_server; /* the host that logs is the connection's server; of HANDSHAKE and OPENSSL */
    bool is_rejection;   /* rejection is filled in */
    tls_rejection rejection;
    endpoint client;
    endpoint server;
    text_view words;
    text_view name;
    text_view other;
} log_failure;

/* False, with LOG_FAILURE_NONE, where the entry says nothing of that kind, as most do not. Linear in the
 * entry. */
bool log_failure_read(const log_entry *entry, log_failure *failure);

/* Of the two files that read entries. Each fills in failure->kind and what belongs to it, if it knows the
 * entry. */
void log_failure_read_services(const log_entry *entry, log_failure *failure);

/* The value of the attribute with that name anywhere in the first line, trimmed; absent if there is none. */
text_view log_failure_attribute(const log_entry *entry, text_view name);

/* Text behind the first occurrence of start, up to the first of the characters in ends, or to the end; absent
 * where start does not occur. */
text_view log_failure_between(text_view text, text_view start, const char *ends);

#endif
