/* service-body.h
 * The XML methodCall in the body of a SERVICE, in which Expressway-E asks Expressway-C to check a phone's
 * digest. (Wireshark reads the certificate in the other part.) Wrong end tags are tolerated, since they occur
 * in what people paste.
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

/* Reads the body of a SERVICE with all of its parts. The start tag names an element; where that name is
 * unknown or was read already, the end tag names it. False where there is no methodCall. */
bool service_body_parse(text_view body, service_body *read);

/* The phone's credentials in the body. False where they do not suffice for joining. */
bool service_body_digest(const service_body *body, digest *credentials);

#endif
