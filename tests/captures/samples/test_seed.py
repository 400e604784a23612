"""The document's case: what each of the four seed captures must say."""

import re

import make
import pytest
from scenes import (NONE, OWN, PROBABLE, PROVEN, REFLECTION, UNDETERMINED, merged)

SERVICES = {"expc-broken": [11, 20, 29, 38], "expe-broken": [13, 16, 19, 22],
            "expc-cured": [11], "expe-cured": [13]}
ANSWERS = {"expc-broken": [15, 24, 33, 42], "expe-broken": [14, 17, 20, 23],
           "expc-cured": [13], "expe-cured": [14]}
REFUSED_SYNS = {13, 14, 22, 23, 31, 32, 40, 41}
PHONE = {"expe-broken": {7, 8, 9, 10, 11}, "expe-cured": {7, 8, 9, 10, 11, 17}}
BROKEN, CURED = ("expc-broken", "expe-broken"), ("expc-cured", "expe-cured")
ALL = BROKEN + CURED
CLIENTS = {"expc-broken": "10.0.30.2:27901", "expe-broken": "64.100.0.10:4401",
           "expc-cured": "10.0.30.2:27901", "expe-cured": "10.0.30.2:27901"}
VANTAGE = {"expc-broken": "1", "expc-cured": "1", "expe-broken": "2", "expe-cured": "2"}
FIRST_ANSWER = 2


def link_frames(wireshark, seed, name):
    every = set(wireshark.frames(seed[name], None))
    others = REFUSED_SYNS if name == "expc-broken" else PHONE.get(name, set())
    return sorted(every - others)


def expected_verdict(name):
    return str(REFLECTION if name in BROKEN else OWN)


def test_make_is_deterministic_and_matches_the_files_in_the_repository():
    for name, capture in make.captures().items():
        assert capture.contents() == make.captures()[name].contents()
        assert (make.HERE / name).read_bytes() == capture.contents()


@pytest.mark.parametrize("name", ALL)
def test_two_passes_number_the_flow_on_all_its_frames_and_no_other(wireshark, seed, name):
    rows = wireshark.fields(seed[name], "expressway.flow", "frame.number", "expressway.flow",
                            two_pass=True)
    assert rows == [(str(frame), "0") for frame in link_frames(wireshark, seed, name)]


@pytest.mark.parametrize("name", ALL)
def test_one_pass_shows_the_flow_from_its_first_message_on(wireshark, seed, name):
    assert wireshark.frames(seed[name], "expressway.flow") == link_frames(wireshark, seed, name)


@pytest.mark.parametrize("name", ALL)
def test_two_passes_show_the_last_word_on_every_frame(wireshark, seed, name):
    rows = wireshark.fields(seed[name], "expressway.flow", "expressway.flow.client",
                            "expressway.flow.server", "expressway.flow.vantage",
                            "expressway.flow.verdict", "expressway.flow.confidence", two_pass=True)
    server = "64.100.0.10:7003" if name.startswith("expc") else "10.0.10.2:7003"
    assert set(rows) == {(CLIENTS[name], server, VANTAGE[name], expected_verdict(name), str(PROVEN))}


@pytest.mark.parametrize("name", BROKEN)
def test_tag_in_two_passes_is_on_every_frame_of_the_flow(wireshark, seed, name):
    frames = wireshark.frames(seed[name], "expressway.flow.nat_reflected", two_pass=True)
    assert frames == link_frames(wireshark, seed, name)
    (value,) = set(wireshark.fields(seed[name], "expressway.flow.nat_reflected",
                                    "expressway.flow.nat_reflected", two_pass=True))
    assert value[0] in ("1", "True")


@pytest.mark.parametrize("name", BROKEN)
def test_tag_in_one_pass_begins_with_the_first_keep_alive_answer(wireshark, seed, name):
    frames = wireshark.frames(seed[name], "expressway.flow.nat_reflected")
    assert frames == [f for f in link_frames(wireshark, seed, name) if f >= FIRST_ANSWER]


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("name", CURED)
def test_cured_flow_never_bears_the_tag(wireshark, seed, name, two_pass):
    assert wireshark.frames(seed[name], "expressway.flow.nat_reflected", two_pass=two_pass) == []


@pytest.mark.parametrize("name", ALL)
def test_roles_belong_to_the_ends_of_the_flow(wireshark, seed, name):
    rows = wireshark.fields(seed[name], "expressway.flow", "tcp.srcport", "expressway.src.role",
                            "expressway.dst.role", two_pass=True)
    assert {(role, other) for port, role, other in rows if port == "7003"} == {("2", "1")}
    assert {(role, other) for port, role, other in rows if port != "7003"} == {("1", "2")}


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("name", BROKEN)
def test_verdict_filter_finds_exactly_the_service_frames(wireshark, seed, name, two_pass):
    found = wireshark.frames(seed[name], 'expressway.apparent.verdict == "NAT-reflected"',
                             two_pass=two_pass)
    assert found == SERVICES[name]


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("name", ALL)
def test_apparent_route_and_its_parts(wireshark, seed, name, two_pass):
    rows = wireshark.fields(seed[name], "expressway.apparent", "frame.number", "expressway.apparent",
                            "expressway.apparent.ipv4", "expressway.apparent.port",
                            "expressway.apparent.verdict", "expressway.apparent.confidence",
                            two_pass=two_pass)
    host, port = ("64.100.0.10", "4401") if name in BROKEN else ("10.0.30.2", "27901")
    # Until a SERVICE gets its 200, a port that was translated may look like C's own, unless the interface's
    # name and the hops show that this is C's side.
    sure = PROBABLE if name == "expe-cured" and not two_pass else PROVEN
    assert rows[1:] == [(str(frame), f"{host}:{port}", host, port, expected_verdict(name), str(PROVEN))
                        for frame in SERVICES[name][1:]]
    assert rows[:1] == [(str(frame), f"{host}:{port}", host, port, expected_verdict(name), str(sure))
                        for frame in SERVICES[name][:1]]
    assert wireshark.frames(seed[name], "expressway.apparent.ipv6", two_pass=two_pass) == []


@pytest.mark.parametrize("name, matches", (
    ("expc-broken", "3|4"), ("expe-broken", "1|4"), ("expc-cured", "1"), ("expe-cured", "1")))
def test_matches_name_what_the_route_equals(wireshark, seed, name, matches):
    rows = wireshark.fields(seed[name], "expressway.apparent", "expressway.apparent.matches")
    assert {"|".join(sorted(row[0].split("|"))) for row in rows} == {matches}


def test_expected_is_known_at_c_only(wireshark, seed):
    rows = wireshark.fields(seed["expc-broken"], "expressway.apparent", "expressway.apparent.expected")
    assert set(rows) == {("10.0.30.2:27901",)}
    for name in ("expe-broken", *CURED):
        assert wireshark.frames(seed[name], "expressway.apparent.expected") == []


def test_evidence_names_both_addresses(wireshark, seed):
    for (text,) in wireshark.fields(seed["expc-broken"], "expressway.apparent",
                                    "expressway.apparent.evidence"):
        assert "64.100.0.10:4401" in text
        assert "10.0.30.2:27901" in text


@pytest.mark.parametrize("name", BROKEN)
def test_evidence_at_either_side_names_the_apparent_address(wireshark, seed, name):
    rows = wireshark.fields(seed[name], "expressway.apparent", "expressway.apparent.evidence")
    assert all("64.100.0.10" in row[0] for row in rows)


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("name", ALL)
def test_keep_alive_answers_are_judged_before_anyone_logs_in(wireshark, seed, name, two_pass):
    rows = wireshark.fields(seed[name], "expressway.received", "frame.number", "expressway.received",
                            "expressway.received.verdict", "expressway.received.confidence",
                            two_pass=two_pass)
    said = "64.100.0.10:4401" if name in BROKEN else "10.0.30.2:27901"
    # In frame 2 of C's side, nothing has shown yet how far C's packets have come.
    sure = {"expc-cured": (PROBABLE, PROVEN), "expe-cured": (PROBABLE, PROBABLE)}
    first, second = sure.get(name, (PROVEN, PROVEN)) if not two_pass else (PROVEN, PROVEN)
    assert rows == [("2", said, expected_verdict(name), str(first)),
                    ("5", said, expected_verdict(name), str(second))]


def test_the_answers_of_c_carry_no_claim(wireshark, seed):
    """C's answers say received=64.100.0.10, which is E's address as C sees it."""
    for name in ALL:
        assert not set(ANSWERS[name]) & set(wireshark.frames(seed[name], "expressway.received"))


def test_context_of_service_and_of_its_answer(wireshark, seed):
    names = ("expressway.version", "expressway.zone.egress", "expressway.zone.ingress",
             "expressway.zone.ingress_id", "expressway.proxy_call_id", "expressway.taa_tag")
    service = wireshark.values(seed["expc-broken"], 11, *names)
    assert service[0] == "X8.7.2"
    assert "UCTraversal" in service[1].split("|")
    assert "c2d10f7e-6b0f-4d55-8f6a-1f0b6a1a9e42" in service[4].split("|")
    assert service[5] == "e90b4983919b1f7a46d38f835"
    answer = wireshark.values(seed["expc-broken"], 15, *names)
    assert answer[0] == "X8.7.2"
    assert "UCTraversal" in answer[1].split("|") and "UCTraversal" in answer[2].split("|")
    assert answer[3] == "4"
    assert "c2d10f7e-6b0f-4d55-8f6a-1f0b6a1a9e42" in answer[4].split("|")


def test_taa_tag_is_no_unrecognised_header(wireshark, seed):
    assert "Unrecognised SIP header" not in wireshark.expert_summary(seed["expc-broken"])


@pytest.mark.parametrize("options", ((), ("-2",)))
@pytest.mark.parametrize("name", ALL)
def test_info_column_of_service_is_appended_to(wireshark, seed, name, options):
    said = ("64.100.0.10:4401: NAT-reflected" if name in BROKEN else "10.0.30.2:27901: own address")
    column = wireshark.info_column(seed[name], *options)
    for frame in SERVICES[name]:
        assert column[frame].startswith("Unknown request: SERVICE") or "SERVICE" in column[frame]
        assert column[frame].endswith(f" [apparent {said}]")
    assert {frame for frame, text in column.items() if "[apparent" in text} >= set(SERVICES[name])


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("name, required, allowed", (
    ("expc-broken", {"nat_reflected"}, {"service_failed", "connect_failed"}),
    ("expe-broken", {"nat_reflected", "via_mismatch", "unusual_client_port"}, {"service_failed"}),
    ("expc-cured", {"own_address"}, set()),
    ("expe-cured", {"own_address"}, set())))
def test_expert_infos_are_these_and_no_other(wireshark, seed, name, required, allowed, two_pass):
    experts = wireshark.experts(seed[name], two_pass=two_pass)
    found = set().union(*experts.values())
    assert required <= found <= required | allowed
    verdict_info = "nat_reflected" if name in BROKEN else "own_address"
    marked = {frame for frame, infos in experts.items() if verdict_info in infos}
    assert set(SERVICES[name]) <= marked <= set(SERVICES[name]) | {2, 5}


def test_via_mismatch_is_on_messages_of_c_only(wireshark, seed):
    frames = wireshark.frames(seed["expe-broken"], "expressway.expert.via_mismatch")
    assert frames and set(frames) <= {1, 4, *ANSWERS["expe-broken"]}


def test_warning_gives_both_addresses_and_the_cure(wireshark, seed):
    text = next(message for message in wireshark.messages(seed["expc-broken"], 11, "nat_reflected")
                if "64.100.0.10:4401" in message)
    assert "10.0.30.2:27901" in text
    assert re.search(r"source", text) and re.search(r"firewall|NIC", text)
    assert len(text.encode()) < 239


@pytest.mark.parametrize("options", ((), ("-2",)))
def test_z_expert_shows_the_warning_without_a_tree(wireshark, seed, options):
    summary = wireshark.expert_summary(seed["expc-broken"], *options)
    warnings = summary[summary.index("Warns ("):]
    line = next(line for line in warnings.splitlines() if "64.100.0.10:4401" in line)
    assert "10.0.30.2:27901" in line


@pytest.mark.parametrize("options", ((), ("-2",)))
def test_z_expert_of_the_cured_capture_has_a_chat_and_no_warning(wireshark, seed, options):
    summary = wireshark.expert_summary(seed["expc-cured"], *options)
    assert "Warns (" not in summary and "Errors (" not in summary
    assert "10.0.30.2:27901" in summary[summary.index("Chats ("):]


def test_one_capture_of_both_sides_has_two_flows_with_their_own_roles(wireshark):
    sides = make.captures()
    both = wireshark.save(merged(sides["expc-broken.pcapng"], sides["expe-broken.pcapng"]))
    rows = set(wireshark.fields(both, "expressway.flow", "expressway.flow", "expressway.flow.client",
                                "expressway.flow.vantage", "expressway.flow.verdict", two_pass=True))
    assert rows == {("0", "10.0.30.2:27901", "1", str(REFLECTION)),
                    ("1", "64.100.0.10:4401", "2", str(REFLECTION))}
    roles = wireshark.fields(both, "expressway.flow and ip.src == 64.100.0.10", "expressway.flow",
                             "expressway.src.role", two_pass=True)
    assert set(roles) == {("0", "2"), ("1", "1")}


def test_nothing_is_said_about_the_first_request_before_any_answer(wireshark, seed):
    verdict, confidence = wireshark.values(seed["expc-broken"], 1, "expressway.flow.verdict",
                                           "expressway.flow.confidence")
    assert verdict in ("", str(UNDETERMINED)) and confidence in ("", str(NONE))
