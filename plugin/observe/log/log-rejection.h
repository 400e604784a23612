/* log-rejection.h
 * Which failure it is when a host rejects a certificate, or ends a handshake, as a diagnostic log tells.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_REJECTION_H
#define EXPRESSWAY_LOG_REJECTION_H

#include "../../capture/failure/failure.h"

#include "../../model/tls/tls-reason.h"

/* Fills in what, variant, code, whose certificate it is, and how sure that is. host_is_server: the host that
 * logs is the connection's server. False where the connection was cut off, which is no rejection. */
bool log_rejection_read(const tls_rejection *rejection, bool host_is_server, failure_seen *seen);

#endif
