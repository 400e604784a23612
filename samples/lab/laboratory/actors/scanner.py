"""Somebody on the internet who tries E's traversal port, as scanners and health checks do: a connection that is closed
again, a handshake without a certificate, bytes that are not TLS, a connection that is reset."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import sys
import time
from pathlib import Path

import handshake
import link


def close_at_once(connection) -> None:
    pass


def shake_hands(connection) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    with tls.wrap_socket(connection) as secure:
        secure.recv(4096)


def talk_http(connection) -> None:
    connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
    connection.recv(4096)


def main() -> None:
    config = json.loads(Path(sys.argv[1]).read_text())
    for action in (close_at_once, shake_hands, talk_http, handshake.reset, close_at_once, shake_hands):
        connection = socket.create_connection((config["server"], config["port"]), 5, (config["host"], 0))
        with contextlib.suppress(OSError):
            action(connection)
        connection.close()
        time.sleep(0.3)
    Path(config["truth"]).write_text("{}")
    link.announce("scanned")
    sys.stdin.readline()


if __name__ == "__main__":
    main()
