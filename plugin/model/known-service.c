/* known-service.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "known-service.h"

#include <stddef.h>

typedef struct {
    uint16_t first;
    uint16_t last;
} port_range;

static bool
is_in(uint16_t port, const port_range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (port >= ranges[i].first && port <= ranges[i].last)
            return true;
    }
    return false;
}

bool
known_service_has_port(uint16_t port)
{
    /* Expressway's own ports, from the port tables of its guides; then the servers that C connects to inside:
     * CUCM (1720, 2000, 2443, 3804, 5090, 6970-6972, 8080, 8443), IM and Presence (5269, 7400, 8600, 9094),
     * LDAP, databases, proxies. */
    static const port_range known[] = {
        {0, 1023},    {1719, 1720}, {2000, 2000},  {2222, 2222},  {2443, 2443}, {2776, 2777}, {3268, 3269},
        {3306, 3306}, {3389, 3389}, {3478, 3483},  {3804, 3804},  {4369, 4372}, {5060, 5063}, {5073, 5073},
        {5090, 5090}, {5222, 5223}, {5269, 5269},  {5432, 5432},  {6001, 6010}, {6970, 6972}, {7001, 7020},
        {7400, 7400}, {7443, 7443}, {8000, 8000},  {8080, 8081},  {8191, 8191}, {8443, 8447}, {8600, 8600},
        {9094, 9094}, {9443, 9443}, {9999, 10000}, {22210, 22210}};

    return is_in(port, known, sizeof known / sizeof known[0]);
}

bool
known_service_speaks_sip(uint16_t port)
{
    static const port_range speaking[] = {{5060, 5063}, {5073, 5073}, {5090, 5090}};

    return is_in(port, speaking, sizeof speaking / sizeof speaking[0]);
}

bool
known_service_speaks_tls(uint16_t port)
{
    static const port_range speaking[] = {{0, 1023},    {3389, 3389}, {3478, 3483},
                                          {5061, 5063}, {5222, 5223}, {5269, 5269},
                                          {7443, 7443}, {8443, 8447}, {9443, 9443}};

    return is_in(port, speaking, sizeof speaking / sizeof speaking[0]);
}
