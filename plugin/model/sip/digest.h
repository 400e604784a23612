/* digest.h
 * Digest credentials, which join a phone's REGISTER with the SERVICE that it causes. The two are different
 * dialogs, but username, realm, nonce, cnonce, nc and response are the same in both.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_DIGEST_H
#define EXPRESSWAY_DIGEST_H

#include "sip-message.h"

typedef enum {
    DIGEST_USERNAME,
    DIGEST_REALM,
    DIGEST_NONCE,
    DIGEST_CNONCE,
    DIGEST_NC,
    DIGEST_RESPONSE,
    DIGEST_PARTS
} digest_part;

/* How the characters of the parts are written. */
typedef enum {
    DIGEST_AS_SIP, /* of a quoted string, without its quotes: a backslash escapes */
    DIGEST_AS_XML  /* of an element: entities stand for characters */
} digest_notation;

/* Views into the message; absent parts have data NULL. Quotes are not part of a value. */
typedef struct {
    text_view parts[DIGEST_PARTS];
    digest_notation notation;
} digest;

/* Reads "Digest username="...", ..." (RFC 7616 section 3.4) of an Authorization header. False where it is not
 * Digest, or is not usable (see below). */
bool digest_parse(text_view authorization, digest *read);

/* The challenge of a WWW-Authenticate header: its nonce, without quotes, and whether it only replaces one
 * that has become too old. False where it is not Digest, or has no nonce. */
bool digest_parse_challenge(text_view authenticate, text_view *nonce, bool *is_stale);

/* Whether the credentials suffice for joining: a response, a nonce and a username. */
bool digest_is_usable(const digest *credentials);

/* A hash of all parts, the same for equal ones in either notation. It has 64 bits, so among the few thousand
 * that are kept at a time unequal credentials do not get equal hashes by accident. */
uint64_t digest_hash(const digest *credentials);

#endif
