/* log-reader.c
 * Makes one frame for each record of the log (plugin/model/log/log-record.h). The bytes are exactly those of
 * the file, so all frames together are the file.
 *
 * A record depends on where it begins, on the bytes from there on, and on the form of the log, which is
 * detected when the file is opened. So sequential and random reads share no state that changes, and give the
 * same result.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "log-reader.h"

#include <string.h>

#include "log-window.h"
#include "packet-block.h"
#include "upper-pdu.h"

#include "../model/log/log-glance.h"
#include "../model/log/log-recognition.h"
#include "../model/log/log-undress.h"

/* The kind of a file must show within so many bytes. The beginning of a pipe can be read again up to twice
 * that far, and no further. */
#define RECOGNITION_SIZE ((size_t)64 * 1024)

/* A program that writes a capture into a pipe may pause after the first bytes. Within so many bytes a binary
 * format shows that it is not a log. */
#define FIRST_LOOK ((size_t)16)

/* Enough for most entries; further blocks are larger. */
#define RANDOM_BLOCK ((size_t)4 * 1024)

/* Wireshark does not write or read longer frames in capture files. */
#define LONGEST_RECORD ((size_t)WTAP_MAX_PACKET_SIZE_STANDARD - UPPER_PDU_LONGEST_TAGS)

static int diagnostic_log_file_type = -1;

typedef struct {
    log_form form;       /* set when the file is opened, and never changed */
    log_time first_time; /* likewise */
    /* Used by the sequential reader only. */
    log_window window;
    wtap_block_t block;
} diagnostic_log;

/* Sets the time of the entry. What comes before the first entry gets the time of that entry. Any other record
 * without a time, such as the second part of a long entry, gets no time stamp; its value is the first time,
 * for file formats that cannot leave the time stamp out. */
static void
set_time(wtap_rec *rec, const log_time *time, const log_time *first_time)
{
    rec->presence_flags = time->is_known ? WTAP_HAS_TS : 0;
    if (!time->is_known)
        time = first_time;
    rec->ts.secs = (time_t)time->seconds;
    rec->ts.nsecs = (int)(time->nanoseconds / 1000 * 1000); /* what WTAP_TSPREC_USEC can tell */
}

/* Reads the time and the ends of an entry as it was before it got its dress. */
static void
read_dressed_entry(text_view bytes, log_glance *glance)
{
    size_t room = log_undress_room(bytes);
    char *undressed = g_malloc(room);
    log_stripped stripped;

    log_glance_whole(text_view_of(undressed, log_undress(bytes, undressed, room, &stripped)), glance);
    g_free(undressed);
}

/* Reads the time and the ends of an entry. */
static void
read_entry(const log_form *form, const log_record *record, log_glance *glance)
{
    bool is_plain = form->encoding == LOG_BYTES && form->dress_kinds == 0;

    if (is_plain && !log_undress_changes_first_line(record->bytes, record->prefix_length, record->line_end))
        log_glance_at(record->bytes, record->prefix_length, record->line_end, glance);
    else
        read_dressed_entry(record->bytes, glance);
}

/* Makes the frame for the record at that offset; rec has been set up. */
static void
make_frame(const diagnostic_log *log, gint64 offset, const log_record *record, wtap_rec *rec, Buffer *buffer)
{
    log_glance glance;

    if (record->prefix_length > 0)
        read_entry(&log->form, record, &glance);
    else
        glance = (log_glance){.time = offset == 0 ? log->first_time : (log_time){.is_known = false}};
    upper_pdu_write(buffer, &glance.source, &glance.destination, record->bytes);
    set_time(rec, &glance.time, &log->first_time);
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
    compat_set_up_packet(rec, packet_block_next(&log->block));
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
    log_window_init(&window, &log->form, wth->random_fh, RANDOM_BLOCK);
    found = log_window_next(&window, wth->random_fh, LONGEST_RECORD, &record);
    if (found) {
        compat_set_up_packet(rec, wtap_block_create(WTAP_BLOCK_PACKET));
        make_frame(log, seek_off, &record, rec, COMPAT_RECORD_BUFFER(rec));
    } else {
        *err = file_error(wth->random_fh, err_info);
    }
    if (!found && *err == 0)
        *err = WTAP_ERR_SHORT_READ;
    log_window_free(&window);
    return found;
}

/* Only the sequential reader needs these. wiretap frees the rest, which random reads need for longer. */
static void
diagnostic_log_sequential_close(wtap *wth)
{
    diagnostic_log *log = wth->priv;

    log_window_free(&log->window);
    wtap_block_unref(log->block);
    log->block = NULL;
}

/* Adds one interface, named after the Expressway where the log has only one. */
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

/* The beginning of a file: the bytes that have been read, and the same as text. */
typedef struct {
    char *bytes;
    size_t length;
    log_encoding encoding;
    char *decoded; /* NULL where the bytes are text already */
    text_view text;
} file_beginning;

static void
file_beginning_init(file_beginning *beginning)
{
    *beginning = (file_beginning){.bytes = g_malloc(RECOGNITION_SIZE)};
}

static void
file_beginning_free(file_beginning *beginning)
{
    g_free(beginning->bytes);
    g_free(beginning->decoded);
}

/* Reads on until wanted bytes are there. False where nothing more can be read. */
static bool
read_on(file_beginning *beginning, FILE_T file, size_t wanted)
{
    size_t have = beginning->length;
    gint64 got = file_read(beginning->bytes + have, (unsigned)(wanted - have), file);

    if (got < 0) /* a compressed file that is cut off: the part that can be read may suffice */
        got = file_tell(file) - (gint64)have;
    if (got <= 0)
        return false;
    beginning->length += (size_t)got;
    beginning->text = text_view_of(beginning->bytes, beginning->length);
    beginning->encoding = log_encoding_detect(beginning->text);
    if (beginning->encoding != LOG_BYTES) {
        size_t room = log_encoding_room(beginning->encoding, beginning->length);

        beginning->decoded = g_realloc(beginning->decoded, room);
        beginning->text =
            text_view_of(beginning->decoded,
                         log_encoding_decode(beginning->encoding, beginning->text, beginning->decoded, room));
    }
    return true;
}

/* Reads as much of the beginning of a file as it takes, at most RECOGNITION_SIZE bytes. Lines with something
 * in front of them are looked for last: if the file also has lines just as an Expressway writes them, these
 * decide. */
static bool
recognise(FILE_T file, file_beginning *beginning, log_beginning *log)
{
    size_t wanted = FIRST_LOOK;
    bool is_log = false;

    for (; beginning->length < wanted && wanted <= RECOGNITION_SIZE; wanted = MAX(wanted * 4, RANDOM_BLOCK)) {
        text_view text;

        if (!read_on(beginning, file, wanted))
            break;
        text = beginning->text;
        is_log = log_recognise(beginning->encoding, text, log);
        if (is_log && log->form.line_end == '\n')
            return true;
        if (!is_log && memchr(text.data, 0, log_entry_find(text, 0)) != NULL)
            return false; /* not text: what can be read again from a pipe is left to other readers */
    }
    return is_log || log_recognise_dressed(beginning->encoding, beginning->text, log);
}

static wtap_open_return_val
diagnostic_log_open(wtap *wth, int *err, gchar **err_info _U_)
{
    file_beginning file;
    log_beginning beginning;
    diagnostic_log *log;

    file_beginning_init(&file);
    if (!recognise(wth->fh, &file, &beginning)) {
        file_beginning_free(&file);
        return WTAP_OPEN_NOT_MINE;
    }
    wth->file_type_subtype = diagnostic_log_file_type;
    wth->file_encap = WTAP_ENCAP_WIRESHARK_UPPER_PDU;
    wth->file_tsprec = WTAP_TSPREC_USEC;
    add_interface(wth, beginning.host);
    file_beginning_free(&file);
    if (file_seek(wth->fh, 0, SEEK_SET, err) == -1)
        return WTAP_OPEN_ERROR;

    log = g_new0(diagnostic_log, 1);
    log->form = beginning.form;
    log->first_time = beginning.first_time;
    log_window_init(&log->window, &log->form, wth->fh, LOG_WINDOW_BLOCK);
    wth->priv = log;
    wth->subtype_read = diagnostic_log_read;
    wth->subtype_seek_read = diagnostic_log_seek_read;
    wth->subtype_sequential_close = diagnostic_log_sequential_close;
    return WTAP_OPEN_MINE;
}

void
register_log_reader(void)
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
    /* Asked before all others. It is stricter than other readers of text, and the reader of certificates
     * takes any file with a certificate near its beginning. */
    wtap_register_open_info(&reader, TRUE);
}
