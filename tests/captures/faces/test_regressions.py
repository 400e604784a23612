"""Mistakes of other plugins: fields that appear only when asked for in one way, and state
that outlives its file."""

import time

import pytest
from scenes import REFLECTED, Link
from test_plugin_under_test import FIELDS

# Absent from the document's case: it has no IPv6.
SEEN = sorted(set(FIELDS) - {"expressway.apparent.ipv6"})
PLAIN = "expc-broken"


@pytest.fixture(scope="module")
def known(wireshark, seed):
    """{(field, two passes?): its text in each frame}. One run prints all fields."""
    rows = {two_pass: wireshark.fields(seed[PLAIN], None, *SEEN, two_pass=two_pass)
            for two_pass in (False, True)}
    return {(name, two_pass): [row[place] for row in rows[two_pass]]
            for two_pass in rows for place, name in enumerate(SEEN)}


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("name", SEEN)
def test_field_alone_without_a_display_filter(wireshark, seed, known, name, two_pass):
    rows = wireshark.fields(seed[PLAIN], None, "frame.number", name, two_pass=two_pass)
    assert [row[1] for row in rows] == known[name, two_pass]
    assert any(row[1] for row in rows)


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("name", SEEN)
def test_field_by_display_filter(wireshark, seed, known, name, two_pass):
    frames = [number for number, text in enumerate(known[name, two_pass], 1) if text]
    assert wireshark.frames(seed[PLAIN], name, two_pass=two_pass) == frames


@pytest.mark.parametrize("name", SEEN)
def test_field_in_a_custom_column(wireshark, seed, known, name):
    column = f'gui.column.format:"C","%Cus:{name}:0:R"'
    lines = wireshark.run("-r", seed[PLAIN], "-o", column).stdout.splitlines()
    filled = [number for number, line in enumerate(lines, 1) if line.strip()]
    assert filled == [number for number, text in enumerate(known[name, False], 1) if text]


@pytest.mark.parametrize("options", ((), ("-2",)))
def test_verbose_output_has_every_field_and_no_complaint(wireshark, seed, options):
    text = wireshark.run("-r", seed[PLAIN], "-V", *options).stdout
    assert "Expressway Traversal" in text
    assert "NAT-reflected" in text and "10.0.30.2:27901" in text
    assert "[Malformed Packet" not in text


@pytest.mark.parametrize("form", ("pdml", "json", "ek", "jsonraw"))
def test_other_output_forms(wireshark, seed, form):
    assert "expressway" in wireshark.run("-r", seed[PLAIN], "-T", form).stdout


def test_transum_beside_it(wireshark, seed, known):
    options = ("--enable-protocol", "transum")
    rows = wireshark.fields(seed[PLAIN], None, "frame.number", *SEEN, options=options)
    for place, name in enumerate(SEEN, 1):
        assert [row[place] for row in rows] == known[name, False]
    assert "TRANSUM" in wireshark.run("-r", seed[PLAIN], "-V", "-2", *options).stdout.upper()


@pytest.mark.parametrize("options", ((), ("-2",)))
def test_protocol_disabled(wireshark, seed, options):
    disabled = ("--disable-protocol", "expressway", *options)
    assert wireshark.frames(seed[PLAIN], "expressway", options=disabled) == []
    assert wireshark.experts(seed[PLAIN], options=disabled) == {}
    assert "[apparent" not in wireshark.run("-r", seed[PLAIN], *disabled).stdout
    wireshark.run("-q", *disabled, "-z", "expressway,report", "-r", seed[PLAIN])


@pytest.mark.parametrize("protocol", ("sip", "tcp", "tls", "x509af"))
def test_a_neighbour_disabled(wireshark, seed, protocol):
    wireshark.run("-r", seed[PLAIN], "-V", "-2", "--disable-protocol", protocol)


def sharkd_frames(answer):
    return [frame["num"] for frame in answer]


def test_second_file_of_a_session_inherits_nothing(wireshark, seed):
    """sharkd caches a filter's result by its text, across files, so each text is used once."""
    plain = Link(handshake=True)
    plain.send(True, b"\x80\x01" * 50)
    quiet = wireshark.save(plain.capture)
    answers = wireshark.sharkd(
        ("load", {"file": str(seed["expc-broken"])}),
        ("frames", {"filter": "expressway.flow.nat_reflected"}),
        ("load", {"file": str(seed["expc-cured"])}),
        ("frames", {"filter": "expressway.flow.nat_reflected and frame"}),
        ("frames", {"filter": "expressway.flow == 0"}),
        ("frames", {"filter": 'expressway.flow.verdict == "own address" and frame'}),
        ("load", {"file": str(quiet)}),
        ("frames", {"filter": "expressway.flow.verdict > 0 and frame.number > 0"}),
        ("load", {"file": str(seed["expc-broken"])}),
        ("frames", {"filter": "expressway.flow == 0 and expressway.flow.nat_reflected"}))
    link = wireshark.frames(seed["expc-broken"], "expressway.flow", two_pass=True)
    everything = wireshark.frames(seed["expc-cured"], None)
    assert sharkd_frames(answers[1]) == sharkd_frames(answers[9])
    assert set(sharkd_frames(answers[1])) >= set(link) - {1}
    assert answers[3] == []
    assert sharkd_frames(answers[4]) == everything
    assert set(sharkd_frames(answers[5])) >= set(everything) - {1}
    assert answers[7] == []


def test_two_reports_of_one_file_are_the_same(wireshark, seed):
    first = wireshark.report(seed[PLAIN])
    second = wireshark.report(seed[PLAIN], "-Y", "frame")
    assert first.split() == second.split()


def test_nothing_is_dissected_where_nobody_asks(wireshark, seed):
    """A tap registered at load would make plain -q dissect everything."""
    link = Link(handshake=True)
    request = link.service_request(REFLECTED)
    for _ in range(10_000):
        link.send(False, request)
    path = wireshark.save(link.capture)

    def seconds(capture, *arguments):
        start = time.monotonic()
        wireshark.run("-q", *arguments, "-r", capture)
        return time.monotonic() - start

    start_up = seconds(seed[PLAIN])
    assert seconds(path) - start_up < (seconds(path, "-z", "expert") - start_up) / 3
