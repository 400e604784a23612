"""The digest of a traversal zone: OPTIONS without credentials is challenged, and C answers the challenge.

Imitated: which texts and how often. Seen are a limit of three challenges and the 403 after it; their order here is
inferred.
"""

from __future__ import annotations

import hashlib
import re
import secrets

import traversal_sip

REALM, USER = "TraversalZone", "traversal"
CNONCE, COUNT = "7c1d0a5e", "00000001"  # as traversal_sip.options writes them
CHALLENGES = 3


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def response_of(password: str, nonce: str, uri: str) -> str:
    secret, action = md5(f"{USER}:{REALM}:{password}"), md5(f"OPTIONS:{uri}")
    return md5(f"{secret}:{nonce}:{COUNT}:{CNONCE}:auth:{action}")


class Answering:
    """C's part: what it puts into OPTIONS, and whether a response asks for another try."""

    def __init__(self, password: str):
        self.password = password
        self.nonce = None

    def credentials(self, uri: str) -> dict:
        """Keyword arguments for traversal_sip.options."""
        if self.nonce is None:
            return {}
        return {"username": USER, "realm": REALM, "nonce": self.nonce,
                "response": response_of(self.password, self.nonce, uri)}

    def dressed(self, request: bytes) -> bytes:
        """Without Authorization as long as nobody has asked for it."""
        if self.nonce is not None:
            return request
        start_line, headers, body = traversal_sip.split_headers(request)
        return traversal_sip.message(start_line, [h for h in headers if h[0] != "Authorization"], body)

    def ask_again(self, response: bytes) -> bool:
        status = int(response.split(b" ", 2)[1])
        if status == 403:
            self.nonce = None
        if status != 401:
            return False
        self.nonce = re.search(r'nonce="([^"]*)"', traversal_sip.header(response, "WWW-Authenticate"))[1]
        return True


class Asking:
    """E's part, for one connection."""

    def __init__(self, password: str):
        self.password = password
        self.nonce = None
        self.challenges = 0

    def refusal(self, request: bytes, mark: dict):
        """The 401 or 403 that answers a request, or None where its credentials are right."""
        if self.is_right(traversal_sip.header(request, "Authorization")):
            self.challenges = 0
            return None
        if self.challenges == CHALLENGES:
            self.challenges = 0
            return traversal_sip.response(request, 403, "Forbidden", **mark)
        self.challenges += 1
        self.nonce = secrets.token_hex(16)
        return traversal_sip.challenge(request, digest=traversal_sip.Digest(realm=REALM, nonce=self.nonce), **mark)

    def is_right(self, authorization) -> bool:
        if authorization is None or self.nonce is None:
            return False
        told = dict(re.findall(r'(\w+)="?([^",]*)"?', authorization.split(" ", 1)[1]))
        return told["nonce"] == self.nonce and told["response"] == response_of(self.password, self.nonce, told["uri"])
