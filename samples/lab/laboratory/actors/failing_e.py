"""Expressway-E with a zone that does not come up: it accepts connections, and each ends in the handshake or right
after it."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from pathlib import Path

import handshake
import link


def talk(config, connection, client, diary) -> None:
    """The server's end of one connection. Raises what goes wrong."""
    tls = handshake.context(config, server=True)
    with tls.wrap_socket(connection, server_side=True) as secure:
        diary.has_negotiated(client)
        if config["ending"] == "reset after handshake":
            handshake.reset(secure)
            raise handshake.NameRejected
        if config["ending"] == "close after handshake":
            raise handshake.NameRejected
        while secure.recv(4096):
            pass
        raise ConnectionError


def serve(config, connection, diary) -> None:
    client, own = connection.getpeername(), connection.getsockname()
    connection.settimeout(handshake.PATIENCE)
    diary.note("established", client, own)
    try:
        talk(config, connection, client, diary)
    except (OSError, handshake.NameRejected) as error:
        diary.close(client, own, error)
    finally:
        connection.close()


def listen(config, diary) -> None:
    with socket.create_server((config["listen"], config["port"])) as listener:
        link.announce("listening")
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(config, connection, diary), daemon=True).start()


def main() -> None:
    config = json.loads(Path(sys.argv[1]).read_text())
    diary = handshake.Diary()
    if config["listens"]:
        threading.Thread(target=listen, args=(config, diary), daemon=True).start()
    else:
        link.announce("listening")
    sys.stdin.readline()
    Path(config["truth"]).write_text(json.dumps({
        "server": [config["listen"], config["port"]], "diary": diary.entries}))
    sys.stdout.flush()
    # The thread that listens would keep the interpreter waiting.
    os._exit(0)


if __name__ == "__main__":
    main()
