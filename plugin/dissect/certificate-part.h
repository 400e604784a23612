/* certificate-part.h
 * The certificate in the body of a SERVICE. Wireshark alone shows it as bytes; here it goes to Wireshark's
 * PEM dissector, which calls X.509.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CERTIFICATE_PART_H
#define EXPRESSWAY_CERTIFICATE_PART_H

/* Called at hand-off: registers the heuristic for protocol proto. */
void certificate_part_handoff(int proto);

#endif
