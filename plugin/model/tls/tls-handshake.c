/* tls-handshake.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tls-handshake.h"

#include <string.h>

#define CONTENT_CHANGE_CIPHER_SPEC 20U
#define CONTENT_ALERT 21U
#define CONTENT_HANDSHAKE 22U
#define CONTENT_APPLICATION_DATA 23U

#define CLIENT_HELLO 1U
#define SERVER_HELLO 2U
#define CERTIFICATE 11U
#define CERTIFICATE_REQUEST 13U
#define MESSAGE_HEADER 4U

#define ALERT_LENGTH 2U
#define VERSIONS_EXTENSION 43U
#define VERSION_13 0x0304U
#define LIST_LENGTH 3U /* bytes that tell the length of a certificate or of their list */

static size_t
number_at(text_view bytes, size_t at, size_t size)
{
    size_t number = 0;

    for (size_t i = 0; i < size; i++)
        number = number << 8 | (uint8_t)bytes.data[at + i];
    return number;
}

/* Takes size bytes off bytes as a number. False where there are too few. */
static bool
take_number(text_view *bytes, size_t size, size_t *number)
{
    if (bytes->length < size)
        return false;
    *number = number_at(*bytes, 0, size);
    *bytes = text_view_from(*bytes, size);
    return true;
}

/* Whether a ServerHello chooses TLS 1.3 (RFC 8446 section 4.2.1). */
static bool
chooses_13(text_view body)
{
    size_t length;
    size_t type;
    text_view rest = text_view_from(body, 2 + 32); /* version, random */

    if (!take_number(&rest, 1, &length)) /* session id */
        return false;
    rest = text_view_from(rest, length + 2 + 1); /* cipher suite, compression */
    if (!take_number(&rest, 2, &length))
        return false;
    rest = text_view_first(rest, length);
    while (take_number(&rest, 2, &type) && take_number(&rest, 2, &length)) {
        if (type == VERSIONS_EXTENSION)
            return length == 2 && rest.length >= 2 && number_at(rest, 0, 2) == VERSION_13;
        rest = text_view_from(rest, length);
    }
    return false;
}

/* A Certificate message. has_context: as in TLS 1.3 (RFC 8446 section 4.4.2). */
static void
take_certificate(tls_handshake_end *end, text_view body, bool has_context)
{
    size_t whole;
    size_t length;

    end->has_certificate_message = true;
    if (has_context) {
        if (!take_number(&body, 1, &length))
            return;
        body = text_view_from(body, length);
    }
    if (!take_number(&body, LIST_LENGTH, &whole) || !take_number(&body, LIST_LENGTH, &length) ||
        length == 0 || length > body.length || length > sizeof end->der)
        return;
    memcpy(end->der, body.data, length);
    end->der_length = (uint32_t)length;
    end->has_certificate = true;
}

static void
take_message(tls_handshake_end *end, uint8_t type, text_view body)
{
    switch (type) {
    case CLIENT_HELLO:
        end->has_hello = true;
        break;
    case SERVER_HELLO:
        end->has_hello = true;
        end->is_version_13 = chooses_13(body);
        break;
    case CERTIFICATE:
        take_certificate(end, body, false);
        break;
    case CERTIFICATE_REQUEST:
        end->wants_certificate = true;
        break;
    default:
        break;
    }
}

static void
parse_messages(tls_handshake_end *end)
{
    text_view rest = text_view_of(end->messages + end->parsed, end->used - end->parsed);

    while (rest.length >= MESSAGE_HEADER) {
        size_t length = number_at(rest, 1, 3);

        if (length > rest.length - MESSAGE_HEADER)
            return;
        take_message(end, (uint8_t)rest.data[0], text_view_of(rest.data + MESSAGE_HEADER, length));
        rest = text_view_from(rest, MESSAGE_HEADER + length);
        end->parsed = end->used - (uint32_t)rest.length;
    }
}

/* Part of a record's content, in clear or not. */
static void
take_content(tls_handshake_end *end, text_view part)
{
    if (end->header[0] == CONTENT_HANDSHAKE && !end->is_finished) {
        if (part.length > sizeof end->messages - end->used) {
            end->is_lost = true;
            return;
        }
        memcpy(end->messages + end->used, part.data, part.length);
        end->used += (uint32_t)part.length;
        parse_messages(end);
        return;
    }
    if (end->header[0] != CONTENT_ALERT || end->length != ALERT_LENGTH)
        return;
    for (size_t i = 0; i < part.length && end->alert_length < ALERT_LENGTH; i++) {
        if (end->alert_length++ == 0)
            end->alert_level = (uint8_t)part.data[i];
        else
            end->alert = (uint8_t)part.data[i];
    }
}

static void
begin_record(tls_handshake_end *end)
{
    text_view header = text_view_of((const char *)end->header, TLS_RECORD_HEADER);
    tls_record read;

    if (!tls_record_next(&header, &read)) {
        end->is_lost = true;
        return;
    }
    end->length = end->left = (uint16_t)(end->header[3] << 8 | end->header[4]);
    if (end->header[0] == CONTENT_CHANGE_CIPHER_SPEC)
        end->is_finished = true;
    if (end->header[0] == CONTENT_APPLICATION_DATA && end->encrypted_records++ == 0)
        end->first_encrypted = end->length;
    if (end->header[0] == CONTENT_ALERT && end->alert != 0)
        return;
    if (end->header[0] == CONTENT_ALERT)
        end->alert_length = 0;
}

/* The next bytes of the record's header. */
static void
take_header(tls_handshake_end *end, text_view *bytes)
{
    size_t taken = 0;

    while (end->header_length < TLS_RECORD_HEADER && taken < bytes->length)
        end->header[end->header_length++] = (uint8_t)bytes->data[taken++];
    *bytes = text_view_from(*bytes, taken);
    if (end->header_length == TLS_RECORD_HEADER)
        begin_record(end);
}

void
tls_handshake_take(tls_handshake_end *end, text_view bytes)
{
    while (!end->is_lost && bytes.data != NULL && bytes.length > 0) {
        text_view part = text_view_first(bytes, end->left);

        if (end->left > 0) {
            end->left = (uint16_t)(end->left - part.length);
            take_content(end, part);
            bytes = text_view_from(bytes, part.length);
        } else
            take_header(end, &bytes);
        if (end->left == 0 && end->header_length == TLS_RECORD_HEADER)
            end->header_length = 0;
    }
}

void
tls_handshake_take_decrypted(tls_handshake_end *end, text_view bytes)
{
    bool is_alert = bytes.length == ALERT_LENGTH && (bytes.data[0] == 1 || bytes.data[0] == 2);

    if (is_alert && end->alert_level == 0) {
        end->alert_level = (uint8_t)bytes.data[0];
        end->alert = (uint8_t)bytes.data[1];
    }
    if (is_alert || bytes.length < MESSAGE_HEADER || (uint8_t)bytes.data[0] != CERTIFICATE ||
        number_at(bytes, 1, 3) > bytes.length - MESSAGE_HEADER)
        return;
    take_certificate(end, text_view_of(bytes.data + MESSAGE_HEADER, number_at(bytes, 1, 3)), true);
}
