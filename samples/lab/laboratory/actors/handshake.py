"""TLS on blocking sockets, for connections that fail: how each end rejects the other.

The TLS library rejects what it does not accept, with its alert. What only an application can reject is
imitated here: it ends the connection without an alert.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import time

VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}
PATIENCE = 5.0


class NameRejected(Exception):
    """The application does not find the name that it wants in the other's certificate."""

    def __init__(self):
        super().__init__("Peer's TLS certificate identity was unacceptable")


def context(config, *, server: bool) -> ssl.SSLContext:
    """Each end has a certificate, unless it has none, and asks for the other's."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if server else ssl.PROTOCOL_TLS_CLIENT)
    made.minimum_version = made.maximum_version = VERSIONS[config["tls"]]
    if config.get("ciphers"):
        made.set_ciphers(config["ciphers"])
    if config["certificate"]:
        made.load_cert_chain(config["certificate"], config["key"])
    # As before OpenSSL 3: the end of a connection without close_notify earns no alert.
    made.options |= getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_REQUIRED
    made.load_verify_locations(config["trust"])
    made.keylog_filename = config["keylog"]
    return made


def reset(connection: socket.socket) -> None:
    """Close with RST instead of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def reset_after_certificate(connection: socket.socket, tls: ssl.SSLContext) -> None:
    """A client's handshake up to the server's certificate, then RST."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = tls.wrap_bio(incoming, outgoing)
    hello_sent = False
    while True:
        with contextlib.suppress(ssl.SSLWantReadError):
            client.do_handshake()
        if outgoing.pending and hello_sent:
            break
        connection.sendall(outgoing.read())
        hello_sent = True
        incoming.write(connection.recv(16384))
    reset(connection)


def words(error: BaseException) -> str:
    """The reason as OpenSSL says it, and so an Expressway's log."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, ssl.SSLError) and error.reason:
        return error.reason.lower().replace("_", " ")
    if isinstance(error, NameRejected):
        return str(error)
    return "Got EOF on socket" if isinstance(error, (ConnectionError, ssl.SSLEOFError)) else str(error)


class Diary:
    """What happened, for the log that an Expressway would have written."""

    def __init__(self):
        self.entries = []
        self.negotiated = set()

    def has_negotiated(self, source) -> None:
        self.negotiated.add(source[1])

    def close(self, source, destination, error: BaseException) -> None:
        self.note("closed", source, destination, reason=words(error),
                  tls=isinstance(error, (ssl.SSLError, NameRejected)) and not isinstance(error, ssl.SSLEOFError),
                  negotiated=source[1] in self.negotiated)

    def note(self, what: str, source, destination, **more) -> None:
        self.entries.append({"time": time.time(), "what": what, "source": list(source),
                             "destination": list(destination), **more})
