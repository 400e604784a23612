/* log-rejection.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-rejection.h"

#include "../../capture/failure/failure-variant.h"

bool
log_rejection_read(const tls_rejection *rejection, bool host_is_server, failure_seen *seen)
{
    seen->code = rejection->alert;
    /* An alert that was received concerns the certificate of the host that logs. */
    seen->is_of_client = host_is_server != rejection->is_received;
    seen->sure = CONFIDENCE_PROVEN;
    switch (rejection->reason) {
    case TLS_REASON_NAME:
        seen->what = FAILURE_TLS_NAME;
        return true;
    case TLS_REASON_REJECTED:
        seen->sure = CONFIDENCE_PROBABLE;
        seen->what = FAILURE_TLS_UNTRUSTED;
        return true;
    case TLS_REASON_UNTRUSTED:
        seen->what = FAILURE_TLS_UNTRUSTED;
        return true;
    case TLS_REASON_EXPIRED:
    case TLS_REASON_NOT_YET_VALID:
        seen->what = FAILURE_CERTIFICATE_VALIDITY;
        seen->variant = rejection->reason == TLS_REASON_EXPIRED ? FAILURE_CERTIFICATE_EXPIRED
                                                                : FAILURE_CERTIFICATE_NOT_YET_VALID;
        return true;
    case TLS_REASON_PURPOSE:
        /* The alert may mean other things too; and a server's certificate has another purpose. */
        if (rejection->is_received)
            seen->sure = CONFIDENCE_PROBABLE;
        seen->what = seen->is_of_client ? FAILURE_CLIENT_AUTH_MISSING : FAILURE_TLS_UNTRUSTED;
        seen->variant = seen->is_of_client ? FAILURE_CLIENT_AUTH_OF_ZONE : 0;
        return true;
    case TLS_REASON_NO_CERTIFICATE:
        seen->what = FAILURE_TLS_NO_CERTIFICATE;
        seen->is_of_client = true;
        return true;
    case TLS_REASON_UNKNOWN:
    case TLS_REASON_NOTHING_COMMON:
        seen->what = FAILURE_TLS_FAILED;
        return true;
    case TLS_REASON_CUT_OFF:
        break;
    }
    return false;
}
