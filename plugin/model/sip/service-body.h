/* service-body.h
 * The XML methodCall in the body of a SERVICE, in which Expressway-E asks Expressway-C to check a phone's
 * digest. (The certificate beside it is Wireshark's to read.) Read leniently, since what people paste has
 * wrong end tags.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_SERVICE_BODY_H
#define EXPRESSWAY_SERVICE_BODY_H

#include "digest.h"

typedef enum {
    SERVICE_METHOD_NAME, /* <methodName>: "DigestAuth" */
    SERVICE_USERNAME,
    SERVICE_REALM,
    SERVICE_NONCE,
    SERVICE_QOP,
    SERVICE_CNONCE,
    SERVICE_NC,
    SERVICE_RESPONSE,
    SERVICE_URI,
    SERVICE_METHOD, /* <method>: of the phone's request, "REGISTER" */
    SERVICE_ID,
    SERVICE_CACHING_ENABLED,
    SERVICE_REQTYPE,
    SERVICE_VERSION,
    SERVICE_MSGID,
    SERVICE_SIPDOMAIN,
    SERVICE_ELEMENTS
} service_element;

/* Views into the body; absent elements have data NULL. Entities are left as they are. */
typedef struct {
    text_view elements[SERVICE_ELEMENTS];
    bool call_has_end; /* the methodCall ends within the body */
} service_body;

/* Reads the body of a SERVICE, all of its parts. An element whose start and end tag differ counts as what the
 * end tag says where the start tag's element is there already. False where there is no methodCall. */
bool service_body_parse(text_view body, service_body *read);

/* The phone's credentials in it. False where they are too few to join by. */
bool service_body_digest(const service_body *body, digest *credentials);

#endif
