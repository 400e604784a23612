/* ws-compat.h
 * What differs between Wireshark 4.0, 4.2, 4.4 and 4.6 for the epan module: the only place that tests the
 * version. In version order, one sentence a change.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_WS_COMPAT_H
#define EXPRESSWAY_WS_COMPAT_H

/* wireshark.h defines ssize_t itself where the build does not say that the system has it. Only Microsoft's
 * compiler lacks it. */
#if !defined(HAVE_SSIZE_T) && !defined(_MSC_VER)
#define HAVE_SSIZE_T 1
#endif

#include <wireshark.h>
#include <ws_version.h>

#include <epan/epan.h>
#include <epan/packet.h>
#include <wiretap/wtap.h>
#include <wsutil/str_util.h>

#define WS_AT_LEAST(major, minor)                                                                            \
    (WIRESHARK_VERSION_MAJOR > (major) ||                                                                    \
     (WIRESHARK_VERSION_MAJOR == (major) && WIRESHARK_VERSION_MINOR >= (minor)))

#if !WS_AT_LEAST(4, 0)
#error "Expressway for Wireshark needs Wireshark 4.0 or later"
#endif

/* 4.2: callbacks of user accessible tables return bool. */
#if WS_AT_LEAST(4, 2)
typedef bool compat_uat_bool;
#else
typedef gboolean compat_uat_bool;
#endif

/* 4.2: format_text takes char and lives in wsutil. */
#if !WS_AT_LEAST(4, 2)
#include <epan/strutil.h>
#endif

/* Text as Wireshark shows it: valid UTF-8, control characters escaped. In allocator's memory. */
static inline const char *
compat_format_text(wmem_allocator_t *allocator, const char *text, size_t length)
{
#if WS_AT_LEAST(4, 2)
    return format_text(allocator, text, length);
#else
    return format_text(allocator, (const guchar *)text, length);
#endif
}

/* 4.4: tvb_get_guint8 became tvb_get_uint8. */
#if !WS_AT_LEAST(4, 4)
#define tvb_get_uint8 tvb_get_guint8
#endif

/* 4.4: heuristics return bool, and boolean preferences point to one. Interface names depend on the section of
 * the file; before 4.4 a file of several sections gave the name of the first section, which proves nothing.
 * */
#if WS_AT_LEAST(4, 4)
typedef bool compat_bool;
#else
typedef gboolean compat_bool;
#endif

/* 4.6: value strings of true and false left packet.h, and the init callback of a statistic returns whether
 * its argument was good. Before 4.6 it had to end the program where the argument was not good. */
#if WS_AT_LEAST(4, 6)
#include <epan/tfs.h>
typedef bool compat_stat_init;
#define COMPAT_STAT_INIT_RETURN(good) return (good)
#else
typedef void compat_stat_init;
#define COMPAT_STAT_INIT_EXITS
void tap_refusal_exit(void); /* report/tap-refusal.c */
#define COMPAT_STAT_INIT_RETURN(good)                                                                        \
    do {                                                                                                     \
        if (!(good))                                                                                         \
            tap_refusal_exit();                                                                              \
    } while (0)
#endif

/* 4.6: TLS tries the dissectors of both ports before the heuristics. */
#define COMPAT_TLS_ASKS_PORTS_FIRST WS_AT_LEAST(4, 6)

/* Name of the interface that the frame was captured on, or NULL where the capture does not say. */
static inline const char *
compat_interface_name(const packet_info *pinfo)
{
    if (!(pinfo->rec->presence_flags & WTAP_HAS_INTERFACE_ID))
        return NULL;
#if WS_AT_LEAST(4, 4)
    return epan_get_interface_name(pinfo->epan, pinfo->rec->rec_header.packet_header.interface_id,
                                   pinfo->rec->section_number);
#else
    if (pinfo->rec->section_number > 0)
        return NULL;
    return epan_get_interface_name(pinfo->epan, pinfo->rec->rec_header.packet_header.interface_id);
#endif
}

#endif
