/* known-service.h
 * Ports on which a listener is normal: services to which Expressway-C connects by design, and other common
 * services. A refused connection to one of them says nothing about an apparent address.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_KNOWN_SERVICE_H
#define EXPRESSWAY_KNOWN_SERVICE_H

#include <stdbool.h>
#include <stdint.h>

/* Whether port belongs to a known service of Expressway, CUCM, IM and Presence, Unity or CMS, or is below
 * 1024. */
bool known_service_has_port(uint16_t port);

/* Whether port is one of these on which clients speak SIP, or TLS from the first bytes or soon after, and
 * come through a firewall and so from any port. */
bool known_service_speaks_sip(uint16_t port);
bool known_service_speaks_tls(uint16_t port);

#endif
