"""The captures: an endless, deterministic stream of frames for each name."""

from random import Random

import traversal_sip as sip
from connections import PACKETS, unpaired
from ordinary import Network, call, tls_handshake, tls_record, without_sip
from traffic import Connection, SYN, mixed, tcp

PORT = 7003
SIP_SHARE = 0.05
SERVER = "64.100.0.10"
TRAVERSAL_PORTS = range(7001, 7021)
NUMBER = "00000000"


class Link:
    """A traversal link in clear. Its messages are made once, with room for a number of 8 digits.

    `serves` is the share of SERVICEs. Of every `reflected` links, the Route of one is wrong.
    """

    def __init__(self, network, number, serves=0.1, reflected=4):
        host = f"10.0.{30 + number // 250}.{1 + number % 250}"
        is_wrong = number % reflected == 0
        apparent = f"{SERVER}:{4000 + number}" if is_wrong else f"{host}:{25000 + number}"
        ends = (packed(host), 25000 + number), (packed(SERVER), PORT)
        self.connection = Connection(*ends, network.below(1 << 32))
        names = {"call_id": NUMBER + "4d3ef5d0d8", "branch": f"z9hG4bK{NUMBER}1a2b3c4d5e6f.1", "cseq": NUMBER}
        keep_alive = sip.options(host, SERVER, PORT, transport="TCP", **names)
        claimed, port = apparent.split(":")
        answer = sip.response(keep_alive, 200, "OK", received=claimed, rport=port)
        service = sip.service(SERVER, PORT, apparent, transport="TCP", **names)
        served = sip.response(service, 200, "OK")
        if is_wrong:
            served = sip.response(service, 408, "Request Timeout", warning=sip.timeout_warning(host))
        self.keep_alive = (keep_alive, answer)
        self.service = (service, served)
        self.serves = serves

    def frames(self, network):
        """Keep-alives in pairs, or a SERVICE with its response instead. ACKs ride on the data."""
        yield from self.connection.open()
        while True:
            serves = network.random.random() < self.serves
            number = f"{10000000 + network.below(89999999)}".encode()
            for order, text in enumerate(self.service if serves else self.keep_alive):
                from_client = serves == bool(order)
                yield from self.connection.send(from_client, text.replace(NUMBER.encode(), number))


def packed(host):
    return bytes(map(int, host.split(".")))


def links(network, count, **kind):
    running = [Link(network, number, **kind).frames(network) for number in range(count)]
    return mixed(network.random, running.pop, count)


def no_sip(network):
    return mixed(network.random, lambda: without_sip(network), 60)


def some_sip(network):
    background, traversal = no_sip(network), links(network, 20)
    calls = mixed(network.random, lambda: call(network), 10)
    while True:
        draw = network.random.random()
        yield next(background if draw > SIP_SHARE else calls if draw > SIP_SHARE / 2 else traversal)


def sip_only(network):
    return links(network, 200)


def services(network):
    """Nothing but SERVICEs with wrong Routes, each answered 408."""
    return links(network, 200, serves=1, reflected=1)


def syns(network):
    """Connection attempts, each to another endpoint; a tenth to a traversal port, a few from one."""
    while True:
        draw, port = network.random.random(), 7001 + network.below(len(TRAVERSAL_PORTS))
        source = port if draw < 0.01 else network.ephemeral()
        destination = port if 0.01 <= draw < 0.11 else 1 + network.below(65535)
        yield tcp(network.inside(), source, network.outside(), destination, network.below(1 << 32), 0, SYN)


def encrypted_link(network):
    """TLS without keys on a traversal port, half of them begun before the capture: many keep-alives."""
    connection = network.connection(PORT)
    if network.random.random() < 0.5:
        yield from connection.open()
        yield from tls_handshake(network, connection)
    for _ in range(100 + network.below(1000)):
        length = 3300 + network.below(200) if network.random.random() < 0.1 else 700 + network.below(500)
        yield from connection.send(network.random.random() < 0.5, tls_record(23, network.bytes(length)))


def tls_only(network):
    return mixed(network.random, lambda: encrypted_link(network), 20)


def legs_10k(network):
    """TLS connections to traversal ports, half of them begun before the capture. No two are sides of one connection."""
    return unpaired(network.random)


class Scenario:
    """What a capture is, and the highest instruction ratios: with a tree, without one.

    `flows`: traversal flows in the whole capture, of `packets`, where memory is to be given for each.
    """

    def __init__(self, name, make, with_tree, without_tree, flows=None, packets=300000):
        self.name = name
        self.make = make
        self.limits = {"tree": with_tree, "none": without_tree}
        self.flows = flows
        self.packets = packets

    def frames(self):
        return self.make(Network(Random(self.name)))


SCENARIOS = (
    Scenario("no-sip", no_sip, 1.010, 1.010),
    Scenario("some-sip", some_sip, 1.015, 1.020),
    Scenario("sip-only", sip_only, 1.080, 1.100),
    Scenario("services", services, 1.15, 1.15),
    Scenario("syns", syns, 1.015, 1.020),
    Scenario("tls-only", tls_only, 1.035, 1.050),
    Scenario("legs-10k", legs_10k, 1.050, 1.055, flows=10000, packets=10000 * PACKETS),
)
