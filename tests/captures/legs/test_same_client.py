"""Pairs with the same client at both places. Its address is proven to be C's own only if the two places are shown
to be Expressway-C's side and Expressway-E's side."""

import pytest
import traversal_sip as sip
from capture_writer import Connection
from scenes import (C, C_MARKS, CLIENT, CONFIGURED_E, E, E_LAN, ELSEWHERE, REFLECTED, SERVER, SERVER_LAN,
                    EncryptedLink, Link, alarms, configured_c, merged)
from two_sides import Scene, check_pair, fault, flow_between, record, see, texts, tls, translation

PASSES = pytest.mark.parametrize("two_pass", (False, True), ids=("one pass", "two passes"))
UNNAMED = ("eth0", "eth0")
# Routers before each place and before E: a firewall that counts as a router, one that does not, and
# one with a router behind it.
ROUTED, BRIDGED, ROUTER_BEHIND = (0, 1, 1), (0, 0, 0), (0, 1, 2)
FAR = (1, 2, 2)
OUTSIDE = ((0, 0, 0), (0, 1, 1), (1, 1, 1), (1, 2, 2))
MIDDLE = ("172.16.9.9", 7003)
CONFIGURED_BOTH = (*CONFIGURED_E, *configured_c(C))


def crossing(near, far, depth, names=UNNAMED):
    scene = Scene(*names, depth=depth)
    return scene, scene.connect(near, far)


def keep_alives(client, rounds=2):
    """In clear: C names itself in Via, E says `received`, as it sees C."""
    flights = []
    for turn in range(rounds):
        ask = sip.options(C, E, 7003, transport="TCP", cseq=100 + turn, call_id=f"k{turn}",
                          branch=f"z9hG4bKk{turn}.1")
        flights += [(True, ask), (False, sip.response(ask, 200, "OK", received=client[0], rport=client[1],
                                                      ingress_zone="UCTraversal"))]
    return flights


def failed_log_in(client):
    """SERVICE with E's view of C, and C's 408."""
    request = Link().service_request(client, transport="TCP")
    return [(False, request), (True, sip.response(request, 408, "Request Timeout",
                                                  warning=sip.timeout_warning(C), **C_MARKS))]


def judged(wireshark, scene, near, far, two_pass=True, options=()):
    """What is said of both flows. That they are one connection is shown in any case."""
    seen = see(wireshark, scene.merged(), two_pass, options)
    flows = [flow_between(seen, ends) for ends in (near, far)]
    for flow, peer in zip(flows, reversed(flows)):
        assert flow["leg"]["peer_flow"] == peer["flow"]
        assert flow["leg"]["source_translation"] is None
        assert flow["leg"]["destination_translation"] == translation(texts(near)[1], texts(far)[1])
    return seen, [(flow["verdict"], flow["confidence"]) for flow in flows]


UNDETERMINED = [("undetermined", "none")] * 2
OWN = [("own address", "proven")] * 2
PROBABLY_OWN = [("own address", "probable")] * 2
REFLECTION = [("NAT-reflected", "proven")] * 2


# Behind the translation, and at E

@PASSES
@pytest.mark.parametrize("options", ((), CONFIGURED_E), ids=("", "configured"))
@pytest.mark.parametrize("port", (4401, 27901))
@pytest.mark.parametrize("depth", OUTSIDE, ids=str)
def test_reflection_that_has_happened_before_the_first_capture(wireshark, depth, port, options, two_pass):
    """At the firewall's outside the packets already come from E's public address."""
    client = (E, port)
    near, far = (client, SERVER), (client, SERVER_LAN)
    scene, link = crossing(near, far, depth)
    link.play(tls("1.2").flights)
    seen, verdicts = judged(wireshark, scene, near, far, two_pass, options)
    assert verdicts == REFLECTION
    assert alarms(seen.experts) == {"nat_reflected"} and "own_address" not in seen.found()


@PASSES
@pytest.mark.parametrize("depth", OUTSIDE, ids=str)
def test_source_translation_that_has_happened_before_the_first_capture(wireshark, depth, two_pass):
    near, far = (ELSEWHERE, SERVER), (ELSEWHERE, SERVER_LAN)
    scene, link = crossing(near, far, depth)
    link.play(tls("1.2").flights)
    seen, verdicts = judged(wireshark, scene, near, far, two_pass)
    assert verdicts == UNDETERMINED
    assert seen.found() <= {"undetermined", "unusual_client_port"}


@pytest.mark.parametrize("depth", OUTSIDE, ids=str)
def test_reflection_in_clear_that_has_happened_before_the_first_capture(wireshark, depth):
    near, far = (REFLECTED, SERVER), (REFLECTED, SERVER_LAN)
    scene, link = crossing(near, far, depth)
    link.play(keep_alives(REFLECTED) + failed_log_in(REFLECTED))
    seen, verdicts = judged(wireshark, scene, near, far)
    assert verdicts == REFLECTION
    assert alarms(seen.experts) == {"nat_reflected", "service_failed"}
    assert "own_address" not in seen.found()


@pytest.mark.parametrize("depth", OUTSIDE, ids=str)
@pytest.mark.parametrize("fails", (True, False), ids=("408", "no SERVICE"))
@pytest.mark.parametrize("client", (ELSEWHERE, ("192.0.2.7", 27901)), ids=("other port", "same port"))
def test_source_translation_in_clear_that_has_happened_before_the_first_capture(
        wireshark, client, fails, depth):
    """What C calls itself names another host: as probable as in E's capture alone."""
    near, far = (client, SERVER), (client, SERVER_LAN)
    scene, link = crossing(near, far, depth)
    link.play(keep_alives(client) + (failed_log_in(client) if fails else []))
    seen, verdicts = judged(wireshark, scene, near, far)
    assert verdicts == [("source-translated", "probable")] * 2
    assert "own_address" not in seen.found()


# At C, and before the translation

def middle(depth=ROUTER_BEHIND):
    """A firewall between the places translates the destination only; nobody captured what comes after it."""
    near, far = (CLIENT, SERVER), (CLIENT, MIDDLE)
    return (*crossing(near, far, depth), near, far)


@PASSES
@pytest.mark.parametrize("options", ((), CONFIGURED_BOTH), ids=("", "configured"))
@pytest.mark.parametrize("depth", (ROUTER_BEHIND, (0, 1, 3), (0, 0, 1)), ids=str)
def test_untranslated_up_to_the_middle_is_not_untranslated_at_e(wireshark, depth, options, two_pass):
    scene, link, near, far = middle(depth)
    link.play(tls("1.2").flights)
    seen, verdicts = judged(wireshark, scene, near, far, two_pass, options)
    assert verdicts == UNDETERMINED and not alarms(seen.experts)


def test_untranslated_up_to_the_middle_in_clear(wireshark):
    """C's Via agrees with the packets; nothing says what E sees."""
    scene, link, near, far = middle()
    link.play(keep_alives(CLIENT)[::2])
    link.play([(False, sip.response(text, 200, "OK", ingress_zone="UCTraversal"))
               for _, text in keep_alives(CLIENT)[::2]])
    _, verdicts = judged(wireshark, scene, near, far)
    assert verdicts == UNDETERMINED


@pytest.mark.parametrize("where, alone_is", ((REFLECTED, ("NAT-reflected", "probable")),
                                             (("198.51.100.1", 14401), ("undetermined", "none"))))
@pytest.mark.parametrize("depth, shown", ((ROUTER_BEHIND, False), (BRIDGED, True)), ids=str)
def test_what_c_does_counts_where_nothing_shows_that_the_middle_is_e(wireshark, where, alone_is, depth, shown):
    """Four connections refused after data from E: as probable as at C alone. If the hops show the two sides,
    the fact that nothing is translated between them outweighs what C does."""
    scene, link, near, far = middle(depth)
    link.play(tls("1.2").flights)
    for turn in range(4):
        scene.now += 1
        link.send(False, record(("burst", turn), 2000))
        scene.now += 0.005
        Connection(scene.captures[0], (C, 30001 + turn), where).refused(time=scene.now)
        scene.now += 0.01
        link.send(True, record(("answer", turn)))
    (alone,) = see(wireshark, scene.captures[0]).flows
    assert (alone["verdict"], alone["confidence"]) == alone_is
    seen, verdicts = judged(wireshark, scene, near, far)
    assert verdicts == (PROBABLY_OWN if shown else [alone_is, ("undetermined", "none")])
    if shown:
        assert not seen.found() & {"vain_attempts", "translation_probable"}


# At both

def untranslated(depth, names=UNNAMED):
    near, far = (CLIENT, SERVER), (CLIENT, SERVER_LAN)
    return (*crossing(near, far, depth, names), near, far)


@PASSES
@pytest.mark.parametrize("depth, names, options, verdicts", (
    (ROUTED, UNNAMED, (), PROBABLY_OWN),
    (BRIDGED, UNNAMED, (), PROBABLY_OWN),
    (ROUTED, ("expressway-c", "expressway-e"), (), OWN),
    (FAR, UNNAMED, (), UNDETERMINED),
    (FAR, UNNAMED, configured_c(C), OWN),
    (FAR, UNNAMED, CONFIGURED_E, UNDETERMINED),
    (FAR, ("expressway-c", "expressway-e"), (), PROBABLY_OWN),
    (FAR, ("fw-inside", "expressway-e"), (), UNDETERMINED),
    (ROUTER_BEHIND, UNNAMED, CONFIGURED_BOTH, UNDETERMINED),
    (ROUTER_BEHIND, ("expressway-c", "expressway-e"), (), OWN),
), ids=("routed", "bridged", "routed and named", "far from C", "C configured", "E configured", "named", "E named", "far from E",
        "E's name"))
def test_untranslated_where_the_places_are_shown(wireshark, depth, names, options, verdicts, two_pass):
    """By the hops that are left, by the addresses of the preferences, or by the names of the interfaces."""
    scene, link, near, far = untranslated(depth, names)
    link.play(tls("1.2").flights)
    assert fault(near, far) == "own address"
    seen, found = judged(wireshark, scene, near, far, two_pass, options)
    assert found == verdicts and not alarms(seen.experts)


@pytest.mark.parametrize("client", ((C, 27901), (C, 4401)), ids=("in range", "out of range"))
def test_port_that_no_traversal_client_uses_is_doubted(wireshark, client):
    """A firewall that does not count as a router, with a router behind it, looks like this after translating."""
    near, far = (client, SERVER), (client, SERVER_LAN)
    scene, link = crossing(near, far, ROUTED)
    link.play(tls("1.2").flights)
    _, verdicts = judged(wireshark, scene, near, far)
    assert verdicts == (PROBABLY_OWN if client == CLIENT else UNDETERMINED)


def test_a_name_stands_for_any_port(wireshark):
    near, far = ((C, 4401), SERVER), ((C, 4401), SERVER_LAN)
    scene, link = crossing(near, far, ROUTED, ("expressway-c", "expressway-e"))
    link.play(tls("1.2").flights)
    assert judged(wireshark, scene, near, far)[1] == PROBABLY_OWN


def test_a_408_speaks_against_it(wireshark):
    """The same verdict as from E's capture alone, by C's own word."""
    scene, link, near, far = untranslated(ROUTED)
    link.play(keep_alives(CLIENT) + failed_log_in(CLIENT))
    _, verdicts = judged(wireshark, scene, near, far)
    assert verdicts == [("own address", "probable")] * 2


def accepted_log_in(client):
    request = Link().service_request(client, transport="TCP")
    return [(False, request), (True, sip.response(request, 200, "OK", **C_MARKS))]


@pytest.mark.parametrize("log_in, verdicts", (([], PROBABLY_OWN), (accepted_log_in(CLIENT), OWN)),
                         ids=("keep-alives", "SERVICE 200"))
def test_in_clear_it_is_proven_by_a_200(wireshark, log_in, verdicts):
    scene, link, near, far = untranslated(ROUTED)
    link.play(keep_alives(CLIENT) + log_in)
    assert judged(wireshark, scene, near, far)[1] == verdicts


# Which side is whose

@PASSES
@pytest.mark.parametrize("order", ((0, 1), (1, 0)))
@pytest.mark.parametrize("shifts", ((0, 0), (0, 7200), (7200, 0)), ids=str)
@pytest.mark.parametrize("far_client", (("198.51.100.1", 4401), ("198.51.100.1", 27901)))
def test_c_dials_a_private_address(wireshark, far_client, shifts, order, two_pass):
    """E has a public address; the firewall does not count as a router. Which side has the data first is measured,
    whatever the clocks say. That private addresses are E's is only a guess."""
    near, far = (CLIENT, ("10.9.9.9", 7003)), (far_client, SERVER)
    scene, link = crossing(near, far, BRIDGED)
    link.play(tls("1.2").flights)
    check_pair(see(wireshark, scene.merged(order, shifts), two_pass), near, far)


def test_of_one_direction_a_private_address_tells_more_than_the_order(wireshark):
    """Only the client's data was captured, and E's clock is behind."""
    near, far = (CLIENT, SERVER), (("192.0.2.7", 27901), SERVER_LAN)
    scene = Scene(*UNNAMED, depth=BRIDGED)
    link = scene.connect(near, far, handshake=False)
    for turn in range(6):
        link.send(True, record(("one way", turn)))
    seen = see(wireshark, scene.merged(shifts=(0, -7200)))
    assert flow_between(seen, near)["leg"]["source_translation"] == "10.0.30.2:27901 -> 192.0.2.7:27901"


# Two interfaces of one host

@pytest.mark.parametrize("names", (("bond0", "eth0"), ("expressway-c bond0", "expressway-c eth0"),
                                   ("expressway-c", "fw-inside")), ids="+".join)
def test_two_interfaces_of_one_host_do_not_override_what_it_does(wireshark, names):
    """Packets leave through the bond, then its member, and come in the other way round, as on a path."""
    link = EncryptedLink()
    for _ in range(4):
        link.log_in(REFLECTED)
    scene = Scene(*names)
    for place, capture in enumerate(scene.captures):
        capture.sections[0]["packets"] = [
            (interface, stamp + 10_000 * (place if sent_by_c(data) else 1 - place), data, comment)
            for interface, stamp, data, comment in link.capture.sections[0]["packets"]]
    both = merged(*scene.captures)
    alone = see(wireshark, link.capture).verdicts()
    assert alone == [("NAT-reflected", "probable")]
    seen = see(wireshark, both)
    assert seen.verdicts() == alone and [flow["leg"] for flow in seen.flows] == [None]


def sent_by_c(data):
    return data[26:30] == bytes(map(int, C.split(".")))


def test_names_that_hops_contradict_are_no_proof(wireshark):
    """The file from C's side has the name of E's interface, and the reverse: one of them is wrong."""
    scene = Scene("vcs-e", "vcs-c", depth=(0, 1, 1))
    scene.connect((CLIENT, SERVER), (CLIENT, SERVER)).play(tls().flights)
    (flow,) = see(wireshark, scene.merged()).flows
    assert (flow["verdict"], flow["confidence"]) == ("own address", "probable")
