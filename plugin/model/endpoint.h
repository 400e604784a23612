/* endpoint.h
 * A host address, and a host with a port: read, compared in binary, printed.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_ENDPOINT_H
#define EXPRESSWAY_ENDPOINT_H

#include "text-view.h"

typedef enum {
    HOST_NONE, /* unknown, or a name: cannot be compared */
    HOST_IPV4,
    HOST_IPV6
} host_family;

/* In network byte order. IPv4 uses the first 4 bytes and the rest is zero, so structures compare as a whole.
 * */
typedef struct {
    uint8_t family; /* host_family; one byte, since there are so many addresses */
    uint8_t bytes[16];
} host_address;

/* Port 0: the port is not known. */
typedef struct {
    host_address host;
    uint16_t port;
} endpoint;

/* Room for any text that endpoint_format writes: "[", 45 of IPv6, "]:", 5 of port, NUL. */
#define ENDPOINT_TEXT_SIZE 54

/* From 4 (IPv4) or 16 (IPv6) bytes in network order. An IPv4 address mapped into IPv6 (RFC 4291 section
 * 2.5.5.2) becomes IPv4, so that both notations compare equal. */
host_address host_address_from_ipv4(const uint8_t bytes[4]);
host_address host_address_from_ipv6(const uint8_t bytes[16]);

/* Reads an address literal: dotted IPv4, or IPv6 with or without brackets. Refuses names, scopes ("%eth0")
 * and surrounding blanks; *host is then HOST_NONE. */
bool host_address_parse(text_view text, host_address *host);

/* False where either is HOST_NONE: an unknown address equals nothing. */
bool host_address_equals(host_address a, host_address b);

/* 127.0.0.0/8, ::1, and the unspecified addresses: another machine cannot be reached there. */
bool host_address_is_local_only(host_address host);

/* 0.0.0.0 and :: stand for no address at all. */
bool host_address_is_unspecified(host_address host);

/* RFC 1918, RFC 4193: not reachable from outside. */
bool host_address_is_private(host_address host);

/* Hosts and ports are equal; where one of them has no port, the hosts are. */
bool endpoint_matches(endpoint a, endpoint b);

/* Writes "64.100.0.10:4401", "[2001:db8::1]:4401", without ":port" where it is 0, "" for HOST_NONE.
 * Returns buffer. */
const char *endpoint_format(endpoint end, char buffer[ENDPOINT_TEXT_SIZE]);

/* The host alone, IPv6 without brackets. Returns buffer. */
const char *host_address_format(host_address host, char buffer[ENDPOINT_TEXT_SIZE]);

/* For GHashTable and wmem_map: pointers to endpoint. */
unsigned endpoint_hash(const void *key);
int endpoint_equal(const void *a, const void *b);

#endif
