"""A pair of SIP proxies that are not Expressways, over TLS, with a SERVICE of another vendor.

The inside proxy keeps connections to the outside one open with OPTIONS. The outside one sends
SERVICE and MESSAGE requests whose Via and Route name other addresses than the packets carry, and
the inside one answers one of them 408 with a Warning: everything but the marks of an Expressway.
"""

from __future__ import annotations

import asyncio
import secrets

import link
import traversal_sip

INSIDE_PRODUCT = "kamailio (5.6.3 (x86_64/linux))"
OUTSIDE_PRODUCT = "RTC/7.0"
FIRST_PORT = 27901


def inside_options(host: str, server, cseq: int) -> bytes:
    uri = f"sip:{traversal_sip.endpoint(*server)};transport=tls"
    return traversal_sip.message(f"OPTIONS {uri} SIP/2.0", [
        ("Via", f"SIP/2.0/TLS {host}:5061;branch={link.fresh_branch()};rport"),
        ("Call-ID", secrets.token_hex(12)),
        ("CSeq", f"{cseq} OPTIONS"),
        ("From", f"<sip:{host}>;tag={secrets.token_hex(6)}"),
        ("To", f"<sip:{server[0]}>"),
        ("Max-Forwards", 70),
        ("User-Agent", INSIDE_PRODUCT),
    ])


def outside_request(method: str, config, port: int, route: str, body: bytes) -> bytes:
    return traversal_sip.message(f"{method} sip:alice@inside.example.net SIP/2.0", [
        ("Via", f"SIP/2.0/TLS {config['advertised']}:{port};branch={link.fresh_branch()};rport"),
        ("Route", route),
        ("Route", "<sip:proxy.inside.example.net:5061;transport=tls;lr>"),
        ("Call-ID", secrets.token_hex(12)),
        ("CSeq", f"1 {method}"),
        ("From", f"<sip:bob@outside.example.net>;tag={secrets.token_hex(6)}"),
        ("To", "<sip:alice@inside.example.net>"),
        ("Max-Forwards", 68),
        ("User-Agent", OUTSIDE_PRODUCT),
        ("Content-Type", "application/msrtc-adrl-categorylist+xml"),
    ], body)


async def inside(config) -> dict:
    """Connect to each port, send keep-alives, answer 200 to all but the first SERVICE."""
    writers = []

    async def receive(reader, writer):
        refused = False
        async for message in link.messages(reader):
            if message.startswith(b"SERVICE ") and not refused:
                refused = True
                writer.write(traversal_sip.response(
                    message, 408, "Request Timeout", server=INSIDE_PRODUCT,
                    received=config["dial"], rport=link.endpoint(writer, "peername")[1],
                    warning=traversal_sip.timeout_warning(config["host"])))
            elif not message.startswith(b"SIP/2.0 "):
                writer.write(traversal_sip.response(message, 200, "OK", server=INSIDE_PRODUCT))

    async def keep_alive(writer, server):
        for cseq in range(1, 100):
            writer.write(inside_options(config["host"], server, cseq))
            await asyncio.sleep(0.6)

    tasks = []
    for source_port, port in enumerate(config["ports"], FIRST_PORT):
        context = link.tls_context(config, config["tls"], server=False)
        reader, writer = await asyncio.open_connection(
            config["dial"], port, ssl=context, local_addr=(config["host"], source_port))
        writers.append(writer)
        tasks.append(asyncio.ensure_future(receive(reader, writer)))
        tasks.append(asyncio.ensure_future(keep_alive(writer, (config["dial"], port))))
    link.announce("connected")
    truth = [{"client": link.endpoint(w, "sockname"), "server": link.endpoint(w, "peername")}
             for w in writers]
    await link.finish_requested()
    for task in tasks:
        task.cancel()
    for writer in writers:
        await link.close(writer)
    return {"connections": truth}


async def outside(config) -> dict:
    """Accept on each port; a second after a client has come, send it four requests."""
    truth, sending = [], []

    async def send_requests(writer):
        client = traversal_sip.endpoint(*link.endpoint(writer, "peername"))
        route = f"<sip:{client};transport=tls;opaque=state:F:Ci.R123;lr>"
        port = link.endpoint(writer, "sockname")[1]
        body = b"<categoryList>" + b"<category name='note'/>" * 60 + b"</categoryList>"
        await asyncio.sleep(1.0)
        for method in ("SERVICE", "SERVICE", "MESSAGE", "SERVICE"):
            writer.write(outside_request(method, config, port, route, body))
            await asyncio.sleep(0.1)
        link.announce("settled")

    async def serve(reader, writer):
        client = link.endpoint(writer, "peername")
        truth.append({"client": client, "server": link.endpoint(writer, "sockname")})
        sending.append(asyncio.ensure_future(send_requests(writer)))
        async for message in link.messages(reader):
            if not message.startswith(b"SIP/2.0 "):
                writer.write(traversal_sip.response(
                    message, 200, "OK", server=OUTSIDE_PRODUCT, received=client[0], rport=client[1]))
        await link.close(writer)

    servers = [await asyncio.start_server(
        serve, config["listen"], port, ssl=link.tls_context(config, config["tls"], server=True))
        for port in config["ports"]]
    link.announce("listening")
    await link.finish_requested()
    for server in servers:
        server.close()
    return {"connections": truth}


async def other_proxy(config) -> dict:
    return await (inside if config["side"] == "inside" else outside)(config)


if __name__ == "__main__":
    link.run(other_proxy)
