"""SIP on traversal ports is found whole, in TLS and TCP, and other data is left alone."""

import re

import pytest
import traversal_sip as sip
from capture_writer import Capture
from scenes import C, CLIENT, E, REFLECTED, REFLECTION, SERVER, UNDETERMINED, Link
from tls_link import TlsLink

VERSIONS = ("1.2", "1.3")
BIG_BODY = b"x" * 40_000
T3 = b"t3 12.2.1\nAS:255\nHL:19\nMS:10000000\nPU:t3://us-l-breens:7001\n\n"
HELO = b"HELO:12.2.1.4.0.false\nAS:2048\nHL:19\nMS:10000000\nPN:DOMAIN\n\n"


def service(number=0, port=7003, **options):
    options.setdefault("body", b"")
    return sip.service(E, port, sip.endpoint(E, 4401 + number), cseq=4616 + number,
                       call_id=f"abcd{number}@127.0.0.1", branch=f"z9hG4bKservice{number}.1", **options)


def tls(version, server=SERVER):
    return TlsLink(Capture(), CLIENT, server, version)


def in_order(wireshark, path, **how):
    """The apparent Routes in the order of the frames."""
    rows = wireshark.fields(path, "expressway.apparent", "expressway.apparent", **how)
    return "|".join(row[0] for row in rows).split("|")


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("version", VERSIONS)
def test_tls_is_dissected_and_judged(wireshark, version, two_pass):
    link = tls(version)
    request = sip.options(C, E, 7003)
    link.send(True, request)
    answer = link.send(False, sip.response(request, 200, "OK", received=E, rport=4401))[-1]
    judged = link.send(False, service())[-1]
    path = wireshark.save(link.capture)
    assert wireshark.value(path, answer, "expressway.received.verdict",
                           two_pass=two_pass) == str(REFLECTION)
    assert wireshark.frames(path, 'expressway.apparent.verdict == "NAT-reflected"',
                            two_pass=two_pass) == [judged]
    assert len(wireshark.frames(path, "sip", two_pass=two_pass)) == 3


@pytest.mark.parametrize("version", VERSIONS)
def test_tls_flow_is_tagged_from_the_syn_on_in_two_passes(wireshark, version):
    link = tls(version)
    link.send(False, service())
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "expressway.flow.nat_reflected",
                            two_pass=True) == wireshark.frames(path, None)


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("version", VERSIONS)
def test_40_kb_service_over_three_tls_records(wireshark, version, two_pass):
    link = tls(version)
    frame = link.send(False, service(body=BIG_BODY))[-1]
    after = link.send(False, service(1))[-1]
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "expressway.apparent", two_pass=two_pass) == [frame, after]
    assert wireshark.value(path, frame, "sip.Content-Length", two_pass=two_pass) == "40000"
    assert wireshark.frames(path, "_ws.malformed", two_pass=two_pass) == []


@pytest.mark.parametrize("two_pass", (False, True))
def test_40_kb_service_over_tcp(wireshark, two_pass):
    link = Link()
    frame = link.send(False, service(body=BIG_BODY))
    after = link.send(False, service(1))
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "expressway.apparent", two_pass=two_pass) == [frame, after]


@pytest.mark.parametrize("version", VERSIONS)
def test_two_messages_in_a_tls_record(wireshark, version):
    link = tls(version)
    link.send(False, service(0) + service(1))
    path = wireshark.save(link.capture)
    for two_pass in (False, True):
        assert in_order(wireshark, path, two_pass=two_pass) == ["64.100.0.10:4401", "64.100.0.10:4402"]


@pytest.mark.parametrize("version", VERSIONS)
def test_two_tls_records_in_a_segment(wireshark, version):
    link = tls(version)
    frames = link.send(False, service(0), service(1), mss=9000)
    assert len(frames) == 1
    path = wireshark.save(link.capture)
    for two_pass in (False, True):
        assert in_order(wireshark, path, two_pass=two_pass) == ["64.100.0.10:4401", "64.100.0.10:4402"]


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("cut", (1, 7))
@pytest.mark.parametrize("version", VERSIONS)
def test_start_line_split_across_tls_records(wireshark, version, cut, two_pass):
    """The first message of a connection, one in the middle, and a response."""
    link = tls(version)
    request = sip.options(C, E, 7003)
    answer = sip.response(request, 200, "OK", received=E, rport=4401)
    link.send(True, request[:cut])
    link.send(True, request[cut:])
    link.send(False, answer[:cut], answer[cut:])
    for number in (0, 1):
        link.send(False, service(number)[:cut])
        link.send(False, service(number)[cut:])
    path = wireshark.save(link.capture)
    assert in_order(wireshark, path, two_pass=two_pass) == ["64.100.0.10:4401", "64.100.0.10:4402"]
    assert len(wireshark.frames(path, "sip", two_pass=two_pass)) == 4
    assert len(wireshark.frames(path, "expressway.received", two_pass=two_pass)) == 1


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("cut", (1, 7))
def test_start_line_split_across_tcp_segments(wireshark, cut, two_pass):
    link = Link()
    request = sip.options(C, E, 7003)
    answer = sip.response(request, 200, "OK", received=E, rport=4401)
    link.send(True, request, split=[cut])
    link.send(False, answer, split=[cut])
    for number in (0, 1):
        link.send(False, service(number), split=[cut])
    path = wireshark.save(link.capture)
    assert in_order(wireshark, path, two_pass=two_pass) == ["64.100.0.10:4401", "64.100.0.10:4402"]
    assert wireshark.frames(path, "sip", two_pass=two_pass) == [2, 4, 6, 8]
    assert wireshark.frames(path, "expressway.received", two_pass=two_pass) == [4]


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("version", VERSIONS)
def test_https_on_a_traversal_port_stays_http(wireshark, version, two_pass):
    link = tls(version, (E, 7001))
    link.send(True, b"GET /console HTTP/1.1\r\nHost: weblogic.example.com\r\n\r\n")
    link.send(False, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
    path = wireshark.save(link.capture)
    assert len(wireshark.frames(path, "http", two_pass=two_pass)) == 2
    assert wireshark.frames(path, "sip", two_pass=two_pass) == []
    assert wireshark.experts(path, two_pass=two_pass) == {}


@pytest.mark.parametrize("two_pass", (False, True))
def test_https_cut_into_single_bytes_stays_http(wireshark, two_pass):
    """Waiting for a whole start line must not swallow data that turns out not to be SIP."""
    link = tls("1.3", (E, 7001))
    for byte in b"SEARCH / HTTP/1.1\r\nHost: x\r\n\r\n":
        link.send(True, bytes([byte]))
    link.send(False, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "sip", two_pass=two_pass) == []
    assert wireshark.experts(path, two_pass=two_pass) == {}


@pytest.mark.parametrize("two_pass", (False, True))
def test_weblogic_on_7001_is_declined(wireshark, two_pass):
    link = Link(server=(E, 7001), handshake=True)
    link.send(True, T3)
    link.send(False, HELO)
    link.send(True, bytes(range(256)) * 4)
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "expressway", two_pass=two_pass) == []
    assert wireshark.frames(path, "sip", two_pass=two_pass) == []
    assert wireshark.report(path).find("64.100.0.10:7001") == -1


@pytest.mark.parametrize("payload", (
    b"S", b"SERVICE", b"SIP", b"\0" * 300, b"SERVICE " + b"x" * 5000, b"SIP/2.0 \r\n" * 50,
    b"INVITEE\r\n", b"\r\n\r\n\r\n\r\n"), ids=lambda payload: payload[:8].hex())
def test_what_only_begins_like_sip_does_no_harm(wireshark, payload):
    link = Link(server=(E, 7001), handshake=True)
    link.send(True, payload)
    link.send(False, payload)
    path = wireshark.save(link.capture)
    for two_pass in (False, True):
        assert wireshark.experts(path, two_pass=two_pass) == {}


@pytest.mark.parametrize("options", ((), ("-2",)))
def test_two_messages_in_a_frame_without_a_tree(wireshark, options):
    link = Link()
    link.send(False, service(0), service(1), mss=9000)
    summary = wireshark.expert_summary(wireshark.save(link.capture), *options)
    warnings = summary[summary.index("Warns ("):]
    assert re.search(r"64\.100\.0\.10:4401", warnings) and re.search(r"64\.100\.0\.10:4402", warnings)


@pytest.mark.parametrize("encrypted", (False, True))
def test_other_vendors_sip_is_never_judged(wireshark, encrypted):
    """Route and Via differ from the packet's addresses, in a flow on a traversal port."""
    request = sip.message("OPTIONS sip:64.100.0.10:7001;transport=tls SIP/2.0", [
        ("Via", "SIP/2.0/TLS 10.9.9.9:5061;branch=z9hG4bK77;rport"),
        ("Call-ID", "1@10.9.9.9"), ("CSeq", "1 OPTIONS"), ("From", "<sip:10.9.9.9>;tag=1"),
        ("To", "<sip:64.100.0.10>"), ("Max-Forwards", "70"), ("User-Agent", "OtherVendor/1.0")])
    answer = sip.response(request, 200, "OK", received="198.51.100.9", rport=4401, server="Other/2")
    notify = sip.message("SERVICE sip:someone@example.com SIP/2.0", [
        ("Via", "SIP/2.0/TLS 64.100.0.10:7001;branch=z9hG4bK78"), ("Call-ID", "2@64.100.0.10"),
        ("CSeq", "2 SERVICE"), ("From", "<sip:other@example.com>;tag=2"),
        ("To", "<sip:someone@example.com>"), ("Max-Forwards", "70"),
        ("Route", "<sip:198.51.100.9:4401;transport=tls;lr>"), ("User-Agent", "OtherVendor/1.0")])
    refusal = sip.response(notify, 408, "Request Timeout", server="Other/2", received="64.100.0.10",
                           rport=7001, warning='399 10.9.9.9:5061 "Request Timeout"')
    link = tls("1.3", (E, 7001)) if encrypted else Link(server=(E, 7001), handshake=True)
    for from_client, message in ((True, request), (False, answer), (False, notify), (True, refusal)):
        link.send(from_client, message)
    path = wireshark.save(link.capture)
    for two_pass in (False, True):
        rows = wireshark.fields(path, "sip", "expressway.received.verdict", two_pass=two_pass)
        assert len(rows) == 4
        assert {row[0] for row in rows} <= {"", str(UNDETERMINED)}
        assert wireshark.experts(path, two_pass=two_pass) == {}


def test_encrypted_flow_without_keys_is_left_in_peace(wireshark):
    link = tls("1.3")
    link.send(False, service())
    link.capture.sections[0]["secrets"].clear()
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "expressway.apparent", two_pass=True) == []
    assert wireshark.experts(path) == {}
    assert set().union(*wireshark.experts(path, two_pass=True).values()) == {"undetermined"}


def test_refused_keep_alive_is_an_answer_too(wireshark):
    link = Link()
    frame = link.keep_alive(received=E, rport=REFLECTED[1], status=401)
    path = wireshark.save(link.capture)
    assert wireshark.value(path, frame, "expressway.received.verdict") == str(REFLECTION)
