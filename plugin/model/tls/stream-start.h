/* stream-start.h
 * The protocol that the first bytes of a TCP connection show: TLS, SIP, or something else.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_STREAM_START_H
#define EXPRESSWAY_STREAM_START_H

#include "../text-view.h"

typedef enum {
    STREAM_OTHER,     /* neither TLS nor SIP */
    STREAM_SILENT,    /* keep-alives only, or nothing: the next bytes decide */
    STREAM_UNDECIDED, /* all of it could be the beginning of a TLS record or of a SIP start line */
    STREAM_TLS,       /* a record's header stands there */
    STREAM_SIP        /* a whole start line stands there, perhaps behind keep-alives */
} stream_start;

/* TLS is recognised by the header of a handshake or application data record, SSL 3.0 to TLS 1.3, as in
 * Wireshark's own heuristic; SIP is recognised by sip_start_probe(). At most 8192 bytes after keep-alives are
 * undecided. */
stream_start stream_start_probe(text_view bytes);

#endif
