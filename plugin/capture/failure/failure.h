/* failure.h
 * What went wrong on the way between Expressway-C and Expressway-E, and behind C, apart from the address that
 * E takes for C's: what packets and entries of logs show, put together by what failed and between whom. State
 * lives in file scope. It is learnt on the first pass and only read on later ones.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FAILURE_H
#define EXPRESSWAY_FAILURE_H

#include "../../ws-compat.h"

#include "../../model/endpoint.h"
#include "../../model/verdict.h"

/* Failures that are kept, and frames that are kept of each. Further ones are counted. */
#define FAILURE_ROOM 1024
#define FAILURE_FRAMES 64

/* What failed. Each is what one kind of finding is about; the kinds' files say what code, words and name
 * hold. */
typedef enum {
    FAILURE_ZONE_UNREACHABLE,
    FAILURE_TLS_NAME,
    FAILURE_TLS_UNTRUSTED,
    FAILURE_CERTIFICATE_VALIDITY,
    FAILURE_CLIENT_AUTH_MISSING,
    FAILURE_TLS_NO_CERTIFICATE,
    FAILURE_TLS_FAILED,
    FAILURE_ZONE_CREDENTIALS,
    FAILURE_CLOCK_DIFFERENCE,
    FAILURE_SSH_TUNNEL,
    FAILURE_INSPECTION,
    FAILURE_HTTPS_CERTIFICATE,
    FAILURE_REGISTER_REFUSED,
    FAILURE_WRONG_ADDRESS,
    FAILURE_XMPP_LINK,
    FAILURE_DOMAIN_REFUSED,
    FAILURE_USER_REFUSED,
    FAILURE_LINK_DROPPED,
    FAILURE_PRELOADED_ROUTES,
    FAILURE_CLUSTER_PEER,
    FAILURE_ALARM,
    FAILURE_HEALTHY,
    FAILURE_KINDS
} failure_what;

/* How bad it is where it is proven. What is only probable is a note. */
typedef enum {
    FAILURE_AS_KIND, /* what the kind says */
    FAILURE_WRONG,   /* a warning: it concerns no traversal port */
    FAILURE_WARNS    /* a note: nothing has failed yet */
} failure_weight;

/* How it came to be known. */
typedef enum { FAILURE_FROM_LOG, FAILURE_FROM_PACKETS } failure_source;

/* What was seen. Texts may be in any scope; they are copied. Equal in all but the client's port: one failure.
 */
typedef struct {
    failure_what what;
    failure_source source;
    confidence sure;
    failure_weight weight;
    guint variant;     /* of the kind's own enumeration in its own header; or 0 */
    guint code;        /* alert, status, number of an alarm, seconds; or 0 */
    bool is_of_client; /* the client's certificate, or the client's doing; otherwise the server's */
    const char *host;  /* name of the host whose log says so; NULL for packets */
    endpoint client;   /* of the connection: who opened it. HOST_NONE where not known */
    endpoint server;
    const char *words; /* as the log has them: the reason; or NULL */
    const char *name;  /* of a certificate, user, server, ...; or NULL */
    const char *other; /* a second one; or NULL */
} failure_seen;

typedef struct failure {
    failure_seen seen;   /* of the first time; texts in file scope */
    guint32 frame;       /* on which it was proven, or became probable: where it is said */
    nstime_t first_time; /* of that frame */
    nstime_t last_time;
    guint32 count;           /* how often */
    wmem_array_t *frames;    /* guint32: the evidence, in the order of being noted */
    bool is_withdrawn;       /* it has turned out not to be one */
    guint32 recovered_frame; /* from which on the same works, or 0 */
    nstime_t recovered_time;
    struct failure *next_on_frame;
} failure;

/* Called once. */
void failure_register(void);

/* On the first pass: it was seen in this frame. Returns the failure, which may have been there before; NULL
 * if there is no room. Raises the generation of what is known. */
failure *failure_note(const packet_info *pinfo, const failure_seen *seen);

/* On the first pass: a link works. NULL if something on it has failed and has not recovered. Withdrawn when
 * something fails on it later. */
failure *failure_note_healthy(const packet_info *pinfo, const failure_seen *seen);

/* On the first pass: a further frame that is evidence of it. A NULL failure is ignored. */
void failure_shown_in(failure *one, guint32 frame);

/* On the first pass: it was none after all. A NULL failure is ignored. */
void failure_withdraw(failure *one);

/* On the first pass: what failed works now. Only the first time counts; a later failure takes it back. */
void failure_recovered(failure *one, const packet_info *pinfo);

/* The first failure that is said on the frame, and so on by next_on_frame; NULL if none is. Withdrawn ones
 * are among them. Cheap enough for every frame. */
const failure *failure_on_frame(guint32 frame);

/* All that are kept, in order of their frames. */
guint failure_count(void);
failure *failure_at(guint index);

/* How many more there were, which have not been kept. */
guint32 failure_not_kept(void);

#endif
