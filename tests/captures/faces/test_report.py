"""-z expressway,report for a person and -z expressway,json for a program."""

import pytest
from scenes import CONFIGURED_E, E, REFLECTED, EncryptedLink, Link, Seen

KEYS = {"type", "client_name", "server_name", "first_time", "last_time", "findings", "flow", "client", "server", "vantage", "verdict", "confidence", "apparent", "expected",
        "evidence", "services", "received", "connects", "leg"}
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
