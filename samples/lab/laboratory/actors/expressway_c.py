"""Expressway-C: keeps its traversal zones connected and answers the SERVICE requests that come back.

It compares the first Route of a SERVICE with its own socket. If that is not itself, it tries to
reach the address named there, once, and answers 408.

Settings that only some scenarios have: `product`, `peer_name` (the zone's peer address), `zone_password`,
`service_status` (how it answers SERVICE although the Route is right),
`register_status` (CUCM's answer to REGISTER, with its Warning), `idle` (seconds without a packet, after which
the connection turns out to be dead, and another is opened), `xmpp`.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import itertools
import re
import secrets

import link
import traversal_sip
import xmpp
import zone_digest

LAST_ANSWERS_LIMIT = 6.0
SILENCE_LIMIT = 8.0
FIRST_ZONE_PORT = 27901
FIRST_FORWARDING_PORT = 27921
APPARENT_ROUTE = re.compile(
    r"<sip:(?:\[(?P<ipv6>[^]]+)\]|(?P<host>[^:;>]+)):(?P<port>\d+);[^>]*\bapparent\b")
ZONE_ID = 4


class Zone:
    """One traversal zone: a connection to Expressway-E and the attempts to forward its requests."""

    def __init__(self, config, settings, forwarding_ports):
        self.config = config
        self.settings = settings
        self.name = settings["name"]
        self.forwarding_ports = forwarding_ports
        self.connects = []
        self.background = set()
        self.answers = 0
        password = config.get("zone_password")
        self.digest = zone_digest.Answering(password) if password else None

    async def connect(self, source_port: int) -> None:
        context = link.tls_context(self.config, self.settings["tls"], server=False)
        self.reader, self.writer = await asyncio.open_connection(
            self.settings["dial"], self.settings["port"], ssl=context,
            local_addr=(self.config["host"], source_port))
        self.client = link.endpoint(self.writer, "sockname")
        self.server = link.endpoint(self.writer, "peername")
        self.start(self.receive(self.reader))
        self.start(self.keep_alive())

    def start(self, coroutine) -> None:
        task = asyncio.ensure_future(coroutine)
        self.background.add(task)
        task.add_done_callback(self.background.discard)

    def write(self, message: bytes) -> None:
        self.writer.write(link.dressed(self.config, message))

    def send_options(self, cseq: int) -> None:
        peer = (self.config.get("peer_name") or self.server[0], self.server[1])
        uri = f"sip:{traversal_sip.endpoint(*peer)};transport=tls"
        request = traversal_sip.options(
            self.client[0], *peer, zone=self.name, cseq=cseq, call_id=secrets.token_hex(8),
            from_tag=secrets.token_hex(8), **link.fresh_ids(), **(self.digest.credentials(uri) if self.digest else {}))
        self.write(self.digest.dressed(request) if self.digest else request)

    async def keep_alive(self) -> None:
        for cseq in itertools.count(38570):
            self.send_options(cseq)
            await asyncio.sleep(self.config["keep_alive"])

    async def receive(self, reader) -> None:
        async for message in link.messages(reader):
            if message.startswith(b"SIP/2.0 "):
                self.answers += 1
                if self.digest and self.digest.ask_again(message):
                    self.send_options(int(traversal_sip.header(message, "CSeq").split()[0]) + 1)
            elif message.startswith(b"SERVICE "):
                self.start(self.answer_service(message))
            else:
                self.answer(message, 100, "Trying", server=None, to_tag=None, marked=False)
                status, reason, warning = self.config.get("register_status") or (200, "OK", None)
                self.answer(message, status, reason, server="Cisco-CUCM11.0", warning=warning)
        if reader is self.reader:
            self.answers = -1

    async def idle(self, source_port: int) -> None:
        """No packet for a while; then OPTIONS is not answered or reset, and another connection is opened."""
        await asyncio.sleep(self.config["idle"])
        before = self.answers
        self.send_options(38600)
        try:
            await asyncio.wait_for(self.answered(before + 1, or_closed=True), SILENCE_LIMIT)
        except asyncio.TimeoutError:
            pass
        self.writer.transport.abort()
        self.config["keep_alive"] = self.config["keep_alive_after"]
        self.answers = 0
        await self.connect(source_port)
        await self.answered(2)
        link.announce("reconnected")

    def answer(self, request, status, reason, *, marked=True, **options) -> None:
        if marked:
            options.update(received=self.server[0], rport=self.server[1],
                           ingress_zone=self.name, ingress_zone_id=ZONE_ID)
        self.write(traversal_sip.response(request, status, reason, **options))

    async def answer_service(self, request: bytes) -> None:
        route = APPARENT_ROUTE.match(traversal_sip.header(request, "Route"))
        host, port = route["ipv6"] or route["host"], int(route["port"])
        if self.config.get("service_status"):
            self.answer(request, *self.config["service_status"], to_tag=secrets.token_hex(8))
        elif self.is_own_address(host, port):
            self.answer(request, 200, "OK", to_tag=secrets.token_hex(8))
        else:
            await self.try_to_reach(host, port)
            self.answer(request, 408, "Request Timeout", to_tag=secrets.token_hex(8),
                        warning=traversal_sip.timeout_warning(self.client[0]))

    def is_own_address(self, host: str, port: int) -> bool:
        return (ipaddress.ip_address(host), port) == (
            ipaddress.ip_address(self.client[0]), self.client[1])

    async def try_to_reach(self, host: str, port: int) -> None:
        source = (self.client[0], next(self.forwarding_ports))
        attempt = asyncio.open_connection(host, port, local_addr=source)
        try:
            _, writer = await asyncio.wait_for(attempt, self.config["patience"])
            await link.close(writer)
            outcome = "established"
        except asyncio.TimeoutError:
            outcome = "unanswered"
        except ConnectionRefusedError:
            outcome = "refused"
        except OSError as error:
            if error.errno not in (errno.EHOSTUNREACH, errno.ENETUNREACH):
                raise
            outcome = "unreachable"
        self.connects.append({"source": list(source), "destination": [host, port],
                              "outcome": outcome})

    async def answered(self, count: int, or_closed: bool = False) -> None:
        while self.answers < count and not (or_closed and self.answers < 0):
            await asyncio.sleep(0.02)

    async def finish(self) -> dict:
        if self.config["keep_alive"] < LAST_ANSWERS_LIMIT / 3:
            await asyncio.wait_for(self.answered(self.answers + 2), LAST_ANSWERS_LIMIT)
        for task in list(self.background):
            task.cancel()
        await link.close(self.writer)
        return {"zone": self.name, "client": self.client, "server": self.server,
                "connects": self.connects}


async def expressway_c(config) -> dict:
    forwarding_ports = itertools.count(FIRST_FORWARDING_PORT)
    zones = [Zone(config, settings, forwarding_ports) for settings in config["zones"]]
    for source_port, zone in enumerate(zones, FIRST_ZONE_PORT):
        await zone.connect(source_port)
    if config.get("idle"):
        zones[0].start(zones[0].idle(FIRST_ZONE_PORT + len(zones)))
    else:
        for zone in zones:
            await zone.answered(2)
    if config.get("xmpp"):
        zones[0].start(xmpp.keep_open(config, zones[0].settings["dial"], zones[0].settings["tls"]))
    link.announce("connected")
    await link.finish_requested()
    return {"zones": await asyncio.gather(*(zone.finish() for zone in zones))}


if __name__ == "__main__":
    link.run(expressway_c)
