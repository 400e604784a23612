/* service-certificate.h
 * E's certificate, which its SERVICE carries in PEM. First pass only.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SERVICE_CERTIFICATE_H
#define EXPRESSWAY_SERVICE_CERTIFICATE_H

#include "../observed-message.h"

/* A SERVICE of Expressway-E. The same certificate is looked at once for each pair of C and E. */
void service_certificate_observe(const observed_message *seen);

/* Expressway-C's answer to SERVICE: whether the certificate was accepted, and whether C, by its version,
 * refuses one that lacks clientAuth. */
void service_certificate_answered(const observed_message *seen);

#endif
