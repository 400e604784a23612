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
