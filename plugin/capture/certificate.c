/* certificate.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "certificate.h"

#include "kept-text.h"

#include <epan/epan_dissect.h>
#include <epan/exceptions.h>

#include <string.h>

/* Distinct certificates that are remembered; later ones are not read. */
#define CERTIFICATES 1024

#define COMMON_NAME "\x55\x04\x03"
#define EXTENDED_KEY_USAGE "\x55\x1d\x25"
#define CLIENT_AUTH "\x2b\x06\x01\x05\x05\x07\x03\x02"
#define ANY_USAGE "\x55\x1d\x25\x00" /* with the NUL: four bytes */

#define OID(bytes) text_view_of((bytes), sizeof(bytes) - 1)

/* Where in the certificate the items are that come next. */
typedef enum { PART_OTHER, PART_ISSUER, PART_SUBJECT, PART_NOT_BEFORE, PART_NOT_AFTER } certificate_part;

typedef struct {
    certificate *into;
    wmem_allocator_t *scratch;
    certificate_part part;
    bool is_common_name;
    guint names;
    guint dates;
} certificate_reading;

static dissector_handle_t dissector; /* of DER */
static wmem_map_t *known;            /* SHA-256 of the DER, as text -> certificate * */

/* The latest, as they came: all connections of two hosts have the same. */
#define RECENT 8

typedef struct {
    char *bytes; /* NULL where there is none yet */
    size_t length;
    const certificate *one; /* NULL where it cannot be read */
} recent_certificate;

static recent_certificate recent[RECENT];
static guint recent_next;

static void
forget_recent(void)
{
    for (guint i = 0; i < RECENT; i++)
        wmem_free(NULL, recent[i].bytes);
    memset(recent, 0, sizeof recent);
    recent_next = 0;
}

void
certificate_register(void)
{
    known = wmem_map_new_autoreset(wmem_epan_scope(), wmem_file_scope(), wmem_str_hash, g_str_equal);
    register_cleanup_routine(forget_recent);
}

void
certificate_handoff(void)
{
    dissector_table_t labels = find_dissector_table("rfc7468.preeb_label");

    dissector = labels != NULL ? dissector_get_string_handle(labels, "CERTIFICATE") : NULL;
}

/* The item's own bytes. */
static text_view
bytes_of(const field_info *item)
{
    gint length = MIN(item->length, tvb_captured_length_remaining(item->ds_tvb, item->start));

    if (length <= 0)
        return text_view_of("", 0);
    return text_view_of((const char *)tvb_get_ptr(item->ds_tvb, item->start, length), (size_t)length);
}

static bool
two_digits(text_view *text, gint *number)
{
    guint32 read;

    if (text->length < 2 || !text_view_to_number(text_view_first(*text, 2), 99, &read))
        return false;
    *number = (gint)read;
    *text = text_view_from(*text, 2);
    return true;
}

/* UTCTime YYMMDDHHMMSSZ or GeneralizedTime YYYYMMDDHHMMSSZ (RFC 5280 section 4.1.2.5), which may have its tag
 * and length before it. */
static bool
read_time(text_view text, gint64 *seconds)
{
    gint century = 0;
    gint part[6];
    GDateTime *when;

    while (text.length > 0 && !text_is_digit(text.data[0]))
        text = text_view_from(text, 1);
    if (text_view_count_digits(text) >= 14 && !two_digits(&text, &century))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(part); i++) {
        if (!two_digits(&text, &part[i]))
            return false;
    }
    if (century == 0)
        century = part[0] < 50 ? 20 : 19;
    when = g_date_time_new_utc(century * 100 + part[0], part[1], part[2], part[3], part[4], part[5]);
    if (when == NULL)
        return false;
    *seconds = g_date_time_to_unix(when);
    g_date_time_unref(when);
    return true;
}

static void
read_date(certificate_reading *reading, text_view text)
{
    gint64 *date = reading->part == PART_NOT_BEFORE ? &reading->into->not_before : &reading->into->not_after;

    if ((reading->part == PART_NOT_BEFORE || reading->part == PART_NOT_AFTER) && read_time(text, date))
        reading->dates++;
}

static void
read_name(certificate_reading *reading, text_view text)
{
    if (!reading->is_common_name)
        return;
    reading->is_common_name = false;
    if (reading->part == PART_ISSUER)
        reading->into->issuer = kept_text(reading->scratch, text);
    else if (reading->part == PART_SUBJECT)
        reading->into->subject = kept_text(reading->scratch, text);
}

static void
read_dns_name(certificate_reading *reading, text_view text)
{
    const char *before = reading->into->names;
    const char *name;

    if (reading->names >= CERTIFICATE_NAMES)
        return;
    name = kept_text_shown(reading->scratch, text);
    reading->into->names = before != NULL ? wmem_strdup_printf(wmem_file_scope(), "%s, %s", before, name)
                                          : wmem_strdup(wmem_file_scope(), name);
    reading->names++;
}

/* Which part begins with the item of that name. */
static bool
begins_part(const char *name, certificate_part *part)
{
    static const struct {
        const char *name;
        certificate_part part;
    } parts[] = {{"x509af.issuer", PART_ISSUER},
                 {"x509af.subject", PART_SUBJECT},
                 {"x509af.notBefore", PART_NOT_BEFORE},
                 {"x509af.notAfter", PART_NOT_AFTER},
                 {"x509af.subjectPublicKeyInfo_element", PART_OTHER}};

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (strcmp(name, parts[i].name) == 0) {
            *part = parts[i].part;
            return true;
        }
    }
    return false;
}

static void
read_item(certificate_reading *reading, const field_info *item)
{
    const char *name = item->hfinfo->abbrev;
    text_view bytes;

    if (begins_part(name, &reading->part))
        return;
    bytes = bytes_of(item);
    if (strcmp(name, "x509if.oid") == 0)
        reading->is_common_name = text_view_equals(bytes, OID(COMMON_NAME));
    else if (g_str_has_prefix(name, "x509sat.") && g_str_has_suffix(name, "String") &&
             strcmp(name, "x509sat.DirectoryString") != 0)
        read_name(reading, bytes);
    else if (strcmp(name, "x509af.utcTime") == 0 || strcmp(name, "x509af.generalizedTime") == 0)
        read_date(reading, bytes);
    else if (strcmp(name, "x509ce.dNSName") == 0)
        read_dns_name(reading, bytes);
    else if (strcmp(name, "x509af.extension.id") == 0)
        reading->into->has_usage |= text_view_equals(bytes, OID(EXTENDED_KEY_USAGE));
    else if (strcmp(name, "x509ce.KeyPurposeId") == 0) {
        reading->into->has_client_auth |= text_view_equals(bytes, OID(CLIENT_AUTH));
        reading->into->has_any_usage |= text_view_equals(bytes, OID(ANY_USAGE));
    }
}

static void
read_node(proto_node *node, gpointer data)
{
    const field_info *item = PNODE_FINFO(node);

    if (item != NULL && item->hfinfo != NULL && item->ds_tvb != NULL)
        read_item((certificate_reading *)data, item);
    proto_tree_children_foreach(node, read_node, data);
}

/* A dissection of its own, with its own tree, layers and data sources. Frame 0 is none, so nothing of it
 * becomes an expert info of the frame. */
static void
dissect(const packet_info *pinfo, tvbuff_t *tvb, certificate_reading *reading)
{
    epan_dissect_t inner;

    epan_dissect_init(&inner, pinfo->epan, TRUE, TRUE);
    inner.pi.epan = pinfo->epan;
    inner.pi.fd = pinfo->fd;
    inner.pi.rec = pinfo->rec;
    inner.pi.pseudo_header = pinfo->pseudo_header;
    inner.pi.current_proto = "X.509";
    inner.pi.layers = wmem_list_new(inner.pi.pool);
    inner.pi.proto_layers = wmem_map_new(inner.pi.pool, g_direct_hash, g_direct_equal);
    TRY
    {
        call_dissector_only(dissector, tvb, &inner.pi, inner.tree, NULL);
    }
    CATCH_NONFATAL_ERRORS
    {
        /* What was read until then is in the tree. */
    }
    ENDTRY;
    reading->scratch = inner.pi.pool;
    proto_tree_children_foreach(inner.tree, read_node, reading);
    epan_dissect_cleanup(&inner);
}

static certificate *
read_certificate(const packet_info *pinfo, text_view der)
{
    certificate_reading reading = {.into = wmem_new0(wmem_file_scope(), certificate)};
    tvbuff_t *tvb = tvb_new_real_data((const guint8 *)der.data, (guint)der.length, (gint)der.length);

    dissect(pinfo, tvb, &reading);
    tvb_free_chain(tvb);
    reading.into->is_readable = reading.dates == 2;
    return reading.into;
}

/* Each is dissected once: that costs as much as several frames. */
static const certificate *
find_or_read(const packet_info *pinfo, text_view der)
{
    char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)der.data, der.length);
    certificate *one = (certificate *)wmem_map_lookup(known, digest);

    if (one == NULL && dissector != NULL && wmem_map_size(known) < CERTIFICATES) {
        one = read_certificate(pinfo, der);
        wmem_map_insert(known, wmem_strdup(wmem_file_scope(), digest), one);
    }
    g_free(digest);
    return one != NULL && one->is_readable ? one : NULL;
}

/* Takes the place of the one that came before all others. */
static const certificate *
remember(text_view bytes, const certificate *one)
{
    recent_certificate *place = &recent[recent_next++ % RECENT];

    wmem_free(NULL, place->bytes);
    place->bytes = (char *)wmem_memdup(NULL, bytes.data, bytes.length);
    place->length = bytes.length;
    place->one = one;
    return one;
}

static const recent_certificate *
find_recent(text_view bytes)
{
    for (guint i = 0; i < RECENT; i++) {
        if (recent[i].bytes != NULL && recent[i].length == bytes.length &&
            memcmp(recent[i].bytes, bytes.data, bytes.length) == 0)
            return &recent[i];
    }
    return NULL;
}

const certificate *
certificate_of_der(const packet_info *pinfo, text_view der)
{
    const recent_certificate *same = find_recent(der);

    return same != NULL ? same->one : remember(der, find_or_read(pinfo, der));
}

static const certificate *
decode(const packet_info *pinfo, text_view base64)
{
    char *text = g_strndup(base64.data, base64.length);
    gsize length;
    guchar *der = g_base64_decode(text, &length);
    const certificate *one = length > 0 ? find_or_read(pinfo, text_view_of((const char *)der, length)) : NULL;

    g_free(der);
    g_free(text);
    return one;
}

const certificate *
certificate_of_base64(const packet_info *pinfo, text_view base64)
{
    const recent_certificate *same = find_recent(base64);

    return same != NULL ? same->one : remember(base64, decode(pinfo, base64));
}

bool
certificate_allows_client_auth(const certificate *one)
{
    return !one->has_usage || one->has_client_auth || one->has_any_usage;
}
