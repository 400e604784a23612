"""Small traversal captures, from which the tests make their own."""

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
    """One traversal connection in a capture, and the messages that cross it.

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
