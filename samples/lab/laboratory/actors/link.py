"""What the actors share: TLS, SIP read from a stream, and the line to make-lab.

An actor is started with the path of a JSON file. It announces its progress on standard output,
ends when its standard input says so or closes, and leaves what it knows in the file `truth`.
"""

from __future__ import annotations

import _ssl
import asyncio
import ctypes
import json
import re
import secrets
import ssl
import sys
import uuid
from pathlib import Path

LIFETIME = 150.0
X509_PURPOSE_ANY = 7
TLS_VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}


def accept_any_purpose(context: ssl.SSLContext) -> None:
    """Do not look at the peer's extended key usage. Python has no function for that, OpenSSL has: a context begins
    with the head of a Python object, then comes the pointer to OpenSSL's."""
    library = ctypes.CDLL(_ssl.__file__)
    head = object.__basicsize__
    pointer = ctypes.c_void_p.from_address(id(context) + head)
    if not library.SSL_CTX_set_purpose(pointer, X509_PURPOSE_ANY):
        raise ssl.SSLError("the purpose cannot be set")


def tls_context(config, version: str, *, server: bool, peer_certificate=True, any_purpose=False) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if server else ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = context.maximum_version = TLS_VERSIONS[version]
    context.load_cert_chain(config["certificate"], config.get("key"))
    context.load_verify_locations(config.get("trust", config["certificate"]))
    context.check_hostname = False
    context.verify_mode = ssl.CERT_REQUIRED if peer_certificate else ssl.CERT_NONE
    context.keylog_filename = config["keylog"]
    if any_purpose:
        accept_any_purpose(context)
    return context


async def messages(reader: asyncio.StreamReader):
    """Yield each SIP message of a stream until it ends."""
    while True:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(re.search(rb"(?im)^Content-Length: *(\d+)", head)[1])
            yield head + await reader.readexactly(length)
        except (asyncio.IncompleteReadError, OSError):
            return


def dressed(config, message: bytes) -> bytes:
    """The message with the product that the scenario asks for."""
    product = config.get("product")
    return message.replace(b"TANDBERG/4132 (X8.7.2)", product.encode()) if product else message


def fresh_branch() -> str:
    return f"z9hG4bK{secrets.token_hex(16)}.1"


def fresh_ids() -> dict:
    """Identifiers of a new request, as keyword arguments for traversal_sip."""
    return {"branch": fresh_branch(), "proxy_call_id": str(uuid.uuid4())}


def endpoint(writer: asyncio.StreamWriter, end: str) -> list:
    """[host, port] of a connection: end is "sockname" or "peername"."""
    return list(writer.get_extra_info(end)[:2])


async def close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    try:
        await asyncio.wait_for(writer.wait_closed(), 2.0)
    except (asyncio.TimeoutError, OSError):
        pass


def announce(event: str) -> None:
    print(event, flush=True)


async def finish_requested() -> None:
    """Return when make-lab has sent a line, or is gone."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.readline()


def run(actor) -> None:
    """Run `actor(config)` and write what it returns to config["truth"]."""
    config = json.loads(Path(sys.argv[1]).read_text())
    truth = asyncio.run(asyncio.wait_for(actor(config), LIFETIME))
    Path(config["truth"]).write_text(json.dumps(truth, indent=2))
