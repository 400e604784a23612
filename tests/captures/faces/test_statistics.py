"""-z expressway,tree: Statistics > Expressway."""

import re

import pytest
from scenes import Link


def tree(wireshark, path, *options):
    """{topic: count} of the printed tree; topics of different branches have different names here."""
    lines = wireshark.run(*options, "-q", "-r", path, "-z", "expressway,tree").stdout.splitlines()
    found = (re.match(r"( *\S.*?) {2,}(\d+) ", line + " ") for line in lines)
    return {match[1].strip(): int(match[2]) for match in found if match}


@pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))
def test_services_and_attempts_are_counted_with_their_outcome(wireshark, seed, options):
    counts = tree(wireshark, seed["expc-broken"], *options)
    assert counts["SERVICE requests"] == counts["Route 64.100.0.10:4401: NAT-reflected"] == 4
    assert counts["answered 408"] == 4
    assert counts["Attempts to connect to an apparent address"] == counts["64.100.0.10:4401"] == 4
    assert counts["refused"] == 4


def test_frames_are_those_of_the_flow(wireshark, seed):
    frames = wireshark.run("-2", "-r", seed["expc-broken"], "-Y", "expressway.flow").stdout.splitlines()
    counts = tree(wireshark, seed["expc-broken"], "-2")
    assert counts["Frames of traversal flows"] == counts["NAT-reflected (proven)"] == len(frames)


def test_a_service_without_an_answer_has_none(wireshark):
    link = Link(handshake=True)
    link.keep_alive("64.100.0.10", 4401)
    link.service(("64.100.0.10", 4401))
    counts = tree(wireshark, wireshark.save(link.capture))
    assert counts["SERVICE requests"] == 1
    assert not [topic for topic in counts if topic.startswith("answered")]


def test_without_traversal_flows_all_is_zero(wireshark):
    link = Link(client=("10.0.30.2", 40000), server=("192.0.2.1", 80))
    link.send(True, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert set(tree(wireshark, wireshark.save(link.capture)).values()) <= {0}
