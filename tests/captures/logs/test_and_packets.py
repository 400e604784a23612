"""A log and the packets of its connections in one file: one timeline, nothing counted twice."""

import re

import pytest
from conftest import REPOSITORY
from scenes import Seen

CASE = REPOSITORY / "samples" / "case"
LOG = CASE / "loggingsnapshot_expc_broken.txt"
CAPTURE = CASE / "eth0_diagnostic_logging_tcpdump0_expc_broken.pcap"
PASSES = pytest.mark.parametrize("two_pass", (False, True), ids=("one pass", "two passes"))


@pytest.fixture(scope="module")
def together(wireshark):
    merged = wireshark.folder / "files" / "log-and-packets.pcapng"
    merged.parent.chmod(0o777)
    done = wireshark.execute(["mergecap", "-I", "none", "-w", str(merged), str(wireshark.readable(CAPTURE)),
                              str(wireshark.readable(LOG))])
    assert done.returncode == 0, done.stderr
    return merged


def fields(wireshark, path, *names, options=()):
    words = [word for name in names for word in ("-e", name)]
    lines = wireshark.run("-r", path, "-2", *options, "-T", "fields", *words).stdout.splitlines()
    return [line.split("\t") for line in lines]


@PASSES
def test_an_attempt_is_one_with_its_syn(wireshark, together, two_pass):
    """The log has milliseconds, cut off: its "Failed" may stand before the SYN. The packets decide."""
    (flow,) = Seen(wireshark, together, two_pass=two_pass).flows
    assert [connect["source"] for connect in flow["connects"]] == \
        [f"10.0.30.2:{port}" for port in (27921, 27922, 27923, 27924)]
    assert {connect["outcome"] for connect in flow["connects"]} == {"refused"}
    rows = fields(wireshark, together, "frame.number", "frame.protocols", "expressway.connect.answer_in",
                  "expressway.connect.syn_in", options=("-Y", "expressway.connect.outcome"))
    packets = [row for row in rows if ":tcp" in row[1]]
    logged = [row for row in rows if ":tcp" not in row[1]]
    assert len(packets) == len(logged) == 4
    assert all(int(row[2]) > int(row[0]) for row in packets)
    assert [row[2] for row in packets] == [row[2] for row in logged]


def test_connect_failed_stands_on_the_syn_alone(wireshark, together):
    seen = Seen(wireshark, together, "frame.protocols")
    warned = [frame for frame, names in seen.experts.items() if "connect_failed" in names]
    assert len(warned) == 4
    assert all(":tcp" in seen.fields[frame]["frame.protocols"] for frame in warned)


def test_encrypted_packets_are_tagged(wireshark, together):
    rows = fields(wireshark, together, "frame.protocols", "expressway.flow.nat_reflected",
                  options=("-Y", "tls and tcp.port == 7003"))
    assert len(rows) > 10
    assert all(row[1] in ("1", "True") for row in rows)


def test_messages_are_counted_once(wireshark, together):
    """INFO lines announce the messages that DEBUG lines contain."""
    (flow,) = Seen(wireshark, together).flows
    assert [service["status"] for service in flow["services"]] == [408] * 4


@PASSES
@pytest.mark.parametrize("log, client, server", (
    ("expc_broken", "unknown", "64.100.0.10:7003"), ("expe_broken", "64.100.0.10:4401", "unknown")))
def test_an_x7_entry_names_one_end_only(wireshark, log, client, server, two_pass):
    """Rows 1 and 5, by host: E's Via has the host of the Route."""
    text = (CASE / f"loggingsnapshot_{log}.txt").read_text()
    text = re.sub(r' +(Action|Local-ip|Local-port|Msg-Hash)="[^"]*"', "", text)
    path = wireshark.folder / "files" / f"x7-{log}.txt"
    path.write_text(text)
    (flow,) = Seen(wireshark, path, two_pass=two_pass).flows
    assert (flow["verdict"], flow["confidence"]) == ("NAT-reflected", "proven")
    assert (flow["client"], flow["server"]) == (client, server)


def test_route_header_is_not_us_counts_only_of_what_a_service_named(wireshark):
    """A healthy log has this line too, about host names and about addresses in other requests."""
    name = "expressway.apparent.evidence"
    said = Seen(wireshark, LOG, name).frames(name)
    assert any("Route header is not us" in text for text in said.values())
    other = wireshark.folder / "files" / "other-route.txt"
    other.write_text(LOG.read_text().replace("pHost=64.100.0.10, port=4401", "pHost=64.100.0.10, port=4402"))
    said = Seen(wireshark, other, name).frames(name)
    assert said and not any("Route header is not us" in text for text in said.values())


def test_completeness_of_a_connection_that_begins_in_the_log(wireshark, together):
    """A conversation created by a log entry would change this."""
    def seen(path, *options):
        return fields(wireshark, path, "tcp.completeness", options=("-Y", "tcp", *options))
    without = seen(together, "--disable-protocol", "expressway", "--disable-protocol", "expressway.log")
    assert seen(together) == without == seen(CAPTURE)
