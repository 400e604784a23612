"""Who is the client: the initiator if it is known, else what ports and SIP say."""

import pytest
import traversal_sip as sip
from capture_writer import Capture, Connection
from log_writer import Log
from scenes import C, C_MARKS, CLIENT, CONFIGURED_E, E, REFLECTED, Link, Seen, alarms
from two_sides import Scene, tls

PHONE = ("198.51.100.20", 7010)
E_SIP = ("10.0.10.2", 5061)
FAULT = ("NAT-reflected", "proven")
SYN = pytest.mark.parametrize("handshake", (False, True), ids=("from the middle", "with SYN"))


def phone_talk(private):
    """What a phone and E say on a phone's connection: its REGISTER, and a NOTIFY from inside."""
    via = ("192.168.1.5", 50000) if private else PHONE
    register = sip.register(*via, E, client_host=C, digest=sip.Digest())
    notify = sip.message(f"NOTIFY sip:john@{sip.endpoint(*PHONE)};transport=tls SIP/2.0", [
        ("Via", sip.traversal_via(E, 5061, "CollaborationEdgeZone", "z9hG4bKn1.1", "c2d10f7e")),
        ("Via", f"SIP/2.0/TLS {C}:5061;branch=z9hG4bKq;received={C};rport=27901;ingress-zone=UCTraversal"),
        ("Call-ID", "n1"), ("CSeq", "1 NOTIFY"), ("From", "<sip:a@example.com>;tag=1"),
        ("To", "<sip:b@example.com>;tag=2"), ("Max-Forwards", 60), ("Event", "refer")])
    return ((True, register),
            (False, sip.response(register, 200, "OK", received=PHONE[0], rport=PHONE[1],
                                 ingress_zone="CollaborationEdgeZone")),
            (False, notify),
            (True, sip.response(notify, 200, "OK", received=E, rport=5061, server="Cisco-CSF/11.6.0")))


def logged(wireshark, host, local, remote, messages):
    """A log with these (action, message) pairs, one a second."""
    log = Log(host)
    for number, (action, message) in enumerate(messages):
        log.message(action, local, remote, message, 1000 + number)
        log.wait(1000)
    return wireshark.save_bytes(log.contents(), ".txt")


def silent(wireshark, path, *options):
    seen = Seen(wireshark, path, options=options)
    assert seen.flows == [] and not seen.found()


@SYN
@pytest.mark.parametrize("private", (False, True))
def test_phone_whose_port_is_a_traversal_port(wireshark, private, handshake):
    """A translated phone may get any port. Expressway-E's SIP port shows which end is the server."""
    capture = Capture()
    tcp = Connection(capture, PHONE, E_SIP)
    if handshake:
        tcp.handshake()
    for from_phone, message in phone_talk(private):
        tcp.send(from_phone, message)
    silent(wireshark, wireshark.save(capture))


@pytest.mark.parametrize("private", (False, True))
def test_phone_whose_port_is_a_traversal_port_in_a_log(wireshark, private):
    talk = [("Received" if from_phone else "Sent", message) for from_phone, message in phone_talk(private)]
    silent(wireshark, logged(wireshark, "expe", E_SIP, PHONE, talk))


@SYN
@pytest.mark.parametrize("port", (5061, 8443))
def test_encrypted_hairpinned_phone_whose_port_is_a_traversal_port(wireshark, port, handshake):
    session = tls("1.2")
    capture = Capture()
    tcp = Connection(capture, (E, 7010), (E_SIP[0], port))
    if handshake:
        tcp.handshake()
    for from_client, payload in session.flights if handshake else session.data:
        tcp.send(from_client, payload)
    silent(wireshark, wireshark.save(capture), *CONFIGURED_E)


def test_phone_captured_on_both_sides(wireshark):
    scene = Scene("eth0", "eth0")
    scene.connect((("10.0.99.5", 7010), (E, 5061)), ((E, 7010), E_SIP), handshake=False).play(tls("1.2").data)
    silent(wireshark, wireshark.save(scene.merged()))


# A public port that is forwarded to Expressway-E's traversal port

def forwarded(service_first):
    """(from C, message): a SERVICE and a keep-alive, with their answers."""
    service = sip.service(E, 7003, sip.endpoint(*REFLECTED), body=b"")
    options = sip.options(C, E, 9003, cseq=5)
    steps = [[(False, service), (True, sip.response(service, 408, "Request Timeout",
                                                    warning=sip.timeout_warning(C), **C_MARKS))],
             [(True, options), (False, sip.response(options, 200, "OK", received=E, rport=4401,
                                                    ingress_zone="UCTraversal"))]]
    return steps[0] + steps[1] if service_first else steps[1] + steps[0]


def check_forwarded(seen):
    assert seen.verdicts() == [FAULT]
    assert (seen.flows[0]["client"], seen.flows[0]["server"]) == (sip.endpoint(*CLIENT), f"{E}:9003")
    assert len(seen.flows[0]["services"]) == 1 and seen.flows[0]["services"][0]["status"] == 408
    assert "nat_reflected" in alarms(seen.experts)


@SYN
@pytest.mark.parametrize("service_first", (True, False))
def test_forwarded_port(wireshark, handshake, service_first):
    """E's Via names the port that it listens on, which is not the one its packets come from here."""
    link = Link(server=(E, 9003), handshake=handshake)
    for from_client, message in forwarded(service_first):
        link.send(from_client, message)
    check_forwarded(Seen(wireshark, link.capture))


@pytest.mark.parametrize("service_first", (True, False))
def test_forwarded_port_in_a_log(wireshark, service_first):
    said = [("Sent" if from_client else "Received", message)
            for from_client, message in forwarded(service_first)]
    check_forwarded(Seen(wireshark, logged(wireshark, "expc", CLIENT, (E, 9003), said)))
