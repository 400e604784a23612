/* log-ends.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-ends.h"

#include "../capture/readable-text.h"

/* Longest text between an address and its port in the log: `"  Local-port="`. */
#define LONGEST_GAP 32

/* The place of the address, and of the port if that follows. */
static text_view
place_of(text_view host, text_view port)
{
    const char *host_end = host.data + host.length;

    if (port.data == NULL || port.data < host_end || port.data - host_end > LONGEST_GAP)
        return host;
    return text_view_of(host.data, (size_t)(port.data + port.length - host.data));
}

static log_end
end_of(wmem_allocator_t *scratch, const log_entry *entry, log_attribute_name host_name,
       log_attribute_name port_name)
{
    text_view host = entry->values[host_name];
    text_view port = entry->values[port_name];
    endpoint end = {.port = 0};
    uint32_t number = 0;
    log_end shown = {.text = NULL};
    char literal[ENDPOINT_TEXT_SIZE];

    if (text_view_is_empty(host))
        return shown;
    shown.place = place_of(host, port);
    if (!text_view_to_number(port, UINT16_MAX, &number))
        number = 0;
    if (host_address_parse(host, &end.host)) {
        end.port = (uint16_t)number;
        shown.text = wmem_strdup(scratch, endpoint_format(end, literal));
    } else if (number != 0) {
        shown.text = wmem_strdup_printf(scratch, "%s:%u", readable_text(scratch, host), number);
    } else {
        shown.text = readable_text(scratch, host);
    }
    return shown;
}

log_ends
log_ends_of(wmem_allocator_t *scratch, const log_entry *entry)
{
    log_end source = end_of(scratch, entry, LOG_SRC_IP, LOG_SRC_PORT);
    log_end destination = end_of(scratch, entry, LOG_DST_IP, LOG_DST_PORT);
    log_ends ends = {.local = end_of(scratch, entry, LOG_LOCAL_IP, LOG_LOCAL_PORT)};

    switch (log_entry_remote(entry)) {
    case LOG_REMOTE_IS_SOURCE:
        ends.remote = source;
        break;
    case LOG_REMOTE_IS_DESTINATION:
        ends.remote = destination;
        break;
    case LOG_REMOTE_UNKNOWN:
        ends.source = source;
        ends.destination = destination;
        break;
    }
    return ends;
}
