"""Messages that cannot be read: reported if the plugin should read them, quickly, and the rest is shown."""

import time

import pytest
import traversal_sip as sip
from scenes import C, E, REFLECTED, REFLECTION, Link, with_route

LOCAL = "<sip:127.0.0.1:22210;transport=tcp;vcs-cate;lr>"
GENEROUS = 60  # seconds; linear work takes one or two


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("route", (
    "<sip:64.100.0.10:0;transport=tls;apparent;ds;lr>",
    "<sip:64.100.0.10:65536;transport=tls;apparent;ds;lr>",
    "<sip:64.100.0.10:99999999999999999999;apparent;lr>",
    "<sip:64.100.0.10:-1;apparent;lr>",
    "<sip:64.100.0.10:;transport=tls;apparent;ds;lr>",
    "<sip:64.100.0.10:port;transport=tls;apparent;ds;lr>",
    "<sip:64.100.0.10:4401x;transport=tls;apparent;ds;lr>",
    "<sip:[2001:db8::1:4401;transport=tls;apparent;ds;lr>",
    "<sip:[64.100.0.10]:4401;apparent;lr>",
    "<sip:[]:4401;apparent;lr>",
    "<sip::4401;apparent;lr>"))
def test_unreadable_route_is_malformed_and_the_next_message_is_judged(wireshark, route, two_pass):
    link = Link()
    bad = with_route(link.service_request(REFLECTED), route, LOCAL)
    frame = link.send(False, bad, link.service_request((E, 4402)), mss=9000)
    row = wireshark.values(wireshark.save(link.capture), frame, "expressway.expert.malformed",
                           "expressway.expert.nat_reflected", "sip.Method", "expressway.apparent",
                           "expressway.apparent.verdict", two_pass=two_pass)
    malformed, reflected, methods, routes, verdicts = (cell.split("|") for cell in row)
    assert malformed != [""] and reflected != [""]
    assert methods == ["SERVICE", "SERVICE"]
    assert "64.100.0.10:4402" in routes
    assert verdicts[-1] == str(REFLECTION)


@pytest.mark.parametrize("route", (
    "<sip:64.100.0.10:4401;apparent;ds;lr",
    '"open <sip:64.100.0.10:4401;apparent;ds;lr>',
    "<", "<>", "", ",", ",,,", "sip:", "<sip:>", "<sip:;apparent>", "<tel:123;apparent>", ";apparent",
    "\x00", "<sip:64.100.0.10\x00:4401;apparent;lr>", "<sip:64.100.0.10:44\x0001;apparent;lr>",
    "\xff\xfe\xfd", "%n%s%x" * 20))
def test_hopeless_route_harms_nothing(wireshark, route):
    link = Link()
    link.send(False, with_route(link.service_request(REFLECTED), route, LOCAL))
    good = link.service((E, 4402))
    path = wireshark.save(link.capture)
    for two_pass in (False, True):
        rows = dict(wireshark.fields(path, "sip", "frame.number", "expressway.apparent",
                                     two_pass=two_pass))
        assert set(rows) == {"1", str(good)}
        assert rows[str(good)] == "64.100.0.10:4402"


@pytest.mark.parametrize("parameters", (
    ";received=64.100.0.10;rport=0", ";received=64.100.0.10;rport=65536",
    ";received=64.100.0.10;rport=port", ";received=64.100.0.10;rport=44 01"))
def test_unreadable_received_is_malformed(wireshark, parameters):
    link = Link()
    request = sip.options(C, E, 7003)
    link.send(True, request)
    link.send(False, sip.response(request, 200, "OK").replace(
        b";rport\r\n", parameters.encode() + b"\r\n", 1))
    path = wireshark.save(link.capture)
    for two_pass in (False, True):
        malformed, status = wireshark.values(path, 2, "expressway.expert.malformed", "sip.Status-Code",
                                             two_pass=two_pass)
        assert malformed and status == "200"


@pytest.mark.parametrize("via", (
    "", " ", "SIP/2.0/TLS", "SIP/2.0/TLS ;branch=z", "SIP/2.0/TLS [2001:db8::1;branch=z",
    "SIP/2.0/TLS 64.100.0.10:99999;branch=z", "SIP/2.0/TLS 64.100.0.10:;branch=z", "\x00\x00\x00",
    "SIP/2.0/TLS 64.100.0.10:7003;egress-zone", "SIP/2.0/TLS 64.100.0.10;received=;rport="))
def test_bad_via_harms_nothing(wireshark, via):
    link = Link()
    request = link.service_request(REFLECTED)
    first = request.index(b"Via: ") + 5
    link.send(False, request[:first] + via.encode() + request[request.index(b"\r\n", first):])
    good = link.service((E, 4402))
    path = wireshark.save(link.capture)
    for two_pass in (False, True):
        assert wireshark.value(path, good, "expressway.apparent.verdict",
                               two_pass=two_pass) == str(REFLECTION)


def test_message_without_headers_or_their_end(wireshark):
    link = Link()
    for message in (b"SERVICE sip:a SIP/2.0\r\n\r\n", b"SIP/2.0 200 OK\r\n\r\n",
                    b"SIP/2.0 200 OK\r\nVia\r\n\r\n", b"SERVICE sip:a SIP/2.0\r\n: \r\n::\r\n\r\n",
                    b"SERVICE sip:a SIP/2.0\r\n folded first\r\nRoute:\r\n\r\n"):
        link.send(False, message)
    good = link.service(REFLECTED)
    path = wireshark.save(link.capture)
    for two_pass in (False, True):
        assert good in wireshark.frames(path, "expressway.apparent", two_pass=two_pass)


def quick(wireshark, link):
    """Path of the capture, after reading it twice within a time limit."""
    path = wireshark.save(link.capture)
    for options in (("-q", "-z", "expert"), ("-V", "-2")):
        start = time.monotonic()
        wireshark.run("-r", path, *options, timeout=GENEROUS)
        assert time.monotonic() - start < GENEROUS
    return path


def test_10000_route_values(wireshark):
    link = Link()
    routes = ["<sip:64.100.0.10:4401;transport=tls;apparent;ds;lr>"]
    routes += [f"<sip:10.0.0.{n % 256}:{n % 60000 + 1};apparent;lr>" for n in range(9_999)]
    request = link.service_request(REFLECTED)
    one_line = link.send(False, with_route(request, ", ".join(routes)), mss=60_000)
    many_lines = link.send(False, with_route(link.service_request(REFLECTED), *routes), mss=60_000)
    path = quick(wireshark, link)
    rows = wireshark.fields(path, "expressway.apparent", "frame.number", "expressway.apparent")
    assert rows == [(str(frame), "64.100.0.10:4401") for frame in (one_line, many_lines)]


@pytest.mark.parametrize("value", (b"x", b"<", b'"', b",", b";", b"\\", b"<sip:", b"\x00", b"\r\n "))
def test_megabyte_header_line(wireshark, value):
    link = Link()
    filler = b"\r\nRoute: " + (value * (1_000_000 // len(value)))[:1_000_000]
    request = link.service_request(REFLECTED)
    place = request.index(b"\r\nUser-Agent")
    link.send(False, request[:place] + filler + request[place:], mss=60_000)
    good = link.service((E, 4402))
    path = quick(wireshark, link)
    assert good in wireshark.frames(path, "expressway.apparent")


def test_header_that_never_ends(wireshark):
    link = Link()
    request = link.service_request(REFLECTED)
    head = request[:request.index(b"\r\nUser-Agent")]
    link.send(False, head + b"\r\nX-Long: " + b"y" * 1_000_000, mss=1448)
    path = quick(wireshark, link)
    assert len(wireshark.frames(path, None)) == len(link.capture.packets)


def test_message_cut_by_the_snapshot_length(wireshark):
    link = Link()
    link.keep_alive()
    section = link.capture.sections[0]
    section["packets"] = [(interface, stamp, data[:200], note)
                          for interface, stamp, data, note in section["packets"]]
    path = wireshark.save(link.capture)
    wireshark.run("-r", path, "-V", "-2")


@pytest.mark.parametrize("preference", ("expressway.ports:abc", "expressway.client_ports:1-x",
                                        "expressway.ports:70000"))
def test_wrong_preference_is_refused_with_wiresharks_own_words(wireshark, seed, preference):
    said = wireshark.refused("-o", preference, "-r", seed["expc-broken"])
    assert preference in said and "Invalid" in said


@pytest.mark.parametrize("row", (
    '"expe","Nobody","10.0.10.2","64.100.0.10"',
    '"expe","Expressway-E","10.0.10.256","64.100.0.10"',
    '"expe","Expressway-E"'))
def test_wrong_address_table_is_refused(wireshark, seed, row):
    said = wireshark.refused("-o", "uat:expressway_addresses:" + row, "-r", seed["expc-broken"])
    assert "expressway_addresses" in said


@pytest.mark.parametrize("tap", ("expressway,reportXYZ", "expressway,jsonXYZ", "expressway,nothing"))
def test_wrong_statistics_argument_is_refused(wireshark, seed, tap):
    """Wireshark accepts any argument that begins like a registered one, so the plugin has to refuse it."""
    result = wireshark.execute([wireshark.tshark_path, "-q", "-z", tap, "-r", str(seed["expc-broken"])])
    assert tap in result.stderr
    assert result.stdout.strip() == ""
