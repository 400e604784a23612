"""More evidence makes a right verdict surer: another capture, a log or keys never take it away."""

import pytest
from conftest import REPOSITORY
from laboratory import SCENARIOS
from merging import Merging, expectation
from scenes import Seen
from two_sides import CONFIDENCES

CASE = ("expc", "expe")
# What is known, and what may be added.
STEPS = ((("c",), ("c", "e")), (("e",), ("c", "e")), (("c",), ("c-keyed",)), (("e",), ("e-keyed",)),
         (("c-keyed",), ("c-keyed", "e")), (("e-keyed",), ("c", "e-keyed")),
         (("c", "e"), ("c-keyed", "e-keyed")), (("c-keyed",), ("c-keyed", "e-keyed")))


@pytest.fixture(scope="module")
def merging(wireshark):
    return Merging(wireshark)


def judged(wireshark, path):
    """{(client, server): (verdict, confidence)}"""
    flows = Seen(wireshark, path).flows
    return {(flow["client"], flow["server"]): (flow["verdict"], CONFIDENCES.index(flow["confidence"]))
            for flow in flows}


def is_no_worse(before, after):
    """A verdict stays, and stays as sure. Undetermined may become anything. A proof settles everything."""
    return before[1] == 0 or after[1] == 2 or (after[0] == before[0] and after[1] >= before[1])


def compare(wireshark, less, more):
    before, after = judged(wireshark, less), judged(wireshark, more)
    assert before.keys() <= after.keys()
    for ends, known in before.items():
        assert is_no_worse(known, after[ends]), f"{ends}: {known} became {after[ends]}"


@pytest.mark.parametrize("less, more", STEPS, ids=lambda names: "+".join(names))
@pytest.mark.parametrize("scenario", [name for name in SCENARIOS if name != "not-expressway"])
def test_captures_and_keys(wireshark, merging, scenario, less, more):
    def file_of(names):
        files = [merging.sample(scenario, name) for name in names]
        return merging.merge(*files, options=("-I", "none")) if len(files) > 1 else files[0]
    compare(wireshark, file_of(less), file_of(more))


@pytest.fixture(scope="module")
def sources(wireshark):
    """For either state of the sample case: {"expc log": path, "expc packets": path, ...}."""
    folder = REPOSITORY / "samples" / "case"

    def of(state):
        return {f"{host} {kind}": wireshark.readable(folder / name.format(host, state)) for host in CASE
                for kind, name in (("log", "loggingsnapshot_{}_{}.txt"),
                                   ("packets", "eth0_diagnostic_logging_tcpdump0_{}_{}.pcap"))}
    return of


@pytest.mark.parametrize("added", ("expc log", "expe log", "expc packets", "expe packets"))
@pytest.mark.parametrize("having", ("expc log", "expe log", "expc packets", "expe packets"))
@pytest.mark.parametrize("state", ("broken", "cured"))
def test_logs_and_packets(wireshark, merging, sources, state, having, added):
    if having != added:
        files = sources(state)
        compare(wireshark, files[having],
                merging.merge(files[having], files[added], options=("-I", "none")))


def test_each_scenario_has_a_verdict_to_lose():
    found = {flow["confidence"] for scenario in SCENARIOS for name in ("c", "c-keyed", "e", "e-keyed")
             for flow in expectation(scenario, name)["flows"]}
    assert found == {"none", "probable", "proven"}
