/* tls-certificate.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls-certificate.h"

#define DER_BOOLEAN 0x01U
#define DER_OCTET_STRING 0x04U
#define DER_OID 0x06U
#define DER_UTC_TIME 0x17U
#define DER_GENERALIZED_TIME 0x18U
#define DER_SEQUENCE 0x30U
#define DER_SET 0x31U
#define DER_VERSION 0xA0U
#define DER_EXTENSIONS 0xA3U
#define DER_DNS_NAME 0x82U

#define LONG_LENGTH 0x80U
#define SECONDS_A_DAY 86400

static const char common_name[] = "\x55\x04\x03";
static const char subject_alt_name[] = "\x55\x1d\x11";
static const char extended_key_usage[] = "\x55\x1d\x25";
static const char any_usage[] = "\x55\x1d\x25\x00"; /* with the NUL: four bytes */
static const char server_auth[] = "\x2b\x06\x01\x05\x05\x07\x03\x01";
static const char client_auth[] = "\x2b\x06\x01\x05\x05\x07\x03\x02";

#define OID(bytes) text_view_of((bytes), sizeof(bytes) - 1)

/* Takes the next element off from. False where none is whole; lengths of more than three bytes and tags of
 * more than one are refused. */
static bool
next_element(text_view *from, uint8_t *tag, text_view *content)
{
    const uint8_t *bytes = (const uint8_t *)from->data;
    size_t header = 2;
    size_t length;

    if (from->length < 2)
        return false;
    length = bytes[1];
    if (length >= LONG_LENGTH) {
        size_t count = length - LONG_LENGTH;

        if (count == 0 || count > 3 || from->length < header + count)
            return false;
        length = 0;
        for (size_t i = 0; i < count; i++)
            length = length << 8 | bytes[header + i];
        header += count;
    }
    if (length > from->length - header)
        return false;
    *tag = bytes[0];
    *content = text_view_of(from->data + header, length);
    *from = text_view_from(*from, header + length);
    return true;
}

static bool
take(text_view *from, uint8_t wanted, text_view *content)
{
    text_view rest = *from;
    uint8_t tag;

    if (!next_element(&rest, &tag, content) || tag != wanted)
        return false;
    *from = rest;
    return true;
}

/* The last common name of a Name. */
static text_view
common_name_of(text_view name)
{
    text_view found = text_view_of("", 0);
    text_view set;

    while (take(&name, DER_SET, &set)) {
        text_view pair;
        text_view type;
        text_view value;
        uint8_t tag;

        if (take(&set, DER_SEQUENCE, &pair) && take(&pair, DER_OID, &type) &&
            next_element(&pair, &tag, &value) && text_view_equals(type, OID(common_name)))
            found = value;
    }
    return found;
}

/* Days from 1970-01-01 to a day of the Gregorian calendar. */
static int64_t
days_to(int64_t year, int64_t month, int64_t day)
{
    static const int to_month[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int64_t past = month > 2 ? year : year - 1; /* the last year whose leap day may count */
    int64_t leap_days = past / 4 - past / 100 + past / 400;

    return (year - 1970) * 365 + leap_days - 477 + to_month[month - 1] + day - 1;
}

static bool
two_digits(text_view *text, int64_t *number)
{
    uint32_t read;

    if (!text_view_to_number(text_view_first(*text, 2), 99, &read) || text->length < 2)
        return false;
    *number = read;
    *text = text_view_from(*text, 2);
    return true;
}

/* UTCTime YYMMDDHHMMSSZ or GeneralizedTime YYYYMMDDHHMMSSZ (RFC 5280 section 4.1.2.5). */
static bool
take_time(text_view *from, int64_t *seconds)
{
    int64_t century = 0;
    int64_t part[6];
    text_view text;
    uint8_t tag;

    if (!next_element(from, &tag, &text) || (tag != DER_UTC_TIME && tag != DER_GENERALIZED_TIME) ||
        (tag == DER_GENERALIZED_TIME && !two_digits(&text, &century)))
        return false;
    for (size_t i = 0; i < 6; i++) {
        if (!two_digits(&text, &part[i]))
            return false;
    }
    if (part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31 || part[3] > 23 || part[4] > 59)
        return false;
    if (tag == DER_UTC_TIME)
        century = part[0] < 50 ? 20 : 19;
    *seconds = days_to(century * 100 + part[0], part[1], part[2]) * SECONDS_A_DAY + part[3] * 3600 +
               part[4] * 60 + part[5];
    return true;
}

static void
read_usages(text_view value, tls_certificate *certificate)
{
    text_view list;
    text_view usage;

    if (!take(&value, DER_SEQUENCE, &list))
        return;
    certificate->has_usage = true;
    certificate->allows_client_auth = certificate->allows_server_auth = false;
    while (take(&list, DER_OID, &usage)) {
        bool is_any = text_view_equals(usage, OID(any_usage));

        if (is_any || text_view_equals(usage, OID(client_auth)))
            certificate->allows_client_auth = true;
        if (is_any || text_view_equals(usage, OID(server_auth)))
            certificate->allows_server_auth = true;
    }
}

static void
read_extension(text_view extension, tls_certificate *certificate)
{
    text_view type;
    text_view value;
    text_view critical;

    if (!take(&extension, DER_OID, &type))
        return;
    (void)take(&extension, DER_BOOLEAN, &critical);
    if (!take(&extension, DER_OCTET_STRING, &value))
        return;
    if (text_view_equals(type, OID(extended_key_usage)))
        read_usages(value, certificate);
    else if (text_view_equals(type, OID(subject_alt_name)))
        (void)take(&value, DER_SEQUENCE, &certificate->names);
}

static void
read_extensions(text_view rest, tls_certificate *certificate)
{
    text_view content;
    text_view list;
    text_view extension;
    uint8_t tag;

    while (next_element(&rest, &tag, &content)) {
        if (tag != DER_EXTENSIONS || !take(&content, DER_SEQUENCE, &list))
            continue;
        while (take(&list, DER_SEQUENCE, &extension))
            read_extension(extension, certificate);
    }
}

bool
tls_certificate_read(text_view der, tls_certificate *certificate)
{
    text_view whole;
    text_view signed_part;
    text_view skipped;
    text_view name;
    text_view validity;
    uint8_t tag;

    *certificate = (tls_certificate){.allows_client_auth = true, .allows_server_auth = true};
    if (!take(&der, DER_SEQUENCE, &whole) || !take(&whole, DER_SEQUENCE, &signed_part))
        return false;
    (void)take(&signed_part, DER_VERSION, &skipped);
    if (!next_element(&signed_part, &tag, &skipped) || !take(&signed_part, DER_SEQUENCE, &skipped) ||
        !take(&signed_part, DER_SEQUENCE, &name) || !take(&signed_part, DER_SEQUENCE, &validity) ||
        !take_time(&validity, &certificate->not_before) || !take_time(&validity, &certificate->not_after))
        return false;
    certificate->issuer = common_name_of(name);
    if (!take(&signed_part, DER_SEQUENCE, &name))
        return false;
    certificate->subject = common_name_of(name);
    read_extensions(signed_part, certificate);
    return true;
}

bool
tls_certificate_next_name(text_view *names, text_view *name)
{
    uint8_t tag;

    while (next_element(names, &tag, name)) {
        if (tag == DER_DNS_NAME)
            return true;
    }
    return false;
}
