/* register-refused.c
 * A REGISTER of a phone is refused although the way through the Expressways works.
 * code: the status, or 0; words: Warning or Reason; name: the phone's address or user.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "failure-finding.h"

#include "../capture/failure/failure-variant.h"

#include <epan/expert.h>

static void find(finding_search *search);

const finding_kind finding_register_refused = {"register_refused",
                                               "expressway.expert.register_refused",
                                               "A registration is refused",
                                               PI_RESPONSE_CODE,
                                               PI_ERROR,
                                               FINDING_OF_FAILURE,
                                               find};

/* What is special in each variant; the order is that of failure_register_refused. */
static const struct {
    const char *because;
    const char *mend;
    const char *cure;
} variants[] = {
    [FAILURE_REGISTER_TRUNK_PORT] =
        {"Unified CM takes it for traffic of a SIP trunk",
         "give the SIP trunk between Unified CM and Expressway-C another port than the phones have",
         "In Unified CM, give the security profile of the SIP trunk to Expressway-C another incoming port, such as 5065, and enter that port in Expressway-C's neighbour zone. Trunk and phones must not share 5060 or 5061."},
    [FAILURE_REGISTER_OAUTH_PORT] =
        {"the phone's SIP OAuth mode does not fit the port",
         "make the SIP OAuth mode of the phone's security profile fit the port that it registers on",
         "In Unified CM, check that SIP OAuth mode is enabled in the cluster and in the phone security profile, and that the SIP OAuth port (5090, 5091) is the one that Expressway-C uses. Refresh the servers on Expressway-C."},
    [FAILURE_REGISTER_UNKNOWN_DOMAIN] =
        {"the phone's profile, or domain, is not known there",
         "make the phone's domain and security profile known to the Expressways",
         "If a secure profile is not wanted, use a phone security profile that is not secure. Otherwise its name, in the form of a FQDN, must be among the subject alternative names of Expressway-C's certificate, and the cluster must be in mixed mode. Check that the domain is enabled on Expressway-C."},
    [FAILURE_REGISTER_OTHER] = {
        "Unified CM, or an Expressway, does not accept the phone",
        "find out on Unified CM why the phone is refused",
        "Check the phone's configuration in Unified CM. For a secure profile: its name must be among the subject alternative names of Expressway-C's certificate, and Unified CM must trust that certificate's CA."}};

static void
describe(const finding_search *search, finding *found, const failure *one)
{
    guint variant = MIN(one->seen.variant, G_N_ELEMENTS(variants) - 1);
    const char *status =
        one->seen.code != 0 ? wmem_strdup_printf(search->allocator, " with %u", one->seen.code) : "";
    const char *words =
        one->seen.words != NULL ? wmem_strdup_printf(search->allocator, " (%s)", one->seen.words) : "";

    found->seen = wmem_strdup_printf(search->allocator, "REGISTER of %s is refused%s%s: %s.",
                                     one->seen.name != NULL ? one->seen.name : "a phone", status, words,
                                     variants[variant].because);
    found->mend = variants[variant].mend;
    found->means =
        "Users can log in, but the phone does not register. The REGISTER has come through both Expressways, so the address that Expressway-E takes for Expressway-C's is not the cause.";
    if (variant == FAILURE_REGISTER_UNKNOWN_DOMAIN)
        found->means = "Users can log in, but the phone does not register.";
    found->cure = variants[variant].cure;
    if (one->seen.sure != CONFIDENCE_PROVEN)
        found->prove = "Read the reason in Unified CM's trace of this REGISTER.";
}

static void
find(finding_search *search)
{
    failure_findings(search, &finding_register_refused, FAILURE_REGISTER_REFUSED, describe);
}
