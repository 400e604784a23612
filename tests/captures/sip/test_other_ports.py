"""The port of the other end belongs to another protocol's dissector: the verdict does not depend on it.

Every port that a dissector of this Wireshark is registered on is the translated port of a connection, all of them in
one capture.
"""

import pytest
import traversal_sip as sip
from capture_writer import ACK, SYN, Capture, Connection
from scenes import C, E, SERVER_LAN, Link, application_data
from tls_link import TlsLink

FAULT = ("NAT-reflected", "proven")
TRAVERSAL = range(7001, 7021)
# Without a SYN, data between one of these and a traversal port may just as well go to the service of that port: its
# protocol carries SIP or TLS. Wireshark's SNMP dissector makes a conversation of its own, and its IrDA dissector sets
# other addresses on the frame.
SIP_SERVICES = (5060, 5061, 161, 162, 6417)
TLS_SERVICES = (3389, 3478, 5060, 5061, 5222, 6417)
IMAP = 143  # finds a ClientHello by itself, and says that IMAP follows
BOTH_PASSES = pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))


@pytest.fixture(scope="module")
def ports(wireshark):
    """The ports in the tables tcp.port and tls.port."""
    rows = [line.split("\t") for line in wireshark.run("-G", "decodes").stdout.splitlines()]
    found = {int(row[1]) for row in rows if row[0] in ("tcp.port", "tls.port") and row[1].isdigit()}
    assert {3306, 5222, 6000, 6063, 8080, 8883, 21064} <= found
    return sorted(found - set(TRAVERSAL) - {0})


def check(wireshark, capture, ports, options, verdict=FAULT):
    flows = wireshark.json(wireshark.save(capture), *options)
    judged = {int(flow["client"].rpartition(":")[2]): (flow["verdict"], flow["confidence"]) for flow in flows}
    assert {port: judged.get(port) for port in ports if judged.get(port) != verdict} == {}


def talk(link):
    port = link.tcp.client.port
    link.keep_alive(E, port)
    link.service((E, port), 408)


def tails(link):
    """The rest of a message, in both directions, as in a capture that begins within it; then all of `talk`."""
    link.send(False, link.service_request((E, 4401), body=b"x" * 3000)[-2000:])
    link.send(True, sip.options(C, E, 7003)[-200:])
    talk(link)


def cut(link):
    link.send(False, link.service_request((E, link.tcp.client.port)), mss=100)


def fast_open(link):
    """The SYN carries data: RFC 7413."""
    link.tcp._emit(link.tcp.client, SYN, sip.options(C, E, 7003), None)
    link.tcp._emit(link.tcp.server, SYN | ACK, b"", None)
    talk(link)


def after_an_acknowledgement(link):
    link.tcp.ack(True)
    talk(link)


def plain(ports, say, handshake):
    capture = Capture()
    for port in ports:
        say(Link((E, port), SERVER_LAN, capture, handshake))
    return capture


@BOTH_PASSES
def test_plain_sip(wireshark, ports, options):
    check(wireshark, plain(ports, talk, True), ports, options)


@BOTH_PASSES
def test_plain_sip_at_the_side_of_c(wireshark, options, ports):
    """Expressway-C itself may use such a port."""
    capture = Capture()
    for port in ports:
        link = Link((C, port), capture=capture, handshake=True)
        link.keep_alive(C, port)
        link.service((C, port), 200)
    check(wireshark, capture, ports, options, ("own address", "proven"))


@pytest.mark.parametrize("say", (talk, tails, cut, fast_open, after_an_acknowledgement))
@BOTH_PASSES
def test_plain_sip_without_a_connection(wireshark, ports, options, say):
    asked = [port for port in ports if port > 1023 and port not in SIP_SERVICES]
    check(wireshark, plain(asked, say, False), asked, options)


def test_every_cut_of_the_first_data(wireshark):
    """On MySQL's port and on one of X11's, the first message cut after each of its first 120 bytes."""
    capture = Capture()
    message = sip.options(C, E, 7003)
    links = {}
    for number in range(240):
        client = (f"64.100.1.{1 + number // 2}", (3306, 6042)[number % 2])
        link = links[client] = Link(client, SERVER_LAN, capture, handshake=True)
        link.send(True, message, split=[1 + number // 2])
        link.send(False, sip.response(message, 200, "OK", received=client[0], rport=client[1],
                                      ingress_zone="UCTraversal"), split=[1 + number // 2])
        link.service(client, 408)
    flows = wireshark.json(wireshark.save(capture))
    assert len(flows) == len(links)
    assert {len(flow["services"]) for flow in flows} == {1}
    assert all(flow["received"] for flow in flows)


def encrypted(ports, lost=0):
    """TLS with its keys; the first `lost` packets of each connection were not captured."""
    capture = Capture()
    request = sip.options(C, E, 7003)
    for port in ports:
        before = len(capture.packets)
        link = TlsLink(capture, (E, port), SERVER_LAN)
        link.send(True, request)
        link.send(False, sip.response(request, 200, "OK", received=E, rport=port, ingress_zone="UCTraversal"))
        link.send(False, Link((E, port), SERVER_LAN).service_request((E, port)))
        del capture.sections[0]["packets"][before:before + lost]
        del capture.packets[before:before + lost]
    return capture


@pytest.mark.parametrize("lost", (0, 2, 3), ids=("with SYN", "from an ACK on", "from the ClientHello on"))
@BOTH_PASSES
def test_tls(wireshark, ports, options, lost):
    asked = [port for port in ports if lost == 0 or port not in (IMAP, *SIP_SERVICES)]
    check(wireshark, encrypted(asked, lost), asked, options)


def records(link):
    link.send(False, application_data(900))
    link.send(True, application_data(90))


@BOTH_PASSES
def test_tls_from_the_middle(wireshark, ports, options):
    """It cannot be decrypted, but it is a flow."""
    asked = [port for port in ports if port > 1023 and port not in TLS_SERVICES]
    capture = plain(asked, records, False)
    check(wireshark, capture, asked, options, ("undetermined", "none"))


@BOTH_PASSES
@pytest.mark.parametrize("size", (1, 3, 4, 5, 6, 100))
def test_tls_whose_first_segment_is_short(wireshark, options, size):
    """The first data on a port of X11 is a cut record header."""
    capture = Capture()
    TlsLink(capture, (E, 6042), SERVER_LAN)
    hello = capture.sections[0]["packets"][3][2]
    again = Capture()
    tcp = Connection(again, (E, 6042), SERVER_LAN)
    tcp.handshake()
    tcp.send(True, hello[66:], split=[size])
    tcp.send(False, capture.sections[0]["packets"][4][2][66:])
    path = wireshark.save(again)
    assert len(wireshark.json(path, *options)) == 1
    assert wireshark.frames(path, "tls.handshake.type == 1", two_pass=bool(options)) == [5]


def test_the_same_ends_again(wireshark):
    """A connection that was something else, and then a traversal connection between the same ports; a SYN that
    was sent twice."""
    capture = Capture()
    client = (E, 6042)
    first = Link(client, SERVER_LAN, capture, handshake=True)
    first.send(True, b"t3 12.2.1\nAS:255\nHL:19\n\n")
    first.tcp.close()
    second = Link(client, SERVER_LAN, capture)
    second.tcp.client.sequence += 100000
    second.tcp.server.sequence += 100000
    capture.repeat(second.tcp.syn())
    second.tcp._emit(second.tcp.server, SYN | ACK, b"", None)
    talk(second)
    check(wireshark, capture, [6042], ())


def test_first_data_sent_again(wireshark):
    capture = Capture()
    link = Link((E, 3306), SERVER_LAN, capture, handshake=True)
    capture.repeat(link.keep_alive())
    talk(link)
    check(wireshark, capture, [3306], ())
    assert len(wireshark.json(wireshark.save(capture))[0]["services"]) == 1


@pytest.mark.parametrize("preference", ("tcp.try_heuristic_first:TRUE", "tcp.reassemble_out_of_order:TRUE",
                                        "tcp.relative_sequence_numbers:FALSE", "tcp.analyze_sequence_numbers:FALSE"))
@pytest.mark.parametrize("handshake", (True, False))
def test_tcp_as_the_user_likes_it(wireshark, handshake, preference):
    asked = [3306, 6042, 6379, 8080]
    check(wireshark, plain(asked, talk, handshake), asked, ("-o", preference))


def test_not_while_analysis_is_off(wireshark, ports):
    """The dissectors of these ports then take the data."""
    path = wireshark.save(plain(ports, talk, True))
    off = ("-o", "expressway.analyse:FALSE")
    assert len(wireshark.frames(path, "sip")) == len(ports) * len(("OPTIONS", "200", "SERVICE", "408"))
    assert len(wireshark.frames(path, "sip", options=off)) < len(ports) * 4
