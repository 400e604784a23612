"""Plays a failure: certificates, network, actors, recordings."""

from __future__ import annotations

import contextlib
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from .certificates import Certificates
from .failures import Failure
from .network import Network
from .processes import Actor, Recorder
from .scenarios import E_DMZ, PUBLIC, C

SETTLE_LIMIT = 60.0
FIRST_PORT = 27901
PRODUCT = "TANDBERG/4137 (X14.3.1)"


@dataclass(frozen=True)
class FailureTake:
    """What one play of a failure left."""

    c_recordings: list
    e_recordings: list
    c_secrets: bytes
    e_secrets: bytes
    certificates: dict
    c_truth: dict
    e_truth: dict


class Papers:
    """The certificates of C and of E, and whom each trusts, as settings of their actors."""

    def __init__(self, failure, folder: Path):
        made = self.made = Certificates(folder)
        self.of = {side: made.make(side, wanted) for side, wanted in (("C", failure.c), ("E", failure.e)) if wanted}
        self.trust = {"C": made.trust("C", failure.c_trusts), "E": made.trust("E", failure.e_trusts)}

    def add(self, side: str, wanted, trusts) -> None:
        """Another host with a certificate."""
        self.of[side] = self.made.make(side, wanted)
        self.trust[side] = self.made.trust(side, trusts)

    def settings(self, side: str) -> dict:
        own = self.of.get(side)
        return {"certificate": str(own.certificate) if own else None, "key": str(own.key) if own else None,
                "trust": str(self.trust[side])}


def zone_settings(failure: Failure) -> dict:
    return {"tls": failure.tls, "name": "UCTraversal", "port": failure.port, "dial": failure.dial,
            "advertised": failure.dial, "listen": failure.listen, "domain": "cucm02.example.local"}


def e_actor(failure: Failure, papers: Papers, work: Path) -> Actor:
    """With phones, E is one that works."""
    zone = zone_settings(failure)
    if failure.phones:
        return Actor("e", "expressway-e", "expressway_e.py", {
            **papers.settings("E"), "zones": [zone], "phone_listen": E_DMZ, "phone_tls": failure.tls}, work)
    return Actor("e", "expressway-e", "failing_e.py", {
        **zone, **papers.settings("E"), "tls": failure.e_tls or failure.tls, "ending": failure.e_ending,
        "listens": failure.listens, "ciphers": failure.e_ciphers}, work)


def c_actor(failure: Failure, papers: Papers, work: Path) -> Actor:
    return Actor("c", "expressway-c", "failing_c.py", {
        **zone_settings(failure), **papers.settings("C"), "host": C, "first_port": FIRST_PORT,
        "ending": failure.c_ending, "attempts": failure.attempts, "pause": failure.pause, "patience": failure.patience,
        "peer_name": failure.peer_name, "product": PRODUCT, "ciphers": failure.c_ciphers}, work)


def others(failure: Failure, papers: Papers, work: Path) -> list:
    """Phones and the middlebox."""
    phones = [Actor("phone", f"phone-{phone.user}", "phone.py", {
        **asdict(phone), "server": PUBLIC, "preloaded": C, "tls": failure.tls,
        **papers.settings("C")}, work) for phone in failure.phones]
    if failure.middlebox:
        return [Actor("firewall", "middlebox", "middlebox.py", {
            "interface": "inside", "port": failure.port, "real_server": failure.listen}, work)]
    return phones


def play_failure(failure: Failure, rules: Path, work: Path) -> FailureTake:
    papers = Papers(failure, work / "certificates")
    with contextlib.ExitStack() as stack:
        stack.enter_context(Network(failure.topology)).build(rules)
        e, c, rest = (make(failure, papers, work) for make in (e_actor, c_actor, others))
        recorders = [Recorder("c", "expressway-c", work)]
        recorders += [Recorder("e", name, work) for name in failure.topology.e_interfaces]
        for process in (*recorders, e, c, *rest):
            stack.enter_context(process)
        perform(failure, recorders, e, c, rest)
        return take_of(recorders, c, e, papers)


def take_of(recorders, c: Actor, e: Actor, papers: Papers) -> FailureTake:
    files = [(recorder.interface, recorder.pcap) for recorder in recorders]
    return FailureTake(files[:1], files[1:], secrets(c), secrets(e), papers.of, c.truth, e.truth)


def secrets(actor: Actor) -> bytes:
    return actor.keylog.read_bytes() if actor.keylog.exists() else b""


def perform(failure: Failure, recorders, e, c, rest) -> None:
    for recorder in recorders:
        recorder.start()
    e.start()
    e.expect("listening", SETTLE_LIMIT)
    for process in rest:
        process.start()
        if failure.middlebox:
            process.expect("listening", SETTLE_LIMIT)
    c.start()
    c.expect("tried", SETTLE_LIMIT)
    time.sleep(0.3)
    for process in (c, *rest, e):
        process.end()
    time.sleep(0.2)
    for recorder in recorders:
        recorder.end_recording()
