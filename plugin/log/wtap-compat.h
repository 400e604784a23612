/* wtap-compat.h
 * What differs between Wireshark 4.0, 4.2, 4.4 and 4.6 for the wiretap module: the only place there that
 * tests the version. In version order, one sentence a change.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef EXPRESSWAY_WTAP_COMPAT_H
#define EXPRESSWAY_WTAP_COMPAT_H

/* wireshark.h defines ssize_t itself where the build does not say that the system has it. */
#ifndef HAVE_SSIZE_T
#define HAVE_SSIZE_T 1
#endif

#include <wireshark.h>
#include <ws_version.h>

#include <wiretap/wtap.h>
#include <wsutil/buffer.h>

#define WS_AT_LEAST(major, minor)                                                                            \
    (WIRESHARK_VERSION_MAJOR > (major) ||                                                                    \
     (WIRESHARK_VERSION_MAJOR == (major) && WIRESHARK_VERSION_MINOR >= (minor)))

#if !WS_AT_LEAST(4, 0)
#error "The diagnostic log reader needs Wireshark 4.0 or later"
#endif

/* 4.4: readers return bool. */
#if WS_AT_LEAST(4, 4)
typedef bool compat_bool;
#else
typedef gboolean compat_bool;
#endif

/* 4.6: struct wtap is declared in an installed header, a record holds its own data, and a function sets a
 * record up. */
#if WS_AT_LEAST(4, 6)

#include <wiretap/file_wrappers.h>
#include <wiretap/wtap_module.h>

#define COMPAT_BUFFER_ARGUMENT
#define COMPAT_RECORD_BUFFER(rec) (&(rec)->data)

static inline void
compat_set_up_packet(wtap_rec *rec, wtap_block_t block)
{
    wtap_setup_packet_rec(rec, WTAP_ENCAP_WIRESHARK_UPPER_PDU);
    rec->block = block;
}

#else

/* Before 4.6 no installed header declared struct wtap. This is the part of it that a reader needs. The
 * offsets are those of 64-bit Linux: they differ between minor versions and are constant within one. */
#if !defined(__linux__) || !defined(__LP64__)
#error                                                                                                       \
    "Before Wireshark 4.6 the diagnostic log reader can be built for 64-bit Linux only: where a reader's state lies elsewhere is not known"
#endif
#if WS_AT_LEAST(4, 4)
#define COMPAT_PRIV_OFFSET 0x60
#elif WS_AT_LEAST(4, 2)
#define COMPAT_PRIV_OFFSET 0x58
#else
#define COMPAT_PRIV_OFFSET 0x50
#endif

typedef compat_bool (*compat_read_function)(wtap *, wtap_rec *, Buffer *, int *, gchar **, gint64 *);
typedef compat_bool (*compat_seek_read_function)(wtap *, gint64, wtap_rec *, Buffer *, int *, gchar **);

struct wtap {
    FILE_T fh;
    FILE_T random_fh;
    char unused_first[4];
    int file_type_subtype;
    char unused_second[COMPAT_PRIV_OFFSET - 0x18];
    void *priv;
    void *wslua_data;
    compat_read_function subtype_read;
    compat_seek_read_function subtype_seek_read;
    void (*subtype_sequential_close)(wtap *);
    void (*subtype_close)(wtap *);
    int file_encap;
    int file_tsprec;
};

_Static_assert(offsetof(struct wtap, random_fh) == 0x08, "struct wtap");
_Static_assert(offsetof(struct wtap, file_type_subtype) == 0x14, "struct wtap");
_Static_assert(offsetof(struct wtap, priv) == COMPAT_PRIV_OFFSET, "struct wtap");
_Static_assert(offsetof(struct wtap, subtype_read) == COMPAT_PRIV_OFFSET + 0x10, "struct wtap");
_Static_assert(offsetof(struct wtap, subtype_seek_read) == COMPAT_PRIV_OFFSET + 0x18, "struct wtap");
_Static_assert(offsetof(struct wtap, subtype_sequential_close) == COMPAT_PRIV_OFFSET + 0x20, "struct wtap");
_Static_assert(offsetof(struct wtap, subtype_close) == COMPAT_PRIV_OFFSET + 0x28, "struct wtap");
_Static_assert(offsetof(struct wtap, file_encap) == COMPAT_PRIV_OFFSET + 0x30, "struct wtap");
_Static_assert(offsetof(struct wtap, file_tsprec) == COMPAT_PRIV_OFFSET + 0x34, "struct wtap");

/* Exported by all versions, but declared in headers that cannot be included. */
WS_DLL_PUBLIC int file_read(void *buffer, unsigned int count, FILE_T file);
WS_DLL_PUBLIC gint64 file_seek(FILE_T file, gint64 offset, int whence, int *err);
WS_DLL_PUBLIC gint64 file_tell(FILE_T file);
WS_DLL_PUBLIC int file_error(FILE_T file, gchar **err_info);
WS_DLL_PUBLIC void wtap_add_generated_idb(wtap *wth);

#define COMPAT_BUFFER_ARGUMENT Buffer *buf,
#define COMPAT_RECORD_BUFFER(rec) (buf)

static inline void
compat_set_up_packet(wtap_rec *rec, wtap_block_t block)
{
    rec->rec_type = REC_TYPE_PACKET;
    rec->rec_header.packet_header.pkt_encap = WTAP_ENCAP_WIRESHARK_UPPER_PDU;
    rec->block = block;
}

#endif

#endif
