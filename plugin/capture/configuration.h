/* configuration.h
 * The preferences: the traversal ports, the ports that a traversal client uses, and the addresses of each
 * Expressway.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CONFIGURATION_H
#define EXPRESSWAY_CONFIGURATION_H

#include "../model/host-set.h"

/* Values are those of the fields and of the table's role column. */
typedef enum {
    ROLE_UNKNOWN = 0,
    ROLE_EXPRESSWAY_C = 1,
    ROLE_EXPRESSWAY_E = 2,
    ROLE_MRA_CLIENT = 3
} expressway_role;

/* Registers the preferences of protocol proto. */
void configuration_register(int proto);

/* A bit for each traversal port, since every TCP frame asks. Use configuration_is_traversal_port. */
#define CONFIGURATION_PORTS 65536U
extern guint8 configuration_traversal_port_bits[CONFIGURATION_PORTS / 8];

/* Whether captures are to be analysed at all: the preference, and the protocol's own switch. */
bool configuration_analyses(void);

static inline bool
configuration_is_traversal_port(unsigned port)
{
    return port < CONFIGURATION_PORTS &&
           (configuration_traversal_port_bits[port / 8] & 1U << (port % 8)) != 0;
}

bool configuration_is_client_port(unsigned port);

/* The client ports as the user wrote them: "25000-29999". Caller frees with g_free(). */
char *configuration_client_ports_text(void);

/* All addresses configured for that role. Valid until the preferences change. */
const host_set *configuration_addresses(expressway_role role);

/* Whether host is the LAN address of a configured Expressway-E. */
bool configuration_is_e_lan_address(host_address host);

/* Adds to set the addresses, LAN and public, of each configured Expressway-E of which one is in set. Where
 * none is, and server is a private address, a row with a public address only may describe this
 * Expressway-E: its address is added if it is the client's. */
void configuration_add_same_e(host_set *set, host_address server, host_address client);

#endif
