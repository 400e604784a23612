"""A verdict depends on the capture alone: not on whether Wireshark builds a tree, on how often it dissects a frame, on
which of its programs does, nor on how TCP or TLS has cut a message."""

import json
from random import Random

import pytest
import traversal_sip as sip
from capture_writer import Capture
from every_sample import NAMES, sample_path
from laboratory import CONFIDENCES, VERDICTS
from scenes import C, C_MARKS, E, REFLECTED, REFLECTION, UNDETERMINED, Link
from tls_link import TlsLink
from wireshark import AGGREGATOR, SEPARATOR

OUTCOMES = ("unanswered", "refused", "established", "unreachable")
# Field -> names of its values where it is an enumeration.
SHOWN = {"expressway.flow": None, "expressway.flow.client": None, "expressway.flow.verdict": VERDICTS,
         "expressway.flow.confidence": CONFIDENCES, "expressway.apparent": None,
         "expressway.apparent.verdict": VERDICTS, "expressway.apparent.confidence": CONFIDENCES,
         "expressway.received.verdict": VERDICTS, "expressway.service.status": None,
         "expressway.service.request_in": None, "expressway.connect.outcome": OUTCOMES,
         "expressway.leg.peer_flow": None, "expressway.finding": None, "expressway.finding.of": None}
FIELDS = ("-T", "fields", "-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=" + AGGREGATOR,
          *(word for name in SHOWN for word in ("-e", name)))
TWO_PASSES = ("-2", *FIELDS)
# tshark -M N begins a new session after N frames; never, if there are fewer.
MODES = {"tree, one session": ("-V", "-M", "1000000"), "fields in two passes": TWO_PASSES}
ALL_MODES = {**MODES, "fields": FIELDS, "two passes": ("-q", "-2")}
# Each has SIP in clear, or keys, in both of its halves.
SOME = ("seed/expc-broken.pcapng", "seed/expe-broken.pcapng", "seed/expc-cured.pcapng",
        "lab/reflected-two-zones/c-keyed.pcapng", "lab/reflected-two-zones/c.pcapng", "seed both sides",
        "case both sides", "two zones both sides")


def objects(text):
    found = [line for line in text.splitlines() if line.startswith('{"type"')]
    assert found and found[0].startswith('{"type":"capture"')
    return found


def rows(text):
    return [line for line in text.splitlines() if not line.startswith("{")]


def said(wireshark, path, *mode):
    return wireshark.run("-r", path, *mode, "-z", "expressway,json").stdout


def flows(text):
    return [one for one in map(json.loads, objects(text)) if one["type"] == "flow"]


def sharkd_rows(wireshark, *paths):
    """For each file, the rows that tshark prints for TWO_PASSES, as one sharkd shows them."""
    columns = {f"column{place}": name + ":0" for place, name in enumerate(SHOWN)}
    answers = wireshark.sharkd(*(request for path in paths
                                 for request in (("load", {"file": str(wireshark.readable(path))}),
                                                 ("frames", columns))))
    return [[frame["c"] for frame in answer] for answer in answers[1::2]]


def as_columns(line):
    """A row of TWO_PASSES as columns show it: with names of values, divided by commas."""
    cells = [cell.split(AGGREGATOR) if cell else [] for cell in line.split(SEPARATOR)]
    return [",".join(cell if names is None else names[int(cell)] for cell in values)
            for values, names in zip(cells, SHOWN.values())]


@pytest.fixture(scope="module")
def in_sharkd(wireshark):
    return dict(zip(NAMES, sharkd_rows(wireshark, *(sample_path(wireshark, name) for name in NAMES))))


@pytest.mark.parametrize("name", NAMES)
def test_every_sample(wireshark, in_sharkd, name):
    path = sample_path(wireshark, name)
    without_tree = objects(said(wireshark, path, "-q"))
    for mode, options in MODES.items():
        assert objects(said(wireshark, path, *options)) == without_tree, mode
    shown = rows(said(wireshark, path, *TWO_PASSES))
    assert len(shown) == json.loads(without_tree[0])["frames"]
    assert in_sharkd[name] == [as_columns(line) for line in shown]


def in_sessions(wireshark, path, frames):
    """What tshark says whose session ends after each so many frames. It tells so on standard error."""
    result = wireshark.execute([wireshark.tshark_path, "-r", str(wireshark.readable(path)), *FIELDS, "-M", str(frames),
                                "-z", "expressway,json"])
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("resetting session") == (len(rows(result.stdout)) - 1) // frames
    return result.stdout


@pytest.mark.parametrize("name", SOME)
def test_every_mode(wireshark, name):
    path = sample_path(wireshark, name)
    for mode, options in ALL_MODES.items():
        assert objects(said(wireshark, path, *options)) == objects(said(wireshark, path, "-q")), mode


@pytest.mark.parametrize("name", SOME)
def test_a_new_session_says_what_its_own_frames_say(wireshark, name):
    """The report at the end is that of the last session."""
    path = sample_path(wireshark, name)
    count = len(rows(said(wireshark, path, *TWO_PASSES)))
    half, shown = (count + 1) // 2, []
    for first, last in ((1, half), (half + 1, count)):
        piece = wireshark.output(f"{name.replace('/', '-')}-{first}.pcapng")
        wireshark.program("editcap", "-r", path, piece, f"{first}-{last}")
        alone = said(wireshark, piece, *FIELDS)
        shown += rows(alone)
    both = in_sessions(wireshark, path, half)
    assert rows(both) == shown
    assert objects(both) == objects(alone)


# Short, or there would be too many places to cut at.
BODY = sip.service_body()[:60]


class Cuts:
    """A capture in which SERVICE with a wrong Route, and its 408, are cut in all ways, on a connection for each."""

    def __init__(self, port, keep_alive, every):
        self.capture = Capture()
        self.frames_of_each = 0
        self.count = 0
        self.port = port
        self.keep_alive = keep_alive
        for places in every:
            self.add(places)

    @staticmethod
    def messages(link):
        request = link.service_request(REFLECTED, body=BODY)
        return request, sip.response(request, 408, "Request Timeout", **C_MARKS)

    def add(self, places):
        self.count += 1
        before = len(self.capture.packets)
        link = Link((C, 25000 + self.count), (E, self.port), self.capture, handshake=True)
        if self.keep_alive:
            link.keep_alive()
        for from_client, message in enumerate(self.messages(link)):
            # The 408 is shorter.
            here = sorted({1 + (place - 1) % (len(message) - 1) for place in places})
            sizes = [end - begin for begin, end in zip([0, *here], here)]
            link.send(bool(from_client), message, split=sizes)
        self.frames_of_each = len(self.capture.packets) - before


LENGTH = len(Cuts.messages(Link())[0])


def in_two():
    return [[place] for place in range(1, LENGTH)]


def in_three():
    """At both ends of the message, and anywhere."""
    random = Random(14)
    return [[1, 2], [1, LENGTH - 1], [LENGTH - 2, LENGTH - 1],
            *(sorted(random.sample(range(1, LENGTH), 2)) for _ in range(300))]


def told(flow):
    """All that is the same of each connection."""
    return ({key: flow[key] for key in ("apparent", "verdict", "confidence", "vantage", "findings")},
            flow["expected"] == flow["client"],
            [(one["apparent"], one["verdict"], one["status"]) for one in flow["services"]])


REFLECTED_AND_FAILED = ("NAT-reflected", "proven", sip.endpoint(*REFLECTED), 408)


def check_flows(found, count):
    assert len(found) == count
    for flow in found:
        (service,) = flow["services"]
        assert (flow["verdict"], flow["confidence"], service["apparent"], service["status"]) == REFLECTED_AND_FAILED
        assert told(flow) == told(found[0])
    assert {"nat_reflected", "service_failed"} <= set(found[0]["findings"])


WAYS = [(7003, "first message"), (7003, "three segments"),
        (5060, "first message"), (5060, "second message"), (5060, "three segments")]


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: f"{way[0]} {way[1]}")
def cuts(request):
    """On port 5060, Wireshark's own SIP dissector has the first message."""
    port, way = request.param
    return Cuts(port, way != "first message", in_three() if way == "three segments" else in_two())


def test_segments_cut_at_every_byte(wireshark, cuts):
    path = wireshark.save(cuts.capture)
    without_tree = flows(said(wireshark, path, "-q"))
    check_flows(without_tree, cuts.count)
    for mode, options in ALL_MODES.items():
        found = flows(said(wireshark, path, *options))
        assert list(map(told, found)) == list(map(told, without_tree)), mode
        # A first message that lacks its last byte is learnt one frame later with a tree, if Wireshark itself found it.
        learnt_later = int(cuts.port == 5060 and not cuts.keep_alive)
        assert found[:cuts.count - learnt_later] == without_tree[:cuts.count - learnt_later], mode
    shown = [as_columns(line) for line in rows(said(wireshark, path, *TWO_PASSES))]
    assert sharkd_rows(wireshark, path) == [shown]


@pytest.mark.parametrize("port", (7003, 5060))
def test_messages_and_the_beginning_of_one_in_a_segment(wireshark, port):
    link = Link(server=(E, port), handshake=True)
    link.keep_alive()
    messages = [link.service_request(REFLECTED) for _ in range(5)]
    whole = b"".join(messages)
    link.send(False, whole, split=[len(messages[0]) + 50, len(whole) - len(messages[0]) - 70])
    path = wireshark.save(link.capture)
    (without_tree,) = flows(said(wireshark, path, "-q"))
    assert len(without_tree["services"]) == 5
    for mode, options in ALL_MODES.items():
        assert flows(said(wireshark, path, *options)) == [without_tree], mode


NUMBERS = ("expressway.flow", "expressway.service.request_in")


def without_numbers(line):
    """Frames and flows are numbered anew in each session."""
    return [cell for name, cell in zip(SHOWN, line.split(SEPARATOR)) if name not in NUMBERS]


def test_sessions_that_end_between_connections(wireshark, cuts):
    path = wireshark.save(cuts.capture)
    sessions = rows(in_sessions(wireshark, path, 200 * cuts.frames_of_each))
    assert list(map(without_numbers, sessions)) == list(map(without_numbers, rows(said(wireshark, path, *FIELDS))))


def test_sessions_that_end_anywhere_say_nothing_wrong(wireshark, cuts):
    """What is cut by the end of a session cannot be read; the rest is judged as ever."""
    path = wireshark.save(cuts.capture)
    verdict = list(SHOWN).index("expressway.flow.verdict")
    shown = [line.split(SEPARATOR)[verdict] for line in rows(in_sessions(wireshark, path, 1009))]
    assert set(shown) <= {"", str(UNDETERMINED), str(REFLECTION)}
    assert shown.count(str(REFLECTION)) > cuts.count


@pytest.mark.parametrize("version, port", (("1.3", 7003), ("1.2", 5061)))
def test_tls_records_cut_at_every_byte(wireshark, version, port):
    """On one connection: a claim is judged with each SERVICE. Port 5061 is known to Wireshark."""
    capture = Capture()
    link = TlsLink(capture, (C, 27901), (E, port), version)
    requests = [sip.service(E, port, sip.endpoint(*REFLECTED), cseq=1000 + number, call_id=f"{number:04}@127.0.0.1",
                            branch=f"z9hG4bK{number:04}.1", body=b"") for number in range(2000)]
    count = len(requests[0])
    for place, request in zip(range(1, count), requests):
        link.send(False, request[:place], request[place:])
        link.send(True, sip.response(request, 408, "Request Timeout", **C_MARKS))
    path = wireshark.save(capture)
    (without_tree,) = flows(said(wireshark, path, "-q"))
    assert (without_tree["verdict"], without_tree["confidence"]) == REFLECTED_AND_FAILED[:2]
    assert [(one["verdict"], one["apparent"], one["status"]) for one in without_tree["services"]] == [
        ("NAT-reflected", *REFLECTED_AND_FAILED[2:])] * (count - 1)
    for mode, options in ALL_MODES.items():
        assert flows(said(wireshark, path, *options)) == [without_tree], mode
    shown = [as_columns(line) for line in rows(said(wireshark, path, *TWO_PASSES))]
    assert sharkd_rows(wireshark, path) == [shown]


def test_exported_pdus(wireshark):
    capture = Capture()
    port = capture.interface("exported", 252)
    for number in range(1, 5):
        ends = (C, 25000 + number), (E, 7003)
        request, answer = Cuts.messages(Link(*ends, Capture()))
        capture.upper_pdu(request, *ends[::-1], interface=port)
        capture.upper_pdu(answer, *ends, interface=port)
    path = wireshark.save(capture)
    without_tree = flows(said(wireshark, path, "-q"))
    check_flows(without_tree, 4)
    for mode, options in ALL_MODES.items():
        assert flows(said(wireshark, path, *options)) == without_tree, mode
    assert sharkd_rows(wireshark, path) == [[as_columns(line) for line in rows(said(wireshark, path, *TWO_PASSES))]]
