"""What is learnt does not depend on a tree: Wireshark builds one only where somebody wants a field."""

import json

import pytest
import traversal_sip as sip
from capture_writer import Capture
from laboratory import LABORATORY, sample
from scenes import C, E, REFLECTED, Link

MODES = {"no tree": ("-q",), "tree": ("-V",), "two passes": ("-q", "-2"), "two passes, tree": ("-V", "-2"),
         "a field": ("-T", "fields", "-e", "frame.number")}
TREES = tuple(mode for mode in MODES if mode != "no tree")


def flows(wireshark, path, mode):
    """The flows of the JSON report, without what only a second pass can know."""
    lines = wireshark.run(*MODES[mode], "-z", "expressway,json", "-r", path).stdout.splitlines()
    objects = [json.loads(line) for line in lines if line.startswith('{"type"')]
    assert objects[0]["type"] == "capture"
    return [one for one in objects if one["type"] == "flow"]


def told(flow):
    """Without frames: of a stream that Wireshark found by itself, it dissects a message that lacks its last byte in
    this frame or in the next, with a tree or without."""
    return [flow[key] for key in ("client", "apparent", "verdict", "confidence")], len(flow["services"])


def cut_everywhere(server_port, before):
    """A flow for each byte at which a SERVICE can be cut into two segments; with `before`, a whole message comes
    first."""
    capture, cut, count = Capture(), 1, 2
    while cut < count:
        link = Link(client=(C, 25000 + cut), server=(E, server_port), capture=capture, handshake=True)
        if before:
            link.keep_alive()
        request = link.service_request(REFLECTED)
        link.send(False, request, split=[cut])
        count, cut = len(request), cut + 1
    return capture, count - 1


@pytest.mark.parametrize("before", (False, True), ids=("first message", "second message"))
@pytest.mark.parametrize("port", (7003, 5060))
def test_a_message_cut_at_every_byte_is_learnt(wireshark, port, before):
    capture, count = cut_everywhere(port, before)
    path = wireshark.save(capture)
    seen = flows(wireshark, path, "no tree")
    assert [one["apparent"] for one in seen] == [sip.endpoint(*REFLECTED)] * count
    assert {one["verdict"] for one in seen} == {"NAT-reflected"}
    assert [len(one["services"]) for one in seen] == [1] * count
    with_tree = flows(wireshark, path, "tree")
    assert [told(one) for one in with_tree] == [told(one) for one in seen]
    if port == 7003:
        assert with_tree == seen


@pytest.mark.parametrize("port", (7003, 5060))
def test_several_messages_in_one_segment_and_one_over_its_end(wireshark, port):
    link = Link(server=(E, port), handshake=True)
    link.keep_alive()
    messages = [link.service_request(REFLECTED) for _ in range(5)]
    whole = b"".join(messages)
    link.send(False, whole, split=[len(messages[0]) + 50, len(whole) - 20])
    path = wireshark.save(link.capture)
    (seen,) = flows(wireshark, path, "no tree")
    assert len(seen["services"]) == 5
    for mode in TREES:
        assert flows(wireshark, path, mode) == [seen]


@pytest.mark.parametrize("mode", TREES)
@pytest.mark.parametrize("side", ("c", "e", "c-keyed", "e-keyed"))
@pytest.mark.parametrize("scenario", ("single-nic-reflected", "dual-nic-inner-snat", "reflected-two-zones"))
def test_samples_say_the_same(wireshark, scenario, side, mode):
    path = sample(wireshark, LABORATORY, scenario, side)
    assert flows(wireshark, path, mode) == flows(wireshark, path, "no tree")
