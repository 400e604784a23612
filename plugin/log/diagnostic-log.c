/* diagnostic-log.c
 * One frame for each record of the log (plugin/model/log-record.h), bytes exactly as in the file, so that the
 * frames together are the file.
 *
 * A record is a function of where it begins and of the bytes from there on. So reading in order and reading
 * at random share nothing that changes, and give the same.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "diagnostic-log.h"

#include <string.h>

#include "log-window.h"
#include "upper-pdu.h"

#include "../model/log-record.h"

/* How far into a file its kind must show. The beginning of a pipe can be read twice that far, no further. */
#define RECOGNITION_SIZE ((size_t)64 * 1024)

/* Whoever writes a capture into a pipe may write no more for a while: binary formats show that they are none
 * of ours in so many bytes. */
#define FIRST_LOOK ((size_t)16)

/* What most entries have; further blocks are larger. */
#define RANDOM_BLOCK ((size_t)4 * 1024)

/* Wireshark neither writes nor reads longer frames in capture files. */
#define LONGEST_RECORD ((size_t)WTAP_MAX_PACKET_SIZE_STANDARD - UPPER_PDU_LONGEST_TAGS)

static int diagnostic_log_file_type = -1;

typedef struct {
    log_time first_time; /* never changes */
    log_window window;   /* of the sequential reader alone */
} diagnostic_log;

/* An entry's time, and what comes before the first entry has the time of that. A record that tells none, such
 * as the second part of a long entry, has no time stamp; file formats that cannot leave it out get the first
 * one. */
static void
set_time(wtap_rec *rec, log_time time, log_time first_time)
{
    rec->presence_flags = time.is_known ? WTAP_HAS_TS : 0;
    if (!time.is_known)
        time = first_time;
    rec->ts.secs = (time_t)time.seconds;
    rec->ts.nsecs = (int)(time.nanoseconds / 1000 * 1000); /* what WTAP_TSPREC_USEC can tell */
}

/* The frame for the record at that offset. */
static void
make_frame(const diagnostic_log *log, gint64 offset, const log_record *record, wtap_rec *rec, Buffer *buffer)
{
    log_entry entry;
    log_endpoints ends = {.source = {.port = 0}};
    log_time time = {.is_known = false};

    if (record->prefix_length > 0) {
        log_entry_parse_briefly(record->bytes, record->prefix_length, &entry);
        ends = log_entry_endpoints(&entry);
        time = entry.time;
    } else if (offset == 0) {
        time = log->first_time;
    }
    compat_set_up_packet(rec);
    upper_pdu_write(buffer, ends.source, ends.destination, record->bytes);
    set_time(rec, time, log->first_time);
    rec->presence_flags |= WTAP_HAS_INTERFACE_ID;
    rec->rec_header.packet_header.interface_id = 0;
    rec->rec_header.packet_header.caplen = (guint32)ws_buffer_length(buffer);
    rec->rec_header.packet_header.len = rec->rec_header.packet_header.caplen;
}

static compat_bool
diagnostic_log_read(wtap *wth, wtap_rec *rec, COMPAT_BUFFER_ARGUMENT int *err, gchar **err_info,
                    gint64 *data_offset)
{
    diagnostic_log *log = wth->priv;
    log_record record;

    *data_offset = log->window.offset;
    if (!log_window_next(&log->window, wth->fh, LONGEST_RECORD, &record)) {
        *err = file_error(wth->fh, err_info);
        return FALSE;
    }
    make_frame(log, *data_offset, &record, rec, COMPAT_RECORD_BUFFER(rec));
    return TRUE;
}

static compat_bool
diagnostic_log_seek_read(wtap *wth, gint64 seek_off, wtap_rec *rec, COMPAT_BUFFER_ARGUMENT int *err,
                         gchar **err_info)
{
    const diagnostic_log *log = wth->priv;
    log_window window;
    log_record record;
    bool found;

    if (file_seek(wth->random_fh, seek_off, SEEK_SET, err) == -1)
        return FALSE;
    log_window_init(&window, wth->random_fh, RANDOM_BLOCK);
    found = log_window_next(&window, wth->random_fh, LONGEST_RECORD, &record);
    if (found)
        make_frame(log, seek_off, &record, rec, COMPAT_RECORD_BUFFER(rec));
    else
        *err = file_error(wth->random_fh, err_info);
    if (!found && *err == 0)
        *err = WTAP_ERR_SHORT_READ;
    log_window_free(&window);
    return found;
}

/* The window is the sequential reader's; wiretap frees the rest, which reading at random needs for longer. */
static void
diagnostic_log_sequential_close(wtap *wth)
{
    diagnostic_log *log = wth->priv;

    log_window_free(&log->window);
}

/* One interface, named after the Expressway, if there is only one. */
static void
add_interface(wtap *wth, text_view host)
{
    wtapng_iface_descriptions_t *interfaces;
    wtap_block_t interface;
    char *name;

    wtap_add_generated_idb(wth);
    if (host.data == NULL)
        return;
    name = g_strdup_printf("%.*s diagnostic log", (int)host.length, host.data);
    interfaces = wtap_file_get_idb_info(wth);
    if (g_str_is_ascii(name) && interfaces->interface_data->len > 0) {
        interface = g_array_index(interfaces->interface_data, wtap_block_t, 0);
        wtap_block_add_string_option(interface, OPT_IDB_NAME, name, strlen(name));
    }
    g_free(interfaces);
    g_free(name);
}

/* Reads as much of a file's beginning as it takes, at most RECOGNITION_SIZE bytes. */
static bool
recognise(FILE_T file, char *bytes, log_beginning *beginning)
{
    size_t have = 0;
    size_t wanted = FIRST_LOOK;
    bool is_log = false;

    for (; have < wanted && wanted <= RECOGNITION_SIZE; wanted = MAX(wanted * 4, RANDOM_BLOCK)) {
        gint64 got = file_read(bytes + have, (unsigned)(wanted - have), file);

        if (got < 0) /* a compressed file that is cut off: what there is of it may do */
            got = file_tell(file) - (gint64)have;
        if (got <= 0)
            break;
        have += (size_t)got;
        is_log = log_recognise(text_view_of(bytes, have), beginning);
        if (!is_log && memchr(bytes, 0, have) != NULL)
            break; /* no text: what can be read again from a pipe is left to others */
    }
    return is_log;
}

static wtap_open_return_val
diagnostic_log_open(wtap *wth, int *err, gchar **err_info _U_)
{
    char *bytes = g_malloc(RECOGNITION_SIZE);
    log_beginning beginning;
    diagnostic_log *log;

    if (!recognise(wth->fh, bytes, &beginning)) {
        g_free(bytes);
        return WTAP_OPEN_NOT_MINE;
    }
    wth->file_type_subtype = diagnostic_log_file_type;
    wth->file_encap = WTAP_ENCAP_WIRESHARK_UPPER_PDU;
    wth->file_tsprec = WTAP_TSPREC_USEC;
    add_interface(wth, beginning.host);
    g_free(bytes);
    if (file_seek(wth->fh, 0, SEEK_SET, err) == -1)
        return WTAP_OPEN_ERROR;

    log = g_new0(diagnostic_log, 1);
    log->first_time = beginning.first_time;
    log_window_init(&log->window, wth->fh, LOG_WINDOW_BLOCK);
    wth->priv = log;
    wth->subtype_read = diagnostic_log_read;
    wth->subtype_seek_read = diagnostic_log_seek_read;
    wth->subtype_sequential_close = diagnostic_log_sequential_close;
    return WTAP_OPEN_MINE;
}

void
register_diagnostic_log(void)
{
    static const struct supported_block_type blocks[] = {
        {WTAP_BLOCK_PACKET, MULTIPLE_BLOCKS_SUPPORTED, NO_OPTIONS_SUPPORTED}};
    static const struct file_type_subtype_info type = {.description = "Cisco Expressway diagnostic log",
                                                       .name = "expressway-log",
                                                       .default_file_extension = "txt",
                                                       .num_supported_blocks = G_N_ELEMENTS(blocks),
                                                       .supported_blocks = blocks};
    static struct open_info reader = {.name = "Cisco Expressway diagnostic log",
                                      .type = OPEN_INFO_MAGIC,
                                      .open_routine = diagnostic_log_open,
                                      .extensions = "txt"};

    diagnostic_log_file_type = wtap_register_file_type_subtype(&type);
    /* Asked before all others: it is stricter than other readers of text, and the one for certificates takes
     * whatever has one near its beginning. */
    wtap_register_open_info(&reader, TRUE);
}
