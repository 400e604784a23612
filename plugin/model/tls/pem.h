/* pem.h
 * Certificates in PEM (RFC 7468).
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_PEM_H
#define EXPRESSWAY_PEM_H

#include "../text-view.h"

/* The first certificate in text: the base64 between its two lines. Empty where there is none, or it does not
 * end. */
text_view pem_certificate(text_view text);

#endif
