/* handshake-certificate.h
 * The certificates of a handshake, as far as they can be read. First pass only.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_HANDSHAKE_CERTIFICATE_H
#define EXPRESSWAY_HANDSHAKE_CERTIFICATE_H

#include "../../capture/failure/handshake.h"
#include "../../capture/certificate.h"

/* From so many days on before its end, a certificate expires soon. */
#define CERTIFICATE_DAYS_SOON 30

/* Fills in name and other with subject and issuer of the certificate that seen is about (seen->is_of_client).
 * They stay NULL where it cannot be read. */
void handshake_certificate_name(packet_info *pinfo, const handshake *one, failure_seen *seen);

/* Whether that certificate is outside its dates now. Fills in variant, name, and other with the date. */
bool handshake_certificate_is_invalid(packet_info *pinfo, const handshake *one, failure_seen *seen);

/* Whether the end's certificate can be read and does not allow client authentication. */
bool handshake_certificate_lacks_client_auth(const packet_info *pinfo, const handshake *one, bool of_client);

/* Its DNS names: "a.example.com, b.example.com"; NULL where there are none. In pinfo's pool. */
const char *handshake_certificate_names(packet_info *pinfo, const handshake *one, bool of_client);

/* Each notes, between the ends that are in ends, what is wrong with the certificate of the one that
 * ends->is_of_client says: it is outside its dates; it expires soon; it does not allow client authentication.
 * The latter two are not yet failures, and look whether it is so: NULL if not. */
failure *handshake_certificate_note_invalid(packet_info *pinfo, const failure_seen *ends,
                                            const certificate *shown, bool is_early);
failure *handshake_certificate_note_soon(packet_info *pinfo, const failure_seen *ends,
                                         const certificate *shown);
failure *handshake_certificate_note_usage(packet_info *pinfo, const failure_seen *ends,
                                          const certificate *shown);

/* Both certificates have been accepted: notes what will fail later. */
void handshake_certificate_accepted(packet_info *pinfo, handshake *one);

#endif
