"""Thousands of encrypted connections with the pattern of a wrong Route: each is judged, in time."""

import sys

import pytest
from conftest import REPOSITORY

sys.path.append(str(REPOSITORY / "tests" / "bench"))

import traffic  # noqa: E402
import vain  # noqa: E402

FLOWS = 10000


@pytest.mark.parametrize("hosts, gap", ((FLOWS, 0.01), (1, 5)), ids=("a client each", "one that reconnects"))
def test_each_has_its_verdict(wireshark, hosts, gap):
    """The run's time limit is many times what it takes; it is far below what a search of all others would take."""
    path = wireshark.folder / "files" / f"vain-{hosts}.pcap"
    traffic.write_timed(path, vain.flood(FLOWS, hosts, gap))
    path.chmod(0o644)
    flows = wireshark.json(path)
    path.unlink()
    assert len(flows) == FLOWS
    assert {(flow["verdict"], flow["confidence"]) for flow in flows} == {("NAT-reflected", "probable")}
