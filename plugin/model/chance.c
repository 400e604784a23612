/* chance.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "chance.h"

#include <math.h>

/* Number of terms that are added one by one. After the expected number each term is smaller than the one
 * before. */
#define TERMS 64

static double
log_of_ways(double trials, double hits)
{
    return lgamma(trials + 1) - lgamma(hits + 1) - lgamma(trials - hits + 1);
}

double
chance_of_at_least(uint32_t hits, uint32_t trials, double share)
{
    double n = trials;
    double at = hits;
    double sum = 0;
    double term;
    double ratio = 0;

    if (!(share > 0))
        return hits == 0 ? 1 : 0;
    if (hits > trials || share >= 1 || at <= n * share)
        return 1;
    term = exp(log_of_ways(n, at) + at * log(share) + (n - at) * log1p(-share));
    for (unsigned i = 0; i < TERMS && at <= n; i++, at++) {
        sum += term;
        ratio = (n - at) / (at + 1) * share / (1 - share);
        term *= ratio;
    }
    /* The remaining terms are less than a geometric series with the last ratio. */
    if (at <= n)
        sum += ratio < 1 ? term / (1 - ratio) : 1;
    return sum < 1 ? sum : 1;
}
