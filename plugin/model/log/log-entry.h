/* log-entry.h
 * One entry of an Expressway diagnostic log: a line that begins with a time, and the lines that follow it up
 * to the next such line (a SIP message, for instance). Views into the log; nothing is copied.
 *
 *     2016-04-19T17:09:13+10:00 expc tvcs: UTCTime="2016-04-19 07:09:13,979" Module="network.tcp"
 * Level="DEBUG":
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_LOG_ENTRY_H
#define EXPRESSWAY_LOG_ENTRY_H

#include "../endpoint.h"
#include "log-attribute.h"
#include "log-prefix.h"

/* The host is HOST_NONE where the entry has no address, or a name instead. */
typedef struct {
    endpoint source;
    endpoint destination;
    endpoint local;  /* the end of the Expressway itself, where the entry says which that is */
    endpoint remote; /* the other end */
} log_endpoints;

/* Which end of a connection is not the Expressway's own: what Src-* names, or what Dst-* names. */
typedef enum { LOG_REMOTE_UNKNOWN, LOG_REMOTE_IS_SOURCE, LOG_REMOTE_IS_DESTINATION } log_remote_end;

/* What is absent has data NULL. */
typedef struct {
    text_view bytes;      /* all of it, as it was given */
    log_time time;        /* UTCTime, or else that of the prefix; is_known false where neither names a time */
    text_view host;       /* the Expressway's name */
    text_view process;    /* "tvcs", "httpd"; absent in entries without one */
    text_view process_id; /* digits: "15060" of "httpd[15060]:" */
    text_view process_part;           /* "web" of "httpd[15060]: web:" */
    text_view line;                   /* the first line, without its end */
    text_view statement;              /* the rest of that line after host and process: attributes and text */
    text_view text;                   /* the free text of the statement, from the head's colon on, trimmed */
    text_view continuation;           /* the further lines */
    text_view values[LOG_ATTRIBUTES]; /* trimmed; the first of each name, none from within free text */
} log_entry;

/* Whether the line at the start of text starts an entry: optional byte order mark and syslog priority, time,
 * host, and then a process or an attribute. Text may continue after the line. */
bool log_entry_starts(text_view text);

/* Index of the first line at or after start that starts an entry, or text.length. A line must begin at start.
 * Linear. */
size_t log_entry_find(text_view text, size_t start);

/* Length of the first entry in text, which ends where the next entry starts. Where the first line does not
 * start an entry, this is the length of the text before the first entry. */
size_t log_entry_length(text_view text);

/* Reads one entry; all of bytes belongs to it. False where the first line does not start an entry. */
bool log_entry_parse(text_view bytes, log_entry *entry);

/* The remote end is the one of Src-* and Dst-* that the entry names, if it does not name the other as well.
 */
log_remote_end log_entry_remote(const log_entry *entry);

/* The ends of the message or connection. Src-* is the source and Dst-* the destination; Local-* takes the
 * place of the one that is missing. Entries of X7 have one end only, and entries of the developer modules,
 * which report what the program does, have none. */
log_endpoints log_entry_endpoints(const log_entry *entry);

/* Source and destination for a reader who has only the values. */
void log_values_read_ends(const text_view values[LOG_TIME_AND_ENDS], endpoint *source, endpoint *destination);

/* Whether a Module is one of the developers', so that its entries have no ends. */
bool log_module_is_developers(text_view module);

/* The Msg-Hash attribute, or the one in Detail: an INFO line and the DEBUG line with the message have the
 * same. Absent where there is none. */
text_view log_entry_message_hash(const log_entry *entry);

#endif
