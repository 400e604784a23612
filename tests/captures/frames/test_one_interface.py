"""Captures with all packets on one interface: from a firewall with `-i any`, or as pcap, which has no interfaces."""

import struct

import pytest
from capture_writer import ETHERNET, Capture
from merging import Merging
from scenes import CLIENT, ELSEWHERE, REFLECTED, SERVER, SERVER_LAN, merged
from two_sides import Scene, fault, flow_between, see, tls

LINUX_COOKED, LINUX_COOKED_2 = 113, 276
TO_US, FROM_US = 0, 4
SAME_HOST = (CLIENT[0], 4401)
INNER = ("10.9.9.9", CLIENT[1])
OWN, NOTHING = ("own address", "proven"), ("undetermined", "none")


@pytest.fixture(scope="module")
def merging(wireshark):
    return Merging(wireshark)


def cooked(frame, link_type, place, is_sent):
    """The Ethernet frame as Linux's cooked capture has it: without hardware addresses, but with its direction."""
    kind, sender = FROM_US if is_sent else TO_US, frame[6:12] + b"\0\0"
    if link_type == LINUX_COOKED:
        return struct.pack("!HHH", kind, 1, 6) + sender + frame[12:]
    if link_type == LINUX_COOKED_2:
        return frame[12:14] + struct.pack("!HIHBB", 0, 2 + place, 1, kind, 6) + sender + frame[14:]
    return frame


def on_one_interface(scene, link_type):
    """All packets of the scene, with the inner and the outer interface of a firewall as its places."""
    capture = Capture(interfaces=())
    capture.interface("any", link_type)
    for place, stamp, data, _ in merged(*scene.captures).sections[0]["packets"]:
        from_client = data[36:38] == SERVER[1].to_bytes(2, "big")
        is_sent = from_client == (place == 1)
        capture.packet(cooked(data, link_type, place, is_sent), (stamp - capture.start) / 10**9)
    return capture


def crossing(far, depth=(0, 1, 1), near=(CLIENT, SERVER), version="1.3"):
    scene = Scene("inside", "outside", depth=depth)
    scene.connect(near, far).play(tls(version).flights)
    return scene


def check(wireshark, path, ends, expected):
    for two_pass in (False, True):
        seen = see(wireshark, path, two_pass)
        flows = [flow_between(seen, pair) for pair in ends]
        assert [(flow["verdict"], flow["confidence"]) for flow in flows] == [expected] * len(ends)


@pytest.mark.parametrize("far, link_type", (
    ((CLIENT, SERVER_LAN), ETHERNET), ((CLIENT, SERVER_LAN), LINUX_COOKED), ((CLIENT, SERVER_LAN), LINUX_COOKED_2),
    ((REFLECTED, SERVER_LAN), LINUX_COOKED_2), ((ELSEWHERE, SERVER), LINUX_COOKED),
    ((SAME_HOST, SERVER_LAN), LINUX_COOKED_2)), ids=str)
def test_a_firewall_with_any(wireshark, merging, far, link_type):
    """Both formats give the same verdict. A translation is proven; only hops show that nothing is translated."""
    near = (CLIENT, SERVER)
    path = wireshark.save(on_one_interface(crossing(far), link_type))
    for each in (path, merging.as_pcap(path)):
        verdict = fault(near, far)
        check(wireshark, each, (near, far), (verdict, "probable" if verdict == "own address" else "proven"))


@pytest.mark.parametrize("depth", ((1, 2, 3), (0, 1, 2), (1, 2, 2)), ids=str)
def test_two_places_of_one_side(wireshark, merging, depth):
    """Hops prove nothing unless one place is shown to be C's and the other to be E's."""
    near, far = (CLIENT, SERVER), (CLIENT, SERVER_LAN)
    path = wireshark.save(on_one_interface(crossing(far, depth), LINUX_COOKED_2))
    for each in (path, merging.as_pcap(path)):
        check(wireshark, each, (near, far), NOTHING)


def test_behind_an_inner_firewall(wireshark, merging):
    """The firewall translates the source, keeps the port and routes, so neither format proves C's own address."""
    near, far = (INNER, SERVER), (INNER, SERVER_LAN)
    path = wireshark.save(on_one_interface(crossing(far, (1, 2, 2), near), ETHERNET))
    for each in (path, merging.as_pcap(path)):
        check(wireshark, each, (near, far), NOTHING)
