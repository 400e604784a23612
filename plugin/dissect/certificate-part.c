/* certificate-part.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../ws-compat.h"

#include "certificate-part.h"

#include "../capture/frame/frame.h"

#include <epan/column-utils.h>
#include <epan/exceptions.h>

#include <string.h>

#define BEGIN_PEM "-----BEGIN CERTIFICATE-----"

static dissector_handle_t pem;

/* Decoding a certificate costs more than everything else in a SERVICE. It is left out where the tree is not
 * shown and no field of these protocols is needed. */
static bool
is_wanted(proto_tree *tree)
{
    static const char *const protocols[] = {"rfc7468", "x509af",        "x509if",        "x509sat",
                                            "x509ce",  "pkix1explicit", "pkix1implicit", "ber"};

    for (guint i = 0; i < G_N_ELEMENTS(protocols); i++) {
        int protocol = proto_get_id_by_filter_name(protocols[i]);

        if (tree != NULL && protocol != -1 && proto_field_is_referenced(tree, protocol))
            return true;
    }
    return false;
}

/* Wireshark offers body parts here that have no dissector of their own, such as application/x-x509-ca-cert.
 * Where the empty line after the header of the part is missing, the part still begins at the first line of
 * the PEM. */
static compat_bool
dissect_certificate(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    volatile compat_bool was_writable;
    volatile gint start = 0;

    while (tvb_offset_exists(tvb, start) && g_ascii_isspace(tvb_get_uint8(tvb, start)))
        start++;
    if (tvb_memeql(tvb, start, (const guint8 *)BEGIN_PEM, sizeof BEGIN_PEM - 1) != 0 || !frame_has_sip(pinfo))
        return FALSE;
    if (!is_wanted(tree))
        return TRUE;
    was_writable = col_get_writable(pinfo->cinfo, -1);
    TRY
    {
        /* The PEM dissector is made for files, and would overwrite the columns of SIP. */
        col_set_writable(pinfo->cinfo, -1, FALSE);
        call_dissector_only(pem, tvb_new_subset_remaining(tvb, start), pinfo, tree, NULL);
    }
    FINALLY
    {
        col_set_writable(pinfo->cinfo, -1, was_writable);
    }
    ENDTRY;
    return TRUE;
}

void
certificate_part_handoff(int proto)
{
    dissector_table_t file_types = find_dissector_table("wtap_encap");

    pem = file_types != NULL ? dissector_get_uint_handle(file_types, WTAP_ENCAP_RFC7468) : NULL;
    if (pem != NULL)
        heur_dissector_add("media", dissect_certificate, "Certificate in the body of an Expressway's SERVICE",
                           "expressway_certificate", proto, HEURISTIC_ENABLE);
}
