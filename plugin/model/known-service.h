/* known-service.h
 * Ports on which a listener is nothing strange: where Expressway-C connects by design, and what everybody
 * else runs there. A refused connection to one of them tells nothing of an apparent address.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_KNOWN_SERVICE_H
#define EXPRESSWAY_KNOWN_SERVICE_H

#include <stdbool.h>
#include <stdint.h>

/* Whether port is a known service of Expressway, CUCM, IM and Presence, Unity or CMS, or lies below 1024. */
bool known_service_has_port(uint16_t port);

/* Whether port is one of these where SIP is spoken, or TLS from the first byte or soon after, by clients that
 * come through a firewall and so from any port. */
bool known_service_speaks_sip(uint16_t port);
bool known_service_speaks_tls(uint16_t port);

#endif
