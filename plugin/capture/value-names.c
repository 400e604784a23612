/* value-names.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "value-names.h"

#include "flow.h"
#include "configuration.h"

const value_string expressway_verdicts[] = {
    {VERDICT_UNDETERMINED, "undetermined"},       {VERDICT_OWN_ADDRESS, "own address"},
    {VERDICT_NAT_REFLECTED, "NAT-reflected"},     {VERDICT_SOURCE_TRANSLATED, "source-translated"},
    {VERDICT_PORT_TRANSLATED, "port-translated"}, {0, NULL}};

const value_string expressway_confidences[] = {
    {CONFIDENCE_NONE, "none"}, {CONFIDENCE_PROBABLE, "probable"}, {CONFIDENCE_PROVEN, "proven"}, {0, NULL}};

const value_string expressway_vantages[] = {{VANTAGE_UNKNOWN, "unknown"},
                                            {VANTAGE_EXPRESSWAY_C, "Expressway-C side"},
                                            {VANTAGE_EXPRESSWAY_E, "Expressway-E side"},
                                            {0, NULL}};

const value_string expressway_roles[] = {{ROLE_UNKNOWN, "unknown"},
                                         {ROLE_EXPRESSWAY_C, "Expressway-C"},
                                         {ROLE_EXPRESSWAY_E, "Expressway-E"},
                                         {ROLE_MRA_CLIENT, "MRA client"},
                                         {0, NULL}};
