/* tls-words.h
 * What findings about TLS have in common: who rejects whom, and with which words.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_TLS_WORDS_H
#define EXPRESSWAY_TLS_WORDS_H

#include "failure-finding.h"

/* Whose certificate it is, and the end that judges it: "Expressway-E (64.100.0.10:7003)". On other than
 * traversal ports the roles are not known: "10.0.40.5:5061". In the search's allocator. */
const char *tls_words_owner(const finding_search *search, const failure *one);
const char *tls_words_judge(const finding_search *search, const failure *one);

/* How the rejection was said: ": alert 48 (unknown CA) from 10.0.30.2", ": \"certificate has expired\"" in
 * the words of a log; "" where nothing was said. */
const char *tls_words_said(const finding_search *search, const failure *one);

/* Which certificate: " expe.example.com (issued by Example CA)"; "" where it could not be read. */
const char *tls_words_subject(const finding_search *search, const failure *one);

/* Adds the reasons: the alert, the certificate. */
void tls_words_because(const finding_search *search, finding *found, const failure *one);

/* What it means for users. On other ports than those of traversal: NULL. */
const char *tls_words_meaning(const failure *one);

/* Where the proof would be, for what is only probable. */
const char *tls_words_proof(const finding_search *search, const failure *one);

#endif
