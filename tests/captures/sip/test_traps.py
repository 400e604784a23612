"""SIP in unusual but valid forms, and SIP that looks like the fault but is not."""

import pytest
import traversal_sip as sip
from capture_writer import Connection
from scenes import (C, C_MARKS, E, E_LAN, ELSEWHERE, PROVEN, REFLECTED, REFLECTION, UNDETERMINED, Link, Seen,
                    alarms, e_side, with_route)

APPARENT = "<sip:64.100.0.10:4401;transport=tls;apparent;ds;lr>"
LOCAL = "<sip:127.0.0.1:22210;transport=tcp;vcs-cate;lr>"
COMPACT = {"Via": "v", "Call-ID": "i", "Contact": "m", "From": "f", "To": "t", "Content-Type": "c",
           "Content-Length": "l"}


def compact(message):
    for name, letter in COMPACT.items():
        message = message.replace(f"\r\n{name}:".encode(), f"\r\n{letter}:".encode())
    return message


def sent(wireshark, *routes):
    """Path of a capture of one SERVICE with these Route lines."""
    link = Link()
    link.send(False, with_route(link.service_request(REFLECTED), *routes))
    return wireshark.save(link.capture)


@pytest.mark.parametrize("routes", (
    (f"{APPARENT}, {LOCAL}",),
    (f"{APPARENT},{LOCAL}",),
    ("\r\n " + APPARENT, LOCAL),
    (APPARENT.replace(";transport", "\r\n\t;transport") + ",\r\n " + LOCAL,),
    (f'"Edge, the; <first>" {APPARENT}', LOCAL),
    (f'"say \\"hi, <sip:1.2.3.4:5;apparent>\\"" {APPARENT}', LOCAL),
    ("<sip:64.100.0.10:4401;LR;DS;Apparent;Transport=TLS>", LOCAL),
    ("<SIP:64.100.0.10:4401;lr;apparent>", LOCAL),
    ("<sip:64.100.0.10:4401;apparent=1;lr>", LOCAL),
    ("<sips:64.100.0.10:4401;apparent;lr>", LOCAL),
    ("<sip:proxy@64.100.0.10:4401;apparent;lr>", LOCAL),
    ("<sip:[::ffff:64.100.0.10]:4401;apparent;lr>", LOCAL)))
def test_route_is_found_however_it_is_written(wireshark, routes):
    path = sent(wireshark, *routes)
    verdict, confidence, port = wireshark.values(path, 1, "expressway.apparent.verdict",
                                                 "expressway.apparent.confidence",
                                                 "expressway.apparent.port")
    assert (verdict, confidence, port) == (str(REFLECTION), str(PROVEN), "4401")


@pytest.mark.parametrize("routes", (
    (LOCAL, APPARENT),
    (f"{LOCAL}, {APPARENT}",),
    ("<sip:64.100.0.10:4401;transport=tls;lr>", LOCAL),
    ("<sip:64.100.0.10:4401;apparently;lr>", LOCAL),
    ("<sip:64.100.0.10:4401;transport=apparent;lr>", LOCAL),
    ("<sip:apparent@64.100.0.10:4401;lr>", LOCAL),
    ('"x;apparent" <sip:64.100.0.10:4401;lr>', LOCAL)))
def test_only_the_first_route_counts_and_only_with_the_parameter(wireshark, routes):
    path = sent(wireshark, *routes)
    assert wireshark.frames(path, "expressway.apparent") == []
    assert wireshark.experts(path) == {}


def test_compact_header_names(wireshark):
    link = Link()
    request = sip.options(C, E, 7003)
    link.send(True, compact(request))
    link.send(False, compact(sip.response(request, 200, "OK", received=E, rport=4401)))
    link.send(False, compact(link.service_request(REFLECTED)))
    path = wireshark.save(link.capture)
    assert wireshark.value(path, 2, "expressway.received") == "64.100.0.10:4401"
    assert wireshark.value(path, 3, "expressway.apparent.verdict") == str(REFLECTION)
    assert "4" in wireshark.value(path, 3, "expressway.apparent.matches").split("|")


@pytest.mark.parametrize("via, said", (
    (";received=64.100.0.10;rport=4401", "64.100.0.10:4401"),
    (";RPORT=4401;Received=64.100.0.10", "64.100.0.10:4401"),
    (";rport;received=64.100.0.10;rport=4401", "64.100.0.10:4401"),
    (";received=64.100.0.10;rport=4401;rport", "64.100.0.10:4401"),
    (";received=64.100.0.10;rport", "64.100.0.10"),
    ("\r\n ;received=64.100.0.10\r\n\t;rport=4401", "64.100.0.10:4401"),
    (" ; received = 64.100.0.10 ; rport = 4401", "64.100.0.10:4401"),
    (";received=2001:db8::10;rport=4401", "[2001:db8::10]:4401"),
    (";received=[2001:db8::10];rport=4401", "[2001:db8::10]:4401")))
def test_received_however_it_is_written(wireshark, via, said):
    link = Link()
    request = sip.options(C, E, 7003)
    link.send(True, request)
    answer = sip.response(request, 200, "OK").replace(b";rport\r\n", via.encode() + b"\r\n", 1)
    link.send(False, answer)
    path = wireshark.save(link.capture)
    assert wireshark.value(path, 2, "expressway.received") == said


def test_only_the_top_via_of_a_response_counts(wireshark):
    """A second Via, even in the same line, has what others received."""
    link = Link()
    request = sip.options(C, E, 7003)
    link.send(True, request)
    answer = sip.response(request, 200, "OK").replace(
        b";rport\r\n", b";rport, SIP/2.0/TCP 127.0.0.1:5060;received=127.0.0.1;rport=25063\r\n", 1)
    link.send(False, answer)
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "expressway.received") == []


def test_trying_without_received_makes_no_claim(wireshark):
    link = Link()
    request = sip.options(C, E, 7003)
    link.send(True, request)
    link.send(False, sip.response(request, 100, "Trying", to_tag=None))
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "expressway.received") == []
    assert wireshark.experts(path) == {}


def test_several_messages_in_one_segment(wireshark):
    link = Link()
    frame = link.send(False, link.service_request(REFLECTED), link.service_request((E, 4402)),
                      mss=9000)
    path = wireshark.save(link.capture)
    for two_pass in (False, True):
        row = wireshark.values(path, frame, "expressway.apparent", "expressway.apparent.verdict",
                               two_pass=two_pass)
        assert row == ("64.100.0.10:4401|64.100.0.10:4402", f"{REFLECTION}|{REFLECTION}")
    (said,) = wireshark.json(path)
    assert [service["frame"] for service in said["services"]] == [frame, frame]


def test_end_of_one_message_and_start_of_the_next_in_one_segment(wireshark):
    link = Link()
    first, second = link.service_request(REFLECTED), link.service_request((E, 4402))
    link.send(False, first, second, split=[100, len(first) - 50], mss=9000)
    path = wireshark.save(link.capture)
    rows = wireshark.fields(path, "expressway.apparent", "frame.number", "expressway.apparent")
    assert rows == [("2", "64.100.0.10:4401"), ("3", "64.100.0.10:4402")]


def test_one_message_over_many_segments(wireshark):
    link = Link()
    frame = link.send(False, link.service_request(REFLECTED), mss=97)
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, 'expressway.apparent.verdict == "NAT-reflected"') == [frame]


def test_retransmissions_are_counted_once(wireshark):
    link = Link()
    frame = link.service(REFLECTED)
    link.capture.repeat(frame)
    link.send(False, link.service_request((E, 4402)), mss=500)
    link.capture.repeat(3)
    path = wireshark.save(link.capture)
    (said,) = wireshark.json(path)
    assert [service["apparent"] for service in said["services"]] == ["64.100.0.10:4401",
                                                                     "64.100.0.10:4402"]
    assert set(wireshark.frames(path, "expressway.flow.nat_reflected", two_pass=True)) == set(
        wireshark.frames(path, None))


def test_ipv6(wireshark):
    client, server = ("2001:db8:30::2", 27901), ("2001:db8:64::10", 7003)
    link = Link(client=client, server=server, advertised=server[0])
    link.keep_alive(via_host=client[0], dialled=server[0], received=server[0], rport=4401)
    frame = link.service((server[0], 4401))
    path = wireshark.save(link.capture)
    row = wireshark.values(path, frame, "expressway.apparent", "expressway.apparent.ipv6",
                           "expressway.apparent.port", "expressway.apparent.verdict",
                           "expressway.flow.client", "expressway.flow.server")
    assert row == ("[2001:db8:64::10]:4401", "2001:db8:64::10", "4401", str(REFLECTION),
                   "[2001:db8:30::2]:27901", "[2001:db8:64::10]:7003")
    assert wireshark.frames(path, "expressway.apparent.ipv4") == []


def test_ipv6_addresses_are_compared_as_numbers(wireshark):
    client = ("2001:db8:30::2", 27901)
    link = Link(client=client, server=("2001:db8:64::10", 7003), advertised="2001:db8:64::10")
    frame = link.service("[2001:DB8:64:0:0::10]:4401")
    path = wireshark.save(link.capture)
    assert wireshark.value(path, frame, "expressway.apparent.verdict") == str(REFLECTION)


def test_warning_with_two_long_ipv6_endpoints_keeps_its_cure(wireshark, seed):
    """Wireshark cuts the text of an expert info at 239 bytes."""
    client = "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1111"
    server = "2001:db8:aaaa:bbbb:cccc:dddd:eeee:2222"
    link = Link(client=(client, 27901), server=(server, 17003), advertised=server, handshake=True)
    frame = link.service((server, 44011))
    (text,) = [text for text in wireshark.messages(wireshark.save(link.capture), frame, "nat_reflected")
               if f"[{server}]:44011" in text]
    assert f"[{client}]:27901" in text
    assert len(text.encode()) < 239
    short = next(text for text in wireshark.messages(seed["expc-broken"], 11, "nat_reflected")
                 if "64.100.0.10:4401" in text)
    assert text[-24:] == short[-24:]


def test_service_that_c_forwards_is_never_judged(wireshark):
    link = Link(advertised=C)
    link.keep_alive()
    link.send(True, link.service_request(ELSEWHERE))
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "expressway.apparent") == []
    assert wireshark.experts(path) == {}


@pytest.mark.parametrize("sign", ("none", "hops", "user", "vias"))
def test_options_that_c_forwards_names_no_address_of_e(wireshark, sign):
    """Only a keep-alive names Expressway-E. Here C forwards a request that is meant for a phone at C's own address."""
    link = Link(handshake=True)
    link.keep_alive(C, 27901)
    forwarded = sip.options(C, C, 5061, cseq=77, call_id="fwd1", max_forwards=68 if sign == "hops" else 0)
    if sign == "user":
        forwarded = forwarded.replace(b"OPTIONS sip:", b"OPTIONS sip:john@")
    if sign == "vias":
        forwarded = forwarded.replace(b"\r\nVia:", b"\r\nVia: SIP/2.0/TLS 10.0.30.2:5061;branch=z9hG4bKa"
                                      b"\r\nVia:")
    link.send(True, forwarded)
    link.service((C, 27901), 200)
    seen = Seen(wireshark, link.capture)
    assert seen.verdicts() == [("own address", "proven")] and not alarms(seen.experts)


def test_phone_in_the_office_is_no_address_of_e(wireshark):
    """An OPTIONS on its way to a phone behind the same translation: another host, not Expressway-E's own."""
    office = ("203.0.113.1", 4401)
    link = Link(handshake=True)
    forwarded = sip.options(C, office[0], 50123, cseq=77, call_id="fwd1", max_forwards=68)
    link.send(True, forwarded)
    link.keep_alive(*office)
    link.service(office, 408, C)
    assert Seen(wireshark, link.capture).verdicts() == [("source-translated", "proven")]


@pytest.mark.parametrize("via_host", (None, "expc.example.com"))
def test_loopback_is_not_the_word_of_c(wireshark, via_host):
    link = e_side(client=(C, 27901))
    if via_host:
        link.keep_alive(C, 27901, via_host=via_host)
    request = link.service_request((C, 27901))
    link.send(False, request)
    link.send(True, sip.response(request, 403, "Forbidden", warning='399 127.0.0.1:22210 "Forbidden"',
                                 **C_MARKS))
    seen = Seen(wireshark, link.capture)
    assert seen.flows[0]["verdict"] in ("own address", "undetermined")
    assert alarms(seen.experts) == {"service_refused"}


@pytest.mark.parametrize("from_client", (True, False))
@pytest.mark.parametrize("method", ("INVITE", "REGISTER", "OPTIONS", "SUBSCRIBE", "SERVICES"))
def test_other_requests_with_an_apparent_route_are_never_judged(wireshark, method, from_client):
    link = Link(advertised=C if from_client else E)
    request = link.service_request(("203.0.113.77", 51333)).replace(
        b"SERVICE sip:", method.encode() + b" sip:").replace(
        b" SERVICE\r\n", b" " + method.encode() + b"\r\n")
    frame = link.send(from_client, request)
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "expressway.apparent") == []
    assert wireshark.experts(path) == {}
    assert "[apparent" not in wireshark.info_column(path)[frame]


def test_phone_hairpinned_to_5061_is_never_judged(wireshark):
    link = e_side()
    phone = Connection(link.capture, ("64.100.0.10", 4999), (E_LAN, 5061))
    phone.handshake()
    request = sip.register("192.168.1.20", 51333, E, client_host=C, digest=sip.Digest())
    phone.send(True, request)
    phone.send(False, sip.response(request, 200, "OK", received="64.100.0.10", rport=4999,
                                   ingress_zone="CollaborationEdgeZone"))
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "sip") == [4, 5]
    assert wireshark.frames(path, "expressway.flow or expressway.received or expressway.apparent") == []
    assert wireshark.experts(path, two_pass=True) == {}


def test_sip_quoted_in_icmp_is_ignored(wireshark):
    link = Link()
    service = link.service(REFLECTED)
    link.capture.icmp_error(service, "198.51.100.1")
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "icmp and expressway.apparent") == []
    assert list(wireshark.experts(path)) == [service]
    (said,) = wireshark.json(path)
    assert len(said["services"]) == 1


def test_sip_quoted_in_icmp_alone_makes_no_flow(wireshark):
    link = Link()
    service = link.service(REFLECTED)
    link.capture.icmp_error(service, "198.51.100.1")
    link.capture.sections[0]["packets"] = link.capture.sections[0]["packets"][1:]
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "icmp") == [1]
    assert wireshark.frames(path, "expressway") == []
    assert wireshark.json(path) == []


def test_lost_segment_does_not_stop_the_judging(wireshark):
    link = Link()
    link.keep_alive(received=E, rport=4401)
    link.tcp.lose(False, 700)
    frame = link.service(REFLECTED)
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, 'expressway.apparent.verdict == "NAT-reflected"') == [frame]


def test_host_name_in_the_route_is_shown_and_not_judged(wireshark):
    path = sent(wireshark, "<sip:expc.example.com:27901;apparent;lr>", LOCAL)
    row = wireshark.values(path, 1, "expressway.apparent", "expressway.apparent.ipv4",
                           "expressway.apparent.verdict")
    assert row == ("expc.example.com:27901", "", str(UNDETERMINED))
    assert set(wireshark.experts(path)[1]) == {"undetermined"}
