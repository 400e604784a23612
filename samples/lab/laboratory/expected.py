"""What must be found in each capture, worked out from what the actors' sockets really were.

The class of the fault is a fact (two real socket addresses compared). How much of it one capture
can show depends on the side it was taken at and on whether it can be decrypted: that is the table
in `judgement`. Nothing here looks at a capture, nor at the output of any program that judges one.
"""

from __future__ import annotations

import ipaddress

from .scenarios import Scenario

CLIENT_PORTS = range(25000, 30000)
OWN, REFLECTED, SOURCE, PORT = (
    "own address", "NAT-reflected", "source-translated", "port-translated")
EXPERT_OF = {OWN: "own_address", REFLECTED: "nat_reflected", SOURCE: "source_translated",
             PORT: "port_translated"}
NEEDS_BEHAVIOUR = "judging an encrypted flow by what Expressway-C does"


def text(endpoint) -> str:
    host, port = endpoint
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def same_host(one: str, other: str) -> bool:
    return ipaddress.ip_address(one) == ipaddress.ip_address(other)


def truth_class(real_client, seen_client, advertised_host: str) -> str:
    """What happened to C's address on the way: as C's socket has it, as E's socket has it."""
    if same_host(seen_client[0], real_client[0]):
        return OWN if seen_client[1] == real_client[1] else PORT
    return REFLECTED if same_host(seen_client[0], advertised_host) else SOURCE


def judgement(side: str, readable: bool, fault: str, client_port: int):
    """(verdict, confidence) that a capture of one side allows."""
    if readable and side == "c":
        # The Route is compared with C's own socket, which this capture shows.
        return fault, "proven"
    if readable:
        # Here the Route always equals the packet's destination. E's advertised address proves a
        # reflection, C's own words a clean path; they make the rest no more than probable.
        if fault in (REFLECTED, OWN):
            return fault, "proven"
        if fault == SOURCE or client_port not in CLIENT_PORTS:
            return fault, "probable"
        raise ValueError("a changed port within C's range cannot be told from C's own")
    if side == "c" and fault == REFLECTED:
        # C's refused attempts to reach one address after each SERVICE can be seen. On another host than E's
        # they may as well be calls to an endpoint that is gone.
        return fault, "probable"
    return "undetermined", "none"


def flow_of(side: str, readable: bool, c_zone: dict, e_zone: dict) -> dict:
    fault = truth_class(c_zone["client"], e_zone["client"], e_zone["advertised"][0])
    own = c_zone if side == "c" else e_zone
    verdict, confidence = judgement(side, readable, fault, own["client"][1])
    flow = {
        "client": text(own["client"]),
        "server": text(own["server"]),
        "verdict": verdict,
        "confidence": confidence,
        "vantage": "Expressway-C side" if side == "c" else "Expressway-E side",
        "apparent": text(e_zone["client"]) if readable else None,
        "services": len(e_zone["statuses"]) if readable else 0,
        "service_statuses": e_zone["statuses"] if readable else [],
    }
    if side == "e":
        # What C tries to reach is translated before it comes here, if it comes at all.
        flow["connects"] = []
    else:
        flow["connects"] = [
            {"destination": text(attempt["destination"]), "outcome": attempt["outcome"]}
            for attempt in c_zone["connects"] if on_the_wire(attempt)]
    return flow


def on_the_wire(attempt: dict) -> bool:
    """An attempt of C to reach its own host stays on its loopback interface."""
    return not same_host(attempt["source"][0], attempt["destination"][0])


def experts(side: str, readable: bool, flow: dict, c_zone: dict):
    """(those that must occur, those that may) for one flow."""
    verdict, confidence = flow["verdict"], flow["confidence"]
    failed_connects = any(c["outcome"] != "established" for c in flow["connects"])
    if not readable:
        may = {"connect_failed"} if failed_connects else set()
        if verdict != "undetermined":
            return {"translation_probable"}, may
        return ({"vain_attempts"}, may) if failed_connects else (set(), set())
    must = {EXPERT_OF[verdict] if confidence == "proven" else "translation_probable"}
    if any(status != 200 for status in flow["service_statuses"]):
        must.add("service_failed")
    if failed_connects:
        must.add("connect_failed")
    if side == "e":
        seen_host = flow["apparent"].rpartition(":")[0].strip("[]")
        if not same_host(seen_host, c_zone["client"][0]):
            must.add("via_mismatch")
        if int(flow["client"].rpartition(":")[2]) not in CLIENT_PORTS:
            must.add("unusual_client_port")
    return must, set()


def capture_expectation(side: str, readable: bool, c_truth: dict, e_truth: dict) -> dict:
    flows, must, may = [], set(), set()
    for c_zone, e_zone in zip(c_truth["zones"], e_truth["zones"]):
        flow = flow_of(side, readable, c_zone, e_zone)
        flow_must, flow_may = experts(side, readable, flow, c_zone)
        flows.append(flow)
        must |= flow_must
        may |= flow_may
    expectation = {"flows": flows, "expert": sorted(must)}
    if may - must:
        expectation["expert_allowed"] = sorted(may - must)
    if not readable and must:
        expectation["requires"] = NEEDS_BEHAVIOUR
    return expectation


def silence(connections: list) -> dict:
    """SIP of other products: at most a flow, by its port, of which nothing is said."""
    return {"flows": [{
        "client": text(c["client"]), "server": text(c["server"]), "verdict": "undetermined",
        "confidence": "none", "apparent": None, "connects": [], "services": 0,
        "service_statuses": []} for c in connections if c["server"][1] != 5061], "expert": []}


def expected(scenario: Scenario, c_truth: dict, e_truth: dict) -> dict:
    """The content of expected.json."""
    result = {}
    for side, truth in (("c", c_truth), ("e", e_truth)):
        for keyed in (True, False):
            name = f"{side}-keyed" if keyed else side
            if scenario.other_proxies:
                result[name] = silence(truth["connections"])
            else:
                # Secrets are of no use where the recording lacks the handshake.
                readable = keyed and not scenario.midstream
                result[name] = capture_expectation(side, readable, c_truth, e_truth)
    return result
