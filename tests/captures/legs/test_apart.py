"""Connections that must not be taken for two sides of one connection, however alike they look."""

import pytest
import traversal_sip as sip
from scenes import C, E, SERVER, SERVER_LAN
from two_sides import (AT_C, AT_E, Scene, check_pair, check_unpaired, flow_between, noise, record, records, see,
                       tls)

PASSES = pytest.mark.parametrize("two_pass", (False, True), ids=("one pass", "two passes"))
OTHER = (("203.0.113.77", 26001), ("10.0.10.9", 7003))
THIRD = (("203.0.113.78", 26002), ("10.0.10.8", 7003))
CHANGE_CIPHER_SPEC = record("", 0, 20)[:3] + b"\0\1\1"
CLOSE_NOTIFY = b"\x15\3\3\0\2\1\0"
SERVER_HELLO_DONE = b"\x16\3\3\0\4\x0e\0\0\0"


def side_by_side(*connections, ends=(AT_C, AT_E, OTHER, THIRD), **how):
    """Each list of flights in a connection of its own, in turn. Times do not tell the connections apart."""
    scene = Scene("eth0")
    links = [scene.connect(pair, **how) for pair, _ in zip(ends, connections)]
    for turn in range(max(map(len, connections))):
        for link, flights in zip(links, connections):
            link.play(flights[turn:turn + 1])
    return scene


def apart(wireshark, scene, two_pass=True, options=()):
    seen = see(wireshark, scene.merged(), two_pass, options)
    check_unpaired(seen)
    return seen


@PASSES
@pytest.mark.parametrize("version", ("1.2", "1.3"))
def test_other_sessions_of_the_same_size_at_the_same_time(wireshark, version, two_pass):
    """TCP timestamps, sizes and times agree; the certificate is the same."""
    scene = side_by_side(*(tls(version, number).flights for number in range(4)))
    assert len(apart(wireshark, scene, two_pass).flows) == 4


@PASSES
def test_hello_retry_requests_have_one_random_in_common(wireshark, two_pass):
    scene = side_by_side(*(tls("1.3", number, retry=True).flights for number in range(2)))
    assert len(apart(wireshark, scene, two_pass).flows) == 2


def test_mid_handshake_all_see_the_same_certificate(wireshark):
    """Captured after the hellos. Certificate, ServerHelloDone, ChangeCipherSpec are alike in all connections."""
    certificate = b"\x16\3\3\3\xe8\x0b\0\3\xe4" + noise("certificate", 996)
    scene = side_by_side(*([
        (False, certificate + SERVER_HELLO_DONE),
        (True, record((number, "key"), 70, 22) + CHANGE_CIPHER_SPEC + record((number, "finished"), 40, 22)),
        (False, CHANGE_CIPHER_SPEC + record((number, "server finished"), 40, 22)),
        *records(number)] for number in range(3)), handshake=False)
    assert len(apart(wireshark, scene).flows) == 3


@PASSES
def test_records_that_every_connection_has(wireshark, two_pass):
    """ChangeCipherSpec both ways (TLS 1.3 sends it for show), and close_notify in clear."""
    scene = side_by_side(*([(True, CHANGE_CIPHER_SPEC), (False, CHANGE_CIPHER_SPEC), *records(number, 2),
                            (True, CLOSE_NOTIFY), (False, CLOSE_NOTIFY)] for number in range(3)))
    assert len(apart(wireshark, scene, two_pass).flows) == 3


def test_nothing_but_records_that_every_connection_has(wireshark):
    scene = side_by_side(*([(True, CHANGE_CIPHER_SPEC), (False, CHANGE_CIPHER_SPEC),
                            (True, CLOSE_NOTIFY), (False, CLOSE_NOTIFY)] for number in range(3)))
    apart(wireshark, scene)


@PASSES
def test_explicit_nonces_that_are_sequence_numbers(wireshark, two_pass):
    """AES-GCM of TLS 1.2: the first eight bytes of a record are alike in all connections."""
    def flights(name):
        return [(from_client, b"\x17\3\3\1\x34" + turn.to_bytes(8, "big")
                 + noise((name, turn, from_client), 300))
                for turn in range(1, 6) for from_client in (True, False)]
    scene = side_by_side(*(flights(number) for number in range(4)), handshake=False)
    assert len(apart(wireshark, scene, two_pass).flows) == 4


@PASSES
@pytest.mark.parametrize("replayed", (True, False), ids=("client", "server"))
def test_data_replayed_in_one_direction(wireshark, replayed, two_pass):
    """A recording is played to another server, or by another server: the answers differ."""
    def flights(name):
        return [(from_client, record((turn, from_client) if from_client is replayed
                                     else (name, turn, from_client)))
                for turn in range(6) for from_client in (True, False)]
    apart(wireshark, side_by_side(flights(1), flights(2), handshake=False), two_pass)


def test_client_hello_sent_twice(wireshark):
    """The same ClientHello in two connections, answered by different servers."""
    one, two = tls("1.2", 0).flights, tls("1.2", 1).flights
    apart(wireshark, side_by_side(one, [one[0], *two[1:]]))


def test_server_hello_alone_in_common(wireshark):
    one, two = tls("1.2", 0).flights, tls("1.2", 1).flights
    apart(wireshark, side_by_side(one, [two[0], one[1], *two[2:]]))


@PASSES
def test_identical_keep_alives_in_clear(wireshark, two_pass):
    """CRLFCRLF and CRLF (RFC 5626) between different messages of different connections."""
    def flights(number):
        talk = []
        for turn in range(3):
            ask = sip.options(f"10.0.30.{number + 2}", E, 7003, transport="TCP", cseq=turn,
                              call_id=f"{number}-{turn}", branch=f"z9hG4bK{number}{turn}.1")
            talk += [(True, b"\r\n\r\n"), (False, b"\r\n")] * 5
            talk += [(True, ask), (False, sip.response(ask, 200, "OK"))]
        return talk
    scene = side_by_side(*(flights(number) for number in range(3)))
    assert len(apart(wireshark, scene, two_pass).flows) == 3


@pytest.mark.parametrize("ping, pong", (
    (b"\r\n\r\n", b"\r\n"), (b"PING\r\n", b"PONG\r\n"), (b"\0" * 40, b"\0" * 40), (b"x", b"y"),
    (b"\0" * 1400, b"\1" * 1400)), ids=("CRLF", "words", "zeros", "letters", "full segments"))
def test_nothing_but_identical_keep_alives(wireshark, ping, pong):
    """Assumption: it is open whether such a connection is a flow at all, but it is certainly not a leg."""
    scene = side_by_side(*([(True, ping), (False, pong)] * 8 for _ in range(3)))
    apart(wireshark, scene)


def test_one_sip_message_to_two_servers(wireshark):
    """A test program that sends the same bytes on two connections; each server answers in its own words."""
    def flights(number):
        talk = []
        for turn in range(3):
            ask = sip.options(C, E, 7003, transport="TCP", cseq=turn, call_id=f"same{turn}",
                              branch=f"z9hG4bKsame{turn}.1")
            talk += [(True, ask), (False, sip.response(ask, 200, "OK", to_tag=f"tag{number}",
                                                       server=f"TANDBERG/4132 (X8.{number})"))]
        return talk
    scene = side_by_side(flights(7), flights(9), ends=(AT_C, ((C, 27902), ("64.100.0.20", 7003))))
    seen = see(wireshark, scene.merged())
    assert [flow["leg"] for flow in seen.flows] == [None, None]


# Conflict

@PASSES
def test_directions_that_belong_to_different_flows(wireshark, two_pass):
    """One other flow has the client's data, another one has the server's.

    Assumption: the expert info `conflict` reports it, and no peer is guessed.
    """
    def flights(client, server):
        return [(from_client, record((client if from_client else server, turn, from_client)))
                for turn in range(6) for from_client in (True, False)]
    scene = side_by_side(flights("a", "b"), flights("a", "c"), flights("d", "b"), handshake=False)
    seen = see(wireshark, scene.merged(), two_pass)
    assert [flow["leg"] for flow in seen.flows] == [None] * 3
    assert {verdict for verdict, _ in seen.verdicts()} <= {"undetermined"}
    if two_pass:
        assert "conflict" in seen.found()


@PASSES
def test_conflict_of_randoms_and_records(wireshark, two_pass):
    """The handshake is that of one flow, the records after it are those of another: nothing is guessed."""
    session, other = tls("1.2", 0), tls("1.2", 1)
    scene = side_by_side(session.flights, session.flights[:session.handshake] + other.data, other.flights)
    seen = see(wireshark, scene.merged(), two_pass)
    first, mixed, last = (flow_between(seen, ends) for ends in (AT_C, AT_E, OTHER))
    assert last["leg"] is None or last["leg"]["peer_flow"] != first["flow"]
    peers = {flow["flow"]: flow["leg"] and flow["leg"]["peer_flow"] for flow in (first, mixed, last)}
    assert all(peer is None or peers[peer] == flow for flow, peer in peers.items())


@PASSES
def test_a_pair_among_strangers(wireshark, two_pass):
    """The two sides of one connection are found among others that share half of everything with them."""
    one = tls("1.2", 0).flights
    scene = Scene("expressway-c", "expressway-e")
    link = scene.connect()
    strangers = [scene.connect(((C, 27910 + number), SERVER), ((E, 4410 + number), SERVER_LAN))
                 for number in range(6)]
    for number, stranger in enumerate(strangers):
        stranger.seen = {number % 2}
    for turn in range(len(one)):
        link.play(one[turn:turn + 1])
        for number, stranger in enumerate(strangers):
            stranger.play(tls("1.2", number + 1).flights[turn:turn + 1])
    seen = see(wireshark, scene.merged(), two_pass)
    check_pair(seen)
    assert sum(flow["leg"] is not None for flow in seen.flows) == 2 and len(seen.flows) == 8


@PASSES
def test_the_same_ends_with_another_session_are_not_the_other_side(wireshark, two_pass):
    """Port reuse seen at one side only: E's capture has the second connection alone."""
    scene = Scene()
    for number in range(2):
        link = scene.connect(handshake=False)
        link.seen = {0, 1} if number else {0}
        link.handshake()
        link.play(tls("1.2", number).flights)
        link.close()
        scene.now += 60
    seen = see(wireshark, scene.merged(), two_pass)
    near = [flow for flow in seen.flows if flow["client"] == "10.0.30.2:27901"]
    far = flow_between(seen, AT_E)
    assert [flow["leg"] and flow["leg"]["peer_flow"] for flow in near] == [None, far["flow"]]
    assert near[0]["verdict"] == "undetermined"
    check_pair(seen, flows=(near[1], far))
