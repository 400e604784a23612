"""Flows that cannot be decrypted: bursts, attempts in vain, data; and traffic that must not match."""

import ipaddress
import struct

import pytest
import traversal_sip as sip
from capture_writer import Capture, Connection, ethernet
from scenes import (C, CONFIGURED_E, E, E_LAN, ELSEWHERE, REFLECTED, SERVER, SERVER_LAN, EncryptedLink,
                    Link, Seen, alarms, application_data)
from tls_link import TlsLink
from two_sides import routed

FLOW, VERDICT = "expressway.flow", "expressway.flow.verdict"
CONFIDENCE, TAG = "expressway.flow.confidence", "expressway.flow.nat_reflected"
OUTCOME, LINK = "expressway.connect.outcome", "expressway.connect.service_in"
FIELDS = (FLOW, VERDICT, CONFIDENCE, TAG, OUTCOME, LINK)
NOTHING = ("undetermined", "none")
REFLECTION, SOURCE = ("NAT-reflected", "probable"), ("source-translated", "probable")
FOREIGN = ("192.0.2.7", 27901)


def see(wireshark, link, **how):
    return Seen(wireshark, link.capture, *FIELDS, **how)


def verdict(wireshark, link, also=(), **how):
    """The verdict of the only flow. Fails if any other expert info is more severe than a note."""
    seen = see(wireshark, link, **how)
    assert alarms(seen.experts) <= {"connect_failed", *also}
    (value,) = seen.verdicts()
    assert ("translation_probable" in seen.found()) == (value[1] == "probable")
    assert "vain_attempts" not in seen.found()
    return value


def pattern(where=REFLECTED, times=2, link=None, **how):
    link = link or EncryptedLink()
    for _ in range(times):
        link.log_in(where, **how)
    return link


@pytest.mark.parametrize("how", ("refused", "unreachable", "unanswered"))
@pytest.mark.parametrize("where", (REFLECTED, (E, 1024), (E, 40000)))
def test_the_pattern(wireshark, where, how):
    assert verdict(wireshark, pattern(where, how=how)) == REFLECTION


@pytest.mark.parametrize("how", ("refused", "unreachable", "unanswered"))
@pytest.mark.parametrize("where", (FOREIGN, (FOREIGN[0], 1024)))
@pytest.mark.parametrize("two_pass", (False, True))
def test_another_host_may_as_well_be_a_stale_registration(wireshark, where, how, two_pass):
    link = pattern(where, how=how, times=3)
    seen = see(wireshark, link, two_pass=two_pass)
    assert seen.verdicts() == [NOTHING] and not alarms(seen.experts)
    assert "vain_attempts" in seen.found() and "translation_probable" not in seen.found()
    path = wireshark.save(link.capture)
    (frame, *_) = wireshark.frames(path, "expressway.expert.vain_attempts", two_pass=two_pass)
    (said,) = wireshark.messages(path, frame, "vain_attempts", two_pass=two_pass)[-1:]
    assert f"{where[0]}:{where[1]}" in said and "translated" in said and "registered" in said
    report = " ".join(wireshark.report(path).split())
    assert "translated to that one" in report and "registered there" in report and "To do" not in report


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("where, expected", ((REFLECTED, REFLECTION), (FOREIGN, NOTHING)))
def test_fields_report_and_json(wireshark, where, expected, two_pass):
    link = EncryptedLink()
    syns = [link.log_in(where) for _ in range(4)]
    seen = see(wireshark, link, two_pass=two_pass)
    (flow,) = seen.flows
    assert (flow["verdict"], flow["confidence"]) == expected
    assert (flow["client"], flow["server"]) == ("10.0.30.2:27901", "64.100.0.10:7003")
    assert flow["apparent"] is None and flow["services"] == [] and flow["received"] is None
    address = f"{where[0]}:{where[1]}"
    assert [(one["frame"], one["service_frame"], one["destination"], one["outcome"])
            for one in flow["connects"]] == [(syn, None, address, "refused") for syn in syns]
    evidence = " ".join(flow["evidence"])
    assert address in evidence and all(str(syn) in evidence for syn in syns[:2])
    assert ("translation_probable" if where == REFLECTED else "vain_attempts") in seen.found()
    assert not alarms(seen.experts)
    if two_pass:
        mine = set(seen.frames(FLOW))
        assert {seen.fields[frame][VERDICT] for frame in mine} == {"2" if where == REFLECTED else "0"}
        assert {seen.fields[frame][CONFIDENCE] for frame in mine} == {"1" if where == REFLECTED else "0"}
        assert set(seen.frames(TAG)) == (mine if where == REFLECTED else set())
        assert seen.frames(OUTCOME) == {syn: "1" for syn in syns}
        assert seen.frames(LINK) == {}


def changed(link, change):
    """The link, with (interface, time, bytes, comment) of each packet replaced by several."""
    section = link.capture.sections[0]
    section["packets"] = [new for packet in section["packets"] for new in change(packet)]
    return link


@pytest.mark.parametrize("trailer", (0, 4, 10))
def test_what_follows_the_packet_in_the_frame_is_no_data(wireshark, trailer):
    """Frame checksums and a span port's trailer are not data: without data from C the pattern is incomplete."""
    link = EncryptedLink()
    for _ in range(4):
        link.log_in(REFLECTED, then=False)
        link.tcp.ack(True)
    seen = see(wireshark, changed(link, lambda packet: [(*packet[:2], packet[2] + b"\xaa" * trailer,
                                                          *packet[3:])]))
    assert seen.verdicts() == [NOTHING] and not alarms(seen.experts)


@pytest.mark.parametrize("size, expected", ((500, NOTHING), (900, REFLECTION)))
def test_packets_that_are_captured_twice_count_once(wireshark, size, expected):
    link = changed(pattern(times=4, size=size), lambda packet: [packet, packet])
    assert see(wireshark, link).verdicts() == [expected]


def test_words(wireshark):
    path = wireshark.save(pattern(times=4).capture)
    (frame, *_) = wireshark.frames(path, "expressway.expert.translation_probable", two_pass=True)
    said = [text for text in wireshark.messages(path, frame, "translation_probable", two_pass=True)
            if "64.100.0.10:4401" in text]
    assert said and all("consistent with" in text and len(text.encode()) < 239 for text in said)
    report = " ".join(wireshark.report(path).split())
    assert "NAT-reflected (probable)" in report and "64.100.0.10:4401" in report
    assert "caused by" not in report and "consistent with" in report


@pytest.mark.parametrize("version", ("1.2", "1.3"))
def test_after_a_real_handshake(wireshark, version):
    capture = Capture()
    TlsLink(capture, (C, 27901), SERVER, version)
    capture.sections[0]["secrets"].clear()
    link = EncryptedLink(capture=capture, handshake=False)
    link.tcp.client.sequence += 5000
    link.tcp.server.sequence += 5000
    assert verdict(wireshark, pattern(link=link)) == REFLECTION


def test_capture_that_begins_in_mid_connection(wireshark):
    assert verdict(wireshark, pattern(link=EncryptedLink(handshake=False))) == REFLECTION
    in_a_burst = EncryptedLink(handshake=False)
    in_a_burst.capture.sections[0]["packets"].clear()
    in_a_burst.tcp.send(False, application_data(3000)[700:])
    assert verdict(wireshark, pattern(link=in_a_burst, times=3)) == REFLECTION


def test_ipv6(wireshark):
    link = EncryptedLink(client=("2001:db8:30::2", 27901), server=("2001:db8:64::10", 7003))
    assert verdict(wireshark, pattern(("2001:db8:64::10", 4401), link=link)) == REFLECTION


@pytest.mark.parametrize("size, matches", ((820, True), (780, False), (16000, True), (300, False)))
def test_size_of_the_burst(wireshark, size, matches):
    assert verdict(wireshark, pattern(size=size)) == (REFLECTION if matches else NOTHING)


@pytest.mark.parametrize("delay, times, matches", (
    (0.0005, 2, True), (0.45, 2, False), (0.45, 9, True), (0.55, 9, False), (3, 9, False)))
def test_time_between_burst_and_syn(wireshark, delay, times, matches):
    """The longer the delay, the more likely it is chance: on this link a burst comes every 1.5 s."""
    assert verdict(wireshark, pattern(delay=delay, times=times)) == (REFLECTION if matches else NOTHING)


def test_burst_of_several_segments_and_records(wireshark):
    link = EncryptedLink()
    for _ in range(2):
        link.wait(1)
        for _ in range(3):
            link.burst(300)
        link.attempt(REFLECTED)
        link.answer()
    assert verdict(wireshark, link) == REFLECTION


@pytest.mark.parametrize("where", [(E, port) for port in (
    22, 443, 1023, 2222, 2776, 2777, 3478, 5060, 5061, 5062, 5073, 5222, 6001, 7001, 7003, 7020, 7400, 7443,
    8443, 22210)] + [(FOREIGN[0], port) for port in (443, 1023, 5061, 22210)])
def test_services_and_low_ports_do_not_count(wireshark, where):
    """E refuses C its own ports: that is a failure of its own."""
    also = {(E, 2222): ("ssh_tunnel",), (E, 7400): ("xmpp_link",)}
    assert verdict(wireshark, pattern(where, times=3), also.get(where, ())) == NOTHING


def test_once_is_no_pattern(wireshark):
    assert verdict(wireshark, pattern(times=1)) == NOTHING
    assert verdict(wireshark, pattern((E, 4402), times=1, link=pattern(times=1))) == NOTHING


@pytest.mark.parametrize("how", ("unanswered", "refused"))
def test_retransmitted_syns_are_one(wireshark, how):
    link = EncryptedLink()
    syn = link.log_in(REFLECTED, how=how)
    for delay in (1, 2, 4):
        link.wait(delay)
        link.burst()
        link.capture.repeat(syn)
        link.answer()
    assert verdict(wireshark, link) == NOTHING


def test_without_data_of_the_client_there_is_no_answer(wireshark):
    assert verdict(wireshark, pattern(times=3, then=False)) == NOTHING


def test_without_bursts_there_is_no_request(wireshark):
    link = EncryptedLink()
    for _ in range(4):
        link.wait(1)
        link.attempt(REFLECTED)
        link.answer()
    assert verdict(wireshark, link) == NOTHING


def test_data_of_the_client_is_no_burst(wireshark):
    link = EncryptedLink()
    for _ in range(4):
        link.wait(1)
        link.answer(2000)
        link.attempt(REFLECTED)
        link.answer()
    assert verdict(wireshark, link) == NOTHING


def test_somebody_elses_attempts(wireshark):
    link = EncryptedLink()
    for port in range(30001, 30005):
        link.wait(1)
        link.burst()
        link.attempt(REFLECTED, source=("10.0.30.9", port))
        link.answer()
    assert verdict(wireshark, link) == NOTHING


@pytest.mark.parametrize("source", ((C, 30099), ("10.0.30.9", 30099)))
@pytest.mark.parametrize("when", ("before the flow", "before", "after"))
def test_port_that_ever_answers_is_a_service(wireshark, when, source):
    if when == "before the flow":
        capture = Capture()
        Connection(capture, source, REFLECTED).handshake()
        link = pattern(link=EncryptedLink(capture=capture), times=3)
    else:
        link = EncryptedLink()
        if when == "before":
            link.attempt(REFLECTED, "established", source)
        pattern(link=link, times=3)
        if when == "after":
            link.attempt(REFLECTED, "established", source)
    assert verdict(wireshark, link) == NOTHING


def talk(capture, how, host=FOREIGN[0]):
    """The host sends C something."""
    if how == "TCP":
        other = Connection(capture, (C, 31000), (host, 389))
        other.handshake()
        other.send(False, b"x" * 50)
    else:
        datagram = struct.pack("!HHHH", 161, 40161, 108, 0) + b"x" * 100
        capture.packet(ethernet(ipaddress.ip_address(host), ipaddress.ip_address(C), 17, datagram))


@pytest.mark.parametrize("how", ("TCP", "UDP"))
@pytest.mark.parametrize("when", ("before the flow", "after"))
def test_other_host_that_talks_to_c_is_no_translation(wireshark, when, how):
    capture = Capture()
    if when == "before the flow":
        talk(capture, how)
    link = pattern(FOREIGN, link=EncryptedLink(capture=capture), times=3)
    if when == "after":
        talk(capture, how)
    assert verdict(wireshark, link) == NOTHING


def test_only_the_zone_whose_bursts_precede_is_blamed(wireshark):
    first = EncryptedLink()
    second = EncryptedLink(client=(C, 27902), server=(E, 7001), capture=first.capture)
    for _ in range(3):
        second.wait(1)
        second.burst()
        second.wait(0.6)
        second.answer()
        first.log_in(REFLECTED)
    assert see(wireshark, first).verdicts() == [REFLECTION, NOTHING]


def test_two_zones_through_two_translations(wireshark):
    first = EncryptedLink()
    second = EncryptedLink(client=(C, 27902), server=(E, 7001), capture=first.capture)
    for _ in range(3):
        first.log_in(REFLECTED)
        second.log_in((E, 14401))
    assert see(wireshark, first).verdicts() == [REFLECTION, REFLECTION]


def test_keys_make_the_pattern_needless(wireshark):
    """Where SIP can be read, only SIP decides."""
    link = Link(handshake=True)
    link.keep_alive(received=C, rport=27901)
    for port in (30001, 30002, 30003):
        link.service((C, 27901), body=b"x" * 2000, status=200)
        Connection(link.capture, (C, port), REFLECTED).refused()
        link.keep_alive()
    assert see(wireshark, link).verdicts() == [("own address", "proven")]


# At Expressway-E

def at_e(client=REFLECTED):
    link = EncryptedLink(client=client, server=SERVER_LAN)
    link.burst()
    link.answer()
    return link


def test_at_e_nothing_is_said_without_configuration(wireshark):
    seen = see(wireshark, at_e())
    assert seen.verdicts() == [NOTHING]
    assert not alarms(seen.experts) and "translation_probable" not in seen.found()


@pytest.mark.parametrize("two_pass", (False, True))
def test_at_e_the_configured_public_address_proves_it(wireshark, two_pass):
    seen = see(wireshark, at_e(), options=CONFIGURED_E, two_pass=two_pass)
    (flow,) = seen.flows
    assert (flow["verdict"], flow["confidence"]) == ("NAT-reflected", "proven")
    assert flow["vantage"] == "Expressway-E side" and flow["evidence"]
    assert alarms(seen.experts) == {"nat_reflected"}
    assert "translation_probable" not in seen.found()
    if two_pass:
        assert set(seen.frames(TAG)) == set(seen.frames(FLOW))


@pytest.mark.parametrize("client", ((C, 27901), (E_LAN, 27901), ("203.0.113.9", 27901)))
def test_at_e_other_clients_are_not_reflected(wireshark, client):
    seen = see(wireshark, at_e(client), options=CONFIGURED_E)
    assert seen.verdicts() == [NOTHING] and not alarms(seen.experts)


def test_at_e_refused_syns_are_no_evidence(wireshark):
    """Through static NAT the attempts arrive at E. The interface's name says that the capture was taken there."""
    link = EncryptedLink(client=("10.0.20.1", 27901), server=SERVER_LAN,
                         capture=Capture(interfaces=("expressway-e",)))
    assert verdict(wireshark, pattern((E_LAN, 4401), link=link, times=3)) == NOTHING


@pytest.mark.parametrize("port", (1024, 15000, 41007))
def test_a_port_out_of_range_needs_something_that_shows_c(wireshark, port):
    def seen_on(interface):
        capture = Capture(interfaces=(interface,))
        return verdict(wireshark, pattern(link=EncryptedLink(client=(C, port), capture=capture), times=3))
    assert (seen_on("expc eth0"), seen_on("eth0")) == (REFLECTION, NOTHING)


@pytest.mark.parametrize("port", (4401, 4402))
def test_refused_syns_at_e_are_no_evidence_where_only_hops_or_the_port_show_it(wireshark, port):
    link = pattern((E_LAN, 4401), link=EncryptedLink(client=(E, port), server=SERVER_LAN), times=3)
    if port != 4401:
        changed(link, lambda packet: [(*packet[:2], routed(packet[2], packet[2][26:30] == bytes((64, 100, 0, 10))),
                                       *packet[3:])])
    assert verdict(wireshark, link) == NOTHING


def test_at_c_the_configuration_of_e_changes_nothing(wireshark):
    link = pattern(link=EncryptedLink(), times=1)
    assert verdict(wireshark, link, options=CONFIGURED_E) == NOTHING


# More than chance

def busy(link, where, rounds=40, step=0.25, **how):
    """A link on which bursts never stop, and a client that retries something that is down."""
    for turn in range(rounds):
        link.wait(step)
        link.burst()
        link.answer()
        if turn % 4 == 3:
            link.wait(step / 2)
            link.attempt(where, **how)
            link.wait(0.001)
            link.answer()
    return link


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("where", ((E, 7100), (E, 4401), ("192.0.2.9", 10514), (FOREIGN[0], 36020)))
@pytest.mark.parametrize("how", ("refused", "unanswered"))
def test_on_a_busy_link_nothing_can_be_concluded(wireshark, where, how, two_pass):
    seen = see(wireshark, busy(EncryptedLink(), where, how=how), two_pass=two_pass)
    assert seen.verdicts() == [NOTHING] and seen.found() == set()


def test_a_burst_before_each_attempt_by_chance(wireshark):
    """C retries a zone that is down every two minutes. Now and then this happens just after a burst."""
    link = EncryptedLink()
    for turn in range(300):
        link.wait(12)
        link.burst()
        link.wait(0.3 if turn % 100 == 0 else 6)
        link.answer()
        if turn % 10 == 0:
            link.attempt((E, 7100))
        link.wait(0.1)
        link.answer()
    assert verdict(wireshark, link) == NOTHING


def test_quiet_link_with_attempts_long_after_the_bursts(wireshark):
    link = EncryptedLink()
    for _ in range(3):
        link.wait(0.5)
        link.log_in(REFLECTED, delay=0.4)
    assert verdict(wireshark, link) == NOTHING


def test_one_slow_attempt_among_many(wireshark):
    link = pattern(times=12)
    link.wait(60)
    link.log_in(REFLECTED, delay=0.3)
    assert verdict(wireshark, link) == REFLECTION


def test_what_two_services_at_once_cause(wireshark):
    """Two phones: SERVICE, SERVICE, SYN, SYN, then both answers."""
    link = EncryptedLink()
    for _ in range(2):
        link.wait(1)
        link.burst()
        link.burst()
        link.wait(0.005)
        link.attempt(REFLECTED)
        link.attempt(REFLECTED)
        link.wait(0.005)
        link.answer()
        link.answer()
    assert verdict(wireshark, link) == REFLECTION


def test_responses_in_a_row_are_no_burst(wireshark):
    """Each answers a request from the client: 1200 bytes within 200 ms, but always with data from C between them."""
    link = EncryptedLink()
    for _ in range(4):
        link.wait(1)
        for _ in range(3):
            link.answer()
            link.burst(400)
            link.wait(0.01)
        link.attempt(REFLECTED)
        link.wait(0.005)
        link.answer()
    assert verdict(wireshark, link) == NOTHING


# Many of them

@pytest.mark.parametrize("count", (5, 40, 200))
def test_answered_connections_after_bursts_hide_nothing(wireshark, count):
    """Each SERVICE is surrounded by answered calls to many other addresses."""
    link = EncryptedLink()
    for turn in range(count):
        link.wait(1)
        link.burst()
        link.wait(0.003)
        link.attempt(("10.0.40.%d" % (turn % 250 + 1), 20000 + turn), "established")
        link.answer()
        if turn % (count // 4 or 1) == 0:
            link.log_in(REFLECTED)
    assert verdict(wireshark, link) == REFLECTION


def reconnects(count, attempts=1, host=E, port=lambda turn: 1024 + 37 * turn, quiet=20, first=27901):
    """C connects anew every two minutes; each connection has its own translated port."""
    capture = Capture()
    for turn in range(count):
        link = EncryptedLink(client=(C, first + turn), capture=capture)
        link.next_port += turn * attempts
        link.wait(quiet)
        for _ in range(attempts):
            link.log_in((host, port(turn)))
        capture.now += 90
    return link


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("count, attempts", ((10, 1), (3, 1), (65, 2), (130, 1)))
def test_each_connection_with_a_port_of_its_own(wireshark, count, attempts, two_pass):
    seen = see(wireshark, reconnects(count, attempts), two_pass=two_pass)
    assert seen.verdicts() == [REFLECTION] * count and not alarms(seen.experts)
    assert "translation_probable" in seen.found()
    assert all(flow["evidence"] for flow in seen.flows)


def test_two_connections_with_one_attempt_each_are_no_series(wireshark):
    assert see(wireshark, reconnects(2)).verdicts() == [NOTHING] * 2


def test_the_same_port_on_each_connection_is_something_else(wireshark):
    assert see(wireshark, reconnects(6, port=lambda turn: 7100)).verdicts() == [NOTHING] * 6


def test_another_host_whose_port_changes_with_the_connection(wireshark):
    """Two reconnects rule out a stale registration. Before that, both causes are named."""
    seen = see(wireshark, reconnects(3, host=FOREIGN[0]))
    assert seen.verdicts() == [SOURCE] * 3 and "vain_attempts" not in seen.found()
    seen = see(wireshark, reconnects(2, attempts=2, host=FOREIGN[0]))
    assert seen.verdicts() == [NOTHING] * 2 and "vain_attempts" in seen.found()


def test_another_host_that_talks_to_c_is_called_for_other_reasons(wireshark):
    link = reconnects(4, host=FOREIGN[0])
    talk(link.capture, "UDP")
    seen = see(wireshark, link)
    assert seen.verdicts() == [NOTHING] * 4 and seen.found() == set()


@pytest.mark.parametrize("port", (lambda turn: 5001 + turn % 3, lambda turn: 5001 + turn % 9), ids=("3", "9"))
def test_a_translated_port_may_come_again(wireshark, port):
    assert see(wireshark, reconnects(10, port=port)).verdicts() == [REFLECTION] * 10


@pytest.mark.parametrize("times, expected", ((0, REFLECTION), (1, NOTHING), (3, NOTHING)))
def test_an_address_that_answers_is_none_for_all_who_tried_it(wireshark, times, expected):
    """And for those who try it later."""
    capture = Capture()
    for turn in range(3):
        pattern(link=EncryptedLink(client=(f"10.0.30.{2 + turn}", 27901), capture=capture))
    for turn in range(times):
        Connection(capture, ("10.0.50.9", 40000 + turn), REFLECTED).handshake()
    link = pattern(link=EncryptedLink(client=("10.0.30.9", 27901), capture=capture))
    for turn in range(times):
        Connection(capture, ("10.0.50.9", 41000 + turn), REFLECTED).handshake()
    assert see(wireshark, link).verdicts() == [expected] * 4


def test_one_translated_port_on_many_connections(wireshark):
    """Attempts before and after a connection say nothing about it."""
    assert see(wireshark, reconnects(40, 2, port=lambda turn: 4401)).verdicts() == [REFLECTION] * 40


def test_several_services_that_are_down_are_no_series(wireshark):
    """Each is tried every minute, and once, on a different connection each, just after a burst."""
    capture = Capture()
    for turn in range(3):
        link = EncryptedLink(client=(C, 27901 + turn), capture=capture)
        for minute in range(12):
            for place in range(3):
                link.wait(20)
                link.burst()
                link.wait(0.3 if minute == 6 and place == turn else 8)
                link.attempt((E, 7100 + place))
                link.wait(0.01)
                link.answer()
    seen = see(wireshark, link)
    assert seen.verdicts() == [NOTHING] * 3 and not seen.found()


def test_a_series_on_busy_links_is_no_proof(wireshark):
    capture = Capture()
    for turn in range(8):
        busy(EncryptedLink(client=(C, 27901 + turn), capture=capture), (E, 30001 + turn), rounds=8)
        capture.now += 1
    link = EncryptedLink(client=(C, 28901), capture=capture)
    assert set(see(wireshark, link).verdicts()) == {NOTHING}


@pytest.mark.parametrize("count", (20, 40, 150))
def test_stale_registrations_hide_nothing(wireshark, count):
    """After other bursts C calls endpoints that are gone, each once, on other hosts."""
    link = EncryptedLink()
    for turn in range(count):
        link.log_in(("10.0.40.%d" % (turn % 250 + 1), 20000 + turn))
        if turn % (count // 4) == 0:
            link.log_in(REFLECTED)
    assert verdict(wireshark, link) == REFLECTION


def test_who_tries_many_addresses_in_vain_scans(wireshark):
    link = EncryptedLink()
    for turn in range(80):
        link.log_in((E, 30001 + turn % 40))
    assert verdict(wireshark, link) == NOTHING


# With keys, where a direction cannot be read

def half_read(version, lose=True, attempts=True):
    """The file has the keys, but one packet from E was lost. From there on, E's direction cannot be decrypted."""
    capture = Capture()
    link = TlsLink(capture, (C, 27901), SERVER, version)
    says = Link(capture=capture)
    (lost,) = link.send(False, sip.response(sip.options(C, E, 7003), 200, "OK"))
    for turn in range(3):
        capture.now += 1
        request = says.service_request(REFLECTED, body=b"x" * 900)
        link.send(False, request)
        capture.now += 0.005
        if attempts:
            Connection(capture, (C, 30001 + turn), REFLECTED).refused()
        capture.now += 0.005
        link.send(True, sip.response(request, 408, "Request Timeout", warning=sip.timeout_warning(C)))
    if lose:
        del capture.sections[0]["packets"][lost - 1]
    return EncryptedLink(capture=capture, handshake=False, client=(C, 28000), server=(E, 8999))


@pytest.mark.parametrize("version", ("1.2", "1.3"))
def test_what_c_does_tells_where_only_c_can_be_read(wireshark, version):
    seen = see(wireshark, half_read(version))
    assert seen.verdicts() == [REFLECTION] and "translation_probable" in seen.found()
    assert any("408" in reason and "3 times" in reason for reason in seen.flows[0]["evidence"])
    assert see(wireshark, half_read(version, attempts=False)).verdicts() == [NOTHING]
    assert see(wireshark, half_read(version, lose=False)).verdicts() == [("NAT-reflected", "proven")]


def test_bursts_that_can_be_read_are_no_service_in_disguise(wireshark):
    """E's answers are long and can be read: what C tries after them is not caused by a SERVICE."""
    capture = Capture()
    link = TlsLink(capture, (C, 27901), SERVER)
    for turn in range(4):
        capture.now += 1
        request = sip.options(C, E, 7003, cseq=900 + turn)
        link.send(True, request)
        capture.now += 0.5
        link.send(False, sip.response(request, 200, "OK" + "." * 900))
        capture.now += 0.005
        Connection(capture, (C, 30001 + turn), REFLECTED).refused()
        capture.now += 0.005
    seen = see(wireshark, EncryptedLink(capture=capture, handshake=False, client=(C, 28000), server=(E, 8999)))
    assert seen.verdicts() == [NOTHING] and seen.found() == set()


def configured(*rows):
    """Options that fill the table of addresses with (role's last letter, LAN address, public address)."""
    return [word for role, lan, public in rows
            for word in ("-o", f'uat:expressway_addresses:"x","Expressway-{role}","{lan}","{public}"')]


PUBLIC_ALONE, OTHER_E = ("E", "", E), ("E", "", "198.51.100.77")


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("rows", ([PUBLIC_ALONE], [OTHER_E, PUBLIC_ALONE], [("C", C, ""), PUBLIC_ALONE]), ids=str)
def test_at_e_the_public_address_alone_proves_it(wireshark, rows, two_pass):
    seen = see(wireshark, at_e(), options=configured(*rows), two_pass=two_pass)
    assert seen.verdicts() == [("NAT-reflected", "proven")]
    assert alarms(seen.experts) == {"nat_reflected"}


@pytest.mark.parametrize("rows", ([OTHER_E], [("C", "", E)], [("E", E_LAN, ""), PUBLIC_ALONE],
                                  [("E", E_LAN, "198.51.100.78"), PUBLIC_ALONE]), ids=str)
def test_at_e_a_public_address_that_is_another_hosts_proves_nothing(wireshark, rows):
    """If this E is in the table with its LAN address, a row without a LAN address belongs to another E."""
    seen = see(wireshark, at_e(), options=configured(*rows))
    assert seen.verdicts() == [NOTHING] and not alarms(seen.experts)


def test_an_expressway_e_as_client_is_not_reflected(wireshark):
    """The server has a public address, so it is not behind the other public address."""
    link = EncryptedLink(client=REFLECTED, server=("198.51.100.5", 7003))
    link.burst()
    link.answer()
    seen = see(wireshark, link, options=configured(PUBLIC_ALONE))
    assert seen.verdicts() == [NOTHING] and not alarms(seen.experts)


@pytest.mark.parametrize("lan, public, said", (
    ("", "", '"x" has neither a LAN address nor a public address'),
    ("expe.example.com", "", 'LAN address "expe.example.com" is not'),
    ("", "64.100.0", 'public address "64.100.0" is not')))
def test_rows_without_an_address_are_refused(wireshark, lan, public, said):
    assert said in wireshark.refused(*configured(("E", lan, public)), "-r", wireshark.save(at_e().capture))
