"""The laboratory's captures of both sides, merged: each flow is paired, and judged as its topology demands."""

import pytest
from laboratory import SCENARIOS
from merging import LABORATORY, Merging, expectation, pairs_of
from scenes import alarms
from two_sides import (FAULT_EXPERTS, LEG, PEER_FLOW, PEER_IN, RANDOMS, RECORD, VERDICTS, check_last_word,
                       check_pair, check_rows, fault, flow_between, flows_between, offsets, see, texts)

UNTRANSLATED = "dual-nic-clean"
TRANSLATED = tuple(name for name in SCENARIOS if name != UNTRANSLATED)
HOUR = 3600
KEYS = (("c", "e"), ("c-keyed", "e"), ("c", "e-keyed"), ("c-keyed", "e-keyed"))
NEUTRAL = ((b"expressway-", b"interface--"),)


@pytest.fixture(scope="module")
def merging(wireshark):
    return Merging(wireshark)


def is_readable(scenario, names):
    """The handshake was recorded, and one of the files has the secrets, which serve both."""
    return scenario != "reflected-midstream" and any(name.endswith("keyed") for name in names)


def methods(scenario):
    return (RECORD,) if scenario == "reflected-midstream" else (RANDOMS,)


def verdict_of(scenario, near, far, readable):
    """Where SIP can be read and is not Expressway's, nothing is said about it."""
    silent = scenario == "not-expressway" and readable
    return "undetermined" if silent else fault(near, far)


def merged(merging, scenario, names=("c", "e"), shift=0, swapped=False, options=(), rename=()):
    """`shift`: how far E's clock is put forward."""
    files = [merging.sample(scenario, name, rename) for name in names]
    files[1] = merging.shifted(files[1], shift)
    return merging.merge(*(reversed(files) if swapped else files), options=options)


def of_clocks(seen):
    """A clock that was put forward is a finding of its own."""
    return {"clock_difference"} if any(abs(offset) > 60 for offset in offsets(seen)) else set()


def check_alarms(seen, scenario, verdicts, readable, two_pass):
    """The faults of this scenario and what follows from them, and nothing else."""
    faults = {FAULT_EXPERTS[verdict] for verdict in verdicts if verdict in FAULT_EXPERTS}
    follows = {"connect_failed", "service_failed"} if faults else set()
    assert alarms(seen.experts) <= faults | follows | of_clocks(seen)
    if two_pass:
        assert faults <= seen.found()
        if readable:
            required = set(expectation(scenario, "c-keyed")["expert"])
            assert required & follows <= seen.found()


def check_contents(flow, expected, readable):
    """What the flow's own side showed is still there, once."""
    assert len(flow["services"]) == expected["services"]
    assert [one["status"] for one in flow["services"]] == expected["service_statuses"]
    assert flow["apparent"] == expected["apparent"]
    attempts = [{"destination": one["destination"], "outcome": one["outcome"]} for one in flow["connects"]]
    assert attempts == expected["connects"]
    assert flow["vantage"] == expected["vantage"]
    assert readable or flow["services"] == []


def check_sides(seen, scenario, readable, two_pass):
    verdicts = []
    for near, far in pairs_of(scenario):
        verdicts.append(verdict_of(scenario, near, far, readable))
        if verdicts[-1] == "undetermined":
            check_translation_alone(seen, near, far)
        else:
            check_pair(seen, near, far, methods(scenario), verdicts[-1])
        if two_pass:
            check_last_word(seen, near, far)
    assert len(seen.flows) == 2 * len(verdicts)
    check_alarms(seen, scenario, verdicts, readable, two_pass)
    return verdicts


def check_translation_alone(seen, near, far):
    """Paired, but the connection is not Expressway's: the translation is shown, not judged."""
    one, other = flow_between(seen, near), flow_between(seen, far)
    assert one["leg"]["source_translation"] == f"{one['client']} -> {other['client']}"
    for flow, peer in ((one, other), (other, one)):
        assert flow["leg"]["peer_flow"] == peer["flow"]
        assert flow["verdict"] == "undetermined"
        check_rows(seen, flow, flow["leg"])


@pytest.mark.parametrize("two_pass", (False, True), ids=("one pass", "two passes"))
@pytest.mark.parametrize("names", KEYS, ids="+".join)
@pytest.mark.parametrize("scenario", TRANSLATED)
def test_both_sides(wireshark, merging, scenario, names, two_pass):
    """With keys, not-expressway can be read. Assumption: it is still paired, and not judged."""
    readable = is_readable(scenario, names)
    seen = see(wireshark, merged(merging, scenario, names), two_pass)
    check_sides(seen, scenario, readable, two_pass)
    if scenario == "not-expressway":
        return
    # Secrets of one file decrypt the other side of the connection too.
    for name, place in (("c", 0), ("e", 1)):
        source = f"{name}-keyed" if readable else name
        for wanted, ends in zip(expectation(scenario, source)["flows"], pairs_of(scenario)):
            check_contents(flow_between(seen, ends[place]), wanted, readable)


@pytest.mark.parametrize("how", (
    {"swapped": True}, {"shift": HOUR}, {"shift": -HOUR}, {"shift": HOUR, "swapped": True},
    {"options": ("-a",)}, {"options": ("-a",), "swapped": True}, {"options": ("-I", "none")},
), ids=lambda how: " ".join(f"{name} {value}" for name, value in how.items()))
@pytest.mark.parametrize("scenario", TRANSLATED)
def test_neither_order_nor_clocks_matter(wireshark, merging, scenario, how):
    """Appended (-a) instead of merged, time goes backwards in the middle of the file."""
    seen = see(wireshark, merged(merging, scenario, **how))
    check_sides(seen, scenario, readable=False, two_pass=True)


@pytest.mark.parametrize("shift", (0, HOUR, -HOUR, 12.5))
@pytest.mark.parametrize("scenario", ("single-nic-reflected", "reflected-midstream", "reflected-synproxy"))
def test_clock_offset_is_how_far_the_clock_of_e_is_ahead(wireshark, merging, scenario, shift):
    """Both sides were recorded on one machine, with one clock."""
    seen = see(wireshark, merged(merging, scenario, shift=shift))
    found = offsets(seen)
    assert found and all(abs(offset - shift) < 0.01 for offset in found)


def test_clock_offset_with_the_clock_of_c_ahead(wireshark, merging):
    files = [merging.sample("single-nic-reflected", name) for name in ("c", "e")]
    both = merging.merge(merging.shifted(files[0], HOUR), files[1])
    found = offsets(see(wireshark, both))
    assert found and all(abs(offset + HOUR) < 0.01 for offset in found)


@pytest.mark.parametrize("shift", (HOUR, -HOUR))
@pytest.mark.parametrize("names", KEYS[1:], ids="+".join)
def test_with_keys_the_clocks_do_not_matter_either(wireshark, merging, names, shift):
    """Secrets come into a merged file with their own packets, so earlier packets may stay unreadable."""
    seen = see(wireshark, merged(merging, "single-nic-reflected", names, shift))
    check_sides(seen, "single-nic-reflected", readable=False, two_pass=True)


@pytest.mark.parametrize("scenario", TRANSLATED)
def test_on_one_pass_the_side_that_comes_later_shows_it(wireshark, merging, scenario):
    """All of E's packets follow C's: C's frames cannot know of the other side yet, E's last frames must."""
    seen = see(wireshark, merged(merging, scenario, shift=HOUR), two_pass=False)
    for near, far in pairs_of(scenario):
        number = str(flow_between(seen, far)["flow"])
        mine = [row for row in seen.fields.values() if row["expressway.flow"] == number]
        shown = [bool(row[PEER_FLOW]) for row in mine]
        assert shown[-1] and shown == sorted(shown), "known once, it is shown from there on"


# Sides without the help of names

@pytest.mark.parametrize("scenario", TRANSLATED)
def test_interface_names_are_not_needed(wireshark, merging, scenario):
    """Assumption: with right clocks, the order in time is good enough where addresses do not decide."""
    seen = see(wireshark, merged(merging, scenario, rename=NEUTRAL))
    verdicts = [fault(near, far) for near, far in pairs_of(scenario)]
    for (near, far), verdict in zip(pairs_of(scenario), verdicts):
        check_pair(seen, near, far, methods(scenario), verdict, own="probable")
    check_alarms(seen, scenario, verdicts, readable=False, two_pass=True)


@pytest.mark.parametrize("shift", (HOUR, -HOUR))
@pytest.mark.parametrize("scenario", [name for name in TRANSLATED if name.startswith(
    ("reflected", "single-nic-reflected")) and name != "reflected-two-zones"])
def test_of_a_reflection_the_addresses_tell_the_sides(wireshark, merging, scenario, shift):
    """E's client is the address that C has dialled: neither names nor clocks are needed."""
    seen = see(wireshark, merged(merging, scenario, shift=shift, rename=NEUTRAL))
    ((near, far),) = pairs_of(scenario)
    check_pair(seen, near, far, methods(scenario))


@pytest.mark.parametrize("scenario", ("single-nic-reflected", "reflected-synproxy", "reflected-ipv6"))
def test_names_that_say_the_contrary_do_not_turn_the_sides_round(wireshark, merging, scenario):
    """Somebody mixed up the files. The addresses are the stronger evidence."""
    files = [merging.sample(scenario, "c", ((b"expressway-c", b"expressway-e"),)),
             merging.sample(scenario, "e", ((b"expressway-e", b"expressway-c"),))]
    ((near, far),) = pairs_of(scenario)
    check_pair(see(wireshark, merging.merge(*files)), near, far)


@pytest.mark.parametrize("options", ((), ("-I", "none")), ids=("one interface", "two interfaces"))
@pytest.mark.parametrize("scenario", TRANSLATED)
def test_captures_of_the_diagnostic_log_have_no_interface_names(wireshark, merging, scenario, options):
    """mergecap makes one interface of two pcap files by default. Different addresses need no interfaces."""
    files = [merging.as_pcap(merging.sample(scenario, name)) for name in ("c", "e")]
    seen = see(wireshark, merging.merge(*files, options=options))
    for near, far in pairs_of(scenario):
        check_pair(seen, near, far, methods(scenario), own="probable")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_documented_way(wireshark, merging, scenario):
    """Pieces of 20 MB are merged for each side, then both, with the interfaces kept apart."""
    sides = [merging.merge(*merging.pieces(merging.sample(scenario, name), 25)) for name in ("c", "e")]
    seen = see(wireshark, merging.merge(*sides, options=("-I", "none")))
    # The pieces are pcap files, which do not name interfaces.
    own = "probable"
    if scenario == UNTRANSLATED:
        check_untranslated(seen, own=own)
        return
    for near, far in pairs_of(scenario):
        check_pair(seen, near, far, methods(scenario), own=own)


# What is shown

def test_report_shows_both_translations(wireshark, merging):
    words = " ".join(wireshark.report(merged(merging, "single-nic-reflected")).split())
    assert "10.0.30.2:27901 -> 64.100.0.10:4401" in words
    assert "64.100.0.10:7003 -> 10.0.10.2:7003" in words


def test_evidence_names_both_clients(wireshark, merging):
    (near, far), *_ = pairs_of("single-nic-reflected")
    seen = see(wireshark, merged(merging, "single-nic-reflected"))
    for ends in (near, far):
        evidence = " ".join(flow_between(seen, ends)["evidence"])
        assert texts(near)[0] in evidence and texts(far)[0] in evidence


@pytest.mark.parametrize("scenario", ("single-nic-reflected", "dual-nic-inner-snat", "port-translated"))
def test_routes_at_both_sides_are_judged_with_the_true_client(wireshark, merging, scenario):
    """At E alone, source and port translation are at most probable."""
    path = merged(merging, scenario, ("c-keyed", "e-keyed"))
    ((near, far),) = pairs_of(scenario)
    rows = wireshark.fields(path, "expressway.apparent", "expressway.apparent", "expressway.apparent.verdict",
                            "expressway.apparent.confidence", "expressway.apparent.expected",
                            "expressway.apparent.matches", two_pass=True)
    assert len(rows) == 8
    for apparent, verdict, confidence, expected, matches in rows:
        assert (apparent, expected) == (texts(far)[0], texts(near)[0])
        assert (VERDICTS[int(verdict)], confidence) == (fault(near, far), "2")
        assert "7" in matches.split("|")


def test_received_at_e_is_judged_with_the_true_client(wireshark, merging):
    path = merged(merging, "dual-nic-inner-snat", ("c-keyed", "e-keyed"))
    rows = wireshark.fields(path, "expressway.received", "expressway.received.verdict",
                            "expressway.received.confidence", two_pass=True)
    assert rows and set(rows) == {("3", "2")}


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("name", LEG)
def test_field_alone_without_a_display_filter(wireshark, merging, name, two_pass):
    path = merged(merging, "reflected-two-zones")
    together = see(wireshark, path, two_pass)
    rows = wireshark.fields(path, None, "frame.number", name, two_pass=two_pass)
    alone = {int(row[0]): row[1] for row in rows if row[1]}
    assert alone == together.frames(name) and alone


@pytest.mark.parametrize("scenario", TRANSLATED)
def test_frames_of_the_other_side_carry_the_same_data(wireshark, merging, scenario):
    """An encrypted capture: peer_in leads to a frame of the other side that has the same data.

    Assumption: this is possible where both sides have captured the beginning of a segment.
    """
    path = merged(merging, scenario)
    rows = wireshark.fields(path, "expressway.flow", "frame.number", "expressway.flow", PEER_IN, "tcp.payload",
                            two_pass=True)
    begins = {frame: data.replace(":", "")[:64] for frame, _, _, data in rows}
    for flow in {row[1] for row in rows}:
        led_to = {peer for _, number, peer, _ in rows if number == flow}
        mine = {begins[frame] for frame, number, _, _ in rows if number == flow} - {""}
        assert all(led_to) and {begins[peer] for peer in led_to} <= mine


def test_analysis_can_be_switched_off(wireshark, merging):
    options = ("-o", "expressway.analyse:FALSE")
    path = merged(merging, "single-nic-reflected")
    assert wireshark.frames(path, PEER_FLOW, options=options, two_pass=True) == []


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_one_side_alone_has_no_leg(wireshark, merging, scenario):
    for name in ("c", "e"):
        seen = see(wireshark, merging.sample(scenario, name))
        assert [flow["leg"] for flow in seen.flows] == [None] * len(seen.flows)
        assert not any(row[field] for row in seen.fields.values() for field in LEG)


# Nothing is translated: one conversation, every packet twice

@pytest.mark.parametrize("two_pass", (False, True), ids=("one pass", "two passes"))
@pytest.mark.parametrize("names", KEYS, ids="+".join)
@pytest.mark.parametrize("how", ({}, {"swapped": True}, {"shift": HOUR}, {"shift": -HOUR}), ids=str)
def test_untranslated(wireshark, merging, names, how, two_pass):
    """Secrets come into a merged file with their own packets. Packets an hour before them stay unreadable,
    and the same packets an hour later add nothing."""
    seen = see(wireshark, merged(merging, UNTRANSLATED, names, **how), two_pass)
    late_secrets = how.get("shift") and not all(name.endswith("keyed") for name in names)
    name = None if late_secrets else "c-keyed" if is_readable(UNTRANSLATED, names) else "c"
    # Since 4.2 a SYN after the end of a connection begins another one, even with the same sequence number.
    check_untranslated(seen, name, 2 if how.get("shift") and wireshark.version >= (4, 2) else 1)


@pytest.mark.parametrize("shift", (0, HOUR, -HOUR))
def test_untranslated_clock_offset(wireshark, merging, shift):
    """Assumption: where one flow has both sides, the clock offset is shown too, if anything is."""
    seen = see(wireshark, merged(merging, UNTRANSLATED, shift=shift))
    assert all(abs(offset - shift) < 0.01 for offset in offsets(seen))


def check_untranslated(seen, name="c", flows=1, own="proven"):
    ((near, far),) = pairs_of(UNTRANSLATED)
    assert near == far
    assert len(seen.flows) == len(flows_between(seen, near)) == flows
    assert set(seen.verdicts()) == {("own address", own)}
    for flow in seen.flows:
        if name is not None:
            (expected,) = expectation(UNTRANSLATED, name)["flows"]
            assert [one["status"] for one in flow["services"]] == expected["service_statuses"]
        assert flow["connects"] == []
        assert flow["leg"] is None or not (flow["leg"]["source_translation"] or
                                           flow["leg"]["destination_translation"])
    assert seen.found() <= {"own_address"} | of_clocks(seen)


def test_untranslated_in_pcap_files(wireshark, merging):
    """Two interfaces without names, where mergecap was told to keep them."""
    files = [merging.as_pcap(merging.sample(UNTRANSLATED, name)) for name in ("c", "e")]
    check_untranslated(see(wireshark, merging.merge(*files, options=("-I", "none"))), own="probable")


def test_untranslated_on_one_interface_is_no_proof_and_no_fault(wireshark, merging):
    """Every packet twice on one interface: what mergecap makes of two pcap files. Assumption: no verdict."""
    files = [merging.as_pcap(merging.sample(UNTRANSLATED, name)) for name in ("c", "e")]
    seen = see(wireshark, merging.merge(*files))
    assert seen.verdicts() == [("undetermined", "none")] and not alarms(seen.experts)


# Duplicates are not a second leg

@pytest.mark.parametrize("how", ((), ("-I", "none")), ids=("one interface", "two interfaces"))
@pytest.mark.parametrize("shift", (0, HOUR))
@pytest.mark.parametrize("kind", ("pcapng", "pcap"))
@pytest.mark.parametrize("scenario, name", (("single-nic-reflected", "c"), ("single-nic-reflected", "e"),
                                            ("port-translated", "c"), ("reflected-midstream", "c")))
def test_same_file_twice(wireshark, merging, scenario, name, kind, shift, how):
    """Interfaces of one name, or without names, with bit for bit the same packets prove nothing.

    Assumption: of such a file nothing more can be said than the single file says, or less.
    """
    path = merging.sample(scenario, name)
    path = merging.as_pcap(path) if kind == "pcap" else path
    seen = see(wireshark, merging.merge(path, merging.shifted(path, shift), options=how))
    assert [flow["leg"] for flow in seen.flows] == [None] * len(seen.flows)
    before = see(wireshark, path).verdicts()
    assert all(verdict in ("undetermined", before[0][0]) and confidence != "proven"
               for verdict, confidence in seen.verdicts())
    assert alarms(seen.experts) <= {"connect_failed"}


@pytest.mark.parametrize("twice", ("c", "e", "both"))
def test_both_sides_of_which_one_was_merged_twice(wireshark, merging, twice):
    scenario = "single-nic-reflected"
    near, far = (merging.sample(scenario, name) for name in ("c", "e"))
    files = {"c": (near, near, far), "e": (near, far, far), "both": (near, near, far, far)}[twice]
    for options in ((), ("-I", "none")):
        seen = see(wireshark, merging.merge(*files, options=options))
        check_sides(seen, scenario, readable=False, two_pass=True)


def test_every_scenario_is_there():
    assert all((LABORATORY / name / "e.pcapng").is_file() for name in SCENARIOS)
