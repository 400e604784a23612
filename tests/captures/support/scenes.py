"""Small traversal captures that the tests build on."""

import hashlib
import json

import traversal_sip as sip
from capture_writer import Capture, Connection

C, E, E_LAN = "10.0.30.2", "64.100.0.10", "10.0.10.2"
CLIENT, SERVER, SERVER_LAN = (C, 27901), (E, 7003), (E_LAN, 7003)
REFLECTED = (E, 4401)
ELSEWHERE = ("192.0.2.7", 4401)
C_MARKS = {"received": E, "rport": 7003, "ingress_zone": "UCTraversal", "ingress_zone_id": 4}

UNDETERMINED, OWN, REFLECTION, SOURCE, PORT = range(5)
NONE, PROBABLE, PROVEN = range(3)

CONFIGURED_E = ("-o", f'uat:expressway_addresses:"expe","Expressway-E","{E_LAN}","{E}"')


def configured_c(host):
    return ("-o", f'uat:expressway_addresses:"expc","Expressway-C","{host}",""')


class Link:
    """One traversal connection in a capture, and its messages.

    Each method that sends a message returns the number of the frame that completes it.
    """

    def __init__(self, client=CLIENT, server=SERVER, capture=None, handshake=False, advertised=E):
        self.capture = capture or Capture()
        self.tcp = Connection(self.capture, client, server)
        self.advertised = advertised
        self.requests = 0
        if handshake:
            self.tcp.handshake()

    def send(self, from_client, *messages, **how):
        return self.tcp.send(from_client, b"".join(messages), **how)[-1]

    def keep_alive(self, received=None, rport=None, via_host=C, dialled=E, status=200, **options):
        """OPTIONS from C; where `received` is given also E's answer, whose frame is returned."""
        self.requests += 1
        request = sip.options(via_host, dialled, self.tcp.server.port, cseq=self.requests, **options)
        frame = self.send(True, request)
        if received is None:
            return frame
        return self.send(False, sip.response(request, status, "OK", received=received, rport=rport,
                                             ingress_zone="UCTraversal"))

    def service_request(self, apparent, **options):
        """The bytes of the next SERVICE; `apparent` is a (host, port) pair or the text itself."""
        self.requests += 1
        text = apparent if isinstance(apparent, str) else sip.endpoint(*apparent)
        options.setdefault("body", b"")
        return sip.service(self.advertised, self.tcp.server.port, text, cseq=4615 + self.requests,
                           call_id=f"abcd{self.requests}@127.0.0.1",
                           branch=f"z9hG4bK7b1f46a38d{self.requests}.1", **options)

    def service(self, apparent, status=None, warning_host=None, **options):
        """SERVICE from E, with C's answer where `status` is given; the frame of SERVICE."""
        request = self.service_request(apparent, **options)
        frame = self.send(False, request)
        if status is not None:
            self.answer(request, status, warning_host)
        return frame

    def answer(self, request, status, warning_host=None):
        warning = sip.timeout_warning(warning_host) if warning_host else None
        reason = "OK" if status == 200 else "Request Timeout"
        return self.send(True, sip.response(request, status, reason, warning=warning, **C_MARKS))


def e_side(client=REFLECTED, **options):
    """The connection as a capture at E shows it."""
    return Link(client=client, server=SERVER_LAN, **options)


def with_route(message, *routes):
    """The message with these Route header lines (without "Route: ") in place of its own."""
    lines = message.decode("latin-1").split("\r\n")
    place = next(i for i, line in enumerate(lines) if line.startswith("Route: "))
    lines = [line for line in lines if not line.startswith("Route: ")]
    lines[place:place] = ["Route: " + route for route in routes]
    return "\r\n".join(lines).encode("latin-1")


def merged(*captures):
    """One capture with the packets of several, in order of time, an interface for each."""
    names = [capture.sections[0]["interfaces"][0][0] for capture in captures]
    both = Capture(interfaces=names)
    packets = [(stamp, interface, data) for interface, capture in enumerate(captures)
               for _, stamp, data, _ in capture.sections[0]["packets"]]
    for stamp, interface, data in sorted(packets, key=lambda packet: packet[:2]):
        both.packet(data, (stamp - both.start) / 10**9, interface)
    return both


# Expert infos of severity chat and note. All others are alarms, new ones too.
QUIET = {"own_address", "undetermined", "via_mismatch", "unusual_client_port", "translation_probable",
         "sip_inspection", "vain_attempts"}


# How the finding "undetermined" begins on a flow of which nothing is judged.
NOTHING_READ = ("The connection is encrypted", "The connection ended with", "There is no SERVICE")


def alarms(experts):
    """The warnings and errors among {frame: expert infos}."""
    return set().union(*experts.values()) - QUIET


class Seen:
    """What one run over a capture says: `flows` from the JSON report, `experts` by frame, fields."""

    def __init__(self, wireshark, capture, *names, two_pass=True, options=()):
        path = wireshark.save(capture) if isinstance(capture, Capture) else capture
        experts = wireshark.expert_names()
        asked = ["frame.number", *("expressway.expert." + name for name in experts), *names]
        lines = wireshark.run("-r", path, *options, *(("-2",) if two_pass else ()), "-T", "fields",
                              "-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=|",
                              *(word for name in asked for word in ("-e", name)),
                              "-z", "expressway,json").stdout.splitlines()
        rows = [line.split("\t") for line in lines if line[:1].isdigit()]
        objects = [json.loads(line) for line in lines if line.startswith("{")]
        self.flows = [one for one in objects if one["type"] == "flow"]
        self.findings = [one for one in objects if one["type"] == "finding"]
        self.experts = {int(row[0]): found for row in rows
                        if (found := {n for n, cell in zip(experts, row[1:]) if cell})}
        self.fields = {int(row[0]): dict(zip(names, row[1 + len(experts):])) for row in rows}

    def verdicts(self):
        return [(flow["verdict"], flow["confidence"]) for flow in self.flows]

    def frames(self, name):
        """{frame: text} of a field where it is present."""
        return {frame: row[name] for frame, row in self.fields.items() if row[name]}

    def found(self):
        """What is said of an address or of what C does; that nothing could be read is not."""
        missing = {one["frame"] for one in self.findings if one["seen"].startswith(NOTHING_READ)}
        return set().union(*(said - {"undetermined"} if frame in missing else said
                             for frame, said in self.experts.items()))


def application_data(size):
    """One TLS record of `size` bytes in all, which nobody can decrypt."""
    noise = hashlib.shake_128(size.to_bytes(4, "big")).digest(size - 5)
    return b"\x17\x03\x03" + (size - 5).to_bytes(2, "big") + noise


class EncryptedLink:
    """A traversal connection that cannot be decrypted, and what else the client's host does."""

    BURST = 2000

    def __init__(self, client=CLIENT, server=SERVER, capture=None, handshake=True):
        self.capture = capture or Capture()
        self.tcp = Connection(self.capture, client, server)
        self.next_port = 30001
        if handshake:
            self.tcp.handshake()
        self.answer()

    def wait(self, seconds):
        self.capture.now += seconds

    def burst(self, size=BURST):
        """A SERVICE as it looks without keys: one record from the server."""
        return self.tcp.send(False, application_data(size))[-1]

    def answer(self, size=300):
        return self.tcp.send(True, application_data(size))[-1]

    def attempt(self, where, how="refused", source=None):
        """A SYN from the client's host, from a new port; returns its frame."""
        self.next_port += 1
        client = source or (str(self.tcp.client.address), self.next_port)
        other = Connection(self.capture, client, where)
        if how == "established":
            return other.handshake()[0]
        if how == "unreachable":
            frame = other.syn()
            self.capture.icmp_error(frame, "10.0.30.1")
            return frame
        return other.refused()[0] if how == "refused" else other.syn()

    def log_in(self, where, how="refused", size=BURST, delay=0.005, then=True):
        """One SERVICE as it looks without keys: burst, SYN, answer. Returns the SYN's frame."""
        self.wait(1)
        self.burst(size)
        self.wait(delay)
        syn = self.attempt(where, how)
        if then:
            self.wait(0.005)
            self.answer()
        return syn
