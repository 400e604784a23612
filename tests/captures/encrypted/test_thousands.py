"""Thousands of encrypted connections with the pattern of a wrong Route: each is judged, within a time limit."""

import sys

import pytest
from conftest import REPOSITORY

sys.path.append(str(REPOSITORY / "tests" / "bench"))

import traffic  # noqa: E402
import vain  # noqa: E402

FLOWS = 10000


@pytest.mark.parametrize("hosts, gap", ((FLOWS, 0.01), (1, 5)), ids=("a client each", "one that reconnects"))
def test_each_has_its_verdict(wireshark, hosts, gap):
    """The time limit is many times what the run needs, and far less than a search of all connections would take."""
    path = wireshark.folder / "files" / f"vain-{hosts}.pcap"
    traffic.write_timed(path, vain.flood(FLOWS, hosts, gap))
    path.chmod(0o644)
    flows = wireshark.json(path)
    path.unlink()
    assert len(flows) == FLOWS
    assert {(flow["verdict"], flow["confidence"]) for flow in flows} == {("NAT-reflected", "probable")}
