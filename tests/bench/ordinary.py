"""Traffic that is not on a traversal link: DNS, HTTP, TLS, ICMP, media, and SIP of other equipment."""

import base64
import struct

from capture_writer import checksum
from traffic import Connection, ipv4, udp
from traversal_sip import SAMPLE_CERTIFICATE_PEM, message

NOISE_SIZE = 1 << 17
CERTIFICATE = base64.b64decode("".join(SAMPLE_CERTIFICATE_PEM.split("\n")[1:-2]))
NAMES = ("www.example.com", "expe.example.com", "mail.example.org", "_sips._tcp.example.com",
         "updates.vendor.example", "cucm02.example.local")


class Network:
    """The hosts, and one source of random numbers and bytes, so that a seed gives one capture."""

    def __init__(self, random):
        self.random = random
        self.noise = random.randbytes(NOISE_SIZE)

    def below(self, limit):
        return int(self.random.random() * limit)

    def bytes(self, length):
        start = self.below(NOISE_SIZE - length)
        return self.noise[start:start + length]

    def inside(self):
        return bytes((10, 0, self.below(8), 1 + self.below(250)))

    def outside(self):
        return bytes((198, 18 + self.below(2), self.below(256), 1 + self.below(250)))

    def ephemeral(self):
        return 32768 + self.below(28000)

    def connection(self, port):
        return Connection((self.inside(), self.ephemeral()), (self.outside(), port), self.below(1 << 32))


def dns(network):
    client, server = network.inside(), b"\x0a\0\0\x35"
    port, number = network.ephemeral(), network.below(65536)
    labels = NAMES[network.below(len(NAMES))].encode().split(b".")
    name = b"".join(bytes((len(label),)) + label for label in labels) + b"\0"
    question = name + b"\0\1\0\1"
    yield udp(client, port, server, 53, struct.pack("!6H", number, 0x0100, 1, 0, 0, 0) + question)
    answer = b"\xc0\x0c\0\1\0\1\0\0\1\x2c\0\4" + network.outside()
    yield udp(server, 53, client, port, struct.pack("!6H", number, 0x8180, 1, 1, 0, 0) + question + answer)


def http(network):
    connection = network.connection(80)
    yield from connection.open()
    for page in range(1 + network.below(4)):
        body = base64.b64encode(network.bytes(500 + network.below(12000)))
        request = (f"GET /pages/{page}/{network.below(10**6)} HTTP/1.1\r\nHost: www.example.com\r\n"
                   "User-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\nAccept: text/html,*/*\r\n\r\n")
        answer = ("HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/plain\r\n"
                  f"Content-Length: {len(body)}\r\n\r\n")
        yield from connection.send(True, request.encode())
        yield from connection.send(False, answer.encode() + body, acknowledge=True)
    yield from connection.close()


def media(network):
    """One stream of UDP packets without any signalling."""
    source, destination = network.inside(), network.outside()
    ports = 36000 + 2 * network.below(10000), 16384 + 2 * network.below(8000)
    size, identity = 60 + network.below(1000), network.bytes(4)
    for number in range(50 + network.below(300)):
        header = b"\x80\x60" + struct.pack("!HI", number & 0xFFFF, number * 160) + identity
        yield udp(source, ports[0], destination, ports[1], header + network.bytes(size))


def ping(network):
    client, server, identity = network.inside(), network.outside(), network.below(65536)
    for number in range(5):
        for ends, kind in (((client, server), 0x0800), ((server, client), 0)):
            summed = checksum(struct.pack("!HHHH", kind, 0, identity, number))
            echo = struct.pack("!HHHH", kind, summed, identity, number)
            yield ipv4(*ends, 1, echo + bytes(56))


def tls_record(kind, content):
    return struct.pack("!BHH", kind, 0x0303, len(content)) + content


def handshake_message(kind, content):
    return tls_record(22, bytes((kind,)) + len(content).to_bytes(3, "big") + content)


def tls_handshake(network, connection):
    """TLS 1.2 as Expressways speak it, RSA key exchange."""
    ciphers = b"\xc0\x30\xc0\x2c\xc0\x2f\0\x9d\0\x9c\0\x35\0\x2f\0\xff"
    extensions = b"\0\x0b\0\4\3\0\1\2\0\x0a\0\4\0\2\0\x17\0\x0d\0\6\0\4\4\1\2\1"
    client_hello = (b"\3\3" + network.bytes(32) + b"\0" + struct.pack("!H", len(ciphers)) + ciphers
                    + b"\1\0" + struct.pack("!H", len(extensions)) + extensions)
    server_hello = b"\3\3" + network.bytes(32) + b"\x20" + network.bytes(32) + b"\0\x9d\0"
    chain = len(CERTIFICATE).to_bytes(3, "big") + CERTIFICATE
    finished = tls_record(20, b"\1") + tls_record(22, network.bytes(40))
    yield from connection.send(True, handshake_message(1, client_hello))
    yield from connection.send(False, handshake_message(2, server_hello)
                               + handshake_message(11, len(chain).to_bytes(3, "big") + chain)
                               + handshake_message(14, b""))
    yield from connection.send(True, handshake_message(16, b"\1\0" + network.bytes(256)) + finished)
    yield from connection.send(False, finished)


def https(network):
    connection = network.connection(443)
    yield from connection.open()
    yield from tls_handshake(network, connection)
    for _ in range(1 + network.below(8)):
        yield from connection.send(True, tls_record(23, network.bytes(200 + network.below(800))))
        yield from connection.send(False, tls_record(23, network.bytes(500 + network.below(15000))),
                                   acknowledge=True)
    yield from connection.close()


def without_sip(network):
    """A new conversation. The weights count conversations; about 45 % of the packets are TLS, 25 % HTTP."""
    draw = network.random.random()
    kind = (https if draw < 0.20 else http if draw < 0.34 else media if draw < 0.36
            else ping if draw < 0.42 else dns)
    return kind(network)


def plain_request(method, user, number, cseq, host, body=b""):
    address = f"<sip:{user}@example.net>"
    headers = [("Via", f"SIP/2.0/UDP {host}:5060;branch=z9hG4bK{number:08x}{cseq};rport"),
               ("Max-Forwards", 70), ("From", f"{address};tag={number:x}"), ("To", "<sip:200@example.net>"),
               ("Call-ID", f"{number:08x}@{host}"), ("CSeq", f"{cseq} {method}"),
               ("Contact", f"<sip:{user}@{host}:5060>"), ("User-Agent", "Telephone/1.0")]
    headers += [("Content-Type", "application/sdp")] if body else []
    return message(f"{method} sip:200@example.net SIP/2.0", headers, body)


def plain_answer(request, status, reason, body=b""):
    kept = [tuple(line.split(": ", 1)) for line in request.decode().split("\r\n")
            if line.split(":")[0] in ("Via", "From", "To", "Call-ID", "CSeq")]
    kept += [("Content-Type", "application/sdp")] if body else []
    return message(f"SIP/2.0 {status} {reason}", kept, body)


def call(network):
    """Ordinary SIP over UDP: a call with SDP, or an OPTIONS."""
    phone, server = network.inside(), bytes((192, 0, 2, 10 + network.below(4)))
    host, number = ".".join(map(str, phone)), network.below(1 << 32)
    sdp = (f"v=0\r\no=- {number} 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\n"
           f"m=audio {20000 + 2 * network.below(5000)} RTP/AVP 8 0\r\na=rtpmap:8 PCMA/8000\r\n").encode()
    invites = network.random.random() < 0.4
    request = plain_request("INVITE" if invites else "OPTIONS", f"u{number % 500}", number, 1, host,
                            sdp if invites else b"")
    answers = [(100, "Trying", b""), (180, "Ringing", b""), (200, "OK", sdp)] if invites else [(200, "OK", b"")]
    yield udp(phone, 5060, server, 5060, request)
    for status, reason, body in answers:
        yield udp(server, 5060, phone, 5060, plain_answer(request, status, reason, body))
    if invites:
        for method in ("ACK", "BYE"):
            yield udp(phone, 5060, server, 5060, plain_request(method, f"u{number % 500}", number, 1, host))
