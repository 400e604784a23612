"""Expressway-E: accepts traversal zones and phones.

Whatever it says about Expressway-C's address it took from the accepted socket; no address of
Expressway-C is in its configuration, except the one in the phone's preloaded Route.

Settings that only some scenarios have: `product`, `service_certificate` (the PEM file that SERVICE carries),
`zone_password`, `any_purpose` (it does not look at the usages of C's certificate), `clock` (seconds that its clock is
ahead), `xmpp`.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from email.utils import formatdate
from pathlib import Path

import link
import traversal_sip
import xmpp
import zone_digest

SERVICE_ATTEMPTS = 4
PAUSE_BETWEEN_ATTEMPTS = 0.07
ANSWER_LIMIT = 10.0
PHONE_PORT = 5061


class Zone:
    """One traversal zone: its listener, the connection of Expressway-C, requests under way."""

    def __init__(self, settings, config):
        self.settings = settings
        self.config = config
        self.name = settings["name"]
        self.advertised = (settings["advertised"], settings["port"])
        self.pending = {}
        self.statuses = []
        self.registers_forwarded = 0
        self.writer = None
        self.client = self.server = None

    async def serve(self, reader, writer) -> None:
        self.writer = writer
        self.client = link.endpoint(writer, "peername")
        self.server = link.endpoint(writer, "sockname")
        password = self.config.get("zone_password")
        digest = zone_digest.Asking(password) if password else None
        mark = {"received": self.client[0], "rport": self.client[1], "ingress_zone": self.name,
                "to_tag": secrets.token_hex(8)}
        async for message in link.messages(reader):
            if message.startswith(b"SIP/2.0 "):
                self.take_answer(message)
                continue
            refusal = digest.refusal(message, mark) if digest else None
            self.write(refusal or traversal_sip.response(message, 200, "OK", **mark), writer)
        await link.close(writer)

    def write(self, message: bytes, writer=None) -> None:
        (writer or self.writer).write(link.dressed(self.config, message))

    def take_answer(self, message: bytes) -> None:
        status = int(message.split(b" ", 2)[1])
        waiting = self.pending.get(transaction(message))
        if status >= 200 and waiting is not None and not waiting.done():
            waiting.set_result(status)

    async def ask(self, request: bytes) -> int:
        """Send a request to Expressway-C; the status of its final answer."""
        key = transaction(request)
        self.pending[key] = asyncio.get_running_loop().create_future()
        self.write(request)
        try:
            return await asyncio.wait_for(self.pending[key], ANSWER_LIMIT)
        finally:
            del self.pending[key]

    async def authenticate(self, digest, domain: str) -> bool:
        """Have Expressway-C check the phone's digest by SERVICE. True if it answered 200."""
        if self.writer is None:
            return False
        certificate = self.config.get("service_certificate")
        body = {"certificate_pem": Path(certificate).read_text()} if certificate else {}
        for attempt in range(SERVICE_ATTEMPTS):
            if attempt:
                await asyncio.sleep(PAUSE_BETWEEN_ATTEMPTS)
            status = await self.ask(traversal_sip.service(
                *self.advertised, traversal_sip.endpoint(*self.client), zone=self.name,
                digest=digest, cseq=4616 + attempt, call_id=f"{secrets.token_hex(6)}@127.0.0.1",
                from_tag=secrets.token_hex(8), sip_domain=domain,
                date=formatdate(time.time() + self.config.get("clock", 0), usegmt=True),
                taa_tag=secrets.token_hex(12), msgid=str(10**10 + secrets.randbelow(10**9)),
                **body, **link.fresh_ids()))
            self.statuses.append(status)
            if status == 200:
                return True
        return False

    async def forward_register(self, register: bytes, phone) -> int:
        self.registers_forwarded += 1
        return await self.ask(traversal_sip.forwarded_register(
            register, *self.advertised, received=phone[0], rport=phone[1], zone=self.name,
            **link.fresh_ids()))

    def truth(self) -> dict:
        return {"zone": self.name, "client": self.client, "server": self.server,
                "advertised": list(self.advertised), "statuses": self.statuses,
                "registers_forwarded": self.registers_forwarded}


def transaction(message: bytes):
    return traversal_sip.header(message, "Call-ID"), traversal_sip.header(message, "CSeq")


def digest_of(register: bytes):
    """The Digest in a REGISTER's Authorization, or None."""
    authorization = traversal_sip.header(register, "Authorization")
    if authorization is None:
        return None
    values = dict(re.findall(r'(\w+)="?([^",]*)"?', authorization.split(" ", 1)[1]))
    return traversal_sip.Digest(**{name: values[name] for name in (
        "username", "realm", "nonce", "cnonce", "nc", "response", "qop", "uri")})


class PhoneListener:
    """Challenges each REGISTER, has its digest checked through the zone of its domain."""

    def __init__(self, zones):
        self.zone_of_domain = {zone.settings["domain"]: zone for zone in zones}

    async def serve(self, reader, writer) -> None:
        phone = link.endpoint(writer, "peername")
        mark = {"received": phone[0], "rport": phone[1], "ingress_zone": "CollaborationEdgeZone"}
        challenge = traversal_sip.Digest(nonce=secrets.token_hex(26))
        async for register in link.messages(reader):
            digest = digest_of(register)
            if digest is None:
                writer.write(traversal_sip.challenge(register, digest=challenge, **mark))
            else:
                await self.register(register, digest, phone, writer, mark)
        await link.close(writer)

    async def register(self, register, digest, phone, writer, mark) -> None:
        domain = register.split(b" ", 2)[1].decode().partition(":")[2]
        zone = self.zone_of_domain[domain]
        if await zone.authenticate(digest, domain):
            status = await zone.forward_register(register, phone)
            reason = {200: "OK", 405: "Method Not Allowed"}.get(status, "Refused")
            writer.write(traversal_sip.response(register, status, reason, server=None, **mark))
        # How a real Expressway-E answers the phone after a failed SERVICE is not known: no answer.
        link.announce(f"settled {digest.username}")


async def expressway_e(config) -> dict:
    zones = [Zone(settings, config) for settings in config["zones"]]
    servers = [await asyncio.start_server(
        zone.serve, zone.settings["listen"], zone.settings["port"],
        ssl=link.tls_context(config, zone.settings["tls"], server=True, any_purpose=config.get("any_purpose")))
        for zone in zones]
    servers.append(await asyncio.start_server(
        PhoneListener(zones).serve, config["phone_listen"], PHONE_PORT,
        ssl=link.tls_context(config, config["phone_tls"], server=True, peer_certificate=False)))
    if config.get("xmpp"):
        zone = zones[0].settings
        servers.append(await xmpp.serve(config, zone["listen"], zone["tls"]))
    link.announce("listening")
    await link.finish_requested()
    for server in servers:
        server.close()
    return {"zones": [zone.truth() for zone in zones]}


if __name__ == "__main__":
    link.run(expressway_e)
