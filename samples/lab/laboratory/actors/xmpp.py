"""The XMPP link from C to port 7400 of E: a long-lived TLS connection with a little data both ways.

What it says is the laboratory's choice.
"""

from __future__ import annotations

import asyncio

import link

PORT = 7400
SOURCE_PORT = 30001
PING, PONG = b"<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>", b"<iq type='result' id='1'/>"


async def serve(config, listen: str, tls: str):
    async def answer(reader, writer):
        while await reader.read(4096):
            writer.write(PONG)
        await link.close(writer)

    return await asyncio.start_server(answer, listen, PORT, ssl=link.tls_context(config, tls, server=True))


async def keep_open(config, server: str, tls: str) -> None:
    _, writer = await asyncio.open_connection(
        server, PORT, ssl=link.tls_context(config, tls, server=False), local_addr=(config["host"], SOURCE_PORT))
    try:
        while True:
            writer.write(PING)
            await asyncio.sleep(config["keep_alive"])
    finally:
        await link.close(writer)
