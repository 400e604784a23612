"""-z expressway,tree: Statistics > Expressway."""

import re

import pytest
from capture_writer import Connection
from every_sample import Faces, sample_path
from scenes import C, REFLECTED, Link


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


# --- more than is kept ----------------------------------------------------------------------------------

KEPT, MORE = 4096, 904


@pytest.fixture(scope="module")
def crowd(wireshark):
    """5000 SERVICEs of one connection, each with an attempt to connect and a 408."""
    link = Link(handshake=True)
    for number in range(KEPT + MORE):
        request = link.service_request(REFLECTED)
        link.send(False, request)
        Connection(link.capture, (C, 30000 + number), REFLECTED).refused()
        link.answer(request, 408)
    return wireshark.save(link.capture)


@pytest.fixture(scope="module")
def faces_of_crowd(wireshark, crowd):
    """{two passes?: what is said of it}"""
    return {two_pass: Faces(wireshark, crowd, two_pass=two_pass) for two_pass in (False, True)}


@pytest.mark.parametrize("two_pass", (False, True), ids=("one pass", "two passes"))
def test_counts_agree_where_lists_were_cut(faces_of_crowd, two_pass):
    faces = faces_of_crowd[two_pass]
    counts, (flow,) = faces.counts(), faces.flows
    assert counts["SERVICE requests"] == counts["Attempts to connect to an apparent address"] == KEPT + MORE
    assert counts["answered 408"] == counts["refused"] == len(flow["services"]) == len(flow["connects"]) == KEPT
    assert counts["Earlier ones, not kept"] == flow["services_not_kept"] == flow["connects_not_kept"] == MORE
    assert counts["Findings"] == len(faces.findings) == faces.objects[0]["findings"] == 2 * KEPT + 1
    text = "\n".join(faces.report)
    assert f"{KEPT + MORE} SERVICE requests, {KEPT + MORE} of them failed" in text
    assert f"{MORE} earlier SERVICE requests were not kept" in text
    assert f"{MORE} earlier attempts to connect were not kept" in text


def test_one_pass_and_two_say_the_same_where_lists_were_cut(faces_of_crowd):
    one, two = faces_of_crowd[False], faces_of_crowd[True]
    assert one.objects == two.objects and one.report == two.report
    # The handshake is known to belong to the flow in the second pass only.
    frames = ("Frames of traversal flows", "NAT-reflected (proven)", "Flow 0: 10.0.30.2:27901 -> 64.100.0.10:7003")
    assert [two.counts()[name] - one.counts()[name] for name in frames] == [3, 3, 3]
    assert {name: count for name, count in one.counts().items() if name not in frames} == \
        {name: count for name, count in two.counts().items() if name not in frames}


@pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))
def test_both_sides_of_a_connection_count_once(wireshark, options):
    counts = tree(wireshark, sample_path(wireshark, "seed both sides"), *options)
    assert counts["SERVICE requests"] == counts["answered 408"] == 4
    assert counts["Attempts to connect to an apparent address"] == counts["refused"] == 4


def test_more_nodes_than_are_listed_are_counted_together(wireshark):
    """Wireshark takes the longer to add a node, the more its parent has."""
    listed, more = 1000, 20
    link = Link(handshake=True)
    for number in range(listed + more):
        link.service((REFLECTED[0], 30000 + number), 408)
    lines = wireshark.run("-q", "-r", wireshark.save(link.capture), "-z", "expressway,tree").stdout.splitlines()
    routes = [place for place, line in enumerate(lines) if line.startswith(" Route 64.100.0.10:")]
    (others,) = (place for place, line in enumerate(lines) if line.startswith(" Others, not listed"))
    assert len(routes) == listed
    assert lines[others].split()[3] == lines[others + 1].split()[2] == str(more)
    assert lines[others + 1].split()[:2] == ["answered", "408"]
    assert tree(wireshark, wireshark.save(link.capture))["SERVICE requests"] == listed + more
