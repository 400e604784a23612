"""Thousands of encrypted traversal connections, each with the pattern of a wrong Route: bursts from the server,
after each one a refused attempt to connect, then data from the client."""

from heapq import merge
from random import Random

from ordinary import tls_record
from traffic import ACK, RST, SYN, Connection, tcp

SERVER = bytes((64, 100, 0, 10))
LASTS = 4.0


def client_of(number, hosts):
    """Clients share `hosts` hosts, so that one host has many connections, or each has its own."""
    host = number % hosts
    return bytes((10, 16 + host // 62500, host // 250 % 250, 2 + host % 250)), 25000 + number // hosts % 5000


def connection(number, hosts, begin, attempts=2):
    """(seconds, frame) of one connection."""
    client, port = client_of(number, hosts)
    link = Connection((client, port), (SERVER, 7003), number * 7919)
    apparent = 40000 + number % 20000
    noise = Random(number).randbytes

    def record(size):
        return tls_record(23, noise(size))
    yield from ((begin + 0.001 * order, frame) for order, frame in enumerate(link.open()))
    yield begin + 0.005, link.send(True, record(100))[0]
    for turn in range(attempts):
        now = begin + 1 + turn
        yield from ((now, frame) for frame in link.send(False, record(2000)))
        yield now + 0.002, tcp(client, 40000 + turn, SERVER, apparent, number + turn, 0, SYN)
        yield now + 0.003, tcp(SERVER, apparent, client, 40000 + turn, 0, number + turn + 1, RST | ACK)
        yield now + 0.010, link.send(True, record(300))[0]
    yield begin + LASTS, link.send(True, record(100))[0]


def flood(count, hosts, gap=0.01):
    """`count` connections, one every `gap` seconds, in order of time."""
    running = []
    for number in range(count):
        begin = number * gap
        running.append(connection(number, hosts, begin))
        if len(running) == 1000 or number == count - 1:
            yield from merge(*running)
            running = []


def silent_target(number):
    """16 million endpoints at 4,000 hosts, none of which ever answers."""
    host = number % 4000
    return bytes((198, 18, host // 250, 1 + host % 250)), 40000 + number // 4000 % 4000


def attempts(count, targets=None):
    """(seconds, frame) of one connection whose client tries `count` times to connect, each time after a burst. It tries
    another endpoint each time, or `targets` of them in turn."""
    client = bytes((10, 16, 0, 2))
    link = Connection((client, 25000), (SERVER, 7003), 7919)
    noise = Random(1).randbytes(4096)
    burst, answer = tls_record(23, noise[:1000]), tls_record(23, noise[1000:1200])
    yield from ((0.001 * order, frame) for order, frame in enumerate(link.open()))
    yield 0.005, link.send(True, answer)[0]
    for number in range(count):
        now = 1 + number
        target = number % targets if targets else number
        yield now, link.send(False, burst)[0]
        yield now + 0.002, tcp(client, 30000 + number % 30000, *silent_target(target), number, 0, SYN)
        yield now + 0.010, link.send(True, answer)[0]


def shared(count):
    """`count` clients that all try one endpoint in vain. Then it accepts a connection of each of them."""
    target, gap = silent_target(0), 0.02
    clients = [bytes((10, 16 + number // 62500, number // 250 % 250, 2 + number % 250)) for number in range(count)]
    burst, answer = tls_record(23, bytes(1000)), tls_record(23, bytes(200))
    for number, client in enumerate(clients):
        link, now = Connection((client, 25000), (SERVER, 7003), number * 7919), number * gap
        yield from ((now, frame) for frame in (*link.open(), *link.send(True, answer), *link.send(False, burst)))
        yield now + 0.002, tcp(client, 40000, *target, number, 0, SYN)
        yield now + 0.010, link.send(True, answer)[0]
    for number, client in enumerate(clients):
        link = Connection((client, 40001), target, number)
        yield from (((count + number) * gap, frame) for frame in link.open())
