"""Plays one scenario: builds the network, starts the actors, records, and gathers the truth."""

from __future__ import annotations

import contextlib
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from .network import Network
from .processes import Actor, Recorder
from .scenarios import Scenario

CONNECT_PATIENCE = 4.0
SETTLE_LIMIT = 40.0
KEEP_ALIVES_FIRST = 1.0
OTHER_PROXY_PORTS = (5061, 7003)


@dataclass(frozen=True)
class Take:
    """What one play of a scenario left: recordings of each side, TLS secrets, the actors' truth."""

    c_recordings: list
    e_recordings: list
    c_secrets: bytes
    e_secrets: bytes
    c_truth: dict
    e_truth: dict


def expressway_actors(scenario: Scenario, work: Path):
    zones = [asdict(zone) for zone in scenario.zones]
    e = Actor("e", "expressway-e", "expressway_e.py", {
        "zones": zones, "phone_listen": scenario.phone_listen,
        "phone_tls": scenario.zones[0].tls}, work)
    c = Actor("c", "expressway-c", "expressway_c.py", {
        "zones": zones, "host": scenario.c_host, "keep_alive": scenario.keep_alive,
        "patience": CONNECT_PATIENCE}, work)
    phones = [Actor("phone", f"phone-{phone.user}", "phone.py", {
        **asdict(phone), "server": scenario.phone_dials, "preloaded": scenario.c_host,
        "tls": scenario.zones[0].tls}, work) for phone in scenario.phones]
    return e, c, phones


def other_actors(scenario: Scenario, work: Path):
    zone = scenario.zones[0]
    common = {**asdict(zone), "ports": OTHER_PROXY_PORTS, "host": scenario.c_host}
    e = Actor("e", "outside-proxy", "other_proxy.py", {**common, "side": "outside"}, work)
    c = Actor("c", "inside-proxy", "other_proxy.py", {**common, "side": "inside"}, work)
    return e, c, []


def settled_signs(scenario: Scenario) -> list:
    return [f"settled {phone.user}" for phone in scenario.phones] or ["settled"]


def play(scenario: Scenario, rules: Path, work: Path) -> Take:
    topology = scenario.topology
    with contextlib.ExitStack() as stack:
        stack.enter_context(Network(topology)).build(rules)
        cast = other_actors if scenario.other_proxies else expressway_actors
        e, c, phones = cast(scenario, work)
        recorders = [Recorder("c", "expressway-c", work)]
        recorders += [Recorder("e", name, work) for name in topology.e_interfaces]
        for process in (*recorders, e, c, *phones):
            stack.enter_context(process)
        perform(scenario, recorders, e, c, phones)
        return Take([(r.interface, r.pcap) for r in recorders[:1]],
                    [(r.interface, r.pcap) for r in recorders[1:]],
                    c.keylog.read_bytes(), e.keylog.read_bytes(), c.truth, e.truth)


def perform(scenario, recorders, e, c, phones) -> None:
    def record():
        for recorder in recorders:
            recorder.start()

    if not scenario.midstream:
        record()
    e.start()
    e.expect("listening", SETTLE_LIMIT)
    c.start()
    c.expect("connected", SETTLE_LIMIT)
    if scenario.midstream:
        record()
        time.sleep(KEEP_ALIVES_FIRST)
    for phone in phones:
        phone.start()
    for sign in settled_signs(scenario):
        e.expect(sign, SETTLE_LIMIT)
    c.end()
    for phone in phones:
        phone.end()
    e.end()
    time.sleep(0.2)
    for recorder in recorders:
        recorder.end_recording()
