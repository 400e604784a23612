"""Ten thousand TLS connections on a traversal port: the pairs that are one connection are found, and no others."""

import ipaddress
import sys
from itertools import chain
from random import Random

import pytest
from conftest import REPOSITORY
from two_sides import METHODS, RANDOMS, RECORD

sys.path.append(str(REPOSITORY / "tests" / "bench"))

import traffic  # noqa: E402
from connections import connections, ends_at_c, ends_at_e  # noqa: E402

FLOWS, PAIRS = 10000, 100


def written(wireshark, pairs):
    frames = list(connections(Random(f"legs {pairs}"), FLOWS, pairs))
    path = wireshark.folder / "files" / f"legs-{pairs}.pcap"
    traffic.write(path, iter(frames), len(frames))
    path.chmod(0o644)
    return path


@pytest.fixture(scope="module")
def some(wireshark):
    return written(wireshark, PAIRS)


def text(end):
    return f"{ipaddress.ip_address(end[0])}:{end[1]}"


def test_none_pair(wireshark):
    flows = wireshark.json(written(wireshark, 0))
    assert len(flows) == FLOWS
    assert [flow for flow in flows if flow["leg"] is not None] == []
    assert {flow["confidence"] for flow in flows} == {"none"}


def test_a_hundred_pair_and_no_others(wireshark, some):
    flows = wireshark.json(some)
    assert len(flows) == FLOWS
    ends = {(flow["client"], flow["server"]): flow for flow in flows}
    assert len(ends) == FLOWS
    wanted = {}
    for number in range(FLOWS - 2 * PAIRS, FLOWS - PAIRS):
        near, far = (tuple(map(text, side(number))) for side in (ends_at_c, ends_at_e))
        wanted[ends[near]["flow"]], wanted[ends[far]["flow"]] = ends[far]["flow"], ends[near]["flow"]
        for flow in (ends[near], ends[far]):
            leg = flow["leg"]
            assert leg is not None, f"{near} is not paired"
            assert leg["source_translation"] == f"{near[0]} -> {far[0]}"
            assert leg["destination_translation"] == f"{near[1]} -> {far[1]}"
            assert (flow["verdict"], flow["confidence"]) == ("NAT-reflected", "proven")
    found = {flow["flow"]: flow["leg"]["peer_flow"] for flow in flows if flow["leg"] is not None}
    assert found == wanted
    methods = {flow["leg"]["paired_by"] for flow in flows if flow["leg"] is not None}
    assert methods == {METHODS[RANDOMS], METHODS[RECORD]}


def test_the_fields_say_the_same(wireshark, some):
    rows = wireshark.fields(some, "expressway.leg.peer_flow", "expressway.flow", "expressway.leg.peer_flow",
                            two_pass=True)
    found = dict(rows)
    assert len(found) == 2 * PAIRS
    assert all(found[peer] == flow for flow, peer in found.items())
    assert len(set(chain(*found.items()))) == 2 * PAIRS
