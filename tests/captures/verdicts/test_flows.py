"""Flows: which end is which, how verdicts of one connection combine, where one connection ends."""

import traversal_sip as sip
from capture_writer import Capture
from scenes import (C, C_MARKS, E, ELSEWHERE, OWN, PROVEN, REFLECTED, REFLECTION, SERVER, SOURCE,
                    UNDETERMINED, Link, e_side)


def flow(wireshark, link, frame=1, **how):
    how.setdefault("two_pass", True)
    return wireshark.values(wireshark.save(link.capture), frame, "expressway.flow.verdict",
                            "expressway.flow.confidence", **how)


def test_contradicting_proven_claims_keep_the_fault_and_report_the_conflict(wireshark):
    link = Link()
    link.keep_alive(received=ELSEWHERE[0], rport=ELSEWHERE[1])
    link.service(REFLECTED)
    assert flow(wireshark, link) == (str(REFLECTION), str(PROVEN))
    assert "conflict" in wireshark.expert_counts(wireshark.save(link.capture), two_pass=True)


def test_conflict_does_not_depend_on_the_order(wireshark):
    link = Link()
    link.keep_alive()
    link.service((C, 27901), status=200)
    link.service(REFLECTED)
    assert flow(wireshark, link) == (str(REFLECTION), str(PROVEN))
    assert "conflict" in wireshark.expert_counts(wireshark.save(link.capture), two_pass=True)


def test_agreeing_claims_are_no_conflict(wireshark, seed):
    for path in seed.values():
        assert "conflict" not in wireshark.expert_counts(path)


def test_proven_claim_beats_a_later_undetermined_one(wireshark):
    link = Link()
    link.keep_alive(received=ELSEWHERE[0], rport=ELSEWHERE[1])
    link.service("expc.example.com:27901")
    assert flow(wireshark, link) == (str(SOURCE), str(PROVEN))


def test_later_evidence_changes_earlier_frames_in_the_second_pass_only(wireshark):
    link = e_side(client=(C, 4401))
    frame = link.service((C, 4401))
    link.keep_alive(via_host="10.0.30.99")
    path = wireshark.save(link.capture)
    field = "expressway.apparent.verdict"
    assert wireshark.value(path, frame, field) == str(UNDETERMINED)
    assert wireshark.value(path, frame, field, two_pass=True) == str(SOURCE)


def test_accepted_service_is_known_at_its_own_frame_in_the_second_pass(wireshark):
    link = e_side(client=(C, 4401))
    frame = link.service((C, 4401), status=200)
    path = wireshark.save(link.capture)
    field = "expressway.apparent.verdict"
    assert wireshark.value(path, frame, field) == str(UNDETERMINED)
    assert wireshark.value(path, frame, field, two_pass=True) == str(OWN)
    assert "own_address" in wireshark.experts(path, two_pass=True)[frame]
    assert "undetermined" not in wireshark.experts(path, two_pass=True)[frame]


def test_second_service_with_another_address_is_judged_for_itself(wireshark):
    link = Link()
    first = link.service(REFLECTED)
    second = link.service((E, 4402))
    path = wireshark.save(link.capture)
    assert wireshark.value(path, first, "expressway.apparent") == "64.100.0.10:4401"
    assert wireshark.value(path, second, "expressway.apparent") == "64.100.0.10:4402"
    (said,) = wireshark.json(path)
    assert [service["apparent"] for service in said["services"]] == ["64.100.0.10:4401",
                                                                     "64.100.0.10:4402"]


def test_same_addresses_one_after_the_other_are_two_flows(wireshark):
    link = Link(handshake=True)
    link.service(REFLECTED)
    link.tcp.close()
    last = len(link.capture.packets)
    again = Link(capture=link.capture)
    again.tcp.client.sequence, again.tcp.server.sequence = 77_000, 99_000
    link.capture.now += 60
    again.tcp.handshake()
    again.keep_alive(received=C, rport=27901)
    path = wireshark.save(link.capture)
    rows = wireshark.fields(path, None, "expressway.flow", "expressway.flow.verdict", two_pass=True)
    assert set(rows[:last]) == {("0", str(REFLECTION))}
    assert set(rows[last:]) == {("1", str(OWN))}


def test_two_connections_at_a_time_do_not_mix(wireshark):
    first = Link()
    second = Link(client=(C, 27902), capture=first.capture)
    first.keep_alive()
    second.keep_alive()
    second.keep_alive(received=C, rport=27902)
    first.service(REFLECTED)
    path = wireshark.save(first.capture)
    rows = wireshark.fields(path, "expressway.flow", "tcp.stream", "expressway.flow",
                            "expressway.flow.verdict", two_pass=True)
    assert set(rows) == {("0", "0", str(REFLECTION)), ("1", "1", str(OWN))}


def test_initiator_is_the_client_whatever_the_ports(wireshark):
    """Both ports are traversal ports here: only the SYN shows which end is the client."""
    link = Link(client=(C, 7005), server=SERVER, handshake=True)
    link.service(REFLECTED)
    row = wireshark.values(wireshark.save(link.capture), 4, "expressway.flow.client",
                           "expressway.flow.server")
    assert row == ("10.0.30.2:7005", "64.100.0.10:7003")


def test_handshake_belongs_to_the_flow(wireshark):
    link = Link(handshake=True)
    link.service(REFLECTED)
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "expressway.flow.nat_reflected", two_pass=True) == [1, 2, 3, 4]


def test_traversal_ports_are_a_preference(wireshark):
    link = Link(server=(E, 7100), handshake=True)
    answer = link.keep_alive(received=E, rport=4401)
    path = wireshark.save(link.capture)
    assert wireshark.frames(path, "expressway") == []
    options = ("-o", "expressway.ports:7100")
    assert answer in wireshark.frames(path, "expressway.received", options=options)
    seen = wireshark.frames(path, "expressway.flow.nat_reflected", two_pass=True, options=options)
    assert seen == [1, 2, 3, 4, 5]


def test_service_on_any_port_makes_a_traversal_flow(wireshark):
    for port in (5060, 7100):
        link = Link(server=(E, port), handshake=True)
        frame = link.service(REFLECTED)
        path = wireshark.save(link.capture)
        assert wireshark.frames(path, 'expressway.apparent.verdict == "NAT-reflected"') == [frame]
        tagged = wireshark.frames(path, "expressway.flow.nat_reflected", two_pass=True)
        assert tagged == [1, 2, 3, 4]


def test_exported_pdus_are_judged(wireshark):
    capture = Capture(interfaces=())
    port = capture.interface("exported", 252)
    request = sip.options(C, E, 7003)
    capture.upper_pdu(request, (C, 27901), SERVER, interface=port)
    capture.upper_pdu(sip.response(request, 200, "OK", received=E, rport=4401), SERVER, (C, 27901),
                      interface=port)
    service = sip.service(E, 7003, "64.100.0.10:4401")
    capture.upper_pdu(service, SERVER, (C, 27901), interface=port)
    capture.upper_pdu(sip.response(service, 408, "Request Timeout", **C_MARKS), (C, 27901), SERVER,
                      interface=port)
    path = wireshark.save(capture)
    assert wireshark.frames(path, 'expressway.apparent.verdict == "NAT-reflected"') == [3]
    assert wireshark.frames(path, "expressway.flow.nat_reflected", two_pass=True) == [1, 2, 3, 4]
    assert wireshark.values(path, 3, "expressway.flow.client", "expressway.flow.server") == (
        "10.0.30.2:27901", "64.100.0.10:7003")


def test_analysis_can_be_switched_off(wireshark, seed):
    options = ("-o", "expressway.analyse:FALSE")
    assert wireshark.frames(seed["expc-broken"], "expressway", options=options) == []
    assert wireshark.experts(seed["expc-broken"], options=options) == {}
    assert not any("[apparent" in text for text in
                   wireshark.info_column(seed["expc-broken"], *options).values())
