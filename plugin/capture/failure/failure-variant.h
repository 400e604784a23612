/* failure-variant.h
 * What the variant, code, words, name and other of a failure hold, by what failed (failure_seen).
 *
 * client and server are the ends of the connection concerned: client opened it. In a log, too, where it names
 * them. words is the reason in the words of the log, where the log is the source. What is not listed is 0 or
 * NULL.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FAILURE_VARIANT_H
#define EXPRESSWAY_FAILURE_VARIANT_H

/* FAILURE_ZONE_UNREACHABLE: variant is a connect_outcome. server: E and its traversal port. */

/* FAILURE_TLS_NAME, FAILURE_TLS_UNTRUSTED, FAILURE_TLS_NO_CERTIFICATE, FAILURE_TLS_FAILED,
 * FAILURE_CERTIFICATE_VALIDITY, FAILURE_CLIENT_AUTH_MISSING: is_of_client: the certificate concerned is the
 * client's, and the server rejects it; otherwise the server's. code: the number of the alert, or 0. name: the
 * certificate's subject, or the name that was looked for (FAILURE_TLS_NAME); other: its issuer, its names, or
 * the date that matters. */
typedef enum {
    FAILURE_CERTIFICATE_EXPIRED,
    FAILURE_CERTIFICATE_NOT_YET_VALID,
    FAILURE_CERTIFICATE_EXPIRES_SOON /* code: days that are left, or the number of an alarm */
} failure_certificate_validity;

typedef enum {
    FAILURE_CLIENT_AUTH_OF_ZONE, /* the client's certificate lacks it, and the server rejects it */
    /* E's certificate in SERVICE lacks it, or would. code: SERVICE's status, words: C's version, if they are
     * known */
    FAILURE_CLIENT_AUTH_IN_SERVICE
} failure_client_auth;

/* FAILURE_ZONE_CREDENTIALS: code: the status; name: the user. */

/* FAILURE_CLOCK_DIFFERENCE: code: seconds; is_of_client: C's clock is ahead, otherwise E's. */
typedef enum { FAILURE_CLOCK_BY_TIMES, FAILURE_CLOCK_BY_ALARM /* code: its number */ } failure_clock;

typedef enum {
    FAILURE_TUNNEL_ALARM,       /* code: its number */
    FAILURE_TUNNEL_PROGRAM,     /* the program of the tunnels has failed */
    FAILURE_TUNNEL_NEXT_HOP,    /* E answers clients 502 Next Hop Connection Failed */
    FAILURE_TUNNEL_UNREACHABLE, /* code: a connect_outcome */
    FAILURE_TUNNEL_CLOSED       /* each connection ends after the key exchange */
} failure_tunnel;

typedef enum {
    FAILURE_INSPECTION_CUT_OFF,   /* a handshake ends without an alert, one side seen */
    FAILURE_INSPECTION_BOTH_ENDS, /* each end gets an end of the connection that the other did not send */
    FAILURE_INSPECTION_IDLE_COUNTDOWN, /* phones connect, and no data comes through */
    FAILURE_INSPECTION_SIP             /* SIP in clear differs between the sides */
} failure_inspection;

/* name: the server's name. */
typedef enum {
    FAILURE_HTTPS_UNTRUSTED, /* C does not accept the server's certificate */
    FAILURE_HTTPS_NAME,      /* because the name is not in it */
    FAILURE_HTTPS_REJECTED   /* the server does not accept C's */
} failure_https;

/* code: the status, or 0; words: Warning or Reason; name: the phone's address or user. */
typedef enum {
    FAILURE_REGISTER_TRUNK_PORT,
    FAILURE_REGISTER_OAUTH_PORT,
    FAILURE_REGISTER_UNKNOWN_DOMAIN,
    FAILURE_REGISTER_OTHER
} failure_register_refused;

typedef enum {
    FAILURE_ADDRESS_TWO,     /* C connects to two addresses of one name: name and other */
    FAILURE_ADDRESS_OWN_WORD /* E calls itself name, and C connects to other */
} failure_wrong_address;

typedef enum {
    FAILURE_XMPP_UNREACHABLE, /* code: a connect_outcome */
    FAILURE_XMPP_NAME         /* reverse lookup, or the name in the certificate */
} failure_xmpp;

/* FAILURE_DOMAIN_REFUSED: code: the status. FAILURE_USER_REFUSED: code: the status; name: the user; other:
 * the server. FAILURE_PRELOADED_ROUTES: code: the status. FAILURE_CLUSTER_PEER: code: the alarm's number, or
 * 0; name: the peer. FAILURE_ALARM: code: its number; words: its Detail. */

typedef enum {
    FAILURE_LINK_SILENT, /* data does not arrive any more; code: idle seconds before that */
    FAILURE_LINK_RESET   /* RST that nobody sent; likewise */
} failure_link_dropped;

#endif
