"""Warnings about a diagnostic log, entries that cannot be read, and text that is not a log at all."""

import random
import shutil
import subprocess
import time

import pytest
from log_entries import (C_END, E_END, PREFIX, announcement, capture_of, message_lines, module, received, tcp,
                         with_message)

TRYING = b"SIP/2.0 100 Trying\r\nVia: SIP/2.0/TLS 10.0.30.2:5061;branch=z9hG4bK1\r\nContent-Length: 0\r\n\r\n"
LOG_EXPERTS = ("error", "negotiation_failed", "authentication_failed", "content_length", "no_line_end",
               "not_captured", "continued")
EXPERTS = [*("expressway.log.expert." + name for name in LOG_EXPERTS), "expressway.expert.malformed"]

WARNING = 0x600000

# Wireshark's longest frame, minus more than the tags before the log's text take.
LONGEST = 262144 - 200

EDITCAP = shutil.which("editcap")

# Seconds allowed for one of the longest frames. A search that is not linear takes minutes.
PATIENCE = 20


def saved(wireshark, *records):
    return wireshark.save(capture_of(*records))


def told(wireshark, path, **how):
    """{frame: [names of its expert infos]}."""
    rows = wireshark.fields(path, None, "frame.number", *EXPERTS, **how)
    found = {int(row[0]): [name.rsplit(".", 1)[1] for name, cell in zip(EXPERTS, row[1:]) if cell]
             for row in rows}
    return {frame: names for frame, names in found.items() if names}


def texts(wireshark, path, frame=1, **how):
    return wireshark.value(path, frame, "_ws.expert.message", **how).split("|")


# --- what the log says ----------------------------------------------------------------------------------

@pytest.mark.parametrize("two_pass", (False, True))
def test_errors_and_failed_negotiations(wireshark, two_pass):
    tls = (PREFIX + 'Event="{}" Service="SIP" Src-ip="10.0.30.2" Src-port="25002" Dst-ip="64.100.0.10" '
           'Dst-port="7001" Detail="No SSL error available" Protocol="TLS" Level="1"\n')
    path = saved(
        wireshark, tcp("TCP Connection Failed", "ERROR"), tcp("TCP Connecting"), tcp("x", "FATAL"),
        tcp("x", "INFO"), tls.format("Outbound TLS Negotiation Error"),
        tls.format("Inbound TLS Negotiation Error"),
        PREFIX + 'Event="Authentication Failed" Src-ip="192.0.2.9" Method="OPTIONS" Level="1"\n',
        tls.format("Registration Accepted"), announcement())
    assert told(wireshark, path, two_pass=two_pass) == {
        1: ["error"], 3: ["error"], 5: ["negotiation_failed"], 6: ["negotiation_failed"],
        7: ["authentication_failed"]}
    assert texts(wireshark, path, 1) == [
        "network.tcp ERROR: TCP Connection Failed 10.0.30.2:27921 -> 64.100.0.10:4401"]
    assert texts(wireshark, path, 5) == [
        "Outbound TLS Negotiation Error: No SSL error available 10.0.30.2:25002 -> 64.100.0.10:7001"]
    assert texts(wireshark, path, 7) == ["Authentication Failed from 192.0.2.9"]


def test_expert_infos_without_a_tree(wireshark):
    path = saved(wireshark, tcp("TCP Connection Failed", "ERROR"), "no entry\n")
    summary = wireshark.expert_summary(path, "-o", "expressway.analyse:FALSE")
    assert "TCP Connection Failed 10.0.30.2:27921" in summary and "Not a log entry" in summary


def test_severities(wireshark):
    path = saved(wireshark, tcp("TCP Connection Failed", "ERROR"))
    assert wireshark.frames(path, f"_ws.expert.severity == {WARNING}") == [1]


# --- what cannot be read --------------------------------------------------------------------------------

@pytest.mark.parametrize("text, says", (
    (module("network.tcp", "DEBUG", 'Src-port="99999"'), 'Src-port of the log entry cannot be read: "99999"'),
    (module("network.tcp", "DEBUG", 'Local-port="x"'), 'Local-port of the log entry cannot be read: "x"'),
    (tcp("x").replace("2016-04-19 07", "2016-04-31 07"),
     'UTCTime of the log entry cannot be read: "2016-04-31 07:09:13,973"'),
    (tcp("x").replace("2016-04-19T", "2016-06-31T"), "The time at the start of the log entry is not valid")))
def test_values(wireshark, text, says):
    path = saved(wireshark, text)
    assert told(wireshark, path) == {1: ["malformed"]}
    assert any(message.startswith(says) for message in texts(wireshark, path))


def test_a_bad_utc_time_leaves_the_line_s_own(wireshark):
    path = saved(wireshark, tcp("x").replace("2016-04-19 07", "2016-04-31 07"))
    assert wireshark.frames(path, 'expressway.log.time == "2016-04-19 07:09:13Z"') == [1]
    path = saved(wireshark, tcp("x").replace("2016-04-19", "2016-04-31"))
    assert wireshark.frames(path, "expressway.log.time or expressway.log.written") == []


CUT_MESSAGE = with_message(TRYING).rsplit("Content", 1)[0]


@pytest.mark.parametrize("text, says", (
    (CUT_MESSAGE, f"has no end mark: it is cut off {len(CUT_MESSAGE)} bytes into the entry"),
    (CUT_MESSAGE + "\n", f"has no end mark: it is cut off {len(CUT_MESSAGE) + 1} bytes into the entry"),
    (module("network.sip", "DEBUG", received()) + " SIPMSG:\n", "cut off before its message: it has"),
    (module("network.sip", "DEBUG", received()) + " SIPMSG:", "cut off before its message: it has"),
    (tcp("TCP Connecting")[:-5], "is cut off within Detail, after"),
    (tcp("TCP Connecting").partition(".0.10")[0],
     "is cut off within Dst-ip, after")))
def test_cut_entries(wireshark, text, says):
    path = saved(wireshark, text)
    assert told(wireshark, path) == {1: ["malformed"]}
    assert any(says in message for message in texts(wireshark, path))


def test_a_message_without_its_end_is_still_sip(wireshark):
    path = saved(wireshark, (CUT_MESSAGE, E_END, C_END))
    assert wireshark.value(path, 1, "sip.Status-Code") == "100"


def test_a_last_line_without_its_end(wireshark):
    path = saved(wireshark, tcp("TCP Connecting")[:-1])
    assert told(wireshark, path) == {1: ["no_line_end"]}


def test_a_whole_entry_says_nothing(wireshark):
    path = saved(wireshark, tcp("TCP Connecting"), with_message(TRYING), with_message(TRYING, end="|"),
                 with_message(TRYING) + "\n\n")
    assert told(wireshark, path) == {}


def test_a_value_over_several_lines_is_no_fault(wireshark):
    path = saved(wireshark, tcp("first").replace('first"', 'first\n second"'))
    assert told(wireshark, path) == {}
    assert wireshark.value(path, 1, "expressway.log.line") == ' second"'


# The names and addresses before the entry take about 80 bytes; 330 is within the message's first line.
@pytest.mark.parametrize("length", (60, 200, 300, 330, 380))
def test_a_frame_that_was_not_captured_whole(wireshark, tmp_path, length):
    """Says so, but does not report a fault."""
    assert EDITCAP, "editcap is part of Wireshark"
    cut = tmp_path / "cut.pcapng"
    subprocess.run([EDITCAP, "-s", str(length), saved(wireshark, (with_message(TRYING), E_END, C_END)), cut],
                   check=True)
    path = wireshark.save_bytes(cut.read_bytes(), ".pcapng")
    assert told(wireshark, path) == ({1: ["not_captured"]} if length > 100 else {})
    if length > 100:
        assert any("bytes of the log entry were captured" in text for text in texts(wireshark, path))


# --- text that is not an entry --------------------------------------------------------------------------

def test_text_before_the_first_entry(wireshark):
    path = saved(wireshark, " Max-Forwards: 15\r\n \n |\n", tcp("TCP Connecting"), "garbage\n")
    assert told(wireshark, path) == {1: ["malformed"], 3: ["malformed"]}
    info = wireshark.info_column(path)
    assert info[1] == "Text before the first log entry: Max-Forwards: 15"
    assert info[3] == "Not a log entry: garbage"
    assert wireshark.value(path, 1, "expressway.log.line") == " Max-Forwards: 15| | |"
    assert wireshark.frames(path, "expressway.log") == [1, 2, 3]


HOSTILE = {
    "empty": b"", "line end": b"\n", "NUL": b"\0", "NULs": b"\0" * 5000, "every byte": bytes(range(256)) * 20,
    "NUL in the line": PREFIX.encode() + b'\0\0\0 UTCTime="\0"\n', "NUL in a value": tcp("a\0b").encode(),
    "no UTF-8": tcp("\udcff\udc80 \u00fc").encode("utf-8", "surrogateescape"), "prefix": PREFIX.encode(),
    "half a prefix": b"2016-04-19T17:09:13", "formats": module("%s%n", "%d", 'Detail="%s%n"').encode(),
    "NUL in a start line": with_message(TRYING).replace("SIP/2.0", "SIP\0/2.0").encode(),
    "NULs in SIP": with_message(b"INVITE sip:a@b SIP/2.0\r\n" + b"Via: x\r\n" * 3 + b"\0" * 100).encode()}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_contents(wireshark, kind):
    path = saved(wireshark, HOSTILE[kind])
    for how in ((), ("-2",), ("-V", "-x")):
        wireshark.run("-r", path, *how)
    assert "Dissector bug" not in wireshark.run("-r", path, "-T", "json").stdout


def test_a_value_that_is_no_utf_8_is_shown(wireshark):
    path = saved(wireshark, tcp("\udcff\udc80 \u00fc"))
    assert "\u00fc" in wireshark.value(path, 1, "expressway.log.detail")
    assert wireshark.frames(path, 'expressway.log.attribute contains "Detail="') == [1]


def test_mutilated_entries(wireshark):
    generator = random.Random(20160419)
    whole = with_message(TRYING) + tcp("TCP Connection Failed", "ERROR")
    mutants = []
    for _ in range(400):
        text = bytearray(whole.encode())
        for _ in range(generator.randrange(1, 12)):
            place = generator.randrange(len(text))
            text[place:place + generator.randrange(4)] = generator.randbytes(generator.randrange(4))
        mutants.append((bytes(text[:generator.randrange(1, len(text) + 1)]), E_END, C_END))
    path = saved(wireshark, *mutants)
    for how in ((), ("-2", "-V")):
        wireshark.run("-r", path, *how)


# --- size -----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("start, unit", (
    (PREFIX, 'A="" '), (PREFIX, 'a="b" c '), (PREFIX + 'A="', 'x="'), (PREFIX, 'A="(" '),
    ("", "\n"), ("", "x\n"),
    (tcp("x"), "\n"), (tcp("x"), " SIPMSG:\n |"), (tcp("x") + " SIPMSG:\n |", "|\n"),
    (module("network.sip", "DEBUG", received()) + " SIPMSG:\n |SIP/2.0 200 OK\n", " l: 1\n"),
    (module("network.sip", "DEBUG", received()) + " SIPMSG:\n |SIP/2.0 200 OK\n \n", " x\n"),
    (module("network.x", "DEBUG", 'Detail="'), "Msg-Hash=M"), (PREFIX, "2016-04-19T17:09:13 ")))
def test_longest_frames(wireshark, start, unit):
    text = (start + unit * (LONGEST // len(unit)))[:LONGEST]
    path = saved(wireshark, text)
    began = time.monotonic()
    wireshark.run("-r", path, "-V")
    assert time.monotonic() - began < PATIENCE


def test_many_attributes_are_all_there_in_the_end(wireshark):
    text = module("network.tcp", "DEBUG", " ".join(f'N{number}="{number}"' for number in range(3000)))
    path = saved(wireshark, text)
    found = wireshark.value(path, 1, "expressway.log.attribute").split("|")
    assert len(found) == 2000
    assert wireshark.value(path, 1, "expressway.log.line").endswith('N2999="2999"')


# --- entries that are longer than a frame can be --------------------------------------------------------

def parts():
    """Cut like the reader: at the end of a line if the next line would not fit, else within it."""
    head = module("developer.x", "DEBUG", "a long text") + "x\n" * ((LONGEST - 1000) // 2)
    long_line = "y" * LONGEST
    return head, long_line, "z\n"


@pytest.mark.parametrize("two_pass", (False, True))
def test_parts_of_a_long_entry(wireshark, two_pass):
    path = saved(wireshark, tcp("TCP Connecting"), *parts(), tcp("TCP Connecting"), "garbage\n")
    names = ("expressway.log.begun_in", "expressway.log.continued_in")
    rows = wireshark.fields(path, None, *names, two_pass=two_pass)
    later = ["3", "4"] if two_pass else ["", ""]
    assert rows == [("", ""), ("", later[0]), ("2", later[1]), ("2", ""), ("", ""), ("", "")]
    expected = {3: ["continued"], 4: ["continued"], 6: ["malformed"]}
    if two_pass:
        expected[2] = ["continued"]
    assert told(wireshark, path, two_pass=two_pass) == expected
    assert wireshark.info_column(path)[4] == "Further part of the entry in frame 2: z"
    (says,) = texts(wireshark, path, 3, two_pass=two_pass)
    assert says.startswith("A further part of the entry in frame 2")


def test_parts_that_the_reader_makes(wireshark):
    """Lines of several lengths, and one that is longer than a frame."""
    text = tcp("TCP Connecting") + module("developer.x", "DEBUG", "a long text")
    text += "".join("x" * (number * 37 % 4000) + "\n" for number in range(400))
    text += "y" * (2 * LONGEST) + "\nz\n"
    path = wireshark.save_bytes((text + tcp("TCP Connecting")).encode(), ".txt")
    rows = wireshark.fields(path, None, "expressway.log.begun_in", "expressway.log.module", two_pass=True)
    assert rows[0] == rows[-1] == ("", "network.tcp")
    assert rows[1] == ("", "developer.x")
    assert len(rows) > 6 and rows[2:-1] == [("2", "")] * (len(rows) - 3)
    assert "malformed" not in str(told(wireshark, path))


def test_a_long_message_goes_on_in_the_next_frame(wireshark):
    head = module("network.sip", "DEBUG", received()) + " SIPMSG:\n |SIP/2.0 100 Trying\n"
    head += " X: y\n" * ((LONGEST - len(head)) // 6)
    path = saved(wireshark, (head, E_END, C_END), " \n" * 500 + " |\n")
    assert told(wireshark, path, two_pass=True) == {1: ["continued"], 2: ["continued"]}
    assert wireshark.value(path, 1, "sip.Status-Code") == "100"
