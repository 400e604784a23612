"""The rows of the verdict table, each on the smallest capture that shows it (final verdict: -2)."""

import pytest
import traversal_sip as sip
from capture_writer import Capture
from scenes import (C, C_MARKS, CONFIGURED_E, E, ELSEWHERE, NONE, OWN, PORT, PROBABLE, PROVEN, REFLECTED,
                    REFLECTION, SERVER_LAN, SOURCE, UNDETERMINED, Link, configured_c, e_side)

NAT = ("198.51.100.20", 26000)


def judged(wireshark, link, frame, options=()):
    """(verdict, confidence) of the SERVICE in this frame."""
    path = wireshark.save(link.capture)
    row = wireshark.values(path, frame, "expressway.apparent.verdict", "expressway.apparent.confidence",
                           two_pass=True, options=options)
    return tuple(int(cell) for cell in row)


def test_0_host_name_is_undetermined(wireshark):
    link = Link()
    assert judged(wireshark, link, link.service("expc.example.com:27901")) == (UNDETERMINED, NONE)


@pytest.mark.parametrize("host", ("127.0.0.1", "[::1]"))
def test_0_loopback_is_undetermined(wireshark, host):
    link = Link()
    assert judged(wireshark, link, link.service(f"{host}:4401")) == (UNDETERMINED, NONE)


@pytest.mark.parametrize("host, said", (("127.0.0.1", "is a loopback address"), ("[::1]", "is a loopback address"),
                                        ("0.0.0.0", "is the unspecified address"),
                                        ("[::]", "is the unspecified address")))
def test_0_the_words_name_the_kind_of_address(wireshark, host, said):
    link = Link()
    frame = link.service(f"{host}:4401")
    assert judged(wireshark, link, frame) == (UNDETERMINED, NONE)
    (message,) = wireshark.messages(wireshark.save(link.capture), frame, "undetermined", two_pass=True)
    assert message.startswith(f"Not judged: {host}:4401 {said}")


def test_0_traffic_of_a_host_with_itself_is_undetermined(wireshark):
    link = Link(client=(C, 27901), server=(C, 7003), advertised=C)
    assert judged(wireshark, link, link.service((C, 4401))) == (UNDETERMINED, NONE)


def test_1_address_of_the_packet_source_is_nat_reflected(wireshark):
    link = Link()
    assert judged(wireshark, link, link.service(REFLECTED)) == (REFLECTION, PROVEN)


def test_1_address_in_the_via_of_e_is_nat_reflected(wireshark):
    link = Link(advertised="64.100.0.99")
    assert judged(wireshark, link, link.service(("64.100.0.99", 4401))) == (REFLECTION, PROVEN)


def test_1_address_that_c_dialled_is_nat_reflected(wireshark):
    link = Link(advertised="10.0.10.2")
    link.keep_alive(dialled="64.100.0.77")
    assert judged(wireshark, link, link.service(("64.100.0.77", 4401))) == (REFLECTION, PROVEN)


def test_1_configured_address_of_e_is_nat_reflected(wireshark):
    link = Link()
    frame = link.service(("10.0.10.2", 4401))
    assert judged(wireshark, link, frame) == (SOURCE, PROVEN)
    assert judged(wireshark, link, frame, CONFIGURED_E) == (REFLECTION, PROVEN)
    matches = wireshark.value(wireshark.save(link.capture), frame, "expressway.apparent.matches",
                              options=CONFIGURED_E)
    assert matches == "5"


@pytest.mark.parametrize("heard", (False, True))
def test_2_own_host_with_another_port_is_port_translated(wireshark, heard):
    link = Link()
    if heard:
        link.keep_alive()
    frame = link.service((C, 4401))
    assert judged(wireshark, link, frame) == (PORT, PROVEN)
    path = wireshark.save(link.capture)
    assert wireshark.experts(path, two_pass=True)[frame] >= {"port_translated"}
    assert wireshark.value(path, frame, "expressway.apparent.matches") == "2"
    assert wireshark.value(path, frame, "expressway.apparent.expected") == "10.0.30.2:27901"


def test_2_is_undetermined_where_c_calls_itself_otherwise(wireshark):
    link = Link()
    link.keep_alive(via_host="10.0.30.99")
    frame = link.service((C, 4401))
    assert judged(wireshark, link, frame) == (UNDETERMINED, NONE)
    assert wireshark.value(wireshark.save(link.capture), frame, "expressway.apparent.expected",
                           two_pass=True) == ""


def test_2_is_undetermined_where_the_claim_is_the_client_of_another_flow(wireshark):
    link = Link()
    other = Link(client=(C, 27950), capture=link.capture)
    other.keep_alive()
    assert judged(wireshark, link, link.service((C, 27950))) == (UNDETERMINED, NONE)


def test_3_foreign_address_is_source_translated(wireshark):
    link = Link()
    frame = link.service(ELSEWHERE)
    assert judged(wireshark, link, frame) == (SOURCE, PROVEN)
    path = wireshark.save(link.capture)
    assert wireshark.experts(path)[frame] >= {"source_translated"}
    assert wireshark.frames(path, "expressway.flow.nat_reflected", two_pass=True) == []
    assert wireshark.value(path, frame, "expressway.apparent.matches") == "0"


def test_5_at_e_its_own_advertised_address_is_nat_reflected(wireshark):
    link = e_side()
    assert judged(wireshark, link, link.service(REFLECTED)) == (REFLECTION, PROVEN)


def test_5_at_e_the_configured_public_address_is_nat_reflected(wireshark):
    link = e_side(advertised="10.0.10.2")
    frame = link.service(REFLECTED)
    assert judged(wireshark, link, frame) == (UNDETERMINED, NONE)
    assert judged(wireshark, link, frame, CONFIGURED_E) == (REFLECTION, PROVEN)


def test_6_accepted_service_makes_the_own_address_probable(wireshark):
    link = e_side(client=NAT)
    assert judged(wireshark, link, link.service(NAT, status=200)) == (OWN, PROBABLE)


def test_6_is_probable_where_c_calls_itself_otherwise(wireshark):
    link = e_side(client=NAT)
    link.keep_alive()
    assert judged(wireshark, link, link.service(NAT, status=200)) == (OWN, PROBABLE)


def test_6_is_proven_where_the_via_of_c_agrees(wireshark):
    link = e_side(client=(C, 4401))
    link.keep_alive()
    assert judged(wireshark, link, link.service((C, 4401), status=200)) == (OWN, PROVEN)


def test_6_is_proven_where_a_configured_c_agrees(wireshark):
    link = e_side(client=NAT)
    frame = link.service(NAT, status=200)
    assert judged(wireshark, link, frame, configured_c(NAT[0])) == (OWN, PROVEN)
    matches = wireshark.value(wireshark.save(link.capture), frame, "expressway.apparent.matches",
                              options=configured_c(NAT[0]))
    assert sorted(matches.split("|")) == ["1", "6"]


def other_word():
    link = e_side(client=NAT)
    link.keep_alive()
    return link, link.service(NAT)


def test_7_other_host_in_the_via_of_c_is_probable(wireshark):
    link, frame = other_word()
    assert judged(wireshark, link, frame) == (SOURCE, PROBABLE)
    path = wireshark.save(link.capture)
    counts = wireshark.expert_counts(path, two_pass=True)
    assert "translation_probable" in counts and "via_mismatch" in counts
    assert "source_translated" not in counts
    assert any("consistent with" in text.lower() for text in
               wireshark.messages(path, frame, "translation_probable", two_pass=True))


def test_7_is_proven_where_that_host_is_a_configured_c(wireshark):
    link, frame = other_word()
    assert judged(wireshark, link, frame, configured_c(C)) == (SOURCE, PROVEN)


def test_7_is_undetermined_where_the_claim_is_a_configured_c(wireshark):
    link, frame = other_word()
    assert judged(wireshark, link, frame, configured_c(NAT[0])) == (UNDETERMINED, NONE)


def test_7_the_warning_in_the_408_is_the_word_of_c_too(wireshark):
    link = e_side(client=NAT)
    frame = link.service(NAT, status=408, warning_host=C)
    assert judged(wireshark, link, frame) == (SOURCE, PROBABLE)


def test_7_a_warning_in_another_response_is_not(wireshark):
    link = e_side(client=NAT)
    invite = link.service_request(NAT).replace(b"SERVICE sip:", b"INVITE sip:").replace(
        b" SERVICE\r\n", b" INVITE\r\n")
    link.send(False, invite)
    link.send(True, sip.response(invite, 408, "Request Timeout", warning=sip.timeout_warning(C),
                                 **C_MARKS))
    assert judged(wireshark, link, link.service(NAT)) == (UNDETERMINED, NONE)


@pytest.mark.parametrize("status, sure", ((None, PROBABLE), (408, PROBABLE), (200, PROVEN)))
def test_8_agreeing_via_and_usual_port_are_proven_by_a_200_only(wireshark, status, sure):
    """A translated port may lie in the range, and a firewall may rewrite Via along with the source."""
    link = e_side(client=(C, 27901))
    link.keep_alive()
    assert judged(wireshark, link, link.service((C, 27901), status=status)) == (OWN, sure)


def test_9_unusual_port_is_undetermined(wireshark):
    link = e_side(client=(C, 4401))
    link.keep_alive()
    assert judged(wireshark, link, link.service((C, 4401))) == (UNDETERMINED, NONE)
    assert "unusual_client_port" in wireshark.expert_counts(wireshark.save(link.capture))


def test_9_unusual_port_after_a_408_is_probably_port_translated(wireshark):
    link = e_side(client=(C, 4401))
    link.keep_alive()
    frame = link.service((C, 4401), status=408)
    assert judged(wireshark, link, frame) == (PORT, PROBABLE)
    assert "translation_probable" in wireshark.experts(wireshark.save(link.capture),
                                                       two_pass=True)[frame]


def test_9_range_of_client_ports_is_a_preference(wireshark):
    link = e_side(client=(C, 4401))
    link.keep_alive()
    options = ("-o", "expressway.client_ports:4000-4999")
    assert judged(wireshark, link, link.service((C, 4401)), options) == (OWN, PROBABLE)
    counts = wireshark.expert_counts(wireshark.save(link.capture), options=options)
    assert "unusual_client_port" not in counts


def test_10_without_evidence_it_is_undetermined_and_says_so(wireshark):
    link = e_side(client=NAT)
    frame = link.service(NAT)
    assert judged(wireshark, link, frame) == (UNDETERMINED, NONE)
    path = wireshark.save(link.capture)
    assert wireshark.experts(path)[frame] == {"undetermined"}


def said_received(wireshark, link, frame):
    return wireshark.values(wireshark.save(link.capture), frame, "expressway.received",
                            "expressway.received.verdict", "expressway.received.confidence",
                            two_pass=True)


def test_claim_without_a_port_may_be_nat_reflected(wireshark):
    link = Link()
    frame = link.keep_alive(received=E)
    assert said_received(wireshark, link, frame) == (E, str(REFLECTION), str(PROVEN))


def test_claim_without_a_port_is_never_port_translated_and_at_most_probably_right(wireshark):
    link = Link()
    frame = link.keep_alive(received=C)
    assert said_received(wireshark, link, frame) == (C, str(OWN), str(PROBABLE))


def test_received_with_another_port_is_port_translated(wireshark):
    link = Link()
    frame = link.keep_alive(received=C, rport=4401)
    assert said_received(wireshark, link, frame) == (f"{C}:4401", str(PORT), str(PROVEN))


def test_received_with_a_foreign_address_is_source_translated(wireshark):
    link = Link()
    frame = link.keep_alive(received=ELSEWHERE[0], rport=ELSEWHERE[1])
    assert said_received(wireshark, link, frame) == ("192.0.2.7:4401", str(SOURCE), str(PROVEN))
    assert wireshark.experts(wireshark.save(link.capture))[frame] >= {"source_translated"}


# C's true end, where the capture is shown to be of C's side


def named_link(name="expc eth0", **options):
    return Link(capture=Capture(interfaces=(name,)), **options)


@pytest.mark.parametrize("two_pass", (False, True))
def test_4_at_c_by_name_nothing_is_translated_whatever_via_and_port_say(wireshark, two_pass):
    """Two network interfaces, and a port that the administrator chose. No note appears and is withdrawn later."""
    link = named_link(client=(C, 41007))
    link.keep_alive(via_host="10.99.9.9", received=C, rport=41007)
    frame = link.service((C, 41007), status=408, warning_host="10.99.9.9")
    assert judged(wireshark, link, frame) == (OWN, PROBABLE)
    seen = wireshark.experts(wireshark.save(link.capture), two_pass=two_pass)
    assert "translation_probable" not in set().union(*seen.values())


def test_4_a_name_and_hops_prove_it(wireshark):
    link = named_link()
    link.keep_alive()
    link.keep_alive()
    assert judged(wireshark, link, link.service((C, 27901))) == (OWN, PROVEN)


def test_4_configured_it_is_proven(wireshark):
    link = Link(client=(C, 41007))
    link.keep_alive(via_host="10.99.9.9")
    assert judged(wireshark, link, link.service((C, 41007), status=408), configured_c(C)) == (OWN, PROVEN)


def test_4_a_name_does_not_outweigh_an_address_of_e(wireshark):
    """The client's packets come from the address that C dialled: this is behind the NAT, whatever the file's name."""
    link = Link(client=REFLECTED, server=SERVER_LAN, capture=Capture(interfaces=("expc eth0",)))
    link.keep_alive()
    assert judged(wireshark, link, link.service(REFLECTED)) == (REFLECTION, PROVEN)


def test_2_at_c_by_name_another_port_is_proven_whatever_via_says(wireshark):
    link = named_link()
    link.keep_alive(via_host="10.99.9.9")
    assert judged(wireshark, link, link.service((C, 4401))) == (PORT, PROVEN)


def test_2_the_words_say_that_it_is_another_connection(wireshark):
    link = Link()
    link.service((C, 27955), status=200)
    report = " ".join(wireshark.report(wireshark.save(link.capture)).split())
    assert "C's own address, on another connection" in report and "another connection of C's" in report


@pytest.mark.parametrize("status, expected", ((200, (OWN, PROBABLE)), (408, (PORT, PROVEN)), (None, (PORT, PROVEN))))
def test_2_a_route_that_c_accepted_names_another_connection_of_it(wireshark, status, expected):
    link = Link()
    link.keep_alive()
    frame = link.service((C, 27902), status=status)
    assert judged(wireshark, link, frame) == expected
    alarmed = {"port_translated"} & set().union(*wireshark.experts(wireshark.save(link.capture), two_pass=True).values())
    assert bool(alarmed) == (expected[0] == PORT)


def test_7_cs_own_via_as_e_repeats_it(wireshark):
    """C's request was not captured."""
    link = e_side(client=NAT)
    frame = link.send(False, sip.response(sip.options(C, E, 7003), 200, "OK", received=NAT[0], rport=NAT[1],
                                          ingress_zone="UCTraversal"))
    assert said_received(wireshark, link, frame)[1:] == (str(SOURCE), str(PROBABLE))
    evidence = wireshark.value(wireshark.save(link.capture), frame, "expressway.received.evidence", two_pass=True)
    assert C in evidence and "repeats" in evidence


def test_7_an_echo_without_received_is_nobodys_word(wireshark):
    link = e_side(client=NAT)
    link.send(False, sip.response(sip.options("10.99.9.9", E, 7003), 100, "Trying"))
    link.keep_alive(via_host=NAT[0])
    assert judged(wireshark, link, link.service(NAT, status=200)) == (OWN, PROVEN)


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("status", (200, 408))
def test_2_no_warning_that_a_200_withdraws(wireshark, status, two_pass):
    """In one pass C's answer is not known yet; a second SERVICE later shows what is known by then."""
    link = Link()
    link.keep_alive()
    for _ in range(2):
        link.service((C, 27902), status=status)
    found = set().union(*wireshark.experts(wireshark.save(link.capture), two_pass=two_pass).values())
    assert ("port_translated" in found) == (status == 408)


@pytest.mark.parametrize("link, options, said", (
    (named_link(client=(C, 41007)), (), "according to the interface's name"),
    (named_link(), (), "name says so, and no router"),
    (Link(), configured_c(C), "table of addresses")), ids=("name", "name and hops", "configured"))
def test_4_evidence_says_what_shows_the_side(wireshark, link, options, said):
    port = link.tcp.client.port
    link.keep_alive()
    link.keep_alive()
    frame = link.service((C, port))
    evidence = wireshark.value(wireshark.save(link.capture), frame, "expressway.apparent.evidence",
                               two_pass=True, options=options)
    assert said in evidence
