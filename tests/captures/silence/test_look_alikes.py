"""Traffic that looks like the fault from outside but is not: no warning, and no verdict that is "probable"."""

import os
import random
import struct
import subprocess
import time

import pytest
import traversal_sip as sip
from capture_writer import SYN, Capture, Connection, End, tcp_packet
from scenes import (C, CONFIGURED_E, E, E_LAN, REFLECTED, SERVER, SERVER_LAN, EncryptedLink, Seen, alarms)
from tls_link import TlsLink
from wireshark import NOBODY

CUCM = "10.0.40.10"


def silence(wireshark, capture, options=(), but=()):
    """Nobody is alarmed, but by the kinds named, in one pass or in two; returns the flows."""
    for two_pass in (False, True):
        seen = Seen(wireshark, capture, "expressway.flow.verdict", two_pass=two_pass, options=options)
        assert alarms(seen.experts) <= set(but)
        assert "translation_probable" not in seen.found()
        assert all(flow["connects"] == [] for flow in seen.flows)
        assert {verdict for verdict, _ in seen.verdicts()} <= {"undetermined", "own address"}
        assert set(seen.frames("expressway.flow.verdict").values()) <= {"0", "1"}
    return seen.flows


def after_each_burst(*places, times=4, link=None, how="refused"):
    """C tries all these in vain, after nearly every SERVICE, and goes on talking to E."""
    link = link or EncryptedLink()
    for _ in range(times):
        link.wait(1)
        link.burst()
        for place in places:
            link.attempt(place, how)
        link.wait(0.01)
        link.answer()
    return link


def test_further_zones_one_of_them_refused(wireshark):
    link = after_each_burst((E, 7005))
    for number, port in enumerate((7001, 7002, 7004)):
        TlsLink(link.capture, (C, 25010 + number), (E, port))
        link.burst()
        link.attempt((E, 7005))
        link.answer()
    link.capture.sections[0]["secrets"].clear()
    assert len(silence(wireshark, link.capture)) == 4


@pytest.mark.parametrize("how", ("refused", "unanswered", "unreachable"))
@pytest.mark.parametrize("port", (2222, 7400, 8443, 443, 2776, 5222), ids=(
    "SSH tunnels", "XMPP", "HTTPS", "HTTPS 443", "Assent", "XMPP phone"))
def test_a_service_of_e_is_down(wireshark, port, how):
    """That it is down may be said, but nothing about the address."""
    silence(wireshark, after_each_burst((E, port), how=how).capture, but={"ssh_tunnel", "xmpp_link"})


@pytest.mark.parametrize("how", ("refused", "unanswered"))
def test_cucm_is_down(wireshark, how):
    places = [(CUCM, port) for port in (5060, 5061, 8443, 6970)]
    silence(wireshark, after_each_burst(*places, how=how).capture)
    for place in places:
        silence(wireshark, after_each_burst(place, how=how).capture)


def test_everything_inside_is_down(wireshark):
    """Directory, database, presence, proxies, on hosts that never answer."""
    places = [(f"10.0.40.{20 + number}", port) for number, port in enumerate(
        (53, 88, 389, 636, 3268, 3269, 1433, 1521, 3306, 5432, 2748, 5269, 8080, 8443, 9090, 9443))]
    silence(wireshark, after_each_burst(*places).capture)


@pytest.mark.parametrize("ports", (range(4000, 4400), range(20000, 20020)),
                         ids=("wide", "narrow"))
def test_port_scan_from_the_host_of_c(wireshark, ports):
    link = EncryptedLink()
    for _ in range(2):
        for port in ports:
            link.wait(0.05)
            link.burst()
            link.attempt((E, port))
            link.answer()
    silence(wireshark, link.capture)


def test_e_restarts(wireshark):
    """Everything is reset; C tries again and again, then all is well."""
    link = EncryptedLink()
    other = EncryptedLink(client=(C, 27902), server=(E, 7001), capture=link.capture)
    for _ in range(3):
        link.burst()
        other.burst()
        for one in (link, other):
            one.tcp.reset(False)
        for port in (7003, 7001, 2222, 7400, 8443):
            link.attempt((E, port), source=(C, 27000 + link.next_port % 1000))
            link.wait(0.2)
        link = EncryptedLink(client=(C, 27910 + link.next_port % 50), capture=link.capture)
        other = EncryptedLink(client=(C, 28910 + link.next_port % 50), server=(E, 7001),
                              capture=link.capture)
    silence(wireshark, link.capture)


@pytest.mark.parametrize("others", ((7101,), (9200, 4848), (1521,), (50051,)))
def test_ordinary_client_of_a_tls_server_on_7001(wireshark, others):
    """An application server: many short connections, and a few ports that nobody listens on."""
    capture = Capture()
    for number in range(12):
        link = EncryptedLink(client=("10.0.50.5", 49500 + number), server=("10.0.60.6", 7001),
                             capture=capture)
        after_each_burst(*(("10.0.60.6", port) for port in others), link=link, times=2)
        link.tcp.close()
    assert len(silence(wireshark, capture)) == 12


def test_phones_hairpinned_on_5061(wireshark):
    """They share E's public address. Their sessions are not traversal flows, whatever fails."""
    capture = Capture()
    for number in range(5):
        phone = EncryptedLink(client=(E, 4900 + number), server=(E_LAN, 5061), capture=capture)
        after_each_burst((E_LAN, 4401), link=phone)
    assert silence(wireshark, capture, options=CONFIGURED_E) == []
    keyed = Capture()
    phone = TlsLink(keyed, (E, 4999), (E_LAN, 5061))
    request = sip.register("192.168.1.20", 51333, E, client_host=C, digest=sip.Digest())
    phone.send(True, request)
    phone.send(False, sip.response(request, 200, "OK", received=E, rport=4999,
                                   ingress_zone="CollaborationEdgeZone"))
    assert silence(wireshark, keyed, options=CONFIGURED_E) == []


STRANGER = ("Via: SIP/2.0/TLS {via};branch=z9hG4bKstranger{number};rport\r\n"
            "Call-ID: {number}@stranger.example\r\nCSeq: {number} {method}\r\nMax-Forwards: 70\r\n"
            "From: <sip:a@stranger.example>;tag=a\r\nTo: <sip:b@stranger.example>\r\n")


def stranger(method, number, via, start=None, more=""):
    start = start or f"{method} sip:b@64.100.0.10:7003;transport=tls SIP/2.0"
    head = STRANGER.format(via=via, number=number, method=method)
    return f"{start}\r\n{head}{more}Content-Length: 0\r\n\r\n".encode()


@pytest.mark.parametrize("client, server", (((C, 27901), SERVER), (REFLECTED, SERVER_LAN)))
def test_other_vendors_proxies_with_keys(wireshark, client, server):
    """Vias and Routes that differ from the packets' addresses, even one that says apparent."""
    capture = Capture()
    link = TlsLink(capture, client, server)
    for number in range(4):
        link.send(True, stranger("OPTIONS", number, "10.9.9.9:5061"))
        via = f"10.9.9.9:5061;received={E};rport=4401"
        link.send(False, stranger("OPTIONS", number, via, "SIP/2.0 200 OK"))
        route = f"Route: <sip:{E}:4401;transport=tls;apparent;lr>\r\n"
        link.send(False, stranger("SERVICE", 50 + number, f"{E}:7003", more=route + "X-Pad: " + "x" * 1500
                                  + "\r\n"))
        Connection(capture, (client[0], 30100 + number), REFLECTED).refused()
        link.send(True, stranger("SERVICE", 50 + number, f"{E}:7003", "SIP/2.0 408 Request Timeout"))
    (flow,) = silence(wireshark, capture)
    assert flow["verdict"] == "undetermined"


def many_syns(count, client=None, server=None):
    """A traversal flow, and the SYNs of that many connections; every thousandth follows a burst."""
    link = EncryptedLink()
    link.burst()
    ports = random.Random(count)
    for number in range(count):
        host = client or f"10.{1 + number // 60000}.{number // 250 % 240}.{1 + number % 250}"
        where = server or f"172.16.{number // 250 % 200}.{1 + number % 250}"
        if number % 1000 == 0:
            link.burst()
        ends = End(host, ports.randint(1024, 65535), number), End(where, ports.randint(1024, 65535), 0)
        link.capture.packet(tcp_packet(*ends, SYN, b"", struct.pack("!BBH", 2, 4, 1460)),
                            link.capture.now + 0.0004)
    link.answer()
    return link.capture


@pytest.mark.parametrize("ends", ({}, {"client": C}, {"client": C, "server": E}),
                         ids=("anybody", "from C", "from C to E"))
def test_ten_thousand_connections(wireshark, ends):
    start = time.monotonic()
    silence(wireshark, many_syns(10_000, **ends))
    assert time.monotonic() - start < 60


def peak(wireshark, path, *options):
    """Greatest resident size (kB) of a tshark that dissects the file, without a tree."""
    command = [wireshark.tshark_path, "-q", "-z", "io,stat,0", *options, "-r", str(path)]
    if os.geteuid() == 0:
        command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]
    process = subprocess.Popen(command, env=wireshark.environment, cwd=wireshark.folder,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_maxrss


@pytest.mark.memory
@pytest.mark.parametrize("ends", ({}, {"client": C}, {"client": C, "server": E}),
                         ids=("anybody", "from C", "from C to E"))
def test_memory_does_not_grow_with_connections(wireshark, ends):
    """Wireshark's own memory grows, by 3 kB for each SYN. What the plugin keeps is bounded."""
    path = wireshark.save(many_syns(50_000, **ends))
    without = peak(wireshark, path, "--disable-protocol", "expressway", "-o", "expressway.analyse:FALSE")
    assert peak(wireshark, path) - without < 5_000
