"""Which connection the messages of a log belong to: ends are used again, and logs cover a long time."""

import re
from datetime import timedelta

import pytest
import traversal_sip as sip
from capture_writer import Capture, Connection
from log_writer import Log
from merging import Merging
from scenes import (C, C_MARKS, CLIENT, E, ELSEWHERE, REFLECTED, SERVER, EncryptedLink, Link, Seen)
from two_sides import tls

PASSES = pytest.mark.parametrize("two_pass", (False, True), ids=("one pass", "two passes"))
SUNDAY, MONDAY, TUESDAY = (f"2016-04-{day}T07:09:00" for day in (17, 18, 19))
BROKEN, CURED = ("NAT-reflected", "proven"), ("own address", "proven")
NOTHING = ("undetermined", "none")


@pytest.fixture(scope="module")
def merging(wireshark):
    return Merging(wireshark)


class LogOfC(Log):
    """Times are seconds after the start, as in a Capture."""

    def __init__(self, start=MONDAY):
        super().__init__("expc", start)
        self.start = self.now

    def sip(self, when, sent, message):
        self.now = self.start + timedelta(seconds=when)
        action = "Sent" if sent else "Received"
        number = len(self.entries)
        self.summary(action, CLIENT, SERVER, "A message", number)
        self.message(action, CLIENT, SERVER, message, number)

    def connection(self, when, detail, client=CLIENT):
        self.now = self.start + timedelta(seconds=when)
        self.tcp(client, SERVER, detail)


def log_in(log, seen_as, when=1.0):
    """A keep-alive, and a phone's attempt to register: E takes C for `seen_as`."""
    status, reason = (200, "OK") if seen_as == CLIENT else (408, "Request Timeout")
    request = sip.options(C, E, SERVER[1], cseq=int(when))
    log.sip(when, True, request)
    log.sip(when + 0.1, False, sip.response(
        request, 200, "OK", received=seen_as[0], rport=seen_as[1], ingress_zone="UCTraversal"))
    request = Link().service_request(seen_as)
    log.sip(when + 1, False, request)
    log.sip(when + 1.1, True, sip.response(
        request, status, reason, warning=sip.timeout_warning(C) if status == 408 else None, **C_MARKS))
    return log


def log_of(seen_as, start=MONDAY):
    return log_in(LogOfC(start), seen_as)


def packets(start=MONDAY, after=0.0, opened=True, end=None):
    """The connection on the wire, encrypted."""
    capture = Capture(start=start)
    capture.now = after
    link = Connection(capture, CLIENT, SERVER)
    link.client.sequence += capture.start // 10**9 % 10**6  # no two connections begin with the same one
    flights = tls().flights
    if opened:
        link.handshake()
    for from_client, payload in flights if opened else flights[6:]:
        link.send(from_client, payload)
    if end == "FIN":
        link.close()
    elif end == "RST":
        link.reset(False)
    return capture


def together(wireshark, merging, *files, options=()):
    """The files as mergecap merges them, in order of time."""
    paths = [wireshark.save_bytes(one.contents(), ".txt" if isinstance(one, LogOfC) else ".pcapng")
             for one in files]
    return merging.merge(*paths, options=("-I", "none", *options))


def verdicts(wireshark, merging, *files, two_pass=True, options=()):
    return Seen(wireshark, together(wireshark, merging, *files, options=options),
                two_pass=two_pass).verdicts()


@pytest.mark.parametrize("after", (30, 1.5), ids=("after all entries", "among them"))
def test_a_second_pass_shows_what_stands_before_the_first_packet(wireshark, merging, after):
    path = together(wireshark, merging, log_of(REFLECTED), packets(after=after, opened=False))
    names = ("expressway.apparent", "expressway.service.status", "expressway.received")
    passes = [Seen(wireshark, path, *names, two_pass=two_pass) for two_pass in (False, True)]
    for seen in passes:
        assert seen.verdicts() == [BROKEN]
        assert {"nat_reflected", "service_failed"} <= seen.found()
        assert [len(seen.frames(name)) for name in names] == [1, 1, 1]
    flows = Seen(wireshark, path, "expressway.flow").fields
    assert [row["expressway.flow"] for row in flows.values()] == ["0"] * len(flows)
    for options in ((), ("-2",)):
        counted = wireshark.run("-q", *options, "-z", "expressway,tree", "-r", path).stdout
        assert re.search(r"SERVICE requests +1 ", counted)


@PASSES
def test_a_connection_that_begins_after_the_log_is_another(wireshark, merging, two_pass):
    files = log_of(REFLECTED), packets(TUESDAY)
    assert verdicts(wireshark, merging, *files, two_pass=two_pass) == [BROKEN, NOTHING]
    later = log_of(REFLECTED), packets(after=40)
    assert verdicts(wireshark, merging, *later, two_pass=two_pass) == [BROKEN, NOTHING]


@PASSES
def test_packets_long_before_the_log_are_of_another(wireshark, merging, two_pass):
    for opened in (True, False):
        files = packets(SUNDAY, opened=opened), log_of(REFLECTED)
        assert verdicts(wireshark, merging, *files, two_pass=two_pass) == [NOTHING, BROKEN]


def test_packets_in_clear_do_not_take_what_a_later_log_says(wireshark, merging):
    """The first connection has no flow yet when the log begins."""
    capture = Capture(start=SUNDAY)
    Connection(capture, CLIENT, SERVER).handshake()
    seen = Seen(wireshark, together(wireshark, merging, capture, log_of(REFLECTED)), "expressway.flow")
    assert seen.verdicts() == [BROKEN]
    assert [seen.fields[frame]["expressway.flow"] for frame in (1, 2, 3)] == [""] * 3


@PASSES
def test_two_days_in_two_logs(wireshark, merging, two_pass):
    files = log_of(REFLECTED, MONDAY), log_of(CLIENT, TUESDAY)
    assert verdicts(wireshark, merging, *files, two_pass=two_pass) == [BROKEN, CURED]


@PASSES
@pytest.mark.parametrize("days", ((MONDAY, TUESDAY), (TUESDAY, MONDAY)))
def test_two_days_in_one_log(wireshark, days, two_pass):
    contents = log_of(REFLECTED, days[0]).contents() + log_of(CLIENT, days[1]).contents()
    seen = Seen(wireshark, wireshark.save_bytes(contents, ".txt"), two_pass=two_pass)
    assert seen.verdicts() == [BROKEN, CURED]


@PASSES
@pytest.mark.parametrize("options", ((), ("-a",)), ids=("by time", "one after the other"))
def test_two_days_each_with_its_packets(wireshark, merging, options, two_pass):
    files = log_of(REFLECTED), packets(), log_of(CLIENT, TUESDAY), packets(TUESDAY)
    path = together(wireshark, merging, *files, options=options)
    seen = Seen(wireshark, path, "expressway.flow", "frame.protocols", two_pass=two_pass)
    assert seen.verdicts() == [BROKEN, CURED]
    of_packets = [row["expressway.flow"] for row in seen.fields.values() if ":tls" in row["frame.protocols"]]
    assert of_packets == sorted(of_packets) and set(of_packets) == {"0", "1"}


@PASSES
@pytest.mark.parametrize("told", (("TCP Connection Closed",), ("TCP Connecting",),
                                  ("TCP Connection Closed", "TCP Connecting", "TCP Connection Established")))
def test_a_log_says_that_a_connection_ends_or_begins(wireshark, told, two_pass):
    log = log_of(REFLECTED)
    for number, detail in enumerate(told):
        log.connection(60 + number / 100, detail)
    log_in(log, CLIENT, 80)
    seen = Seen(wireshark, wireshark.save_bytes(log.contents(), ".txt"), two_pass=two_pass)
    assert seen.verdicts() == [BROKEN, CURED]


def test_a_new_connection_at_once(wireshark):
    """"TCP Connecting" starts a new connection without any time having passed."""
    log = log_of(REFLECTED)
    log.connection(60, "TCP Connection Closed")
    log.connection(60.01, "TCP Connecting")
    log_in(log, CLIENT, 60.1)
    assert Seen(wireshark, wireshark.save_bytes(log.contents(), ".txt")).verdicts() == [BROKEN, CURED]


def test_where_another_connection_ends_nothing_does(wireshark):
    log = log_of(REFLECTED)
    log.connection(60, "TCP Connection Closed", (C, 27902))
    log.connection(60, "TCP Connecting", (C, 27902))
    log_in(log, CLIENT, 80)
    assert Seen(wireshark, wireshark.save_bytes(log.contents(), ".txt")).verdicts() == [BROKEN]


@PASSES
@pytest.mark.parametrize("end", ("FIN", "RST"))
def test_a_log_after_the_captured_end_is_of_another(wireshark, merging, end, two_pass):
    files = packets(end=end), log_of(REFLECTED, MONDAY.replace("07:09", "07:10"))
    assert verdicts(wireshark, merging, *files, two_pass=two_pass) == [NOTHING, BROKEN]
    files = packets(), log_of(REFLECTED, MONDAY.replace("07:09", "07:10"))
    assert verdicts(wireshark, merging, *files, two_pass=two_pass) == [BROKEN]


@PASSES
@pytest.mark.parametrize("after", (0.998, 1.0003, 4.0))
def test_clocks_differ_a_little(wireshark, merging, after, two_pass):
    """The log's first message is at 1.000, its last at 2.100, so all of it may stand before the SYN."""
    log = LogOfC()
    log.connection(0.95, "TCP Connecting")
    log.connection(0.99, "TCP Connection Established")
    log_in(log, REFLECTED)
    assert verdicts(wireshark, merging, log, packets(after=after), two_pass=two_pass) == [BROKEN]


@PASSES
@pytest.mark.parametrize("minutes, joined", ((50, True), (70, False)))
def test_silence_of_more_than_an_hour(wireshark, merging, minutes, joined, two_pass):
    """No firewall would have kept the connection for so long."""
    found = verdicts(wireshark, merging, log_of(REFLECTED), packets(after=minutes * 60, opened=False),
                     two_pass=two_pass)
    assert found == ([BROKEN] if joined else [BROKEN, NOTHING])
    log = log_in(log_of(REFLECTED), ELSEWHERE, minutes * 60)
    seen = Seen(wireshark, wireshark.save_bytes(log.contents(), ".txt"), two_pass=two_pass)
    assert len(seen.flows) == (1 if joined else 2)


@PASSES
def test_an_entry_without_a_time_is_of_the_latest(wireshark, merging, two_pass):
    """A leap second, which Wireshark's times do not have."""
    log = log_of(REFLECTED)
    log.entries = [entry.replace("07:09:02,0", "07:09:60,0") for entry in log.entries]
    assert "07:09:60,0" in log.text()
    assert verdicts(wireshark, merging, packets(after=0.5), log, two_pass=two_pass) == [BROKEN]


def encrypted(start=MONDAY, handshake=True):
    link = EncryptedLink(capture=Capture(start=start), handshake=handshake)
    for _ in range(4):
        link.log_in(REFLECTED)
    return link.capture


def keep_alive(when=1.5, start=MONDAY):
    log = LogOfC(start)
    log.sip(when, True, sip.options(C, E, SERVER[1], cseq=1))
    return log


@PASSES
@pytest.mark.parametrize("files", (
    (encrypted(), keep_alive()), (keep_alive(0.0), encrypted(MONDAY.replace("09:00", "09:05"), False)),
    (encrypted(), keep_alive(20))), ids=("among the packets", "before them", "after them"))
def test_a_log_without_a_claim_leaves_the_pattern(wireshark, merging, files, two_pass):
    found = verdicts(wireshark, merging, *files, two_pass=two_pass)
    assert found == [("NAT-reflected", "probable")]


def test_a_claim_in_the_log_decides_before_the_pattern(wireshark, merging):
    assert verdicts(wireshark, merging, encrypted(), log_of(CLIENT)) == [CURED]


def test_a_log_that_shows_no_expressway_ends_the_pattern(wireshark, merging):
    message = re.sub(rb";(egress-zone|proxy-call-id)=[^;\r]*|TANDBERG", b"",
                     sip.options(C, E, SERVER[1], cseq=1))
    log = LogOfC()
    log.sip(1.5, True, message)
    assert verdicts(wireshark, merging, encrypted(), log) == [NOTHING]


# A clock that is wrong

@PASSES
@pytest.mark.parametrize("minutes", (2, 20, 50))
def test_with_a_wrong_clock_the_capture_keeps_its_own_verdict(wireshark, merging, minutes, two_pass):
    """The same connection in C's log and in a capture at C, but one after the other by their clocks: the SYNs of
    the capture are caused by its own bursts."""
    capture = Capture(start=MONDAY)
    capture.now = 60 * minutes
    link = EncryptedLink(capture=capture)
    syns = [link.log_in(REFLECTED) for _ in range(3)]
    seen = Seen(wireshark, together(wireshark, merging, log_of(REFLECTED), capture), two_pass=two_pass)
    assert seen.verdicts() == [BROKEN, ("NAT-reflected", "probable")]
    assert [len(flow["connects"]) for flow in seen.flows] == [0, len(syns)]


@PASSES
def test_syns_that_were_captured_without_their_connection_are_of_the_log(wireshark, merging, two_pass):
    """A capture filter that left only the attempts: by the clock they follow the SERVICE of the log."""
    capture = Capture(start=MONDAY)
    capture.now = 2.01
    Connection(capture, (C, 30001), REFLECTED).refused()
    capture.now = 400
    Connection(capture, (C, 30002), REFLECTED).refused()
    seen = Seen(wireshark, together(wireshark, merging, log_of(REFLECTED), capture), two_pass=two_pass)
    (flow,) = seen.flows
    assert [one["source"] for one in flow["connects"]] == [f"{C}:30001"]


# C's log and what E has captured

@PASSES
def test_cs_log_needs_no_leg_to_know_its_own_end(wireshark, merging, two_pass):
    """Port translation: the capture at E has a client with C's host, and shares nothing else with the log."""
    capture = Capture(start=MONDAY)
    link = Connection(capture, (C, 61001), ("10.0.20.2", 7003))
    link.handshake()
    for from_client, payload in tls().flights:
        link.send(from_client, payload)
    files = log_of((C, 61001)), capture
    assert sorted(verdicts(wireshark, merging, *files, two_pass=two_pass)) == \
        [("port-translated", "proven"), NOTHING]


# What is said where a log does not decide

def test_words_about_a_log_that_names_one_end_only(wireshark):
    text = log_of(ELSEWHERE).text()
    text = re.sub(r" +(Action|Local-ip|Local-port|Msg-Hash)=\"[^\"]*\"", "", text)
    path = wireshark.save_bytes(text.encode(), ".txt")
    report = " ".join(wireshark.report(path).split())
    assert "does not name Expressway-C's end" in report
    assert "both ends" not in report and "port is 0" not in report
    assert not Seen(wireshark, path).found() & {"unusual_client_port"}
