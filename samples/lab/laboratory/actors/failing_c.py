"""Expressway-C with a connection that does not come up: it tries, fails, and tries again from another port."""

from __future__ import annotations

import json
import socket
import sys
import time
from pathlib import Path

import handshake
import link
import traversal_sip


def options(config, client, server) -> bytes:
    return link.dressed(config, traversal_sip.options(
        client[0], config["peer_name"] or server[0], server[1], zone=config["name"], **link.fresh_ids()))


def talk(config, connection, tls, ends, diary) -> None:
    """A handshake, and what follows where it succeeds. Raises what goes wrong."""
    if config["ending"] == "reset after certificate":
        handshake.reset_after_certificate(connection, tls)
        raise handshake.NameRejected
    # No SNI: whether an Expressway sends it is not known.
    with tls.wrap_socket(connection) as secure:
        diary.has_negotiated(ends[0])
        if config["ending"] == "close after handshake":
            raise handshake.NameRejected
        secure.sendall(options(config, *ends) if config["name"] else b"GET / HTTP/1.1\r\n\r\n")
        while secure.recv(4096):
            pass
        raise ConnectionError


def attempt(config, source, server, diary) -> None:
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    connection.settimeout(config["patience"])
    connection.bind(source)
    diary.note("connecting", source, server)
    try:
        connection.connect(server)
    except OSError as error:
        connection.close()
        diary.note("failed", source, server, reason=str(error))
        return
    diary.note("established", source, server)
    try:
        talk(config, connection, handshake.context(config, server=False), (source, server), diary)
    except (OSError, handshake.NameRejected) as error:
        diary.close(source, server, error)
    finally:
        connection.close()


def main() -> None:
    config = json.loads(Path(sys.argv[1]).read_text())
    diary = handshake.Diary()
    server = (config["dial"], config["port"])
    for number in range(config["attempts"]):
        if number:
            time.sleep(config["pause"])
        attempt(config, (config["host"], config["first_port"] + number), server, diary)
    Path(config["truth"]).write_text(json.dumps({"server": server, "diary": diary.entries}))
    link.announce("tried")
    sys.stdin.readline()


if __name__ == "__main__":
    main()
