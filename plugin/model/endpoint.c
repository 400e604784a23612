/* endpoint.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "endpoint.h"

#include <stdio.h>
#include <string.h>

#ifdef _WIN32
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#endif

host_address
host_address_from_ipv4(const uint8_t bytes[4])
{
    host_address host = {HOST_IPV4, {0}};

    memcpy(host.bytes, bytes, 4);
    return host;
}

host_address
host_address_from_ipv6(const uint8_t bytes[16])
{
    static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    host_address host = {HOST_IPV6, {0}};

    if (memcmp(bytes, mapped, sizeof mapped) == 0)
        return host_address_from_ipv4(bytes + 12);
    memcpy(host.bytes, bytes, 16);
    return host;
}

/* inet_pton needs a terminated string; a NUL within text would end it early and let garbage through. */
static bool
parse_ipv6(text_view text, uint8_t bytes[16])
{
    char literal[INET6_ADDRSTRLEN];

    if (text.length == 0 || text.length >= sizeof literal || memchr(text.data, 0, text.length) != NULL)
        return false;
    memcpy(literal, text.data, text.length);
    literal[text.length] = '\0';
    return inet_pton(AF_INET6, literal, bytes) == 1;
}

/* Four numbers up to 255 without leading zeros, as inet_pton takes them, for which it needs more than twice
 * as long. */
static bool
parse_ipv4(text_view text, uint8_t bytes[4])
{
    unsigned number = 0;
    unsigned digits = 0;
    unsigned part = 0;

    for (size_t i = 0; i < text.length; i++) {
        unsigned digit = (unsigned)(unsigned char)text.data[i] - '0';

        if (digit <= 9) {
            if (digits++ > 0 && number == 0)
                return false;
            number = number * 10 + digit;
            if (number > UINT8_MAX)
                return false;
        } else {
            if (text.data[i] != '.' || digits == 0 || part == 3)
                return false;
            bytes[part++] = (uint8_t)number;
            number = digits = 0;
        }
    }
    bytes[part] = (uint8_t)number;
    return part == 3 && digits > 0;
}

bool
host_address_parse(text_view text, host_address *host)
{
    bool bracketed = text.length >= 2 && text.data[0] == '[' && text.data[text.length - 1] == ']';
    uint8_t bytes[16];

    *host = (host_address){HOST_NONE, {0}};
    if (bracketed)
        text = text_view_first(text_view_from(text, 1), text.length - 2);
    if (!bracketed && parse_ipv4(text, bytes))
        *host = host_address_from_ipv4(bytes);
    else if (parse_ipv6(text, bytes))
        *host = host_address_from_ipv6(bytes);
    return host->family != HOST_NONE;
}

bool
host_address_equals(host_address a, host_address b)
{
    return a.family != HOST_NONE && a.family == b.family && memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

bool
host_address_is_unspecified(host_address host)
{
    static const uint8_t zero[sizeof host.bytes] = {0};

    return host.family != HOST_NONE && memcmp(host.bytes, zero, sizeof zero) == 0;
}

bool
host_address_is_local_only(host_address host)
{
    static const uint8_t zero[16] = {0};

    if (host_address_is_unspecified(host))
        return true;
    if (host.family == HOST_IPV4)
        return host.bytes[0] == 127;
    return host.family == HOST_IPV6 && memcmp(host.bytes, zero, 15) == 0 && host.bytes[15] == 1;
}

bool
host_address_is_private(host_address host)
{
    const uint8_t *bytes = host.bytes;

    switch (host.family) {
    case HOST_IPV4:
        return bytes[0] == 10 || (bytes[0] == 172 && (bytes[1] & 0xf0) == 16) ||
               (bytes[0] == 192 && bytes[1] == 168);
    case HOST_IPV6:
        return (bytes[0] & 0xfe) == 0xfc;
    case HOST_NONE:
        break;
    }
    return false;
}

bool
endpoint_matches(endpoint a, endpoint b)
{
    return host_address_equals(a.host, b.host) && (a.port == b.port || a.port == 0 || b.port == 0);
}

const char *
host_address_format(host_address host, char buffer[ENDPOINT_TEXT_SIZE])
{
    buffer[0] = '\0';
    if (host.family == HOST_IPV4)
        inet_ntop(AF_INET, host.bytes, buffer, ENDPOINT_TEXT_SIZE);
    else if (host.family == HOST_IPV6)
        inet_ntop(AF_INET6, host.bytes, buffer, ENDPOINT_TEXT_SIZE);
    return buffer;
}

const char *
endpoint_format(endpoint end, char buffer[ENDPOINT_TEXT_SIZE])
{
    char host[ENDPOINT_TEXT_SIZE];
    bool bracketed = end.host.family == HOST_IPV6;

    buffer[0] = '\0';
    if (end.host.family == HOST_NONE)
        return buffer;
    host_address_format(end.host, host);
    if (end.port == 0)
        snprintf(buffer, ENDPOINT_TEXT_SIZE, bracketed ? "[%.45s]" : "%.45s", host);
    else
        snprintf(buffer, ENDPOINT_TEXT_SIZE, bracketed ? "[%.45s]:%u" : "%.45s:%u", host, (unsigned)end.port);
    return buffer;
}

unsigned
endpoint_hash(const void *key)
{
    const endpoint *end = key;
    unsigned hash = 2166136261U ^ end->port;

    for (size_t i = 0; i < sizeof end->host.bytes; i++)
        hash = (hash ^ end->host.bytes[i]) * 16777619U;
    return hash;
}

int
endpoint_equal(const void *a, const void *b)
{
    const endpoint *left = a;
    const endpoint *right = b;

    return left->port == right->port && left->host.family == right->host.family &&
           memcmp(left->host.bytes, right->host.bytes, sizeof left->host.bytes) == 0;
}
