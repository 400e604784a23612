"""Keep-alives between SIP messages (RFC 5626 section 4.4.1): empty lines, alone and stuck to messages."""

import json
import time

import pytest
import traversal_sip as sip
from capture_writer import Capture
from scenes import C, E, REFLECTED, SERVER_LAN, Link
from tls_link import TlsLink

PING, PONG = b"\r\n\r\n", b"\r\n"
MEGABYTE = PONG * (512 * 1024)
OPTIONS = sip.options(C, E, 7003)
ANSWER = sip.response(OPTIONS, 200, "OK", received=E, rport=REFLECTED[1], ingress_zone="UCTraversal")
SERVICE = Link(REFLECTED, SERVER_LAN).service_request(REFLECTED)
LARGE = Link(REFLECTED, SERVER_LAN).service_request(REFLECTED, body=b"x" * 5000)
# What is sent: (from the client, bytes, size of a segment or 0).
TALKS = {
    "none": [(True, OPTIONS, 0), (False, ANSWER, 0), (False, SERVICE, 0)],
    "first of the client": [(True, PING, 0), (True, OPTIONS, 0), (False, ANSWER, 0), (False, SERVICE, 0)],
    "first of the server": [(False, PING, 0), (True, OPTIONS, 0), (False, ANSWER, 0), (False, SERVICE, 0)],
    "ping and pong": [(True, PING, 0), (False, PONG, 0), (False, SERVICE, 0), (True, PING, 0), (False, PONG, 0)],
    "cut between CR and LF": [(True, b"\r", 0), (True, b"\n\r", 0), (True, b"\n", 0), (False, b"\r", 0),
                              (False, b"\n" + SERVICE, 0)],
    "stuck to the first message": [(False, PING + SERVICE, 0)],
    "stuck to the first message, cut": [(False, PING + SERVICE, 200)],
    "stuck to a later message, cut": [(False, ANSWER, 0), (False, PING + SERVICE, 200)],
    "in a segment, cut short": [(True, OPTIONS, 0), (False, ANSWER + PING + SERVICE[:9], 0), (False, SERVICE[9:], 0)],
    "between two": [(False, ANSWER + PING + SERVICE, 9000)],
    "between two, cut": [(False, ANSWER + PING + SERVICE, 700)],
    "between two, byte by byte": [(False, ANSWER + PING + SERVICE, 1)],
    "between many": [(False, (ANSWER + PING) * 5 + SERVICE + PONG, 9000)],
    "after a message": [(False, ANSWER + PING, 0), (False, SERVICE + PONG, 0)],
    "after a message, cut": [(False, ANSWER + b"\r", 0), (False, b"\n" + SERVICE + PONG, 0)],
    "before 5 kB": [(False, ANSWER, 0), (False, PING + LARGE, 0)],
}
LONG = {"before the first": [(False, MEGABYTE + SERVICE, 0)],
        "before a later one": [(False, ANSWER, 0), (False, MEGABYTE + SERVICE, 0)],
        "in large segments": [(False, MEGABYTE + SERVICE, 60000)],
        "by the client": [(True, MEGABYTE, 0), (False, SERVICE, 0)]}
CARRIERS = pytest.mark.parametrize("carrier", ("TCP", "TCP from the middle", "TLS", "TLS without SYN"))


def said(carrier, talks):
    """Each of these talks takes place on a connection of its own, from a host that is E's translated address."""
    capture = Capture()
    for number, talk in enumerate(talks):
        client = (E, REFLECTED[1] + number)
        before = len(capture.sections[0]["packets"])
        if carrier.startswith("TCP"):
            send = Link(client, SERVER_LAN, capture, handshake=carrier == "TCP").tcp.send
        else:
            send = TlsLink(capture, client, SERVER_LAN).send
        for from_client, data, size in talk:
            send(from_client, data.replace(b"4401", b"%d" % client[1]), mss=size or 1448)
        if carrier == "TLS without SYN":
            del capture.sections[0]["packets"][before:before + 3]
    return capture


def check(wireshark, path, talks, *options):
    """Each connection is judged and has its one SERVICE, and all its messages are found."""
    lines = wireshark.run("-r", path, *options, "-T", "fields", "-e", "tcp.stream", "-e", "sip.CSeq",
                          "-z", "expressway,json").stdout.splitlines()
    objects = [json.loads(line) for line in lines if line.startswith("{")]
    flows = [one for one in objects if one["type"] == "flow"]
    assert [(flow["verdict"], flow["confidence"], len(flow["services"])) for flow in flows] \
        == [("NAT-reflected", "proven", 1)] * len(talks)
    found = dict.fromkeys(talks, 0)
    for line in lines:
        stream, _, messages = line.partition("\t")
        if messages and stream.isdigit():
            found[list(talks)[int(stream)]] += len(messages.split(","))
    assert found == {name: b"".join(data for _, data, _ in talk).count(b"\r\nCSeq: ")
                     for name, talk in talks.items()}


@CARRIERS
@pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))
def test_keep_alives(wireshark, carrier, options):
    check(wireshark, wireshark.save(said(carrier, TALKS.values())), TALKS, *options)


@CARRIERS
def test_a_megabyte(wireshark, carrier):
    """The dissector does not wait for the end, and looks at each byte a few times at most."""
    path = wireshark.save(said(carrier, LONG.values()))
    began = time.monotonic()
    check(wireshark, path, LONG)
    check(wireshark, path, LONG, "-2")
    assert time.monotonic() - began < 60


def test_keep_alives_alone_are_no_flow(wireshark):
    """Empty lines alone may belong to any protocol."""
    capture = said("TCP", [[(True, PING, 0), (False, PONG, 0)] * 3])
    assert wireshark.json(wireshark.save(capture)) == []
