"""Plays a scenario whose zone comes up."""

from __future__ import annotations

import contextlib
import time
from dataclasses import asdict, replace
from pathlib import Path

from .failures_up import PASSWORD, Link
from .network import Network
from .processes import Actor, Recorder
from .scenarios import E_DMZ, PUBLIC, SECOND_PHONE, C
from .stage_failures import SETTLE_LIMIT, FailureTake, Papers, secrets, take_of, zone_settings
from .tunnels import Tunnels, fail

CONNECT_PATIENCE = 4.0
IDLE_LIMIT = 100.0
READY = {"scanner": "scanned", "cucm": "listening", "traffic-server": "tried"}
TUNNEL_TRIES = {"rejected": 4, "dropped": 2}


def cast(link: Link, papers: Papers, work: Path):
    """E, C and the phones."""
    zone = {**zone_settings(link), "advertised": link.advertised or link.dial}
    common = {"zones": [zone], "product": link.product, "xmpp": link.xmpp}
    e = Actor("e", "expressway-e", "expressway_e.py", {
        **common, **papers.settings("E"), "phone_listen": E_DMZ, "phone_tls": link.tls, "clock": link.clock,
        "any_purpose": link.any_purpose,
        "service_certificate": str(papers.of["E"].certificate), "zone_password": PASSWORD}, work)
    c = Actor("c", "expressway-c", "expressway_c.py", {
        **common, **papers.settings("C"), "host": C, "keep_alive": link.keep_alive, "patience": CONNECT_PATIENCE,
        "keep_alive_after": link.keep_alive_after, "idle": link.idle, "peer_name": link.peer_name,
        "zone_password": link.c_password, "service_status": list(link.service_status),
        "register_status": list(link.register_status)}, work)
    phones = [Actor("phone", f"phone-{phone.user}", "phone.py", {
        **asdict(phone), "server": PUBLIC, "preloaded": C, "tls": link.tls, **papers.settings("C")}, work)
        for phone in link.phones]
    return e, c, phones


def connections_beside(link: Link, papers: Papers, work: Path) -> list:
    """What listens there, if anything does, and C's attempts."""
    beside = link.beside
    if beside is None:
        return []
    common = {"tls": link.tls, "name": "", "port": beside.port, "ending": ""}
    actors = []
    if beside.server:
        papers.add("CUCM", beside.server, beside.trusts)
        actors.append(Actor("cucm", "cucm", "failing_e.py", {
            **common, **papers.settings("CUCM"), "listen": beside.host, "listens": True}, work))
    actors.append(Actor("c", "traffic-server", "failing_c.py", {
        **common, **papers.settings("C"), "host": C, "dial": beside.host or link.dial, "first_port": 30011,
        "attempts": beside.attempts, "pause": 0.5, "patience": 5.0, "peer_name": ""}, work))
    return actors


def play_link(link: Link, rules: Path, work: Path) -> FailureTake:
    papers = Papers(link, work / "certificates")
    with contextlib.ExitStack() as stack:
        network = stack.enter_context(Network(link.topology))
        network.build(rules)
        network.set_kernel("c", "net.ipv4.ip_local_port_range", "30100 35999")
        e, c, phones = cast(link, papers, work)
        scanners = [Actor("phone", "scanner", "scanner.py", {
            "server": PUBLIC, "port": link.port, "host": SECOND_PHONE}, work)] if link.scanner else []
        beside = connections_beside(link, papers, work)
        recorders = [Recorder("c", "expressway-c", work)]
        recorders += [Recorder("e", name, work) for name in link.topology.e_interfaces]
        for process in (*recorders, e, c, *phones, *scanners, *beside):
            stack.enter_context(process)
        for recorder in recorders:
            recorder.start()
        perform(link, stack, work, e, c, phones, [*scanners, *beside])
        for recorder in recorders:
            recorder.end_recording()
        take = take_of(recorders, c, e, papers)
        return replace(take, c_secrets=take.c_secrets + b"".join(secrets(actor) for actor in beside[-1:]))


def perform(link: Link, stack, work: Path, e, c, phones, rest) -> None:
    e.start()
    e.expect("listening", SETTLE_LIMIT)
    c.start()
    c.expect("connected", SETTLE_LIMIT)
    tunnel = open_tunnels(link, stack, work) if link.tunnels else None
    for phone, actor in zip(link.phones, phones):
        actor.start()
        e.expect(f"settled {phone.user}", SETTLE_LIMIT)
    for actor in rest:
        actor.start()
        actor.expect(READY[actor.name], SETTLE_LIMIT)
    if link.idle:
        c.expect("reconnected", IDLE_LIMIT)
    time.sleep(link.hold)
    if tunnel:
        tunnel.stop()
    for actor in (c, *phones, *rest, e):
        actor.end()
    time.sleep(0.2)


def open_tunnels(link: Link, stack, work: Path):
    """The tunnel that is kept open, or None after attempts in vain."""
    tunnels = Tunnels(work / "ssh", link.listen, link.dial, link.tunnels == "kept")
    stack.enter_context(tunnels.server()).start()
    time.sleep(0.3)
    if link.tunnels != "kept":
        fail(stack, tunnels, TUNNEL_TRIES[link.tunnels])
        return None
    client = stack.enter_context(tunnels.client())
    client.start()
    return client
