"""TLS handshakes that fail, and what only looks like it: segments of every shape, made by hand."""

import base64
import struct

import pytest
import tls_link
from capture_writer import Capture, Connection
from scenes import C, E

CUCM = "10.0.40.5"
CCS = b"\x14\3\3\0\1\1"
ABOUT_TLS = {"tls_name", "tls_untrusted", "certificate_validity", "client_auth_missing", "tls_no_certificate",
             "tls_failed", "inspection", "https_certificate"}


def record(content, body, version=b"\3\3"):
    return bytes([content]) + version + struct.pack("!H", len(body)) + body


def message(kind, body):
    return bytes([kind]) + struct.pack("!I", len(body))[1:] + body


def random_of(connection):
    return struct.pack("!I", connection.client.sequence) * 8


def client_hello(connection):
    return record(22, message(1, b"\3\3" + random_of(connection) + b"\0\0\2\xc0\x2f\1\0"))


def server_hello(connection):
    return record(22, message(2, b"\3\3" + random_of(connection)[::-1] + b"\0\xc0\x2f\0"))


CERTIFICATE = record(22, message(11, b"\0\0\7\0\0\4\x30\2\5\0"))
DONE = record(22, message(14, b""))
APPLICATION = record(23, b"a" * 500)


def alert(number, level=2):
    return record(21, bytes([level, number]))


def connection(capture, port, server=(E, 7001), client=C):
    one = Connection(capture, (client, port), server)
    one.handshake()
    return one


def hellos(capture, port, **other):
    """Up to the server's part."""
    one = connection(capture, port, **other)
    one.send(True, client_hello(one))
    one.send(False, server_hello(one) + CERTIFICATE + DONE)
    return one


def works(capture, port, **other):
    one = hellos(capture, port, **other)
    one.send(True, CERTIFICATE + record(22, message(16, b"k" * 64)) + CCS + record(22, b"e" * 40))
    one.send(False, CCS + record(22, b"f" * 40))
    for _ in range(3):
        one.send(True, APPLICATION)
        one.send(False, APPLICATION)
    return one


def said_of(wireshark, capture):
    found = wireshark.findings(wireshark.save(capture))
    return [(one["key"], one["severity"], one["confidence"]) for one in found if one["key"] in ABOUT_TLS]


@pytest.mark.parametrize("split", ((), (7,), (9, 70, 8), (12,) * 20), ids=str)
def test_messages_in_pieces(wireshark, split):
    capture = Capture()
    one = connection(capture, 25010)
    one.send(True, client_hello(one))
    frames = one.send(False, server_hello(one) + CERTIFICATE + DONE, split=split)
    capture.repeat(frames[0])
    one.send(True, alert(48))
    assert said_of(wireshark, capture) == [("tls_untrusted", "error", "proven")]


def of_certificate(der):
    """The server's Certificate message with one."""
    length = struct.pack("!I", len(der))[1:]
    return record(22, message(11, struct.pack("!I", len(der) + 3)[1:] + length + der))


def real_certificate():
    text = tls_link.CREDENTIALS.partition("-----BEGIN CERTIFICATE-----")[2].partition("-----END")[0]
    return base64.b64decode(text)


@pytest.fixture(scope="module")
def broken_certificates():
    """One that is whole, and many in which a byte or the end is wrong; each is rejected."""
    der = real_certificate()
    capture = Capture()
    shown = [der, *(der[:place] + bytes([der[place] ^ 0xff]) + der[place + 1:] for place in range(0, len(der), 7)),
             *(der[:length] for length in range(1, len(der), 31))]
    for number, one_der in enumerate(shown):
        one = connection(capture, 25000 + number)
        one.send(True, client_hello(one))
        one.send(False, server_hello(one) + of_certificate(one_der) + DONE)
        one.send(True, alert(48))
    return capture


def test_certificates_that_are_broken(wireshark, broken_certificates):
    path = wireshark.save(broken_certificates)
    found = [one for one in wireshark.findings(path) if one["key"] == "tls_untrusted"]
    assert any("expe.example.com" in one["seen"] for one in found)
    assert sum(len(one["frames"]) for one in found) > 64
    wireshark.run("-r", path, "-2", "-V")


def test_certificates_leave_no_trace_in_the_frame(wireshark, broken_certificates):
    """They are dissected apart: layers, expert infos of others and the tree of the frame are as they are without us."""
    path = wireshark.save(broken_certificates)
    names = ("frame.protocols", "_ws.malformed", "x509ce.dNSName", "x509af.utcTime", "_ws.expert.group")
    looked = [wireshark.fields(path, "not expressway.finding", "frame.number", *names,
                               options=("-o", f"expressway.analyse:{analyse}"))
              for analyse in ("TRUE", "FALSE")]
    said = {row[0] for row in looked[0]}
    assert len(said) > 200
    assert looked[0] == [row for row in looked[1] if row[0] in said]
    assert any("x509" in row[1] for row in looked[0])


def test_of_a_stranger(wireshark):
    capture = Capture()
    for port in range(50000, 50004):
        hellos(capture, port).send(True, alert(48))
    assert said_of(wireshark, capture) == []


def test_of_a_client_behind_translation(wireshark):
    """Its port may be any, but it has a certificate."""
    capture = Capture()
    one = hellos(capture, 4401)
    one.send(True, CERTIFICATE + record(22, message(16, b"k" * 64)) + CCS + record(22, b"e" * 40))
    one.send(False, alert(48))
    assert said_of(wireshark, capture) == [("tls_untrusted", "error", "proven")]


def test_nobody_is_told_to_capture_sip_that_cannot_come(wireshark):
    """Until the handshake works; of another connection nothing else is known."""
    capture = Capture()
    hellos(capture, 25010).send(True, alert(48))
    works(capture, 25011, server=(E, 7002))
    report = " ".join(wireshark.report(wireshark.save(capture)).split())
    ended, other = report.partition("Flow 0")[2].split("Flow 1")
    assert "The connection ended with its TLS handshake" in ended and "Mend what ends the handshake first" in ended
    assert "The connection is encrypted" in other


def test_it_works_later(wireshark):
    capture = Capture()
    hellos(capture, 25010).send(True, alert(48))
    works(capture, 25011)
    assert said_of(wireshark, capture) == [("tls_untrusted", "note", "proven")]


@pytest.mark.parametrize("times, expected", ((1, []), (2, [("tls_name", "note", "probable")])))
def test_resets_without_an_alert(wireshark, times, expected):
    capture = Capture()
    for number in range(times):
        hellos(capture, 25010 + number).reset(True)
    assert said_of(wireshark, capture) == expected


@pytest.mark.parametrize("before", (True, False), ids=("works before", "works later"))
def test_resets_of_a_link_that_works(wireshark, before):
    """A restart, say."""
    capture = Capture()
    if before:
        works(capture, 25009)
    for number in range(3):
        hellos(capture, 25010 + number).reset(True)
    if not before:
        works(capture, 25019)
    assert said_of(wireshark, capture) == []


def test_ends_that_are_no_failures(wireshark):
    capture = Capture()
    for number in range(3):
        works(capture, 25010 + number).close()
        works(capture, 25020 + number).reset(True)
        one = works(capture, 25030 + number)
        one.send(True, record(21, b"encrypted close_notify 26"))
        one.close()
        one = hellos(capture, 25040 + number, server=(E, 7002))
        one.send(True, alert(0, level=1))
        connection(capture, 25050 + number, server=(E, 7003)).reset(True)
        connection(capture, 25060 + number, server=(E, 7003)).close()
    assert said_of(wireshark, capture) == []


def test_segments_that_were_not_captured(wireshark):
    capture = Capture()
    for number in range(3):
        one = connection(capture, 25010 + number)
        one.send(True, client_hello(one))
        one.lose(False, 1000)
        one.send(False, CERTIFICATE + DONE)
        one.reset(True)
    assert said_of(wireshark, capture) == []


def test_sessions_that_are_resumed(wireshark):
    capture = Capture()
    for number in range(3):
        one = connection(capture, 25010 + number)
        one.send(True, client_hello(one))
        one.send(False, server_hello(one) + CCS + record(22, b"f" * 40))
        one.close()
    assert said_of(wireshark, capture) == []


@pytest.mark.parametrize("port, expected", ((5061, ("tls_untrusted", "warning", "proven")),
                                            (6972, ("https_certificate", "error", "proven"))))
def test_servers_behind_c(wireshark, port, expected):
    """Only once C is known."""
    capture = Capture()
    hellos(capture, 30000, server=(CUCM, port)).send(False, alert(48))
    assert said_of(wireshark, capture) == []
    works(capture, 25010)
    hellos(capture, 30001, server=(CUCM, port)).send(False, alert(48))
    assert said_of(wireshark, capture) == [expected]


def test_a_flood_of_connections(wireshark):
    """Only so many are followed at a time; the latest still are."""
    capture = Capture()
    for number in range(2000):
        Connection(capture, (C, 25000 + number), (E, 7001)).syn()
    hellos(capture, 29000).send(True, alert(48))
    assert said_of(wireshark, capture) == [("tls_untrusted", "error", "proven")]
