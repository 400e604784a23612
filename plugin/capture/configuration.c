/* configuration.c
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "../ws-compat.h"

#include "configuration.h"

#include <epan/prefs.h>
#include <epan/range.h>
#include <epan/uat.h>

#define TRAVERSAL_PORTS "7001-7020"
#define CLIENT_PORTS "25000-29999"
#define PORT_MAX (CONFIGURATION_PORTS - 1)
#define CONFIGURED "the table of addresses"

typedef struct {
    char *name;
    guint32 role;
    char *lan_address;
    char *public_address;
    host_address lan;
    host_address published;
} configured_expressway;

static range_t *traversal_ports;
static range_t *client_ports;
static compat_bool analyse = TRUE;
static protocol_t *protocol;
static bool is_on; /* both switches, as they were when the file was opened: changing one dissects it again */
static configured_expressway *expressways;
static guint expressway_count;

guint8 configuration_traversal_port_bits[CONFIGURATION_PORTS / 8];
static host_set addresses_of_c;
static host_set addresses_of_e;

static const value_string table_roles[] = {
    {ROLE_EXPRESSWAY_C, "Expressway-C"}, {ROLE_EXPRESSWAY_E, "Expressway-E"}, {0, NULL}};

UAT_CSTRING_CB_DEF(expressways, name, configured_expressway)
UAT_VS_DEF(expressways, role, configured_expressway, guint32, ROLE_EXPRESSWAY_E, "Expressway-E")
UAT_CSTRING_CB_DEF(expressways, lan_address, configured_expressway)
UAT_CSTRING_CB_DEF(expressways, public_address, configured_expressway)

/* An empty cell is allowed and leaves host HOST_NONE. */
static bool
read_cell(const char *text, host_address *host)
{
    *host = (host_address){HOST_NONE, {0}};
    return text == NULL || text[0] == '\0' || host_address_parse(text_view_of(text, strlen(text)), host);
}

static compat_uat_bool
update_expressway(void *record, char **error)
{
    configured_expressway *row = (configured_expressway *)record;

    if (!read_cell(row->lan_address, &row->lan)) {
        *error = ws_strdup_printf("The LAN address \"%s\" is not an IPv4 or IPv6 address.", row->lan_address);
        return FALSE;
    }
    if (!read_cell(row->public_address, &row->published)) {
        *error = ws_strdup_printf("The public address \"%s\" is not an IPv4 or IPv6 address.",
                                  row->public_address);
        return FALSE;
    }
    if (row->lan.family == HOST_NONE && row->published.family == HOST_NONE) {
        *error = ws_strdup_printf("The row \"%s\" has neither a LAN address nor a public address.",
                                  row->name != NULL ? row->name : "");
        return FALSE;
    }
    return TRUE;
}

static void *
copy_expressway(void *to, const void *from, size_t size _U_)
{
    const configured_expressway *source = (const configured_expressway *)from;
    configured_expressway *copy = (configured_expressway *)to;

    *copy = *source;
    copy->name = g_strdup(source->name);
    copy->lan_address = g_strdup(source->lan_address);
    copy->public_address = g_strdup(source->public_address);
    return copy;
}

static void
free_expressway(void *record)
{
    configured_expressway *row = (configured_expressway *)record;

    g_free(row->name);
    g_free(row->lan_address);
    g_free(row->public_address);
}

static void
collect_addresses(void)
{
    addresses_of_c = addresses_of_e = (host_set){.count = 0};
    for (guint i = 0; i < expressway_count; i++) {
        host_set *set = expressways[i].role == ROLE_EXPRESSWAY_C ? &addresses_of_c : &addresses_of_e;

        host_set_add(set, expressways[i].lan, 0, CONFIGURED);
        host_set_add(set, expressways[i].published, 0, CONFIGURED);
    }
}

static void
apply(void)
{
    memset(configuration_traversal_port_bits, 0, sizeof configuration_traversal_port_bits);
    for (guint port = 0; port <= PORT_MAX; port++) {
        if (value_is_in_range(traversal_ports, port))
            configuration_traversal_port_bits[port / 8] |= (guint8)(1U << (port % 8));
    }
    collect_addresses();
}

static void
register_addresses(module_t *module)
{
    static uat_field_t columns[] = {
        UAT_FLD_CSTRING(expressways, name, "Name", "A name of your choice"),
        UAT_FLD_VS(expressways, role, "Role", table_roles,
                   "Expressway-C (traversal client) or Expressway-E (server)"),
        UAT_FLD_CSTRING(expressways, lan_address, "LAN address", "Its own address; empty where unknown"),
        UAT_FLD_CSTRING(expressways, public_address, "Public address",
                        "The address that static NAT gives it; empty where there is none"),
        UAT_END_FIELDS};
    uat_t *table = uat_new("Expressway addresses", sizeof(configured_expressway), "expressway_addresses",
                           TRUE, &expressways, &expressway_count, UAT_AFFECTS_DISSECTION, NULL,
                           copy_expressway, update_expressway, free_expressway, apply, NULL, columns);

    prefs_register_uat_preference(
        module, "addresses", "Addresses",
        "Addresses known as Expressway-C's and Expressway-E's own. With Expressway-E's public address, a capture at Expressway-E's side can be judged without decryption.",
        table);
}

static void
begin_file(void)
{
    is_on = analyse && proto_is_protocol_enabled(protocol);
}

void
configuration_register(int proto)
{
    module_t *module = prefs_register_protocol(proto, apply);

    protocol = find_protocol_by_id(proto);
    range_convert_str(wmem_epan_scope(), &traversal_ports, TRAVERSAL_PORTS, PORT_MAX);
    range_convert_str(wmem_epan_scope(), &client_ports, CLIENT_PORTS, PORT_MAX);
    prefs_register_range_preference(
        module, "ports", "Traversal ports",
        "TCP ports on which Expressway-E listens for traversal zones (SIP). Expressway's heuristics look for SIP there; no dissector is bound to these ports.",
        &traversal_ports, PORT_MAX);
    prefs_register_range_preference(module, "client_ports", "Traversal client ports",
                                    "TCP ports from which Expressway-C connects to traversal zones",
                                    &client_ports, PORT_MAX);
    prefs_register_bool_preference(module, "analyse", "Analyse traversal flows",
                                   "Judge apparent addresses, tag NAT-reflected flows, and warn", &analyse);
    register_addresses(module);
    register_init_routine(begin_file);
}

bool
configuration_analyses(void)
{
    return is_on;
}

bool
configuration_is_client_port(unsigned port)
{
    return value_is_in_range(client_ports, port);
}

char *
configuration_client_ports_text(void)
{
    char *text = range_convert_range(NULL, client_ports);
    char *copy = g_strdup(text);

    wmem_free(NULL, text);
    return copy;
}

const host_set *
configuration_addresses(expressway_role role)
{
    return role == ROLE_EXPRESSWAY_C ? &addresses_of_c : &addresses_of_e;
}

bool
configuration_is_e_lan_address(host_address host)
{
    for (guint i = 0; i < expressway_count; i++) {
        if (expressways[i].role == ROLE_EXPRESSWAY_E && host_address_equals(expressways[i].lan, host))
            return true;
    }
    return false;
}

static void
add_row(host_set *set, const configured_expressway *row)
{
    host_set_add(set, row->lan, 0, CONFIGURED);
    host_set_add(set, row->published, 0, CONFIGURED);
}

void
configuration_add_same_e(host_set *set, host_address server, host_address client)
{
    bool is_known = false;

    for (guint i = 0; i < expressway_count; i++) {
        const configured_expressway *row = &expressways[i];

        if (row->role == ROLE_EXPRESSWAY_E &&
            (host_set_find(set, row->lan) || host_set_find(set, row->published))) {
            add_row(set, row);
            is_known = true;
        }
    }
    /* Expressway-E is behind static NAT, and nothing shows which row is its own. If the client has the
     * public address of some Expressway-E, that must be this one's address. */
    for (guint i = 0; i < expressway_count && !is_known && host_address_is_private(server); i++) {
        const configured_expressway *row = &expressways[i];

        if (row->role == ROLE_EXPRESSWAY_E && row->lan.family == HOST_NONE &&
            host_address_equals(row->published, client))
            add_row(set, row);
    }
}
