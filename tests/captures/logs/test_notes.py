"""What is found about entries of logs: how much of it is kept, and what turns out to be wrong."""

import re

import traversal_sip as sip
from log_writer import Log
from scenes import CLIENT, SERVER

ROOM = 64  # LOG_NOTE_ROOM


def saved(wireshark, log):
    return wireshark.save_bytes(log.contents(), ".txt")


def test_what_is_not_kept_is_counted(wireshark):
    log = Log()
    for _ in range(ROOM + 36):
        log.tcp(CLIENT, ("192.0.2.7", 5061), "TCP Connection Failed", level="ERROR")
        log.wait(1000)
    path = saved(wireshark, log)
    capture, *findings = wireshark.objects(path)
    assert (capture["findings"], capture["findings_not_kept"]) == (ROOM, 36)
    assert [(one["key"], one["host"]) for one in findings] == [("log_error", "expc")] * ROOM
    assert f"log_error of expc (warning, {ROOM + 36} times" in " ".join(wireshark.report(path).split())
    printed = wireshark.run("-q", "-r", path, "-z", "expressway,tree").stdout
    for topic, number in (("Findings", ROOM + 36), ("log_error", ROOM), ("Earlier ones, not kept", 36)):
        assert re.search(rf"^ *{topic} +{number} ", printed, re.MULTILINE)
    assert capture["headline"].startswith("No traversal connection is seen here")


def test_an_entry_that_continues_in_the_next_frame_is_not_cut_off(wireshark):
    log = Log()
    body = b"".join(b"line %06d of a long body\r\n" % number for number in range(16_000))
    headers = sip.options(CLIENT[0], SERVER[0], SERVER[1]).partition(b"\r\n\r\n")[0]
    request = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % len(body), headers) + b"\r\n\r\n"
    log.message("Sent", CLIENT, SERVER, request + body, "123456")
    log.wait(10)
    log.tcp(CLIENT, SERVER, "TCP Connecting")
    path = saved(wireshark, log)
    for options in ((), ("-2",)):
        keys = [one["key"] for one in wireshark.findings(path, *options)]
        assert "malformed" not in keys and "log_continued" in keys
