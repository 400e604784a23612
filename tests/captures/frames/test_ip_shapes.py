"""TCP behind IPv6 extension headers, AH and fragments, and in tunnels, is judged like TCP right behind IP."""

import pytest
from capture_writer import SYN
from ip_shapes import (AUTHENTICATION, DESTINATION, FRAGMENT, GRE, HOP_BY_HOP, IPIP, ROUTING, VXLAN_PORT, Shaped,
                       fragmented, plain, routed_by_source, tunnelled, with_extensions, with_options)
from scenes import C, E, EncryptedLink, Seen, alarms, merged
from two_sides import AT_C, Scene, flow_between, record, see

C6, E6 = "2001:db8:1::2", "2001:db8:2::10"
REFLECTION = ("NAT-reflected", "probable")
AH = with_extensions(AUTHENTICATION)

SHAPES_OF_4 = {"plain": plain, "AH": AH, "options": with_options,
               "fragments": fragmented(), "fragments in order": fragmented(backwards=False),
               "fragments of AH": fragmented(AH),
               "IP in IP": tunnelled(IPIP), "GRE": tunnelled(GRE), "VXLAN": tunnelled(VXLAN_PORT),
               "AH around IP in IP": tunnelled(IPIP, AH), "fragments of GRE": tunnelled(GRE, fragmented()),
               "GRE over IPv6": tunnelled(GRE, with_extensions(DESTINATION), version=6)}
SHAPES_OF_6 = {"plain": plain, "hop-by-hop": with_extensions(HOP_BY_HOP),
               "destination options": with_extensions(DESTINATION), "routing": with_extensions(ROUTING),
               "routed by source": routed_by_source, "atomic fragment": with_extensions(FRAGMENT), "AH": AH,
               "all": with_extensions(HOP_BY_HOP, DESTINATION, ROUTING, FRAGMENT, AUTHENTICATION,
                                      DESTINATION),
               "fragments": fragmented(), "fragments in order": fragmented(backwards=False),
               "fragments of AH": fragmented(AH),
               "IPv6 in IPv4": tunnelled(IPIP), "GRE": tunnelled(GRE), "VXLAN": tunnelled(VXLAN_PORT),
               "hop-by-hop in GRE": lambda frame: tunnelled(GRE)(with_extensions(HOP_BY_HOP)(frame)[0])}
SHAPES = [(version, name) for version, shapes in ((4, SHAPES_OF_4), (6, SHAPES_OF_6)) for name in shapes]
# A later fragment has no ports, and neither has the first one of a packet with AH. A source-routed packet does not
# go to its destination.
NOT_QUOTED = ("fragments in order", "fragments of AH", "routed by source")
QUOTED = [(version, name) for version, name in SHAPES if name not in NOT_QUOTED]
IN_TUNNEL = ("in IP", "GRE", "VXLAN")


def reflected_link(version, name, how="refused"):
    """The pattern of NAT reflection, every packet in the shape."""
    client, server, router = (C6, E6, "2001:db8:1::1") if version == 6 else (C, E, "10.0.30.1")
    capture = Shaped((SHAPES_OF_6 if version == 6 else SHAPES_OF_4)[name])
    link = EncryptedLink((client, 27901), (server, 7003), capture=capture)
    for _ in range(4):
        link.wait(1)
        link.burst()
        link.wait(0.005)
        if how == "unreachable":
            report_unreachable(link, link.attempt((server, 4401), "unanswered"), name, router)
        else:
            link.attempt((server, 4401), how)
        link.answer()
    return link


def report_unreachable(link, frame, name, router):
    """Quotes the packet as it is. Inside a tunnel, the error is inside too."""
    if any(kind in name for kind in IN_TUNNEL):
        link.capture.packets[frame - 1] = link.capture.unshaped
    link.capture.icmp_error(frame, router)


def check_pattern(wireshark, link, outcome):
    seen = Seen(wireshark, link.capture)
    assert seen.verdicts() == [REFLECTION]
    assert alarms(seen.experts) <= {"connect_failed"}
    assert [one["outcome"] for one in seen.flows[0]["connects"]] == [outcome] * 4


@pytest.mark.parametrize("version, name", SHAPES)
def test_the_pattern(wireshark, version, name):
    check_pattern(wireshark, reflected_link(version, name), "refused")


@pytest.mark.parametrize("version, name", QUOTED)
def test_the_pattern_with_errors_that_quote(wireshark, version, name):
    check_pattern(wireshark, reflected_link(version, name, "unreachable"), "unreachable")


@pytest.mark.parametrize("version, name", ((4, "fragments"), (4, "AH"), (6, "all"), (6, "fragments")))
def test_one_pass(wireshark, version, name):
    seen = Seen(wireshark, reflected_link(version, name).capture, two_pass=False)
    assert seen.verdicts() == [REFLECTION]


def test_first_fragments_where_nothing_is_put_together(wireshark):
    """Their TCP headers can be read nevertheless."""
    link = EncryptedLink(capture=Shaped(lambda frame: fragmented()(frame) if frame[47] & SYN else [frame]))
    for _ in range(4):
        link.log_in((E, 4401))
    seen = Seen(wireshark, link.capture, options=("-o", "ip.defragment:FALSE"))
    assert seen.verdicts() == [REFLECTION]


@pytest.mark.parametrize("shape", (plain, AH, fragmented(), tunnelled(GRE)), ids=("plain", "AH", "fragments", "GRE"))
def test_hops_tell_the_sides(wireshark, shape):
    """Nothing is translated. The hops show that the packets were captured at both sides."""
    scene = Scene("one", "other")
    crossing = scene.connect(AT_C, AT_C)
    for turn in range(4):
        for from_client in (True, False):
            crossing.send(from_client, record((turn, from_client), 300))
    shaped = Shaped(shape, interfaces=("one", "other"))
    for interface, stamp, data, _ in merged(*scene.captures).sections[0]["packets"]:
        shaped.packet(data, (stamp - shaped.start) / 10**9, interface)
    seen = see(wireshark, shaped)
    flow = flow_between(seen, AT_C)
    assert (flow["verdict"], flow["confidence"]) == ("own address", "probable")
