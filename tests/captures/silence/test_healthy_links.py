"""What happens on a healthy link every day: no failure is said of it."""

import pytest
from capture_writer import Capture, Connection
from scenes import C, E, E_LAN, Link
from tls_link import TlsLink

STRANGER = "203.0.113.9"
BALANCER = "10.0.10.9"
OUTER_PHONE = "198.51.100.77"
# A link that was seen to work may be said to work.
ALLOWED = {"own_address", "undetermined", "healthy", "unusual_client_port", "via_mismatch"}


def keys_of(wireshark, capture):
    path = wireshark.save(capture)
    found = {one["key"] for one in wireshark.findings(path)}
    shown = {name for row in wireshark.experts(path, two_pass=True).values() for name in row}
    assert shown == found
    return found


def silent(wireshark, capture):
    assert keys_of(wireshark, capture) <= ALLOWED


def working(capture=None, port=25001):
    link = TlsLink(capture or Capture(), (C, port), (E, 7001))
    for _ in range(3):
        link.capture.now += 5
        link.send(True, b"OPTIONS " + b"x" * 500)
        link.send(False, b"SIP/2.0 200 OK" + b"y" * 500)
    return link


def test_one_lost_syn(wireshark):
    capture = Capture()
    Connection(capture, (C, 25001), (E, 7001)).syn()
    capture.now += 1
    working(capture)
    silent(wireshark, capture)


def test_one_refused_syn_while_e_restarts(wireshark):
    link = working()
    link.tcp.reset(False)
    link.capture.now += 2
    Connection(link.capture, (C, 25002), (E, 7001)).refused()
    link.capture.now += 120
    working(link.capture, 25003)
    silent(wireshark, link.capture)


@pytest.mark.parametrize("how", ("close", "reset"))
@pytest.mark.parametrize("pause", (0.5, 30, 3700))
def test_c_restarts(wireshark, how, pause):
    link = working()
    getattr(link.tcp, how)(*((True,) if how == "reset" else ()))
    link.capture.now += pause
    working(link.capture, 25002)
    silent(wireshark, link.capture)


def test_a_zone_is_disabled_and_enabled_on_e(wireshark):
    """E closes, and C tries again until the zone is back."""
    link = working()
    link.tcp.reset(False)
    link.capture.now += 1
    working(link.capture, 25002)
    silent(wireshark, link.capture)


@pytest.mark.parametrize("answered", ("refused", "syn"))
def test_a_scanner_of_the_traversal_ports(wireshark, answered):
    """Nobody listens on most of them."""
    link = working()
    for turn in range(3):
        for port in range(7002, 7021):
            getattr(Connection(link.capture, (STRANGER, 40000 + 100 * turn + port - 7000), (E, port)), answered)()
        link.capture.now += 130
    silent(wireshark, link.capture)


def test_a_scanner_from_ports_that_c_uses(wireshark):
    link = working()
    for turn in range(4):
        for port in range(7002, 7021):
            Connection(link.capture, (STRANGER, 25100 + 100 * turn + port - 7000), (E, port)).refused()
        link.capture.now += 130
    silent(wireshark, link.capture)


@pytest.mark.parametrize("port", (5061, 8443, 2222, 7400, 7001))
def test_a_scanner_says_nothing_or_rubbish(wireshark, port):
    link = working()
    for turn in range(5):
        probe = Connection(link.capture, (STRANGER, 41000 + turn), (E, port))
        probe.handshake()
        if turn % 2:
            probe.send(True, b"GET / HTTP/1.0\r\n\r\n")
        link.capture.now += 18
        probe.reset(False)
    silent(wireshark, link.capture)


@pytest.mark.parametrize("port", (7001, 5061, 8443))
def test_probes_of_a_load_balancer(wireshark, port):
    link = working()
    for turn in range(20):
        probe = Connection(link.capture, (BALANCER, 42000 + turn), (E, port))
        probe.handshake()
        probe.close()
        link.capture.now += 10
    silent(wireshark, link.capture)


def test_tunnels_and_xmpp_that_last(wireshark):
    link = working()
    tunnels = [Connection(link.capture, (C, 30001 + turn), (E, port)) for turn, port in enumerate((2222, 2222, 7400))]
    for tunnel in tunnels:
        tunnel.handshake()
    for _ in range(20):
        link.capture.now += 20
        for tunnel in tunnels:
            tunnel.send(True, b"x" * 300)
            tunnel.send(False, b"y" * 700)
    silent(wireshark, link.capture)


def test_phones_come_and_go(wireshark):
    link = working()
    for turn in range(10):
        phone = Connection(link.capture, (OUTER_PHONE, 50000 + turn), (E_LAN, 5061))
        phone.handshake()
        phone.send(True, b"\x16\x03\x01\x00\x05abcde")
        phone.send(False, b"\x16\x03\x03\x00\x05abcde")
        phone.close()
        link.capture.now += 1
    silent(wireshark, link.capture)


def test_requests_of_phones_are_challenged(wireshark):
    """401 to REGISTER and INVITE, and one to an OPTIONS: each nonce begins so."""
    link = Link(handshake=True)
    for _ in range(4):
        link.keep_alive(C, 27901, status=401)
        link.keep_alive(C, 27901)
        link.capture.now += 300
    silent(wireshark, link.capture)
