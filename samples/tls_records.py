"""TLS 1.2 as it looks from outside: real handshake messages, and records that nobody can decrypt.

    link = TlsBytes("a name", server_certificates=[der], client_certificates=[der])
    for from_client, flight in link.handshake():
        ...
    ciphertext = link.record(True, b"OPTIONS sip:...")

Every byte that a real connection takes from a random number generator, from a key or from a cipher
is pseudo-random here, made from the connection's name, so the same calls always give the same bytes.
Lengths are right: AES-GCM adds an explicit nonce of 8 bytes, which counts records as OpenSSL's does,
and a tag of 16. Mutual authentication, as on a traversal zone with TLS verification.
"""

import base64
import hashlib
import struct

CHANGE_CIPHER_SPEC, HANDSHAKE, APPLICATION_DATA = 20, 22, 23
CLIENT_HELLO, SERVER_HELLO, CERTIFICATE, SERVER_KEY_EXCHANGE = 1, 2, 11, 12
CERTIFICATE_REQUEST, SERVER_HELLO_DONE, CERTIFICATE_VERIFY, CLIENT_KEY_EXCHANGE = 13, 14, 15, 16
FINISHED = 20
VERSION = b"\x03\x03"
ECDHE_RSA_AES_256_GCM = 0xC030
OFFERED = (0xC030, 0xC02C, 0xC028, 0xC024, 0xC014, 0xC00A, 0x009F, 0x009D, 0x003D, 0x0035, 0xC02F,
           0xC02B, 0x009C, 0x003C, 0x002F, 0x00FF)
SECP256R1, RSA_SHA256 = 23, 0x0401
NONCE, TAG, VERIFY_DATA = 8, 16, 12
LONGEST_RECORD = 16384


def der(pem):
    """The certificate in a PEM text."""
    inside = pem.split("-----BEGIN CERTIFICATE-----")[1].split("-----END CERTIFICATE-----")[0]
    return base64.b64decode("".join(inside.split()))


class TlsBytes:
    """One connection's bytes. Both captures of it must be made from the same object's output."""

    def __init__(self, name, server_certificates, client_certificates=()):
        self.name = name
        self.certificates = {False: server_certificates, True: client_certificates}
        self.sent = {True: 0, False: 0}
        self.drawn = 0

    def handshake(self):
        """(from client, bytes) of each flight."""
        mutual = bool(self.certificates[True])
        return [(True, plain(HANDSHAKE, self._client_hello())),
                (False, plain(HANDSHAKE, self._server_hello(), self._certificate(False),
                              self._server_key_exchange(), *([certificate_request()] if mutual else []),
                              message(SERVER_HELLO_DONE))),
                (True, plain(HANDSHAKE, *([self._certificate(True)] if mutual else []),
                             message(CLIENT_KEY_EXCHANGE, vector(1, self._point())),
                             *([self._certificate_verify()] if mutual else [])) + self._finish(True)),
                (False, self._finish(False))]

    def record(self, from_client, plaintext, kind=APPLICATION_DATA):
        """The plaintext's records: only its length shows."""
        records = []
        for start in range(0, len(plaintext), LONGEST_RECORD):
            length = len(plaintext[start:start + LONGEST_RECORD])
            body = struct.pack("!Q", self.sent[from_client]) + self._random(length + TAG)
            self.sent[from_client] += 1
            records.append(struct.pack("!B2sH", kind, VERSION, len(body)) + body)
        return b"".join(records)

    def _random(self, length):
        self.drawn += 1
        return hashlib.shake_128(f"{self.name} {self.drawn}".encode()).digest(length)

    def _finish(self, from_client):
        return plain(CHANGE_CIPHER_SPEC, b"\x01") + self.record(from_client, b"\0" * (4 + VERIFY_DATA),
                                                               HANDSHAKE)

    def _client_hello(self):
        suites = struct.pack(f"!{len(OFFERED)}H", *OFFERED)
        extensions = (extension(11, vector(1, b"\0\1\2"))
                      + extension(10, vector(2, struct.pack("!3H", 25, 24, SECP256R1)))
                      + extension(35, b"")
                      + extension(13, vector(2, bytes.fromhex("060105010401030102010603050304030203"))))
        return message(CLIENT_HELLO, VERSION, self._random(32), vector(1, b""), vector(2, suites),
                       vector(1, b"\0"), vector(2, extensions))

    def _server_hello(self):
        extensions = extension(0xFF01, b"\0") + extension(11, vector(1, b"\0\1\2"))
        return message(SERVER_HELLO, VERSION, self._random(32), vector(1, self._random(32)),
                       struct.pack("!HB", ECDHE_RSA_AES_256_GCM, 0), vector(2, extensions))

    def _certificate(self, from_client):
        return message(CERTIFICATE, vector(3, b"".join(vector(3, one)
                                                       for one in self.certificates[from_client])))

    def _server_key_exchange(self):
        return message(SERVER_KEY_EXCHANGE, struct.pack("!BH", 3, SECP256R1), vector(1, self._point()),
                       self._signature())

    def _certificate_verify(self):
        return message(CERTIFICATE_VERIFY, self._signature())

    def _point(self):
        return b"\x04" + self._random(64)

    def _signature(self):
        return struct.pack("!H", RSA_SHA256) + vector(2, self._random(256))


def certificate_request():
    types = b"\x01\x40"
    return message(CERTIFICATE_REQUEST, vector(1, types),
                   vector(2, struct.pack("!2H", RSA_SHA256, 0x0501)), vector(2, b""))


def plain(kind, *messages):
    """One record of these messages, not encrypted."""
    body = b"".join(messages)
    return struct.pack("!B2sH", kind, VERSION, len(body)) + body


def message(kind, *parts):
    body = b"".join(parts)
    return struct.pack("!I", kind << 24 | len(body)) + body


def vector(width, body):
    """The body with its length, in `width` bytes, before it."""
    return len(body).to_bytes(width, "big") + body


def extension(kind, body):
    return struct.pack("!H", kind) + vector(2, body)
