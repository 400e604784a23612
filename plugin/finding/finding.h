/* finding.h
 * A finding: what the plugin says is wrong, suspicious or ruled out, as data. Each kind has a file of its own
 * here and a row in findings.c; tree, expert infos, report, JSON and statistics show all kinds alike.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_FINDING_H
#define EXPRESSWAY_FINDING_H

#include "../capture/consequence/connect.h"
#include "../capture/failure/failure.h"
#include "../capture/flow.h"
#include "../capture/sip-record.h"

/* Bits of finding_place. */
#define FINDING_PLACES 5

/* Evidence frames that one finding names. */
#define FINDING_FRAMES 64

/* Values are those of the field. */
typedef enum { FINDING_CHAT = 1, FINDING_NOTE = 2, FINDING_WARNING = 3, FINDING_ERROR = 4 } finding_severity;

/* What a kind looks at in a frame. A kind is asked only about frames that have it. */
typedef enum {
    FINDING_OF_FLOW = 1,     /* any frame of the flow */
    FINDING_OF_MESSAGE = 2,  /* a SIP message that is ours to read */
    FINDING_OF_ATTEMPT = 4,  /* the SYN, or the answer, of an attempt to connect */
    FINDING_OF_ENTRY = 8,    /* an entry of a diagnostic log; found by the dissector of logs (log-note.h) */
    FINDING_OF_FAILURE = 16, /* a failure that is said there (failure.h) */
    FINDING_ABOUT_FLOW = FINDING_OF_FLOW | FINDING_OF_MESSAGE | FINDING_OF_ATTEMPT
} finding_place;

/* The item of the tree on which it is said. */
typedef enum {
    FINDING_ON_FLOW,
    FINDING_ON_ROUTE,
    FINDING_ON_RECEIVED,
    FINDING_ON_RESPONSE,
    FINDING_ON_ATTEMPT,
    FINDING_ITEMS
} finding_item;

struct finding_search;

/* A row of the table. */
typedef struct finding_kind {
    const char *key;     /* "nat_reflected": never changes */
    const char *filter;  /* of the expert info */
    const char *summary; /* of the expert info */
    int group;           /* PI_PROTOCOL, ... */
    int severity;        /* PI_CHAT, PI_NOTE, PI_WARN, PI_ERROR: the highest that the kind has */
    unsigned places;     /* finding_place, one or more */
    /* Looks for the kind, and adds what it finds with finding_add. NULL if the function of another row
     * finds this kind too. */
    void (*find)(struct finding_search *search);
} finding_kind;

/* All texts are static, or in the search's allocator. */
typedef struct {
    const finding_kind *kind;
    int severity; /* of this one: PI_... */
    confidence sure;
    const expressway_flow *flow; /* NULL where it is about a link or a host */
    const char *host;            /* name of the host that it is about, or whose log says it; or NULL */
    const failure *failure;      /* that it is about; or NULL */
    guint32 frame;               /* on which it is said */
    bool is_of_address;          /* it is about the address that E takes for C's: */
    verdict of;                  /* the verdict */
    const flow_claim *claim;     /* that is judged; NULL where none could be read */
    finding_item item;
    const char *seen;     /* one sentence: what was found, with the addresses */
    const char *brief;    /* the text of the expert info; NULL: seen */
    const char *mend;     /* what is to be mended, as the end of a sentence; NULL where nothing is, or where
                             only one frame is looked at: it is for the headline */
    bool is_right;        /* it says that nothing is wrong */
    bool is_suspicion;    /* something is wrong, but it is not known what */
    bool is_accepted;     /* nothing needs to change as long as the situation stays the same */
    const char *means;    /* what that means for users; NULL: nothing yet */
    const char *cure;     /* what to do; NULL: nothing */
    const char *missing;  /* what is missing to say more, likewise */
    const char *prove;    /* what would prove it, where it is not proven; or NULL */
    wmem_array_t *why;    /* char *: the reasons; NULL while nobody wants them */
    wmem_array_t *frames; /* guint32: the evidence; likewise */
} finding;

/* What is looked for, and what was found. */
typedef struct finding_search {
    wmem_allocator_t *allocator;
    expressway_flow *flow;          /* NULL: findings about links and hosts */
    guint32 frame;                  /* only findings on that frame; 0: all, each once, on its first frame */
    const sip_record *record;       /* the message looked at, with a frame; or NULL */
    const connect_attempt *attempt; /* the attempt looked at, with a frame; or NULL */
    const failure *failure;         /* the failure looked at, with a frame; or NULL */
    bool is_first_pass;             /* the rest of the capture has not been read yet */
    bool wants_reasons;  /* otherwise why and frames stay NULL: they cost more than everything else */
    wmem_array_t *found; /* finding *; NULL while there are none */
} finding_search;

/* Whether a finding that is said on this frame is looked for. */
bool finding_is_asked(const finding_search *search, guint32 frame);

/* A new finding about the search's flow. */
finding *finding_add(finding_search *search, const finding_kind *kind, confidence sure, guint32 frame);

/* One reason more, as printf, and the frame that shows it (0: none). Does nothing where no reasons are
 * wanted. */
void finding_because(const finding_search *search, finding *found, guint32 frame, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Adds a frame to the evidence, without a reason. */
void finding_shown_in(const finding_search *search, finding *found, guint32 frame);

finding_severity finding_severity_of(const finding *found);

/* Of PI_ERROR, ... */
finding_severity finding_severity_from(int expert_severity);

/* "error", "warning", "note", "chat". Static text. */
const char *finding_severity_name(const finding *found);

#endif
