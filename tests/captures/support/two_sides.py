"""Connections as several captures along their path show them, and checks of what is said of such pairs."""

import contextlib
import functools
import hashlib
import ipaddress
import tempfile
from pathlib import Path

from capture_writer import ACK, SYN, Capture, Connection
from scenes import CLIENT, REFLECTED, SERVER, SERVER_LAN, Seen, merged
from tls_link import TlsLink, contexts
from traversal_sip import endpoint

NAMES = ("expressway-c", "expressway-e")
AT_C, AT_E = (CLIENT, SERVER), (REFLECTED, SERVER_LAN)
# The wire's segments at Expressway-C, those of segmentation offload at Expressway-E.
SEGMENTS = (1448, 4344)
HOP = 0.0004

LEG = ("expressway.leg.peer_flow", "expressway.leg.peer_in", "expressway.leg.source_translation",
       "expressway.leg.destination_translation", "expressway.leg.paired_by",
       "expressway.leg.clock_offset")
FLOW = ("expressway.flow", "expressway.flow.client", "expressway.flow.server", "expressway.flow.verdict",
        "expressway.flow.confidence", "expressway.flow.vantage")
FIELDS = FLOW + LEG
PEER_FLOW, PEER_IN, SOURCE, DESTINATION, PAIRED_BY, CLOCK_OFFSET = LEG
RANDOMS, RECORD, PAYLOAD, MESSAGE, TIMESTAMPS = range(1, 6)
METHODS = (None, "TLS randoms", "TLS record", "payload", "SIP message", "TCP timestamps")
VERDICTS = ("undetermined", "own address", "NAT-reflected", "source-translated", "port-translated")
CONFIDENCES = ("none", "probable", "proven")
FAULT_EXPERTS = {"NAT-reflected": "nat_reflected", "source-translated": "source_translated",
                 "port-translated": "port_translated"}


class Scene:
    """Captures along one path, from Expressway-C to Expressway-E, and one clock for what crosses it.

    `depth`: how many routers lie before each capture, seen from C, and at last before E.
    """

    def __init__(self, *names, depth=None):
        self.captures = [Capture(interfaces=(name,)) for name in names or NAMES]
        self.depth = depth or (*range(len(self.captures)), len(self.captures) - 1)
        self.now = 0.0
        self.connections = 0

    def connect(self, *ends, **how):
        """`ends`: (client, server) as each capture sees them."""
        return Crossing(self, ends or (AT_C, AT_E), **how)

    def merged(self, order=None, shifts=()):
        """All captures in one. The clock of each is put forward by its shift in seconds."""
        for capture, shift in zip(self.captures, shifts):
            for section in capture.sections:
                section["packets"] = [(interface, stamp + round(shift * 10**9), data, comment)
                                      for interface, stamp, data, comment in section["packets"]]
        chosen = range(len(self.captures)) if order is None else order
        return merged(*(self.captures[place] for place in chosen))


def routed(data, hops):
    """An IPv4 frame behind so many routers: a smaller TTL, another sender's hardware address."""
    if not hops:
        return data
    data = bytearray(data)
    data[6:12] = b"\2\0\0\0\0\x63"
    data[22] -= hops
    total = int.from_bytes(data[24:26], "big") + 0x100 * hops
    data[24:26] = ((total & 0xFFFF) + (total >> 16)).to_bytes(2, "big")
    return bytes(data)


class Crossing:
    """One TCP connection on its way past the captures of a scene.

    Sequence numbers differ from one capture to the next, and so do segments. What a capture whose
    place is not in `seen` would have shown is left out: it has begun later, or lost it.
    """

    def __init__(self, scene, ends, handshake=True, mss=SEGMENTS):
        self.scene = scene
        # Firewalls leave TCP timestamps alone: with so few ticks they are the same everywhere.
        self.legs = [Connection(capture, *pair, clock=(149210000, 4))
                     for capture, pair in zip(scene.captures, ends)]
        self.mss = [mss[min(place, len(mss) - 1)] for place in range(len(ends))]
        self.seen = set(range(len(ends)))
        scene.connections += 1
        for leg in self.legs:
            for end in (leg.client, leg.server):
                end.sequence = (end.sequence + 10**6 * scene.connections) % 2**32
        if handshake:
            self.handshake()

    def _along(self, from_client):
        """(place, leg, time) in the order in which a packet passes."""
        self.scene.now += 0.004
        path = list(enumerate(self.legs))
        for hop, (place, leg) in enumerate(path if from_client else reversed(path)):
            yield place, leg, self.scene.now + hop * HOP

    def _flags(self, from_client, flags):
        for place, leg, time in self._along(from_client):
            sender = leg.client if from_client else leg.server
            if place in self.seen:
                with self._routed(place, from_client):
                    leg._emit(sender, flags, b"", time)
            elif flags & SYN:
                leg.lose(from_client, 1)

    @contextlib.contextmanager
    def _routed(self, place, from_client):
        """Packets captured within this block have come through the routers before it."""
        depth, end = self.scene.depth[place], self.scene.depth[-1]
        packets = self.scene.captures[place].sections[0]["packets"]
        first = len(packets)
        yield
        packets[first:] = [(interface, stamp, routed(data, depth if from_client else end - depth), comment)
                           for interface, stamp, data, comment in packets[first:]]

    def handshake(self):
        self._flags(True, SYN)
        self._flags(False, SYN | ACK)
        self._flags(True, ACK)

    def send(self, from_client, payload, split=()):
        """`payload`: bytes, or, if they are changed on the way, those of each capture. `split`: sizes of
        the first segments at the last capture."""
        each = payload if isinstance(payload, tuple) else (payload,) * len(self.legs)
        for place, leg, time in self._along(from_client):
            if place in self.seen:
                with self._routed(place, from_client):
                    leg.send(from_client, each[place], time, self.mss[place],
                             split if place == len(self.legs) - 1 else ())
            else:
                leg.lose(from_client, len(each[place]))
        self.scene.now += 0.0001 * len(each[0]) / min(self.mss)

    def play(self, flights):
        """(from_client, bytes) pairs, as Transcript.flights holds them."""
        for from_client, payload in flights:
            self.send(from_client, payload)
        return self

    def close(self):
        for place, leg, time in self._along(True):
            if place in self.seen:
                leg.close(time)


class Transcript(TlsLink):
    """A TLS session without a network: what each end sent, in order, and the keys.

    `handshake` flights come first. With `after`, another transcript, its session is resumed.
    """

    def __init__(self, version="1.2", after=None, retry=False):
        self.flights = []
        with tempfile.TemporaryDirectory() as folder:
            self.contexts = after.contexts if after else contexts(Path(folder), version)
            self.key_log = after.key_log if after else Path(folder) / "keys"
            client, server = self.contexts
            if retry:
                server.set_ecdh_curve("secp384r1")
            self._handshake(Resuming(client, after.session) if after else client, server)
            self.keys = self.key_log.read_bytes() if not after else b""
        self.handshake = len(self.flights)

    def _transmit(self, from_client, mss):
        flight = self.out[from_client].read()
        if flight:
            self.flights.append((from_client, flight))
            self.out[from_client].write(flight)
        return []

    @property
    def session(self):
        return self.ends[True].session

    @property
    def data(self):
        return self.flights[self.handshake:]

    def talk(self, *writes):
        """(from_client, plain bytes) pairs, a record each."""
        for from_client, text in writes:
            self.send(from_client, text)
        return self


class Resuming:
    """A context whose connections resume a session."""

    def __init__(self, context, session):
        self.context = context
        self.session = session

    def wrap_bio(self, *buffers):
        end = self.context.wrap_bio(*buffers)
        end.session = self.session
        return end


@functools.lru_cache(maxsize=None)
def tls(version="1.2", number=0, rounds=4, retry=False):
    """A session with some keep-alives; another number is another session with the same sizes."""
    transcript = Transcript(version, retry=retry)
    for turn in range(rounds):
        word = b"%d" % turn
        transcript.talk((True, word * 900), (False, word * 400))
    return transcript


def noise(name, size):
    return hashlib.shake_128(repr(name).encode()).digest(size)


def record(name, size=300, kind=23):
    """A TLS record that nobody can decrypt; the same name gives the same bytes."""
    body = noise(name, size)
    return bytes((kind, 3, 3)) + len(body).to_bytes(2, "big") + body


def records(name, rounds=4, size=300):
    """Flights of a connection without its beginning: a record each way in turn."""
    return [(from_client, record((name, turn, from_client), size))
            for turn in range(rounds) for from_client in (True, False)]


def fault(near, far):
    """What translation did to Expressway-C's address, from (client, server) at C and at E."""
    (client, server), (translated, _) = near, far
    if translated == client:
        return "own address"
    hosts = [ipaddress.ip_address(host) for host in (client[0], translated[0], server[0])]
    if hosts[1] == hosts[0]:
        return "port-translated"
    return "NAT-reflected" if hosts[1] == hosts[2] else "source-translated"


def texts(ends):
    return tuple(endpoint(*end) for end in ends)


def translation(before, after):
    return None if before == after else f"{before} -> {after}"


def see(wireshark, capture, two_pass=True, options=()):
    return Seen(wireshark, capture, *FIELDS, two_pass=two_pass, options=options)


def flows_between(seen, ends):
    """Objects of the JSON report, of flows with these ends, in order of appearance."""
    return [flow for flow in seen.flows if (flow["client"], flow["server"]) == texts(ends)]


def flow_between(seen, ends):
    (flow,) = flows_between(seen, ends)
    return flow


def expected_leg(near, far, peer, methods):
    (client, server), (far_client, far_server) = texts(near), texts(far)
    return {"peer_flow": peer["flow"], "source_translation": translation(client, far_client),
            "destination_translation": translation(server, far_server),
            "paired_by": [METHODS[method] for method in methods]}


def check_pair(seen, near=AT_C, far=AT_E, methods=(RANDOMS,), verdict=None, flows=None, own="proven"):
    """Near and far are the two sides of one connection, translated like this. A difference is proven. If there is
    none, the places must be shown to be C's and E's; hops alone make that probable at most."""
    one, other = flows or (flow_between(seen, near), flow_between(seen, far))
    for flow, peer in ((one, other), (other, one)):
        assert flow["leg"] is not None, f"flow {flow['flow']} is not paired"
        wanted = expected_leg(near, far, peer, methods)
        assert {key: flow["leg"].get(key) for key in wanted if key != "paired_by"} == {
            key: value for key, value in wanted.items() if key != "paired_by"}
        assert flow["leg"]["paired_by"] in wanted["paired_by"]
        wanted = verdict or fault(near, far)
        assert (flow["verdict"], flow["confidence"]) == (wanted, own if wanted == "own address" else "proven")
        check_rows(seen, flow, flow["leg"])
    return one, other


def check_rows(seen, flow, leg):
    """The frames of a flow show what the report says, and show nothing before it is known."""
    mine = {frame: row for frame, row in seen.fields.items() if row["expressway.flow"] == str(flow["flow"])}
    assert mine
    for frame, row in mine.items():
        if not row[PEER_FLOW]:
            assert [row[name] for name in LEG] == [""] * len(LEG)
            continue
        assert row[PEER_FLOW] == str(leg["peer_flow"])
        assert row[SOURCE] == (leg["source_translation"] or "")
        assert row[DESTINATION] == (leg["destination_translation"] or "")
        assert METHODS[int(row[PAIRED_BY])] == leg["paired_by"]
        assert not row[CLOCK_OFFSET] or abs(float(row[CLOCK_OFFSET])) < 10**6
        if row[PEER_IN]:
            assert seen.fields[int(row[PEER_IN])]["expressway.flow"] in (str(leg["peer_flow"]), "")


def check_last_word(seen, near=AT_C, far=AT_E):
    """After two passes every frame of both flows shows all of it."""
    for flow in (*flows_between(seen, near), *flows_between(seen, far)):
        mine = [row for row in seen.fields.values() if row["expressway.flow"] == str(flow["flow"])]
        wanted = (str(VERDICTS.index(flow["verdict"])), str(CONFIDENCES.index(flow["confidence"])))
        for row in mine:
            assert row[PEER_FLOW] and row[PEER_IN] and row[PAIRED_BY] and row[CLOCK_OFFSET]
            assert (row["expressway.flow.verdict"], row["expressway.flow.confidence"]) == wanted
            peer = seen.fields[int(row[PEER_IN])]["expressway.flow"]
            assert peer == row[PEER_FLOW]


def check_unpaired(seen):
    """There is no leg, and nothing is said that only a leg could prove."""
    assert [flow["leg"] for flow in seen.flows] == [None] * len(seen.flows)
    assert not any(row[name] for row in seen.fields.values() for name in LEG)
    assert not set(FAULT_EXPERTS.values()) & seen.found()


def offsets(seen):
    return {float(row[CLOCK_OFFSET]) for row in seen.fields.values() if row[CLOCK_OFFSET]}
