"""Data on a traversal port that is neither SIP nor TLS is dissected as without the plugin. So is what the user has
chosen with Decode As."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
import traversal_sip as sip
from capture_writer import Capture, Connection
from scenes import C, E
from tls_link import TlsLink
from wireshark import Wireshark

T3 = b"t3 12.2.1\nAS:255\nHL:19\nMS:10000000\nPU:t3://us-l-breens:7001\n\n"
HELO = b"HELO:12.2.1.4.0.false\nAS:2048\nHL:19\nMS:10000000\nPN:DOMAIN\n\n"
GET = b"GET /console HTTP/1.1\r\nHost: weblogic.example.com\r\n\r\n"
FOUND = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CASSANDRA = b"\xca\x55\x2d\xfa\x00\x00\x00\x0c" + bytes(range(64))
CLIENT_X11 = b"l\0\x0b\0\0\0\0\0\0\0\0\0"
SERVER_X11 = b"\x01\0\x0b\0\0\0\x02\0" + bytes(8)
# Ends of the connection's client: nobody's, and those of HTTP, MySQL, X11, H.323 (Gatekeeper), AMQP, XMPP.
PORTS = (49152, 8080, 3306, 6000, 1720, 5672, 5222)
TALKS = {
    "T3": [(True, T3), (False, HELO), (True, bytes(range(256)) * 9), (False, bytes(2000))],
    "HTTP": [(True, GET), (False, FOUND), (True, GET)],
    "HTTP proxy": [(True, b"CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n"),
                   (False, b"HTTP/1.1 200 Connection established\r\n\r\n"),
                   (True, b"\x16\x03\x01\x00\x05hello"), (False, b"\x16\x03\x03\x00\x05hello")],
    "X11": [(True, CLIENT_X11), (False, SERVER_X11), (True, CLIENT_X11 * 5)],
    "cluster": [(True, CASSANDRA), (False, CASSANDRA[::-1]), (True, CASSANDRA * 40)],
    "SIP in a later segment": [(True, CASSANDRA), (False, CASSANDRA), (True, sip.options(C, E, 7001))],
    "TLS in a later segment": [(True, CASSANDRA), (False, b"\x17\x03\x03\x00\x20" + bytes(32))],
    "server first": [(False, b"SSH-2.0-OpenSSH_9.2\r\n"), (True, b"SSH-2.0-OpenSSH_9.2\r\n"), (False, bytes(900))],
    "a bit of SIP": [(True, b"SERVICE with a smile\r\n"), (False, b"SIP/3.0 200 OK\r\n"), (True, b"BYE\r\n")],
}
HTTP_THERE = ("-d", "tcp.port==7001,http")


@pytest.fixture(scope="module")
def stock():
    """The same tshark without the plugin."""
    folder = Path(tempfile.mkdtemp(prefix="expressway-stock-"))
    folder.chmod(0o755)
    yield Wireshark(os.environ.get("EXPRESSWAY_TSHARK", "/usr/bin/tshark"), folder, None)
    shutil.rmtree(folder, ignore_errors=True)


def connections(handshake):
    capture = Capture()
    for number, talk in enumerate(TALKS.values()):
        for port in PORTS:
            tcp = Connection(capture, (f"192.0.2.{1 + number}", port), (E, 7001))
            if handshake:
                tcp.handshake()
            for from_client, payload in talk:
                tcp.send(from_client, payload)
            tcp.close()
    return capture


def dissected(wireshark, capture, *options):
    return wireshark.run("-r", wireshark.save(capture), *options, "-T", "fields", "-e", "frame.number", "-e",
                         "frame.protocols", "-e", "_ws.col.Protocol", "-e", "_ws.col.Info").stdout


@pytest.mark.parametrize("options", ((), ("-2",), HTTP_THERE), ids=("one pass", "two passes", "decode as"))
def test_other_protocols(wireshark, stock, options):
    capture = connections(True)
    assert dissected(wireshark, capture, *options) == dissected(stock, capture, *options)


@pytest.mark.parametrize("options", ((), ("-2",), HTTP_THERE), ids=("one pass", "two passes", "decode as"))
def test_other_protocols_from_the_middle(wireshark, stock, options, monkeypatch):
    """Of these, data that begins with a TLS record or a SIP message is taken for TLS or SIP."""
    for name in ("HTTP proxy", "SIP in a later segment", "TLS in a later segment"):
        monkeypatch.delitem(TALKS, name)
    capture = connections(False)
    assert dissected(wireshark, capture, *options) == dissected(stock, capture, *options)


@pytest.mark.parametrize("handshake", (True, False))
@pytest.mark.parametrize("decode_as", ("tcp.port==7003,http", "tcp.port==6042,http"))
def test_decode_as_comes_before_us(wireshark, stock, decode_as, handshake):
    capture = Capture()
    tcp = Connection(capture, (E, 6042), ("10.0.10.2", 7003))
    if handshake:
        tcp.handshake()
    request = sip.options(C, E, 7003)
    tcp.send(True, request)
    tcp.send(False, sip.response(request, 200, "OK"))
    options = ("-d", decode_as)
    assert "http" in dissected(wireshark, capture, *options)
    assert dissected(wireshark, capture, *options) == dissected(stock, capture, *options)


@pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))
def test_https(wireshark, stock, options):
    capture = Capture()
    link = TlsLink(capture, ("192.0.2.1", 49152), (E, 7001))
    for from_client, payload in TALKS["HTTP"]:
        link.send(from_client, payload)
    ours = dissected(wireshark, capture, *options)
    assert ours.count("\tHTTP\t") == 3
    assert ours == dissected(stock, capture, *options)


def test_client_from_a_traversal_port(wireshark, stock):
    """Port 7005 does not belong to an Expressway here, and leads to a service."""
    capture = Capture()
    for port, talk in ((80, "HTTP"), (3306, "cluster"), (8080, "HTTP"), (6000, "X11")):
        for handshake in (True, False):
            tcp = Connection(capture, (f"192.0.2.{port % 200 + handshake}", 7005), (E, port))
            if handshake:
                tcp.handshake()
            for from_client, payload in TALKS[talk]:
                tcp.send(from_client, payload)
    assert dissected(wireshark, capture) == dissected(stock, capture)


def test_plugin_that_is_disabled(wireshark, stock):
    capture = Capture()
    request = sip.options(C, E, 7003)
    for port in PORTS:
        tcp = Connection(capture, (E, port), ("10.0.10.2", 7003))
        tcp.handshake()
        tcp.send(True, request)
        tcp.send(False, b"\r\n\r\n" + sip.response(request, 200, "OK"))
    assert dissected(wireshark, capture, "--disable-protocol", "expressway") == dissected(stock, capture)
