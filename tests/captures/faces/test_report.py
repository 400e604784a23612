"""-z expressway,report for a person and -z expressway,json for a program."""

import json
import re

import pytest
import traversal_sip as sip
from capture_writer import Capture, Connection
from conftest import REPOSITORY
from every_sample import sample_path
from log_writer import Log
from scenes import C, CLIENT, CONFIGURED_E, E, REFLECTED, SERVER, EncryptedLink, Link, Seen, merged

KEYS = {"type", "flow", "client", "server", "client_name", "server_name", "first_time", "last_time", "vantage",
        "verdict", "confidence", "apparent", "expected", "evidence", "services", "received", "connects", "leg",
        "findings"}
SERVICE_KEYS = {"frame", "apparent", "verdict", "response_frame", "status", "time", "register_frame"}
BROKEN, CURED = ("expc-broken", "expe-broken"), ("expc-cured", "expe-cured")


@pytest.mark.parametrize("options", ((), ("-2",)))
@pytest.mark.parametrize("name", BROKEN + CURED)
def test_json_has_one_object_with_these_keys(wireshark, seed, name, options):
    (said,) = wireshark.json(seed[name], *options)
    assert set(said) == KEYS
    assert isinstance(said["flow"], int) and said["flow"] == 0
    for key in ("client", "server", "vantage", "verdict", "confidence"):
        assert isinstance(said[key], str)
    for key in ("evidence", "services", "connects"):
        assert isinstance(said[key], list)
    assert all(isinstance(reason, str) for reason in said["evidence"])
    for service in said["services"]:
        assert set(service) == SERVICE_KEYS
        assert isinstance(service["frame"], int)


@pytest.mark.parametrize("options", ((), ("-2",)))
@pytest.mark.parametrize("name, client, server, vantage", (
    ("expc-broken", "10.0.30.2:27901", "64.100.0.10:7003", "Expressway-C side"),
    ("expe-broken", "64.100.0.10:4401", "10.0.10.2:7003", "Expressway-E side")))
def test_json_of_the_broken_captures(wireshark, seed, name, client, server, vantage, options):
    (said,) = wireshark.json(seed[name], *options)
    assert (said["client"], said["server"], said["vantage"]) == (client, server, vantage)
    assert (said["verdict"], said["confidence"]) == ("NAT-reflected", "proven")
    assert said["apparent"] == "64.100.0.10:4401"
    assert said["expected"] == ("10.0.30.2:27901" if name == "expc-broken" else None)
    assert any("64.100.0.10:4401" in reason for reason in said["evidence"])
    assert [s["apparent"] for s in said["services"]] == ["64.100.0.10:4401"] * 4
    assert {s["verdict"] for s in said["services"]} == {"NAT-reflected"}


def test_json_numbers_the_service_frames(wireshark, seed):
    (at_c,), (at_e,) = wireshark.json(seed["expc-broken"]), wireshark.json(seed["expe-broken"])
    assert [service["frame"] for service in at_c["services"]] == [11, 20, 29, 38]
    assert [service["frame"] for service in at_e["services"]] == [13, 16, 19, 22]


@pytest.mark.parametrize("name", CURED)
def test_json_of_the_cured_captures(wireshark, seed, name):
    (said,) = wireshark.json(seed[name])
    assert said["client"] == "10.0.30.2:27901"
    assert (said["verdict"], said["confidence"]) == ("own address", "proven")
    assert said["apparent"] == "10.0.30.2:27901"
    (service,) = said["services"]
    assert service["verdict"] == "own address"


def test_json_of_a_flow_with_nothing_said(wireshark):
    link = Link(handshake=True)
    link.keep_alive()
    (said,) = wireshark.json(wireshark.save(link.capture))
    assert (said["verdict"], said["confidence"]) == ("undetermined", "none")
    assert said["services"] == [] and said["apparent"] is None and said["received"] is None


def test_json_escapes_what_a_message_may_hold(wireshark):
    link = Link()
    link.service('evil\\"host\x01:4401')
    link.service(("64.100.0.10", 4401))
    assert wireshark.json(wireshark.save(link.capture))[0]["verdict"] == "NAT-reflected"


def test_report_tells_the_whole_story_at_c(wireshark, seed):
    text = wireshark.report(seed["expc-broken"])
    for word in ("10.0.30.2:27901", "64.100.0.10:7003", "64.100.0.10:4401", "NAT-reflected", "proven",
                 "Expressway-C", "Expressway-E", "11"):
        assert word in text
    assert "firewall" in text and "NIC" in text


def test_report_at_e(wireshark, seed):
    text = wireshark.report(seed["expe-broken"])
    for word in ("64.100.0.10:4401", "10.0.10.2:7003", "NAT-reflected"):
        assert word in text


def test_report_of_a_cured_flow_offers_no_cure(wireshark, seed):
    text = wireshark.report(seed["expc-cured"])
    assert "own address" in text and "NAT-reflected" not in text


def test_report_is_the_same_in_two_passes(wireshark, seed):
    for path in seed.values():
        assert wireshark.report(path) == wireshark.report(path, "-2")


def test_report_of_a_capture_without_traversal_says_so(wireshark):
    link = Link(server=("192.0.2.80", 80), handshake=True)
    text = wireshark.report(wireshark.save(link.capture))
    assert text.strip()
    assert wireshark.json(wireshark.save(link.capture)) == []


def test_report_knows_the_address_table(wireshark, seed):
    (said,) = wireshark.json(seed["expe-broken"], *CONFIGURED_E)
    assert said["verdict"] == "NAT-reflected"


def test_report_says_that_the_analysis_is_off(wireshark, seed):
    said = wireshark.report(seed["expc-broken"], "-o", "expressway.analyse:FALSE")
    assert "0 traversal flows" in said and "expressway.analyse:TRUE" in said and "No SIP" not in said
    assert "switched off" not in wireshark.report(seed["expc-broken"])


def test_report_says_where_only_the_port_speaks_for_an_expressway(wireshark, seed):
    note = "taken from the port alone"
    link = EncryptedLink()
    for _ in range(2):
        link.log_in(REFLECTED)
    assert note in wireshark.report(wireshark.save(link.capture))
    assert note not in wireshark.report(seed["expc-broken"])
    quiet = EncryptedLink()
    quiet.burst()
    assert note not in wireshark.report(wireshark.save(quiet.capture))


def test_report_does_not_call_for_a_cure_of_what_c_accepts(wireshark):
    link = Link()
    link.keep_alive()
    link.service(REFLECTED, status=200)
    report = " ".join(wireshark.report(wireshark.save(link.capture)).split())
    assert "NAT-reflected (proven)" in report and "Expressway-C accepted it" in report
    assert "To do Nothing, while Expressway-C answers SERVICE with 200" in report
    assert "works" not in report
    texts = wireshark.messages(wireshark.save(link.capture), 2, "nat_reflected", two_pass=True)
    assert any("C accepted it: 200 in frame 3" in text for text in texts)


# Characters that end a line, reverse the direction of writing, or are invisible: only a forger uses them.
SEPARATORS = "\u2028\u2029"
CONTROLS = SEPARATORS + "\u0085\u200b\u200e\u202a\u202e\u2066\u2069\u061c\ufeff\x1b"


def written_by_others():
    """Texts with these characters wherever the plugin quotes text: version, zone, an unreadable Route."""
    link = Link()
    link.keep_alive(received=E, rport=1, version=f"X8{CONTROLS}", zone=f"Zo{CONTROLS}ne")
    link.service(f"na{CONTROLS}me.example.com:4401", 408)
    return link.capture


@pytest.mark.parametrize("name", ("report", "json"))
def test_no_control_character_comes_through(wireshark, name):
    said = wireshark.run("-q", "-z", f"expressway,{name}", "-r", wireshark.save(written_by_others())).stdout
    assert not set(CONTROLS) & set(said)
    assert name == "json" or "Zo\\u2028\\u2029" in said


def test_experts_and_fields_have_no_separators_either(wireshark):
    names = ("expressway.version", "expressway.zone.egress", "_ws.expert.message")
    seen = Seen(wireshark, written_by_others(), *names)
    # From 4.4 on, tshark escapes the backslash too.
    said = ["".join(seen.frames(name).values()).replace("\\\\", "\\") for name in names]
    assert all("\\u2028\\u2029" in text and not set(CONTROLS) & set(text) for text in said)


def test_the_lines_of_the_report_are_cut_between_characters(wireshark):
    """A word that is longer than a line, of characters of several bytes."""
    for start in ("", "x"):
        link = Link()
        link.keep_alive(received=E, rport=1, zone=start + "\u00e9" * 110)
        said = wireshark.report(wireshark.save(link.capture))
        assert "\ufffd" not in said and said.count("\u00e9") == 110


# --- the headline ---------------------------------------------------------------------------------------

def judged(*claims, **how):
    """A C-side connection on which each SERVICE, (Route, status), is answered."""
    link = Link(**how)
    link.requests = 100 * (link.tcp.client.port - 27901)  # two of these are not one connection
    link.keep_alive()
    for route, status in claims:
        link.service(route, status)
    return link.capture


def in_vain(where):
    link = EncryptedLink()
    for _ in range(4):
        link.wait(20)
        link.log_in(where)
    return link.capture


HEADLINES = {
    "proven": (lambda: judged((REFLECTED, 408)), r"To be mended: .*64\.100\.0\.10:4401, E's own address"),
    "probable": (lambda: in_vain(REFLECTED), r"Probably to be mended: .*64\.100\.0\.10:4401.*probable"),
    "accepted": (lambda: judged((REFLECTED, 200)), r"Nothing is to be mended for now: .*accepts"),
    "own address": (lambda: judged((CLIENT, 200)), r"Nothing is wrong with .*: E sees C as 10\.0\.30\.2:27901"),
    "own address, SERVICE fails": (lambda: judged((CLIENT, 200), (CLIENT, 503)),
                                   r"Not the address: SERVICE of frame 4 failed with 503"),
    "suspicion": (lambda: in_vain(("192.0.2.7", 4401)), r"It cannot be said whether "),
    "undetermined": (lambda: judged(("expe.example.com:4401", None)),
                     r"It cannot be said whether "),
    "no claim": (lambda: judged(), r"It cannot be said whether .*: there is no SERVICE"),
    "encrypted": (lambda: EncryptedLink().capture, r"It cannot be said whether .*: the connection is encrypted"),
    "no traversal": (lambda: Link(server=("192.0.2.80", 80), handshake=True).capture,
                     r"This is not a capture of a traversal connection"),
}


def check_headline(text, expected):
    """One sentence, on the first line."""
    first, second = text.splitlines()[:2]
    assert re.match(expected, first) and second == ""
    assert first.endswith(".") and ". " not in first and ".." not in first


@pytest.mark.parametrize("name", HEADLINES)
def test_headline(wireshark, name):
    made, expected = HEADLINES[name]
    path = wireshark.save(made())
    check_headline(wireshark.report(path), expected)
    assert wireshark.objects(path)[0]["headline"] == wireshark.report(path).splitlines()[0]


def test_headline_where_the_analysis_is_off(wireshark, seed):
    off = ("-o", "expressway.analyse:FALSE")
    check_headline(wireshark.report(seed["expc-broken"], *off), "The analysis is switched off")
    (capture,) = wireshark.objects(seed["expc-broken"], *off)
    assert (capture["state"], capture["flows"], capture["findings"]) == ("off", 0, 0)


def test_headline_where_the_protocol_is_off(wireshark, seed):
    capture = wireshark.objects(seed["expc-broken"], "--disable-protocol", "expressway")[0]
    assert capture["state"] == "off" and "switched off" in capture["headline"]


def test_a_filter_that_matches_nothing_denies_nothing(wireshark, seed):
    said = wireshark.run("-q", "-r", seed["expc-broken"], "-z", "expressway,report,expressway.flow==7").stdout
    check_headline(said, "The filter matches no frame of the 1 traversal flow here")
    assert "expressway.ports" not in said
    (capture,) = wireshark.objects(seed["expc-broken"], of="expressway,json,expressway.flow==7")
    assert (capture["state"], capture["flows"]) == ("filtered", 0)


def test_headline_of_a_file_without_frames(wireshark):
    check_headline(wireshark.report(wireshark.save(Capture())), "The file has no frames")


def test_services_without_an_answer_are_counted(wireshark):
    said = wireshark.report(wireshark.save(judged((REFLECTED, 408), (REFLECTED, None))))
    assert "2 SERVICE requests, 1 of them failed, 1 not answered in this capture" in " ".join(said.split())


def test_times_of_frames_that_are_not_in_order(wireshark):
    capture = judged((REFLECTED, 408), (REFLECTED, 408))
    capture.sections[0]["packets"].reverse()
    for one in wireshark.json(wireshark.save(capture)):
        assert one["first_time"] <= one["last_time"]


def test_the_capture_is_described_where_there_are_no_flows(wireshark):
    made, _ = HEADLINES["no traversal"]
    (capture,) = wireshark.objects(wireshark.save(made()))
    assert (capture["state"], capture["frames"], capture["schema"]) == ("none", 3, 2)
    assert wireshark.objects(wireshark.save(judged()))[0]["state"] == "flows"


def test_what_breaks_stands_above_what_is_suspected(wireshark):
    """The worst of several connections makes the headline, whatever their order."""
    healthy = judged((CLIENT, 200), client=(C, 27901))
    for captures in ((healthy, judged((REFLECTED, 408), client=(C, 27902))),
                     (judged((REFLECTED, 408), client=(C, 27902)), healthy)):
        check_headline(wireshark.report(wireshark.save(merged(*captures))), "To be mended")


# --- one connection, one story --------------------------------------------------------------------------

def test_both_sides_are_one_story(wireshark):
    path = sample_path(wireshark, "seed both sides")
    text = wireshark.report(path)
    assert "2 traversal flows, 1 connection; client address translated: 1 proven, 0 probable" in text
    assert "4 SERVICE requests, 4 of them failed; users concerned: john.smith" in text
    assert text.count("\nFlow") == text.count("\nFlows 0 and 1: NAT-reflected (proven)") == 1
    for label in ("Found", "Why", "Means", "To do", "Also", "Story", "Legs"):
        assert text.count(f"\n  {label}  ") == 1, label
    words = " ".join(text.split())
    assert words.count("E sees C as") == words.count("Stop translating the source") == 1
    assert words.count(": SERVICE for john.smith") == 4 and words.count("answered 408 after") == 4
    assert words.count("Expressway-C tries to connect") == 4
    assert wireshark.objects(path)[0]["flows"] == 2


def test_names_of_hosts_stand_in_who(wireshark):
    """By the names of the interfaces, and by the logs."""
    words = " ".join(wireshark.report(sample_path(wireshark, "seed both sides")).split())
    assert "Who Expressway-C expc 10.0.30.2:27901 -> Expressway-E expe 64.100.0.10:7003" in words
    for name, host in (("expc", "Expressway-C expc 10.0.30.2"), ("expe", "Expressway-E expe 10.0.10.2")):
        assert host in wireshark.report(sample_path(wireshark, f"case/loggingsnapshot_{name}_broken.txt"))


@pytest.mark.parametrize("name", ("seed both sides", "case both sides", "two zones both sides",
                                  "seed/expc-broken.pcapng", "case/loggingsnapshot_expe_broken.txt",
                                  "lab/reflected-two-zones/c.pcapng", "lab/reflected-ipv6/e-keyed.pcapng"))
def test_every_line_of_a_story_has_its_time(wireshark, name):
    text = wireshark.report(sample_path(wireshark, name))
    events = re.findall(r"^ {12}(- frame \d+.*)$", text, re.M)
    assert events and all(re.match(r"- frame \d+, \d\d:\d\d:\d\d\.\d{6}: ", event) for event in events)


def test_first_and_last_time(wireshark, seed):
    text = wireshark.report(seed["expc-broken"])
    assert "2016-04-19 07:09:04 to 2016-04-19 07:09:14 UTC, 42 frames in the capture" in text


def test_users_concerned_are_those_whose_service_failed(wireshark):
    link = Link()
    link.keep_alive()
    for user, status in (("john.smith", 200), ("mary.major", 408), ("mary.major", 408), ("joe.bloggs", 500)):
        link.service(CLIENT, status, body=None, digest=sip.Digest(username=user))
    text = wireshark.report(wireshark.save(link.capture))
    assert "4 SERVICE requests, 3 of them failed; users concerned: mary.major, joe.bloggs" in text
    assert "users concerned" not in wireshark.report(wireshark.save(judged((CLIENT, 200))))


def test_what_became_of_the_register(wireshark):
    cured = " ".join(wireshark.report(sample_path(wireshark, "lab/single-nic-untranslated/e-keyed.pcapng")).split())
    assert re.search(r"Expressway-E forwards the REGISTER to Expressway-C: answered 200 in frame \d+", cured)
    broken = " ".join(wireshark.report(sample_path(wireshark, "lab/single-nic-reflected/e-keyed.pcapng")).split())
    assert re.search(r"caused by REGISTER of frame \d+, which was not forwarded", broken)


def test_means_says_what_happened_where_an_attempt_was_refused(wireshark):
    """No 408 is in the capture, but the refused attempt is."""
    link = Link()
    link.keep_alive()
    link.service(REFLECTED)
    Connection(link.capture, (C, 30001), REFLECTED).refused()
    words = " ".join(wireshark.report(wireshark.save(link.capture)).split())
    assert "Means Expressway-C tried to connect to that address in frame 3" in words
    assert "will break" not in words
    words = " ".join(wireshark.report(wireshark.save(judged((REFLECTED, None)))).split())
    assert "It will break Mobile and Remote Access" in words


def test_nat_is_not_the_cause_where_the_own_address_is_proven_and_service_fails(wireshark):
    note = "Address translation is not the cause"
    assert note in wireshark.report(wireshark.save(judged((CLIENT, 200), (CLIENT, 503))))
    assert note not in wireshark.report(wireshark.save(judged((CLIENT, 200))))
    assert note not in wireshark.report(wireshark.save(judged((REFLECTED, 503))))


# --- many connections -----------------------------------------------------------------------------------

def connections(count, host):
    capture = Capture()
    for number in range(count):
        link = Link((host(number), 25000 + number), SERVER, capture)
        link.keep_alive(E, 4000 + number, via_host=host(number))
    return capture


def test_equal_connections_are_grouped(wireshark):
    path = wireshark.save(connections(300, lambda number: C))
    text = wireshark.report(path)
    assert len(text.splitlines()) < 60
    words = " ".join(text.split())
    assert "300 traversal flows, 300 connections; client address translated: 300 proven" in words
    assert "299 more connections between the same hosts" in words and "8 and 291 more." in words
    (shown,) = re.findall(r"-z (expressway,report,expressway\.flow==(\d+))", words)
    one = wireshark.run("-q", "-z", shown[0], "-r", path).stdout
    assert f"\nFlow {shown[1]}: NAT-reflected (proven)" in one and one.count("\nFlow ") == 1
    assert "1 traversal flow, 1 connection" in one and "Equal" not in one


def test_connections_of_which_other_things_are_found_are_not_equal(wireshark):
    text = wireshark.report(wireshark.save(two_flows()))
    assert "\nFlow 0: " in text and "\nFlow 1: " in text and "Equal" not in text


def test_many_different_connections_stay_readable(wireshark):
    path = wireshark.save(connections(3000, lambda number: f"10.1.{number // 250}.{number % 250 + 1}"))
    text = wireshark.report(path)
    assert len(text.splitlines()) < 2000
    assert "3000 traversal flows, 3000 connections; client address translated: 3000 proven" in text
    told = len(re.findall(r"^Flow \d+:|^  Flow +\d+:", text, re.M))
    assert told > 100
    assert f"{3000 - told} further kinds of connection are not printed here" in text
    assert len(wireshark.json(path)) == 3000


# --- -z expressway,report,FILTER ------------------------------------------------------------------------

def two_flows():
    return merged(judged((REFLECTED, 408)), judged((CLIENT, 200), client=(C, 27902)))


@pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))
@pytest.mark.parametrize("text, numbers", (("expressway.flow==1", [1]), ("tcp.port==27901", [0]), ("frame", [0, 1]),
                                           ("sip.Status-Code == 408", [0]), ("udp", [])))
def test_filter_limits_report_and_json(wireshark, text, numbers, options):
    path = wireshark.save(two_flows())
    objects = wireshark.objects(path, *options, of=f"expressway,json,{text}")
    assert [one["flow"] for one in objects if one["type"] == "flow"] == numbers
    assert {one["flow"] for one in objects if one["type"] == "finding"} == set(numbers)
    assert objects[0]["flows"] == len(numbers)
    report = wireshark.run("-q", *options, "-z", f"expressway,report,{text}", "-r", path).stdout
    assert list(map(int, re.findall(r"^Flow (\d+):", report, re.M))) == numbers
    assert f"{len(numbers)} traversal flow" in report


@pytest.mark.parametrize("name", ("report", "json"))
@pytest.mark.parametrize("text, complaint", ((",tcp.port==", "is invalid"), (",no.such.field", "no.such.field"),
                                             ("s", "Unknown statistic"), (",", "display filter")))
def test_filter_that_is_wrong_is_refused(wireshark, seed, name, text, complaint):
    said = wireshark.refused("-q", "-z", f"expressway,{name}{text}", "-r", seed["expc-broken"])
    assert complaint in said and f"expressway,{name}" in said


def test_the_report_in_the_readme_is_the_real_one(wireshark):
    readme = (REPOSITORY / "README.md").read_text()
    command, shown = re.search(r"\$ tshark (-q -z .*)\n((?:.*\n)*?)  \.\.\.\n```", readme).groups()
    *options, path = command.split()
    text = wireshark.run(*options, REPOSITORY / path).stdout
    assert len(shown.splitlines()) > 10 and text.startswith(shown)


# --- more findings than are kept --------------------------------------------------------------------------

NOT_KEPT = "further findings were not kept; they are shown on their own frames"


def report_in_one_line(wireshark, path):
    return " ".join(wireshark.report(path).split())


def failures_of(hosts, each):
    """A log in which each of the hosts reports as many failed connections."""
    text = ""
    for number in range(hosts):
        log = Log(host=f"exp{number}")
        for _ in range(each):
            log.tcp(CLIENT, ("192.0.2.7", 5061), "TCP Connection Failed", level="ERROR")
            log.wait(1000)
        text += log.text()
    return text.encode()


@pytest.mark.parametrize("each, not_kept", ((64, 0), (65, 1), (100, 36)))
def test_report_counts_the_findings_of_logs_that_are_not_kept(wireshark, each, not_kept):
    path = wireshark.save_bytes(failures_of(1, each), ".txt")
    assert wireshark.objects(path)[0].get("findings_not_kept", 0) == not_kept
    text = report_in_one_line(wireshark, path)
    assert text.endswith(f"Note {not_kept} {NOT_KEPT}") if not_kept else NOT_KEPT not in text


@pytest.mark.parametrize("hosts, left_out", ((100, 0), (103, 3)))
def test_report_says_how_many_hosts_of_logs_it_leaves_out(wireshark, hosts, left_out):
    path = wireshark.save_bytes(failures_of(hosts, 1), ".txt")
    assert len(wireshark.findings(path)) == hosts
    text = report_in_one_line(wireshark, path)
    assert text.count("log_error of exp") == 100
    assert (f"More {left_out} further kinds of finding are not printed here" in text) is (left_out > 0)


@pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))
def test_report_counts_the_findings_of_a_flow_that_are_not_kept(wireshark, options):
    link = Link()
    link.keep_alive()
    for number in range(70):
        link.service(f"{E}:{65536 + number}")
    path = wireshark.save(link.capture)
    (flow,) = wireshark.json(path, *options)
    assert flow["findings_not_kept"] == 6
    assert f"Note 6 {NOT_KEPT}" in " ".join(wireshark.report(path, *options).split())


def test_a_filter_selects_nothing_in_the_next_session(wireshark):
    """tshark -M begins anew after so many frames, and flows are numbered anew."""
    path = sample_path(wireshark, "case both sides")
    chosen = "expressway,{},expressway.flow == 0 and frame.number == 28"

    def said(face, *options):
        result = wireshark.execute([wireshark.tshark_path, "-q", "-r", str(wireshark.readable(path)), *options, "-z", chosen.format(face)])
        assert result.returncode == 0, result.stderr
        return result.stdout
    assert json.loads(said("json").splitlines()[0])["state"] == "flows"
    capture = json.loads(said("json", "-M", "100").splitlines()[0])
    assert (capture["state"], capture["flows"]) == ("filtered", 0)
    assert re.search(r"Frames of traversal flows +0 ", said("tree", "-M", "100"))
