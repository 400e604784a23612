/* chance.h
 * Whether something that happened so often can be chance.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_CHANCE_H
#define EXPRESSWAY_CHANCE_H

#include <stdint.h>

/* Anything less likely than this is not taken for chance. */
#define CHANCE_LIMIT 0.001

/* The probability of at least hits successes in that many independent trials, each of which succeeds with
 * probability share: the upper tail of the binomial distribution. The result is never too small, and is 1
 * where the hits do not exceed the expected number. Takes constant time. */
double chance_of_at_least(uint32_t hits, uint32_t trials, double share);

#endif
