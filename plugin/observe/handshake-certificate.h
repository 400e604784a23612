/* handshake-certificate.h
 * The certificates of a handshake, as far as they can be read. First pass only.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_HANDSHAKE_CERTIFICATE_H
#define EXPRESSWAY_HANDSHAKE_CERTIFICATE_H

#include "../capture/failure/handshake.h"

/* From so many days on before its end, a certificate expires soon. */
#define CERTIFICATE_DAYS_SOON 30

/* Fills in name and other with subject and issuer of the certificate that seen is about (seen->is_of_client).
 * They stay NULL where it cannot be read. */
void handshake_certificate_name(packet_info *pinfo, const handshake *one, failure_seen *seen);

/* Whether that certificate is outside its dates now. Fills in variant, name, and other with the date. */
bool handshake_certificate_is_invalid(packet_info *pinfo, const handshake *one, failure_seen *seen);

/* Whether the end's certificate can be read and does not allow client authentication. */
bool handshake_certificate_lacks_client_auth(const handshake *one, bool of_client);

/* Its DNS names: "a.example.com, b.example.com"; NULL where there are none. In pinfo's pool. */
const char *handshake_certificate_names(packet_info *pinfo, const handshake *one, bool of_client);

/* Both certificates have been accepted: notes what will fail later. */
void handshake_certificate_accepted(packet_info *pinfo, handshake *one);

#endif
