"""A phone outside: REGISTERs at Expressway-E, answers its challenge, waits for what comes."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets

import link
import traversal_sip

PASSWORD = "laboratory"


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def answer_challenge(challenge: bytes, user: str, domain: str) -> traversal_sip.Digest:
    """The digest for a 401, computed as RFC 2617 says."""
    asked = dict(re.findall(r'(\w+)="([^"]*)"',
                            traversal_sip.header(challenge, "WWW-Authenticate")))
    realm, nonce = asked["realm"], asked["nonce"]
    uri, cnonce, nc = f"sip:{domain}", secrets.token_hex(4), "00000001"
    secret, action = md5(f"{user}:{realm}:{PASSWORD}"), md5(f"REGISTER:{uri}")
    return traversal_sip.Digest(
        username=user, realm=realm, nonce=nonce, cnonce=cnonce, nc=nc, uri=uri,
        response=md5(f"{secret}:{nonce}:{nc}:{cnonce}:auth:{action}"))


async def phone(config) -> dict:
    context = link.tls_context(config, config["tls"], server=False)
    reader, writer = await asyncio.open_connection(
        config["server"], 5061, ssl=context, local_addr=(config["host"], 0))
    host, port = link.endpoint(writer, "sockname")
    user, domain = config["user"], config["domain"]
    common = {"client_host": config["preloaded"], "user": user, "sip_domain": domain,
              "call_id": f"{secrets.token_hex(12)}@{host}", "from_tag": secrets.token_hex(8)}
    received = link.messages(reader)

    def send_register(cseq, digest=None):
        writer.write(traversal_sip.register(host, port, config["server"], cseq=cseq, digest=digest,
                                            branch=link.fresh_branch(), **common))

    send_register(101)
    challenge = await received.__anext__()
    send_register(102, answer_challenge(challenge, user, domain))
    await link.finish_requested()
    await link.close(writer)
    return {"host": host, "port": port, "user": user}


if __name__ == "__main__":
    link.run(phone)
