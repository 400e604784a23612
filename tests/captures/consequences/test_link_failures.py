"""Attempts to connect, connections that die, tunnels that do not stay up: what is said of them, and what is not."""

import re

import traversal_sip as sip
from capture_writer import Capture, Connection
from scenes import C, E, Link
from tls_link import TlsLink

NOTHING = {"own_address", "undetermined", "unusual_client_port", "via_mismatch"}


def found(wireshark, capture):
    path = wireshark.save(capture)
    findings = {one["key"]: (one["severity"], one["confidence"])
                for one in wireshark.findings(path) if one["key"] not in NOTHING}
    shown = {name for row in wireshark.experts(path, two_pass=True).values() for name in row}
    assert shown - NOTHING == set(findings)
    return findings


def unanswered(capture, port, server=(E, 7001), pauses=(1, 2, 4)):
    """An attempt: the same SYN again after each pause, and nothing else."""
    Connection(capture, (C, port), server).syn()
    for pause in pauses:
        capture.now += pause
        Connection(capture, (C, port), server).syn()


def working(capture, port=25001, server=E):
    link = TlsLink(capture, (C, port), (server, 7001))
    link.send(True, b"x" * 500)
    link.send(False, b"y" * 500)
    return link


def test_one_attempt_that_nobody_answers_is_probable(wireshark):
    capture = Capture()
    unanswered(capture, 25001)
    assert found(wireshark, capture) == {"zone_unreachable": ("note", "probable")}


def test_two_are_proven(wireshark):
    capture = Capture()
    unanswered(capture, 25001)
    capture.now += 112
    unanswered(capture, 25002)
    assert found(wireshark, capture) == {"zone_unreachable": ("error", "proven")}


def test_an_attempt_that_ends_sooner_is_nothing(wireshark):
    """The capture may have ended, or lost the answer."""
    capture = Capture()
    for port in (25001, 25002, 25003):
        unanswered(capture, port, pauses=(1, 2))
    assert found(wireshark, capture) == {}


def test_both_sides_of_a_firewall_show_each_syn_twice(wireshark):
    capture = Capture()
    for _ in range(3):
        unanswered(capture, 25001, pauses=(0.01,))
        capture.now += 1
    assert found(wireshark, capture) == {}


def test_a_port_that_is_opened_later(wireshark):
    capture = Capture()
    for port in (25001, 25002):
        Connection(capture, (C, port), (E, 7001)).refused()
        capture.now += 120
    working(capture, 25003)
    assert found(wireshark, capture) == {"zone_unreachable": ("note", "proven")}


def test_a_port_that_was_closed_for_a_time(wireshark):
    """A zone that is disabled and enabled: it worked before, and works again."""
    capture = Capture()
    working(capture).tcp.reset(False)
    for port in (25002, 25003, 25004):
        Connection(capture, (C, port), (E, 7001)).refused()
        capture.now += 120
    assert found(wireshark, capture) == {"zone_unreachable": ("error", "proven")}
    working(capture, 25005)
    assert found(wireshark, capture) == {}


def test_who_uses_other_ports_is_not_expressway_c(wireshark):
    capture = Capture()
    for port in (40001, 40002, 40003):
        Connection(capture, (C, port), (E, 7001)).refused()
        capture.now += 120
    assert found(wireshark, capture) == {}


def test_who_uses_one_of_its_ports_by_chance_is_not(wireshark):
    capture = Capture()
    for port in (40001, 25001, 25002, 61000):
        Connection(capture, (C, port), (E, 7001)).refused()
        capture.now += 120
    assert found(wireshark, capture) == {}


def test_somebody_tests_the_port_on_c(wireshark):
    """Expressway's other connections come from 30000 to 35999."""
    capture = Capture()
    for port in (31001, 25001, 31002, 25002):
        Connection(capture, (C, port), (E, 7001)).refused()
        capture.now += 120
    assert found(wireshark, capture) == {"zone_unreachable": ("error", "proven")}


def test_a_tunnel_that_is_older_than_the_capture(wireshark):
    capture = Capture()
    working(capture)
    older = Connection(capture, (C, 30001), (E, 2222))
    for port in (30002, 30003):
        Connection(capture, (C, port), (E, 2222)).refused()
        capture.now += 10
    assert found(wireshark, capture) == {"ssh_tunnel": ("error", "proven")}
    older.send(False, b"x" * 100)
    assert found(wireshark, capture) == {}


def test_tunnels_to_a_host_that_is_not_known(wireshark):
    capture = Capture()
    for port in (30001, 30002, 30003):
        Connection(capture, (C, port), (E, 2222)).refused()
        Connection(capture, (C, port), (E, 7400)).refused()
        capture.now += 10
    assert found(wireshark, capture) == {}


def tunnel(capture, port, seconds):
    one = Connection(capture, (C, port), (E, 2222))
    one.handshake()
    for _ in range(4):
        one.send(True, b"SSH-2.0-OpenSSH_8.0\r\n")
        one.send(False, b"SSH-2.0-OpenSSH_8.0\r\n")
        capture.now += seconds / 4
    return one


def test_tunnels_that_end_at_once(wireshark):
    capture = Capture()
    working(capture)
    for port in (30001, 30002):
        tunnel(capture, port, 0.4).close()
    assert found(wireshark, capture) == {}
    tunnel(capture, 30003, 0.4).close()
    assert found(wireshark, capture) == {"ssh_tunnel": ("note", "probable")}
    tunnel(capture, 30004, 100)
    assert found(wireshark, capture) == {}


def test_a_second_tunnel_that_ends_beside_one_that_lasts(wireshark):
    capture = Capture()
    working(capture)
    first = Connection(capture, (C, 30001), (E, 2222))
    first.handshake()
    for port in (30002, 30003, 30004, 30005):
        tunnel(capture, port, 2.5).close()
        first.send(False, b"x" * 100)
        capture.now += 10
    assert found(wireshark, capture) == {}


def idle(capture, seconds=600):
    link = working(capture)
    capture.now += seconds
    return link


def test_a_connection_that_is_reset_after_idling(wireshark):
    capture = Capture()
    link = idle(capture)
    link.tcp.send(True, b"x" * 100)
    link.tcp.reset(False)
    capture.now += 0.1
    working(capture, 25002)
    assert found(wireshark, capture) == {"link_dropped": ("note", "probable")}


def test_e_has_restarted_while_it_was_idle(wireshark):
    """It refuses for a while, so it has not been there all the time."""
    capture = Capture()
    link = idle(capture)
    link.tcp.send(True, b"x" * 100)
    link.tcp.reset(False)
    Connection(capture, (C, 25002), (E, 7001)).refused()
    capture.now += 120
    working(capture, 25003)
    assert found(wireshark, capture) == {}


def test_c_has_restarted_while_it_was_idle(wireshark):
    """C no longer knows the connection on which E sends."""
    capture = Capture()
    link = idle(capture)
    link.tcp.send(False, b"x" * 100)
    link.tcp.reset(True)
    working(capture, 25002)
    assert found(wireshark, capture) == {}


def test_a_reset_without_idling_is_a_close(wireshark):
    capture = Capture()
    link = idle(capture, 5)
    link.tcp.send(True, b"x" * 100)
    link.tcp.reset(False)
    working(capture, 25002)
    assert found(wireshark, capture) == {}


def test_an_answer_after_idling(wireshark):
    capture = Capture()
    link = idle(capture)
    link.tcp.send(True, b"x" * 100)
    link.tcp.ack(False)
    link.tcp.reset(False)
    working(capture, 25002)
    assert found(wireshark, capture) == {}


# Credentials of the zone

def challenge(nonce, stale=False):
    return f'Digest realm="TraversalZone", nonce="{nonce}", qop="auth"{", stale=true" if stale else ""}'


def asked(link, nonce, status, next_nonce=None, stale=False):
    """OPTIONS with credentials, or without where nonce is None, and its answer."""
    link.requests += 1
    request = sip.options(C, E, 7003, cseq=link.requests, nonce=nonce)
    if nonce is None:
        request = re.sub(rb"Authorization: [^\r]*\r\n", b"", request)
    link.send(True, request)
    answer = sip.response(request, status, "Answer", received=C, rport=27901, ingress_zone="UCTraversal")
    if next_nonce:
        field = f"\r\nWWW-Authenticate: {challenge(next_nonce, stale)}\r\n\r\n".encode()
        answer = answer.replace(b"\r\n\r\n", field, 1)
    link.send(False, answer)


def credentials(wireshark, *steps):
    link = Link(handshake=True)
    for step in steps:
        asked(link, *step)
        link.capture.now += 5
    return found(wireshark, link.capture)


REFUSED = {"zone_credentials": ("error", "proven")}


def test_a_wrong_password(wireshark):
    assert credentials(wireshark, (None, 401, "a"), ("a", 401, "b")) == REFUSED
    assert credentials(wireshark, (None, 401, "a"), ("a", 403)) == REFUSED


def test_a_password_that_is_right(wireshark):
    assert credentials(wireshark, (None, 401, "a"), ("a", 200)) == {}
    assert credentials(wireshark, (None, 401, "a"), ("a", 200), ("a", 401, "b"), ("b", 200)) == {}


def test_a_nonce_that_is_too_old(wireshark):
    assert credentials(wireshark, (None, 401, "a"), ("a", 401, "b", True), ("b", 200)) == {}
    assert credentials(wireshark, (None, 401, "a"), ("a", 200), ("a", 401, "b")) == {}


def test_a_password_that_is_corrected(wireshark):
    assert credentials(wireshark, (None, 401, "a"), ("a", 401, "b"), ("b", 200)) == {}
