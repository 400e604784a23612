"""Two-sided captures, each made for one question: what must be recognised as one connection."""

import pytest
import traversal_sip as sip
from scenes import C, CLIENT, E, E_LAN, REFLECTED, SERVER, SERVER_LAN, alarms
from two_sides import (AT_C, AT_E, MESSAGE, PAYLOAD, RANDOMS, RECORD, Scene, Transcript, check_last_word,
                       check_pair, check_unpaired, flow_between, flows_between, offsets, record, records, see,
                       tls)

BOTH = {0, 1}
PASSES = pytest.mark.parametrize("two_pass", (False, True), ids=("one pass", "two passes"))
VERSIONS = pytest.mark.parametrize("version", ("1.2", "1.3"))
FAULT = {"nat_reflected"}


def played(flights, *ends, scene=None, **how):
    """A scene with one connection that carries these flights."""
    scene = scene or Scene()
    scene.connect(*ends, **how).play(flights)
    return scene


def told(wireshark, scene, methods, two_pass=True, near=AT_C, far=AT_E, **how):
    seen = see(wireshark, scene.merged(), two_pass, **how)
    check_pair(seen, near, far, methods)
    if two_pass:
        check_last_word(seen, near, far)
        assert FAULT <= alarms(seen.experts)
    assert alarms(seen.experts) <= FAULT
    assert len(seen.flows) == 2
    return seen


# TLS

@PASSES
@VERSIONS
def test_handshake_at_both_sides(wireshark, version, two_pass):
    """Other addresses, other sequence numbers, other segments: the randoms are the same."""
    told(wireshark, played(tls(version).flights), (RANDOMS,), two_pass)


@PASSES
@VERSIONS
@pytest.mark.parametrize("present", ({0}, {1}, set()), ids=("at C alone", "at E alone", "nowhere"))
def test_handshake_not_captured_everywhere(wireshark, version, present, two_pass):
    """A capture that began later has records only."""
    scene = Scene()
    link = scene.connect(handshake=False)
    link.seen = set(present)
    link.handshake()
    session = tls(version)
    link.play(session.flights[:session.handshake])
    link.seen = BOTH
    link.play(session.data)
    told(wireshark, scene, (RECORD,), two_pass)


@pytest.mark.parametrize("later", (0, 1))
def test_handshake_begun_before_the_capture(wireshark, later):
    """One side shows the handshake from the server's answer on, so it has one random only."""
    session = tls("1.2")
    scene = Scene()
    link = scene.connect(handshake=False)
    link.seen = {1 - later}
    link.handshake()
    link.play(session.flights[:1])
    link.seen = BOTH
    link.play(session.flights[1:])
    check_pair(see(wireshark, scene.merged()), methods=(RANDOMS, RECORD))


@pytest.mark.parametrize("later", (0, 1))
@pytest.mark.parametrize("kind", (1, 2))
def test_encrypted_handshake_message_that_begins_like_a_hello(wireshark, kind, later):
    """The record begins with a nonce, whose first byte may be any; the next bytes do not fit a hello."""
    encrypted = b"\x16\x03\x03\x00\x28"
    flights = tls("1.2").flights
    assert sum(payload.count(encrypted) for _, payload in flights) == 2
    scene = Scene()
    link = scene.connect(handshake=False)
    link.seen = {1 - later}
    link.handshake()
    for number, (from_client, payload) in enumerate(flights):
        at = payload.find(encrypted) + len(encrypted)
        if at >= len(encrypted):
            payload = payload[:at] + bytes([kind]) + payload[at + 1:]
        link.seen = {1 - later} if number == 0 else BOTH
        link.send(from_client, payload)
    check_pair(see(wireshark, scene.merged()), methods=(RANDOMS, RECORD))


@PASSES
@pytest.mark.parametrize("keyed_side", (0, 1))
def test_one_side_is_decrypted_and_the_other_is_not(wireshark, keyed_side, two_pass):
    """The secrets help only where the handshake is. Records are compared as they were on the wire."""
    session = Transcript("1.2")
    for cseq in range(4):
        ask = sip.options(C, E, 7003, cseq=cseq)
        session.talk((True, ask), (False, sip.response(ask, 200, "OK", received=E, rport=4401)))
    scene = Scene()
    link = scene.connect(handshake=False)
    link.seen = {keyed_side}
    link.handshake()
    link.play(session.flights[:session.handshake])
    link.seen = BOTH
    link.play(session.data)
    capture = scene.merged()
    capture.secrets(session.keys)
    path = wireshark.save(capture)
    near = wireshark.frames(path, "sip.Method == OPTIONS")
    assert len(near) == 4, "one side is decrypted"
    seen = see(wireshark, path, two_pass)
    check_pair(seen, methods=(RECORD,))
    assert alarms(seen.experts) <= FAULT


@PASSES
def test_record_over_many_segments_and_many_records_in_one(wireshark, two_pass):
    """E's segments break records everywhere, within the header as well."""
    flights = [(from_client, record((turn, from_client), 6000)) for turn in range(3)
               for from_client in (True, False)]
    flights += [(from_client, b"".join(record((turn, from_client, part), 90) for part in range(6)))
                for turn in range(3) for from_client in (True, False)]
    scene = Scene()
    link = scene.connect(mss=(1448, 700))
    for number, (from_client, payload) in enumerate(flights):
        link.send(from_client, payload, split=(3 + number, 1))
    told(wireshark, scene, (RECORD,), two_pass)


@pytest.mark.parametrize("cut_at", (0, 1))
def test_capture_that_begins_in_the_middle_of_a_record(wireshark, cut_at):
    """The first segments of a large record are missing; the following records are whole."""
    scene = Scene()
    link = scene.connect(handshake=False)
    large = record("large", 4000)
    link.seen = {1 - cut_at}
    link.send(False, large[:1448])
    link.seen = BOTH
    link.send(False, large[1448:])
    link.play(records("after"))
    told(wireshark, scene, (RECORD,))


@pytest.mark.parametrize("kilobytes", (2, 16))
@pytest.mark.parametrize("handshake", (True, False))
@pytest.mark.parametrize("later", (0, 1))
def test_capture_begun_much_later_than_the_other(wireshark, later, handshake, kilobytes):
    """Minutes of keep-alives at one side before the other begins.

    Assumption: the limit of what is fingerprinted is no lower than 16 kB.
    """
    scene = Scene()
    link = scene.connect(handshake=False)
    link.seen = {1 - later}
    if handshake:
        link.handshake()
        session = tls("1.2")
        link.play(session.flights[:session.handshake])
    link.play(records("before", rounds=kilobytes, size=512))
    link.seen = BOTH
    link.play(records("after"))
    told(wireshark, scene, (RECORD,))


@pytest.mark.parametrize("gone", (0, 1))
def test_records_that_one_capture_has_lost(wireshark, gone):
    scene = Scene()
    link = scene.connect(handshake=False)
    for turn in range(6):
        link.seen = {1 - gone} if turn % 2 == 0 else BOTH
        link.play(records(turn, rounds=1))
    told(wireshark, scene, (RECORD,))


@PASSES
@pytest.mark.parametrize("handshake", (True, False), ids=("after SYN", "first in the file"))
def test_one_record_each_way_is_agreement_in_both_directions(wireshark, handshake, two_pass):
    told(wireshark, played(records("single", rounds=1), handshake=handshake), (RECORD,), two_pass)


def test_retransmissions_at_one_side(wireshark):
    """A packet lost between C and the firewall is in C's capture twice."""
    scene = Scene()
    link = scene.connect()
    for from_client, payload in tls("1.2").flights:
        if from_client:
            link.seen = {0}
            sequence = [leg.client.sequence for leg in link.legs]
            link.send(from_client, payload)
            for leg, before in zip(link.legs, sequence):
                leg.client.sequence = before
        link.seen = BOTH
        link.send(from_client, payload)
    told(wireshark, scene, (RANDOMS,))


def test_retransmissions_in_other_segments(wireshark):
    """Data sent in two segments is sent again in one, or the other way round."""
    scene = Scene()
    link = scene.connect()
    for number, (from_client, payload) in enumerate(records("again", rounds=6, size=900)):
        if number % 2 == 0:
            before = [(leg.client.sequence, leg.server.sequence) for leg in link.legs]
            link.seen = {1}
            link.send(from_client, payload, split=(400, 200))
            for leg, sequences in zip(link.legs, before):
                leg.client.sequence, leg.server.sequence = sequences
            link.seen = BOTH
        link.send(from_client, payload)
    told(wireshark, scene, (RECORD,))


@PASSES
def test_resumed_session_is_paired_for_itself(wireshark, two_pass):
    """The same session in four connections: each resumption has randoms of its own."""
    scene = Scene()
    links = []
    for version, port in (("1.2", 27901), ("1.3", 27911)):
        first = Transcript(version).talk((True, b"hello" * 20), (False, b"there" * 20))
        again = Transcript(version, after=first).talk((True, b"hello" * 20), (False, b"there" * 20))
        assert again.ends[True].session_reused
        for number, session in enumerate((first, again)):
            ends = ((C, port + number), SERVER), ((E, 4401 + port + number - 27901), SERVER_LAN)
            links.append((scene.connect(*ends).play(session.flights), ends))
    seen = see(wireshark, scene.merged(), two_pass)
    for _, ends in links:
        check_pair(seen, *ends)
    assert len(seen.flows) == 8 and alarms(seen.experts) <= FAULT


@PASSES
def test_hello_retry_request(wireshark, two_pass):
    """TLS 1.3: the first ServerHello carries a constant for its random, and ClientHello comes twice."""
    session = tls("1.3", retry=True)
    assert session.flights[1][1].find(bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891")) >= 0
    told(wireshark, played(session.flights), (RANDOMS,), two_pass)


# Clear SIP

def clear_sip(rounds=3, via_host=C, call_id="b9ac5d4d3ef5d0d8", **options):
    """Keep-alives and their responses over TCP, without `received`: they prove nothing by themselves."""
    flights = []
    for turn in range(rounds):
        ask = sip.options(via_host, E, 7003, transport="TCP", cseq=100 + turn, call_id=f"{call_id}{turn}",
                          branch=f"z9hG4bK{call_id}{turn}.1", **options)
        flights += [(True, ask), (False, sip.response(ask, 200, "OK"))]
    return flights


def check_clear(wireshark, scene, methods, two_pass=True, near=AT_C, far=AT_E):
    seen = see(wireshark, scene.merged(), two_pass)
    check_pair(seen, near, far, methods)
    assert alarms(seen.experts) <= FAULT
    if two_pass:
        check_last_word(seen, near, far)


@PASSES
@pytest.mark.parametrize("begun", ((True, True), (True, False), (False, True), (False, False)))
def test_clear_sip(wireshark, begun, two_pass):
    """Assumption: where stream bytes and SIP messages both agree, either may be named."""
    scene = Scene()
    link = scene.connect(handshake=False)
    link.seen = {place for place, there in enumerate(begun) if there}
    link.handshake()
    link.play(clear_sip(1, call_id="first"))
    link.seen = BOTH
    link.play(clear_sip())
    check_clear(wireshark, scene, (PAYLOAD, MESSAGE), two_pass)


def test_clear_sip_in_other_segments(wireshark):
    scene = Scene()
    link = scene.connect(mss=(1448, 200), handshake=False)
    for number, (from_client, text) in enumerate(clear_sip()):
        link.send(from_client, text, split=(1 + number, 7))
    check_clear(wireshark, scene, (PAYLOAD, MESSAGE))


@PASSES
def test_sip_inspection_that_rewrites_addresses(wireshark, two_pass):
    """The bytes differ; branch, Call-ID, CSeq and method are the same. Call-ID is assumed to stay."""
    scene = Scene()
    link = scene.connect()
    for from_client, text in clear_sip():
        other = text.replace(b"TCP 10.0.30.2:5061", b"TCP 64.100.0.10:5061")
        assert len(other) == len(text) + 2
        link.send(from_client, (text, other))
    check_clear(wireshark, scene, (MESSAGE,), two_pass)
    seen = see(wireshark, scene.merged(), two_pass)
    noted = [frame for frame, names in seen.experts.items() if "sip_inspection" in names]
    assert len(noted) == 2 or not two_pass


def test_sip_that_is_the_same_on_both_sides_is_not_inspected(wireshark):
    scene = Scene()
    scene.connect().play(clear_sip())
    assert "sip_inspection" not in see(wireshark, scene.merged()).found()


@PASSES
def test_clear_sip_with_its_fault(wireshark, two_pass):
    """SERVICE and what E says it saw, at both sides: judged with the true client, and no conflict."""
    scene = Scene()
    link = scene.connect()
    for turn in range(2):
        ask = sip.options(C, E, 7003, transport="TCP", cseq=100 + turn, call_id=f"k{turn}",
                          branch=f"z9hG4bKk{turn}.1")
        link.send(True, ask)
        link.send(False, sip.response(ask, 200, "OK", received=E, rport=4401))
    service = sip.service(E, 7003, "64.100.0.10:4401", transport="TCP", body=b"")
    link.send(False, service)
    link.send(True, sip.response(service, 408, "Request Timeout", warning=sip.timeout_warning(C)))
    seen = see(wireshark, scene.merged(), two_pass)
    check_pair(seen, methods=(PAYLOAD, MESSAGE))
    assert alarms(seen.experts) == FAULT | {"service_failed"}
    for ends in (AT_C, AT_E):
        assert [one["status"] for one in flow_between(seen, ends)["services"]] == [408]


# Ports

@pytest.mark.parametrize("port", (443, 8443, 41234))
def test_any_port_of_the_preference(wireshark, port):
    near, far = (CLIENT, (E, port)), (REFLECTED, (E_LAN, port))
    scene = played(tls("1.2").flights, near, far)
    check_ports(wireshark, scene, near, far, port)


def test_server_port_that_is_translated_too(wireshark):
    """Published on 7003 outside, listening on 17003 inside: both are in the preference."""
    near, far = (CLIENT, SERVER), (REFLECTED, (E_LAN, 17003))
    for flights in (tls("1.2").flights, records("published")):
        scene = played(flights, near, far)
        check_ports(wireshark, scene, near, far, "7003,17003", (RANDOMS, RECORD))


def check_ports(wireshark, scene, near, far, ports, methods=(RANDOMS,)):
    seen = see(wireshark, scene.merged(), options=("-o", f"expressway.ports:{ports}"))
    check_pair(seen, near, far, methods)
    assert alarms(seen.experts) <= FAULT


@PASSES
def test_https_through_a_firewall(wireshark, two_pass):
    """Twenty HTTPS connections of one browser, source-translated to a firewall's address, at once."""
    scene = Scene("inside", "outside")
    ends = [((("192.168.1.20", 50000 + number), ("198.51.100.7", 443)),
             (("203.0.113.1", 61000 + number), ("198.51.100.7", 443))) for number in range(20)]
    links = [scene.connect(*pair) for pair in ends]
    sessions = [tls("1.3", number) for number in range(20)]
    for turn in range(len(sessions[0].flights)):
        for link, session in zip(links, sessions):
            link.play(session.flights[turn:turn + 1])
    seen = see(wireshark, scene.merged(), two_pass, options=("-o", "expressway.ports:443"))
    for near, far in ends:
        check_pair(seen, near, far)
    assert len(seen.flows) == 40


# Several connections, several captures

@PASSES
def test_port_reuse(wireshark, two_pass):
    """The same ends twice, one connection after the other: each is paired with its own."""
    scene = Scene()
    for number in range(2):
        link = scene.connect().play(tls("1.2", number).flights)
        link.close()
        scene.now += 60
    seen = see(wireshark, scene.merged(), two_pass)
    near, far = flows_between(seen, AT_C), flows_between(seen, AT_E)
    assert len(near) == len(far) == 2 and len(seen.flows) == 4
    for pair in zip(near, far):
        check_pair(seen, flows=pair)


@PASSES
@pytest.mark.parametrize("shift", (0, 30, -30))
def test_port_reuse_with_other_clocks(wireshark, shift, two_pass):
    """E's clock is off by half the time between the two, so E's second is nearer to C's first."""
    scene = Scene()
    for number in range(2):
        link = scene.connect().play(tls("1.3", number).flights)
        link.close()
        scene.now += 60
    seen = see(wireshark, scene.merged(shifts=(0, shift)), two_pass)
    for pair in zip(flows_between(seen, AT_C), flows_between(seen, AT_E)):
        check_pair(seen, flows=pair)


@PASSES
def test_two_clusters_at_once(wireshark, two_pass):
    """Two Expressway-Cs, two Expressway-Es, each with each, all behind the same firewall."""
    scene = Scene()
    pairs = []
    for c_number, c in enumerate((C, "10.0.31.2")):
        for e_number, (public, lan) in enumerate(((E, E_LAN), ("64.100.0.20", "10.0.11.2"))):
            pairs.append((((c, 27901 + e_number), (public, 7003)),
                          ((public, 4401 + c_number), (lan, 7003))))
    links = [scene.connect(*pair, handshake=False) for pair in pairs]
    for turn in range(4):
        for number, link in enumerate(links):
            link.play(records((number, turn), rounds=1))
    seen = see(wireshark, scene.merged(), two_pass)
    for near, far in pairs:
        check_pair(seen, near, far, (RECORD,))
    assert len(seen.flows) == 8


# Routers before each capture, and before Expressway-E: one, between the firewall's interfaces.
FIREWALL = (0, 0, 1, 1, 1)


@PASSES
def test_firewall_captured_on_both_sides_as_well(wireshark, two_pass):
    """Four captures, two address pairs. That C's packets are the same at the firewall's inner
    interface does not mean that nothing is translated."""
    scene = Scene("expressway-c", "fw-inside", "fw-outside", "expressway-e", depth=FIREWALL)
    scene.connect(AT_C, AT_C, AT_E, AT_E, mss=(1448,)).play(tls("1.2").flights)
    told(wireshark, scene, (RANDOMS,), two_pass)


@PASSES
@pytest.mark.parametrize("places", ((0, 1, 3), (0, 2, 3), (0, 2), (1, 2), (1, 3)), ids=str)
def test_firewall_captured_on_one_side_or_instead(wireshark, places, two_pass):
    names = ("expressway-c", "fw-inside", "fw-outside", "expressway-e")
    scene = Scene(*(names[place] for place in places), depth=(*(FIREWALL[place] for place in places), 1))
    ends = [(AT_C, AT_C, AT_E, AT_E)[place] for place in places]
    scene.connect(*ends, mss=(1448,)).play(tls("1.2").flights)
    told(wireshark, scene, (RANDOMS,), two_pass)


@PASSES
def test_two_translations_one_after_the_other(wireshark, two_pass):
    """Three address pairs of one connection. Assumption: it is open which of the legs a flow is shown with.
    It is not open that C's end comes first, and that a translation is proven."""
    middle = (("10.0.20.1", 5001), SERVER)
    scene = Scene("expressway-c", "dmz", "expressway-e")
    scene.connect(AT_C, middle, AT_E).play(tls("1.2").flights)
    seen = see(wireshark, scene.merged(), two_pass)
    first, last = flow_between(seen, AT_C), flow_between(seen, AT_E)
    assert first["leg"]["source_translation"] in ("10.0.30.2:27901 -> 10.0.20.1:5001",
                                                  "10.0.30.2:27901 -> 64.100.0.10:4401")
    assert last["leg"]["source_translation"] in ("10.0.30.2:27901 -> 64.100.0.10:4401",
                                                 "10.0.20.1:5001 -> 64.100.0.10:4401")
    for flow in (first, last):
        assert flow["verdict"] in ("NAT-reflected", "source-translated") and flow["confidence"] == "proven"
    assert len(seen.flows) == 3


# Sides

@PASSES
def test_source_translation_without_helpful_names(wireshark, two_pass):
    """Only the order in time shows which is nearer to the client."""
    near, far = (CLIENT, SERVER), (("10.0.20.1", 27901), SERVER)
    for names in (("eth0", "eth1"), ("eth0", "eth0")):
        scene = Scene(*names)
        scene.connect(near, far).play(tls("1.2").flights)
        seen = see(wireshark, scene.merged(), two_pass)
        check_pair(seen, near, far)


@pytest.mark.parametrize("order", ((0, 1), (1, 0)))
@pytest.mark.parametrize("shift", (3600, -3600))
def test_configured_expressway_e_tells_the_sides(wireshark, shift, order):
    """The table of addresses says which server address is E's own."""
    near, far = (CLIENT, SERVER), (("10.0.20.1", 27901), SERVER_LAN)
    scene = Scene("eth0", "eth1")
    scene.connect(near, far).play(tls("1.2").flights)
    options = ("-o", f'uat:expressway_addresses:"expe","Expressway-E","{E_LAN}","{E}"')
    seen = see(wireshark, scene.merged(order, shifts=(0, shift)), options=options)
    check_pair(seen, near, far)


@pytest.mark.parametrize("shift", (0, 12.5, -86400.25))
def test_clock_offset(wireshark, shift):
    scene = played(records("clock"), handshake=False)
    found = offsets(see(wireshark, scene.merged(shifts=(0, shift))))
    assert found and all(abs(offset - shift) < 0.005 for offset in found)


def test_clock_offset_keeps_its_sign_and_its_fraction(wireshark):
    """Less than a second behind: if the sign were kept with whole seconds only, it would be lost."""
    scene = played(records("clock"), handshake=False)
    found = offsets(see(wireshark, scene.merged(shifts=(0, -0.25))))
    assert found and all(abs(offset + 0.25) < 0.005 for offset in found)


# Nothing translated

UNTRANSLATED = ((C, 27901), (E_LAN, 7003))
# Routers before the first capture, before the second, before Expressway-E. Some firewalls do not count.
ROUTED, BRIDGED = (0, 1, 1), (0, 0, 0)


def same_ends(flights, names=("expressway-c", "expressway-e"), depth=ROUTED, ends=UNTRANSLATED):
    """One conversation in two captures that differ only in TTL and hardware addresses, if at all."""
    scene = Scene(*names, depth=depth)
    scene.connect(ends, ends, mss=(1448,)).play(flights)
    return scene


def check_untranslated(seen):
    assert seen.verdicts() == [("own address", "proven")]
    assert seen.found() <= {"own_address"}


@PASSES
@VERSIONS
@pytest.mark.parametrize("depth", (ROUTED, BRIDGED), ids=("a router between", "a bridge between"))
def test_identical_addresses_on_two_interfaces(wireshark, depth, version, two_pass):
    scene = same_ends(tls(version).flights, depth=depth)
    check_untranslated(see(wireshark, scene.merged(), two_pass))


@PASSES
def test_identical_addresses_in_mid_connection(wireshark, two_pass):
    check_untranslated(see(wireshark, same_ends(records("same")).merged(), two_pass))


@PASSES
def test_identical_addresses_clear_sip(wireshark, two_pass):
    flights = []
    for turn in range(3):
        ask = sip.options(C, E_LAN, 7003, transport="TCP", cseq=turn, call_id=f"k{turn}",
                          branch=f"z9hG4bKk{turn}.1")
        flights += [(True, ask), (False, sip.response(ask, 200, "OK", received=C, rport=27901))]
    service = sip.service(E_LAN, 7003, "10.0.30.2:27901", transport="TCP", body=b"")
    flights += [(False, service), (True, sip.response(service, 200, "OK"))]
    seen = see(wireshark, same_ends(flights).merged(), two_pass)
    check_untranslated(seen)
    assert [one["status"] for one in seen.flows[0]["services"]] == [200]


@pytest.mark.parametrize("shift", (3600, -3600))
def test_identical_addresses_with_other_clocks(wireshark, shift):
    seen = see(wireshark, same_ends(records("same")).merged(shifts=(0, shift)))
    assert seen.verdicts() == [("own address", "proven")]
    assert seen.found() == {"own_address", "clock_difference"}


@pytest.mark.parametrize("depth", (ROUTED, BRIDGED), ids=("a router behind", "a firewall that counts as none"))
def test_same_packets_on_two_interfaces_of_one_host_prove_nothing(wireshark, depth):
    """A bond and its member: bit for bit the same, and the member always has it later, whoever sends.

    Assumption: this is not proof; a firewall that leaves TTL alone (Cisco ASA does by default) may translate too.
    """
    scene = Scene("bond0", "eth0", depth=(0, *depth[1:]))
    scene.connect(AT_C).play(tls("1.2").flights)
    bond, member = (capture.sections[0]["packets"] for capture in scene.captures)
    member[:] = [(interface, stamp + 3_000, data, comment) for interface, stamp, data, comment in bond]
    assert see(wireshark, scene.merged()).verdicts() == [("undetermined", "none")]


@PASSES
@pytest.mark.parametrize("names, depth, ends", (
    (("expressway-c", "fw-inside"), (0, 0, 1), AT_C), (("expressway-c", "fw-inside"), (0, 1, 2), AT_C),
    (("fw-outside", "expressway-e"), (1, 1, 1), AT_E), (("fw-outside", "expressway-e"), (1, 2, 2), AT_E)), ids=(
        "C and firewall", "C, a router, and firewall", "firewall and E", "firewall, a router, and E"))
def test_same_packets_on_one_side_of_the_firewall_prove_nothing_about_the_other(
        wireshark, names, depth, ends, two_pass):
    """The verdict is not about what happens only up to that place, or only from there on."""
    seen = see(wireshark, same_ends(tls("1.2").flights, names, depth, ends).merged(), two_pass)
    assert seen.verdicts() == [("undetermined", "none")]
    assert {row["expressway.flow.verdict"] for row in seen.fields.values()} <= {"0", ""}


def test_one_side_only(wireshark):
    scene = Scene("expressway-c")
    scene.connect(AT_C).play(tls("1.2").flights)
    check_unpaired(see(wireshark, scene.merged()))
