/* chance.h
 * Whether what happened so often can be chance.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CHANCE_H
#define EXPRESSWAY_CHANCE_H

#include <stdint.h>

/* What is less likely than this is not taken for chance. */
#define CHANCE_LIMIT 0.001

/* The probability that at least hits of so many independent trials succeed where each does with probability
 * share: the upper tail of the binomial distribution. Never too small; 1 where the hits are no more than is
 * to be expected. In constant time. */
double chance_of_at_least(uint32_t hits, uint32_t trials, double share);

#endif
