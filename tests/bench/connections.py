"""Thousands of TLS connections on traversal ports, some of them captured at both sides of a translation.

Nobody can decrypt them. Half are whole, half began before the capture. Unrelated connections share what real
ones share: certificate, ChangeCipherSpec, sizes, the nonces of AES-GCM, TCP timestamps.
"""

from ordinary import CERTIFICATE, handshake_message, tls_record
from traffic import Connection

PORT = 7003
# Packets of one connection, captured at one side.
PACKETS = 9
AT_ONCE = 200
PUBLIC, LAN = bytes((64, 100, 0, 10)), bytes((10, 0, 10, 2))
CHANGE_CIPHER_SPEC = tls_record(20, b"\1")
CHAIN = len(CERTIFICATE).to_bytes(3, "big") + CERTIFICATE
SERVER_HELLO_END = b"\0\xc0\x30\0"
CIPHERS = b"\xc0\x30\xc0\x2c\0\xff"


class Talk:
    """What crosses one TLS connection: payloads in order, each with who sends it."""

    def __init__(self, random, whole):
        self.random = random
        self.sent = [0, 0]
        self.flights = self._handshake() if whole else []
        while len(self.flights) < (PACKETS - 3 if whole else PACKETS):
            from_client = len(self.flights) % 2 == 0
            self.flights.append((from_client, self._encrypted(23, from_client, 300 + 40 * len(self.flights))))
        self.whole = whole

    def _encrypted(self, kind, from_client, size):
        """A record of AES-GCM in TLS 1.2: its first eight bytes are the number of the record."""
        nonce = self.sent[from_client].to_bytes(8, "big")
        self.sent[from_client] += 1
        return tls_record(kind, nonce + self.random.randbytes(size))

    def _handshake(self):
        hello = (b"\3\3" + self.random.randbytes(32) + b"\0" + len(CIPHERS).to_bytes(2, "big") + CIPHERS
                 + b"\1\0")
        answer = b"\3\3" + self.random.randbytes(32) + SERVER_HELLO_END
        chain = handshake_message(11, len(CHAIN).to_bytes(3, "big") + CHAIN)
        key = handshake_message(16, b"\1\0" + self.random.randbytes(256))
        return [(True, handshake_message(1, hello)),
                (False, handshake_message(2, answer) + chain + handshake_message(14, b"")),
                (True, key + CHANGE_CIPHER_SPEC + self._encrypted(22, True, 32)),
                (False, CHANGE_CIPHER_SPEC + self._encrypted(22, False, 32))]


def ends_at_c(number):
    """Two zones, so two ports."""
    client = bytes((10, 0, 30 + number // 250 % 100, 2 + number % 250)), 25000 + number // 25000
    return client, (PUBLIC, PORT + number % 2)


def ends_at_e(number):
    """A reflection: Expressway-E's public address, and none of the ports that belong to a protocol. After 30,000, the
    next address."""
    translated = bytes((*PUBLIC[:2], number // 30000, PUBLIC[3]))
    return (translated, 50000 + number % 30000 // 2), (LAN, PORT + number % 2)


def one_side(random, talk, ends):
    """The frames of one capture, one by one."""
    connection = Connection(*ends, random.getrandbits(32))
    if talk.whole:
        yield from connection.open()
    for from_client, payload in talk.flights:
        yield from connection.send(from_client, payload)


def both_sides(random, talk, number):
    """The frames of two captures in one; at E the segments are smaller."""
    near = Connection(*ends_at_c(number), random.getrandbits(32))
    far = Connection(*ends_at_e(number), random.getrandbits(32))
    if talk.whole:
        yield from (frame for pair in zip(near.open(), far.open()) for frame in pair)
    for from_client, payload in talk.flights:
        yield from near.send(from_client, payload)
        for start in range(0, len(payload), 500):
            yield from far.send(from_client, payload[start:start + 500])


def in_turn(random, conversations, at_once=AT_ONCE):
    """Frames of `at_once` conversations at a time, until there are no more."""
    running, waiting = [], iter(conversations)
    while True:
        while len(running) < at_once and (another := next(waiting, None)) is not None:
            running.append(another)
        if not running:
            return
        place = int(random.random() * len(running))
        frame = next(running[place], None)
        if frame is None:
            running[place] = running[-1]
            running.pop()
        else:
            yield frame


def unpaired(random):
    """Endless. No two of these are the two sides of one connection."""
    def conversations():
        number = 0
        while True:
            yield one_side(random, Talk(random, number % 2 == 0), ends_at_c(number))
            number += 1
    return in_turn(random, conversations())


def connections(random, count, pairs):
    """`count` flows, of which 2 * `pairs` are the two sides of one connection, spread over the capture."""
    alone = count - 2 * pairs
    every = max(alone // pairs, 1) if pairs else 0

    def conversations():
        paired = 0
        for number in range(alone):
            talk = Talk(random, number % 2 == 0)
            side = ends_at_c(number) if number % 4 < 2 else ends_at_e(number)
            yield one_side(random, talk, side)
            if every and number % every == 0 and paired < pairs:
                yield both_sides(random, Talk(random, paired % 2 == 0), alone + paired)
                paired += 1
    return in_turn(random, conversations())


def pairs(random, count):
    """`count` flows, all of them one of the two sides of a connection."""
    return in_turn(random, (both_sides(random, Talk(random, number % 2 == 0), number)
                            for number in range(count // 2)))
