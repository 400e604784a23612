/* host-link.h
 * Links: pairs of hosts of which one is Expressway-C and the other Expressway-E, known from their traversal
 * connections. State lives in file scope. It is learnt on the first pass.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_HOST_LINK_H
#define EXPRESSWAY_HOST_LINK_H

#include "../flow.h"

/* Links that are kept; later ones are not known. */
#define HOST_LINK_ROOM 4096

/* Ports of Expressway-E to which Expressway-C connects besides the traversal ports. */
#define HOST_LINK_SSH 2222
#define HOST_LINK_XMPP 7400

/* Data of Expressway-C after a long time without a packet, to which nothing has come back. */
typedef struct {
    const expressway_flow *flow; /* NULL: there is none */
    guint32 sequence;            /* of the data */
    guint32 idle_seconds;        /* before it */
    nstime_t start;
    nstime_t sent_time; /* of the latest time that it was sent */
    guint32 sent;       /* how often */
    guint32 first_frame;
    guint32 last_frame;
    bool is_reset; /* RST has come back */
} link_silence;

typedef struct host_link {
    host_address client; /* Expressway-C, as seen by this capture */
    host_address server; /* Expressway-E, likewise */
    link_silence silence;
    expressway_flow *working; /* the latest flow of which all that was read works, or NULL */
    bool has_tunnel;          /* an SSH tunnel has carried data for long enough */
    bool has_clock;           /* its clocks have been found to differ */
} host_link;

/* Called once. */
void host_link_register(void);

/* The flow is known: its hosts are a link if its client behaves as an Expressway-C: it uses a client port, or
 * is configured, or its SIP says so. Anyone may connect to a traversal port. */
void host_link_learn(expressway_flow *flow);

/* Whether that host, with that port, is an Expressway-C as far as can be seen. */
bool host_link_is_client(endpoint end);

/* A phone at that address has sent a REGISTER to that host. */
void host_link_note_phone(host_address phone, host_address host);

/* Whether phones with public addresses come to that host. */
bool host_link_has_phones(host_address host);

/* Whether the host is the Expressway-C of a link. */
bool host_link_has_client(host_address host);

/* The link between these hosts; NULL if there is none. */
host_link *host_link_between(host_address client, host_address server);

/* Whether a frame between these ports may be of a link and not of a traversal port. Cheap enough for every
 * TCP frame. */
extern bool host_link_exists;

/* How many links have a silence: most files have none. */
extern guint32 host_link_silences;

static inline bool
host_link_port_is_candidate(guint32 source_port, guint32 destination_port)
{
    return host_link_exists && (source_port == HOST_LINK_SSH || destination_port == HOST_LINK_SSH ||
                                source_port == HOST_LINK_XMPP || destination_port == HOST_LINK_XMPP);
}

/* Whether servers behind Expressway-C speak SIP over TLS on that port. */
static inline bool
host_link_port_is_of_sip(guint32 port)
{
    return port == 5061 || port == 5062 || port == 5091;
}

/* The same as host_link_port_is_candidate for servers behind Expressway-C: HTTPS, and SIP over TLS. */
static inline bool
host_link_port_is_behind(guint32 source_port, guint32 destination_port)
{
    return host_link_exists &&
           (source_port == 8443 || destination_port == 8443 || source_port == 6971 ||
            destination_port == 6971 || source_port == 6972 || destination_port == 6972 ||
            host_link_port_is_of_sip(source_port) || host_link_port_is_of_sip(destination_port));
}

#endif
