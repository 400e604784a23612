/* fuzz-log-entry.c
 * Any bytes, read as a diagnostic log.
 *
 * Copyright 2026, the Expressway for Wireshark authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <string.h>

#include "log/log-body.h"
#include "log/log-failure.h"
#include "log/log-glance.h"
#include "log/log-message.h"
#include "log/log-recognition.h"
#include "log/log-record.h"
#include "log/log-undress.h"
#include "require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require_within(text_view whole, text_view part)
{
    if (part.data == NULL) {
        REQUIRE(part.length == 0);
        return;
    }
    REQUIRE(part.data >= whole.data && part.data <= whole.data + whole.length);
    REQUIRE(part.length <= (size_t)(whole.data + whole.length - part.data));
}

static bool
same_view(text_view a, text_view b)
{
    return a.data == b.data && a.length == b.length;
}

/* A message that was fitted needs no more fitting. */
static void
walk_body(const log_message *message, size_t length)
{
    char *block = malloc(length + LOG_BODY_ROOM);
    log_body body;
    size_t fitted;

    REQUIRE(block != NULL);
    REQUIRE(log_message_write(message, block, length) == length);
    fitted = log_body_fit(block, length, &body);
    REQUIRE(fitted <= length + LOG_BODY_ROOM && body.length <= fitted);
    if (body.is_rewritten || fitted != length) {
        char *longer = realloc(block, fitted + LOG_BODY_ROOM);

        REQUIRE(longer != NULL);
        block = longer;
        REQUIRE(log_body_fit(block, fitted, &body) == fitted && !body.is_rewritten);
    }
    free(block);
}

/* Room for one byte less than the message, for all of it, and for more. */
static void
walk_message(text_view lines)
{
    log_message message;
    size_t length;
    size_t ends = 1;

    if (!log_message_find(lines, &message))
        return;
    require_within(lines, message.lines);
    length = log_message_write(&message, NULL, 0);
    for (size_t i = 0; i < message.lines.length; i++)
        ends += message.lines.data[i] == '\n';
    REQUIRE(length <= message.lines.length + ends);
    for (size_t room = length > 0 ? length - 1 : 0; room <= length + 1; room++) {
        char *block = malloc(room > 0 ? room : 1);

        REQUIRE(block != NULL);
        REQUIRE(log_message_write(&message, block, room) == length);
        if (room == length) {
            for (size_t i = 0; i < length; i++)
                REQUIRE(block[i] != '\n' || (i > 0 && block[i - 1] == '\r'));
        }
        free(block);
    }
    walk_body(&message, length);
}

static void
walk_attributes(text_view line)
{
    text_view rest = line;
    log_attribute attribute;
    const char *end = line.data;

    while (log_attribute_next(&rest, &attribute)) {
        require_within(line, attribute.place);
        require_within(attribute.place, attribute.name);
        require_within(attribute.place, attribute.value);
        REQUIRE(attribute.name.length > 0 && attribute.name.length <= 64);
        REQUIRE(attribute.place.data >= end);
        end = attribute.place.data + attribute.place.length;
        REQUIRE(rest.data >= end);
        require_within(line, rest);
    }
    REQUIRE(rest.length == 0);
}

/* A reader that needs only this gets the same. */
static void
require_same_at_a_glance(text_view bytes, const log_entry *entry)
{
    log_endpoints ends = log_entry_endpoints(entry);
    log_glance glance;

    log_glance_at(bytes, log_prefix_length(bytes), text_view_find(bytes, '\n'), &glance);
    REQUIRE(glance.time.is_known == entry->time.is_known && glance.time.seconds == entry->time.seconds &&
            glance.time.nanoseconds == entry->time.nanoseconds);
    REQUIRE(endpoint_equal(&ends.source, &glance.source));
    REQUIRE(endpoint_equal(&ends.destination, &glance.destination));
}

/* What is read of a failure is in the entry, or a text of the program's own. */
static void
walk_failure(const log_entry *entry)
{
    log_failure failure;

    if (!log_failure_read(entry, &failure)) {
        REQUIRE(failure.kind == LOG_FAILURE_NONE);
        return;
    }
    REQUIRE(failure.words.length <= entry->bytes.length && failure.name.length <= entry->bytes.length &&
            failure.other.length <= entry->bytes.length);
    REQUIRE(text_view_find(failure.words, '\0') <= failure.words.length);
    REQUIRE(text_view_find(failure.name, '\0') <= failure.name.length);
    REQUIRE(text_view_find(failure.other, '\0') <= failure.other.length);
}

static void
walk_entry(text_view bytes)
{
    log_entry entry;
    log_endpoints ends;
    bool readable = log_entry_parse(bytes, &entry);

    REQUIRE(readable == log_entry_starts(bytes));
    /* A reader that has only this part of a line decides the same. */
    REQUIRE(readable == log_entry_starts(text_view_first(bytes, LOG_START_LONGEST)));
    if (!readable) {
        walk_message(bytes);
        walk_attributes(bytes);
        return;
    }
    REQUIRE(same_view(entry.bytes, bytes));
    walk_failure(&entry);
    require_within(bytes, entry.line);
    require_within(bytes, entry.continuation);
    require_within(entry.line, entry.host);
    require_within(entry.line, entry.process);
    require_within(entry.line, entry.process_id);
    require_within(entry.line, entry.process_part);
    require_within(entry.line, entry.statement);
    require_within(entry.statement, entry.text);
    REQUIRE(entry.host.length > 0);
    REQUIRE(entry.line.data == bytes.data);
    REQUIRE(entry.continuation.data + entry.continuation.length == bytes.data + bytes.length);
    REQUIRE(entry.time.is_known || (entry.time.seconds == 0 && entry.time.nanoseconds == 0));
    REQUIRE(entry.time.seconds >= 0 && entry.time.nanoseconds < 1000000000);
    for (int i = 0; i < LOG_ATTRIBUTES; i++) {
        require_within(entry.statement, entry.values[i]);
        REQUIRE(same_view(text_view_trim(entry.values[i]), entry.values[i]));
    }
    ends = log_entry_endpoints(&entry);
    REQUIRE(ends.source.host.family != HOST_NONE || ends.source.port == 0);
    REQUIRE(ends.destination.host.family != HOST_NONE || ends.destination.port == 0);
    require_within(bytes, log_entry_message_hash(&entry));
    require_same_at_a_glance(bytes, &entry);
    walk_attributes(entry.statement);
    walk_message(entry.continuation);
}

/* The length of the record at the start of text, or 0. */
static size_t
record_length(const log_form *form, text_view text, size_t most, bool is_all, size_t *next_prefix)
{
    log_record record = {.prefix_length = log_form_prefix_length(form, text)};

    if (!log_record_find(form, text, most, is_all, &record, next_prefix))
        return 0;
    REQUIRE(record.bytes.data == text.data && record.bytes.length > 0);
    REQUIRE(record.line_end == text_view_find(record.bytes, '\n'));
    return record.bytes.length;
}

/* Records are not empty, fit into a frame, and together are the whole log. A reader with less of the log
 * finds the same, or that it needs more. */
static void
walk_records(const log_form *form, text_view whole, size_t most, size_t step)
{
    text_view rest = whole;

    while (rest.length > 0) {
        size_t next_prefix;
        size_t length = record_length(form, rest, most, true, &next_prefix);
        text_view behind;

        REQUIRE(length > 0 && length <= most && length <= rest.length);
        behind = text_view_from(rest, length);
        REQUIRE(next_prefix == log_form_prefix_length(form, behind));
        for (size_t part = 1; part < rest.length; part += step) {
            size_t part_prefix;
            size_t found = record_length(form, text_view_first(rest, part), most, false, &part_prefix);

            REQUIRE(found == 0 ? part < most + log_form_lookahead(form)
                               : found == length && part_prefix == next_prefix);
        }
        rest = behind;
    }
}

/* If lines are as an Expressway writes them, a record begins like an entry only if it begins one. */
static void
walk_plain_records(text_view whole, size_t most, size_t step)
{
    static const log_form plain = {.line_end = '\n'};
    text_view rest = whole;
    size_t next_entry = log_entry_starts(whole) ? 0 : log_entry_length(whole);

    walk_records(&plain, whole, most, step);
    while (rest.length > 0) {
        size_t next_prefix;
        size_t length = record_length(&plain, rest, most, true, &next_prefix);
        size_t start = whole.length - rest.length;

        if (start == next_entry)
            next_entry += log_entry_length(rest);
        else
            REQUIRE(!log_entry_starts(rest));
        REQUIRE(start + length <= next_entry);
        rest = text_view_from(rest, length);
    }
    REQUIRE(next_entry == whole.length);
}

/* The result fits into any room, and begins with an entry if there is one. */
static void
walk_undressed(text_view record)
{
    size_t room = log_undress_room(record);
    char *block = malloc(room > 0 ? room : 1);
    log_stripped stripped;
    log_dress dress;
    bool is_entry = log_dress_read(record, &dress);
    bool is_needed = log_undress_is_needed(record, log_prefix_length(record), &stripped);
    size_t length;

    REQUIRE(block != NULL);
    length = log_undress(record, block, room, &stripped);
    REQUIRE(length <= room);
    REQUIRE(is_needed || !is_entry || stripped.dress_length == 0);
    if (is_entry && stripped.encoding == LOG_BYTES) {
        REQUIRE(dress.length < record.length);
        REQUIRE(log_dress_skip(&dress, text_view_first(record, text_view_find(record, '\n'))) <=
                record.length);
        REQUIRE(stripped.tabs || log_entry_starts(text_view_of(block, length)));
    }
    if (is_entry && stripped.encoding == LOG_BYTES)
        walk_entry(text_view_of(block, length));
    free(block);
    for (room = 0; room < 40; room += 13) {
        block = malloc(room > 0 ? room : 1);
        REQUIRE(block != NULL);
        REQUIRE(log_undress(record, block, room, &stripped) <= room);
        free(block);
    }
}

/* Read in the form that the beginning of the file shows. */
static void
walk_file(text_view bytes)
{
    log_encoding encoding = log_encoding_detect(bytes);
    size_t room = log_encoding_room(encoding, bytes.length);
    char *block = malloc(room > 0 ? room : 1);
    text_view text;
    log_beginning beginning;

    REQUIRE(block != NULL);
    text = text_view_of(block, log_encoding_decode(encoding, bytes, block, room));
    REQUIRE(text.length <= room);
    if (log_recognise(encoding, text, &beginning) || log_recognise_dressed(encoding, text, &beginning)) {
        require_within(text, beginning.host);
        walk_records(&beginning.form, bytes, 1024, 1 + bytes.length / 8);
        walk_records(&beginning.form, bytes, 64, 1 + bytes.length / 8);
    }
    free(block);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    text_view whole = text_view_of((const char *)data, size);
    size_t start = 0;

    walk_entry(whole);
    walk_undressed(whole);
    walk_file(whole);
    if (size > 0) {
        walk_plain_records(whole, 4 + data[size - 1] * 4, 1 + size / 8);
        walk_plain_records(whole, 1024, 1 + size / 8);
    }
    while (start < size) {
        text_view rest = text_view_from(whole, start);
        size_t length = log_entry_length(rest);

        REQUIRE(length > 0 && length <= rest.length);
        REQUIRE(length == rest.length || log_entry_starts(text_view_from(rest, length)));
        walk_entry(text_view_first(rest, length));
        walk_undressed(text_view_first(rest, length));
        start += length;
    }
    return 0;
}
