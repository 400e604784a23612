"""samples/case: the document's findings from the log alone, the capture alone, and both together."""

import re
from pathlib import Path

import pytest
from conftest import REPOSITORY
from scenes import CONFIGURED_E, OWN, PROVEN, REFLECTION, Seen, alarms

SAMPLES = REPOSITORY / "samples" / "case"
C_FLOW, E_FLOW = ("10.0.30.2:27901", "64.100.0.10:7003"), ("64.100.0.10:4401", "10.0.10.2:7003")
E_CURED = ("10.0.30.2:27901", "10.0.10.2:7003")
APPARENT, TRUE = "64.100.0.10:4401", "10.0.30.2:27901"
ATTEMPTS = [f"10.0.30.2:{port}" for port in (27921, 27922, 27923, 27924)]
ARROWS = {"source_translation": f"{TRUE} -> {APPARENT}",
          "destination_translation": "64.100.0.10:7003 -> 10.0.10.2:7003"}
C_LOGS = ("expc_broken", "expc_broken_x12")


def sample(wireshark, kind, name):
    """Path of a copy that tshark's user may read."""
    names = {"log": f"loggingsnapshot_{name}.txt",
             "pcap": f"eth0_diagnostic_logging_tcpdump0_{name}.pcap"}
    path = SAMPLES / names[kind]
    return wireshark.save_bytes(path.read_bytes(), path.suffix)


@pytest.fixture(scope="module")
def log(wireshark):
    return lambda name: sample(wireshark, "log", name)


@pytest.fixture(scope="module")
def pcap(wireshark):
    return lambda name: sample(wireshark, "pcap", name)


@pytest.fixture(scope="module")
def merged(wireshark, tmp_path_factory):
    """What plain mergecap makes of files, as a path."""
    kept = {}

    def merge(*paths):
        if paths not in kept:
            out = wireshark.folder / "home" / f"merged-{len(kept)}.pcapng"
            program = str(Path(wireshark.tshark_path).with_name("mergecap"))
            done = wireshark.execute([program, "-w", str(out), *map(str, paths)])
            assert (done.returncode, done.stderr) == (0, "")
            kept[paths] = out
        return kept[paths]

    return merge


def the_flow(wireshark, path, *options):
    (flow,) = wireshark.json(path, *options)
    return flow


def judged(flow):
    return flow["client"], flow["server"], flow["verdict"], flow["confidence"]


def entries(name):
    """The entries of a log, each with the lines that belong to it."""
    text = (SAMPLES / f"loggingsnapshot_{name}.txt").read_text(encoding="utf-8")
    return re.split(r"(?m)^(?=2016-04-19T)", text)[1:]


# The log alone

@pytest.mark.parametrize("name", (*C_LOGS, "expc_cured", "expe_broken", "expe_cured"))
def test_every_entry_is_one_frame(wireshark, log, name):
    rows = wireshark.fields(log(name), None, "frame.number", "expressway.log.host", "expressway.log.module")
    told = entries(name)
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(told) + 1)]
    assert {row[1] for row in rows} == {name[:4]}
    modules = [re.search(r' Module="([^"]*)"', entry.split("\n")[0]) for entry in told]
    assert [row[2] for row in rows] == [found[1].strip() if found else "" for found in modules]


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("name", C_LOGS)
def test_log_of_c_names_the_apparent_address(wireshark, log, name, two_pass):
    rows = wireshark.fields(log(name), "expressway.apparent", "expressway.apparent",
                            "expressway.apparent.port", "expressway.apparent.verdict",
                            "expressway.apparent.confidence", "expressway.apparent.expected",
                            two_pass=two_pass)
    assert rows == [(APPARENT, "4401", str(REFLECTION), str(PROVEN), TRUE)] * 4


@pytest.mark.parametrize("name", C_LOGS)
def test_log_of_c_alone(wireshark, log, name):
    flow = the_flow(wireshark, log(name))
    assert judged(flow) == (*C_FLOW, "NAT-reflected", "proven")
    assert (flow["vantage"], flow["apparent"], flow["expected"]) == ("Expressway-C side", APPARENT, TRUE)
    assert flow["received"] == APPARENT
    assert any(APPARENT in reason for reason in flow["evidence"])
    assert [(one["apparent"], one["verdict"], one["status"]) for one in flow["services"]] == [
        (APPARENT, "NAT-reflected", 408)] * 4
    assert [(one["source"], one["destination"], one["outcome"]) for one in flow["connects"]] == [
        (source, APPARENT, "refused") for source in ATTEMPTS]
    services = [one["frame"] for one in flow["services"]]
    assert [one["service_frame"] for one in flow["connects"]] == services


def test_times_in_the_log_are_the_documents(wireshark, log):
    """SERVICE arrives at 07:09:13,973 UTC, and is answered at 13,982."""
    rows = wireshark.fields(log("expc_broken"), "expressway.apparent or expressway.service.status == 408",
                            "frame.time_epoch", "expressway.service.status")
    assert rows[:2] == [("1461049753.973000000", ""), ("1461049753.982000000", "408")]


@pytest.mark.parametrize("name", C_LOGS)
def test_expert_infos_of_the_log_of_c(wireshark, log, name):
    seen = Seen(wireshark, log(name))
    assert alarms(seen.experts) == {"nat_reflected", "service_failed", "connect_failed"}
    summary = wireshark.expert_summary(log(name))
    assert "64.100.0.10:4401" in summary[summary.index("Warns ("):]


def test_log_of_e_alone(wireshark, log):
    flow = the_flow(wireshark, log("expe_broken"))
    assert judged(flow) == (*E_FLOW, "NAT-reflected", "proven")
    assert (flow["vantage"], flow["apparent"], flow["connects"]) == ("Expressway-E side", APPARENT, [])
    assert [(one["apparent"], one["verdict"], one["status"]) for one in flow["services"]] == [
        (APPARENT, "NAT-reflected", 408)] * 4
    (register,) = {one["register_frame"] for one in flow["services"]}
    told = entries("expe_broken")[register - 1]
    assert "SIPMSG:\n |REGISTER sip:cucm02.example.local" in told and 'Src-port="51333"' in told


@pytest.mark.parametrize("name, ends", (("expc_cured", C_FLOW), ("expe_cured", E_CURED)))
def test_cured_log_alone(wireshark, log, name, ends):
    seen = Seen(wireshark, log(name), "expressway.flow.nat_reflected", "expressway.connect.outcome")
    (flow,) = seen.flows
    assert judged(flow) == (*ends, "own address", "proven")
    assert [(one["apparent"], one["verdict"], one["status"]) for one in flow["services"]] == [
        (TRUE, "own address", 200)]
    assert flow["connects"] == [] and not alarms(seen.experts)
    assert seen.frames("expressway.flow.nat_reflected") == {} == seen.frames("expressway.connect.outcome")


@pytest.mark.parametrize("name", ("expc_cured", "expe_cured"))
def test_nothing_fails_in_a_cured_log(name):
    assert not re.search(r"ERROR|Failed|refused|\b4401\b|=408\b|SIP/2\.0 (408|[56])", "".join(entries(name)))


def test_report_of_the_log(wireshark, log):
    text = wireshark.report(log("expc_broken"))
    for word in (*C_FLOW, APPARENT, "NAT-reflected (proven)", "408", "firewall", "NIC", "X8.7.2", *ATTEMPTS):
        assert word in text


def test_x12_names_its_version(wireshark, log):
    assert "X12.5.1" in wireshark.report(log("expc_broken_x12"))


# The capture alone: nothing can be read

def test_capture_of_c_alone(wireshark, pcap):
    flow = the_flow(wireshark, pcap("expc_broken"))
    assert judged(flow) == (*C_FLOW, "NAT-reflected", "probable")
    assert flow["services"] == [] and flow["apparent"] is None
    assert [(one["source"], one["destination"], one["outcome"]) for one in flow["connects"]] == [
        (source, APPARENT, "refused") for source in ATTEMPTS]


def test_capture_of_e_alone_needs_its_public_address(wireshark, pcap):
    assert judged(the_flow(wireshark, pcap("expe_broken"))) == (*E_FLOW, "undetermined", "none")
    known = the_flow(wireshark, pcap("expe_broken"), *CONFIGURED_E)
    assert judged(known) == (*E_FLOW, "NAT-reflected", "proven")


@pytest.mark.parametrize("name", ("expc_cured", "expe_cured"))
def test_cured_capture_alone(wireshark, pcap, name):
    seen = Seen(wireshark, pcap(name))
    assert seen.verdicts() == [("undetermined", "none")] and not alarms(seen.experts)


def test_captures_of_both_sides_are_one_connection(wireshark, pcap, merged):
    both = merged(pcap("expc_broken"), pcap("expe_broken"))
    flows = wireshark.json(both)
    assert [judged(flow) for flow in flows] == [(*C_FLOW, "NAT-reflected", "proven"),
                                                (*E_FLOW, "NAT-reflected", "proven")]
    for flow, other in zip(flows, (1, 0)):
        leg = flow["leg"]
        assert (leg["peer_flow"], leg["paired_by"]) == (other, "TLS randoms")
        assert {key: leg[key] for key in ARROWS} == ARROWS


def test_cured_captures_of_both_sides(wireshark, pcap, merged):
    flows = wireshark.json(merged(pcap("expc_cured"), pcap("expe_cured")))
    # Nothing names the interfaces of these files. Only the hops show that they are C's and E's own.
    assert [judged(flow) for flow in flows] == [(*C_FLOW, "own address", "probable"),
                                                (*E_CURED, "own address", "probable")]
    assert flows[0]["leg"]["source_translation"] is None
    assert flows[0]["leg"]["destination_translation"] == "64.100.0.10:7003 -> 10.0.10.2:7003"


@pytest.mark.parametrize("state", ("broken", "cured"))
def test_both_captures_carry_the_same_bytes(wireshark, pcap, state):
    def streams(name):
        rows = wireshark.fields(pcap(name), "tcp.port == 7003 and tcp.len > 0", "tcp.srcport", "tcp.payload")
        both = {True: "", False: ""}
        for port, payload in rows:
            both[port == "7003"] += payload.replace(":", "")
        return both, len(rows)

    (at_c, frames_at_c), (at_e, frames_at_e) = streams(f"expc_{state}"), streams(f"expe_{state}")
    assert at_c == at_e and all(len(data) > 5000 for data in at_c.values())
    assert frames_at_c != frames_at_e


@pytest.mark.parametrize("name", ("expc_broken", "expe_broken", "expc_cured", "expe_cured"))
def test_captures_are_sound_and_say_nothing_in_clear(wireshark, pcap, name):
    checked = ("-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE")
    unsound = "tcp.checksum.status != 1 or ip.checksum.status != 1 or tcp.analysis.flags or _ws.malformed"
    assert wireshark.frames(pcap(name), unsound, options=checked) == []
    assert wireshark.frames(pcap(name), "sip") == []
    assert wireshark.frames(pcap(name), "tls.handshake.type == 11")


# Log and capture together

@pytest.mark.parametrize("name", C_LOGS)
def test_log_of_c_judges_its_encrypted_capture(wireshark, log, pcap, merged, name):
    case = merged(pcap("expc_broken"), log(name))
    flow = the_flow(wireshark, case)
    assert judged(flow) == (*C_FLOW, "NAT-reflected", "proven")
    assert (flow["vantage"], flow["apparent"], flow["expected"]) == ("Expressway-C side", APPARENT, TRUE)
    assert [one["status"] for one in flow["services"]] == [408] * 4
    assert {(one["source"], one["destination"], one["outcome"]) for one in flow["connects"]} == {
        (source, APPARENT, "refused") for source in ATTEMPTS}


def test_packets_of_the_judged_flow_are_tagged(wireshark, log, pcap, merged):
    case = merged(pcap("expc_broken"), log("expc_broken"))
    packets = wireshark.frames(case, "tcp.port == 7003", two_pass=True)
    tagged = wireshark.frames(case, "expressway.flow.nat_reflected and tcp", two_pass=True)
    assert tagged == packets and len(packets) == 45
    rows = wireshark.fields(case, "expressway.flow", "expressway.flow", "expressway.flow.verdict",
                            "expressway.flow.confidence", two_pass=True)
    assert set(rows) == {("0", str(REFLECTION), str(PROVEN))} and len(rows) > len(packets)


def test_log_of_e_judges_its_encrypted_capture(wireshark, log, pcap, merged):
    case = merged(pcap("expe_broken"), log("expe_broken"))
    flow = the_flow(wireshark, case)
    assert judged(flow) == (*E_FLOW, "NAT-reflected", "proven")
    assert flow["vantage"] == "Expressway-E side"
    assert [one["status"] for one in flow["services"]] == [408] * 4
    tagged = wireshark.frames(case, "expressway.flow.nat_reflected and tcp", two_pass=True)
    assert tagged == wireshark.frames(case, "tcp.port == 7003", two_pass=True) != []


@pytest.mark.parametrize("name, ends", (("expc_cured", C_FLOW), ("expe_cured", E_CURED)))
def test_cured_log_and_capture(wireshark, log, pcap, merged, name, ends):
    seen = Seen(wireshark, merged(pcap(name), log(name)), "expressway.flow.verdict", "tcp.port")
    (flow,) = seen.flows
    assert judged(flow) == (*ends, "own address", "proven") and not alarms(seen.experts)
    packets = [frame for frame, ports in seen.frames("tcp.port").items() if "7003" in ports.split("|")]
    assert {seen.fields[frame]["expressway.flow.verdict"] for frame in packets} == {str(OWN)}


@pytest.mark.parametrize("state, verdict", (("broken", "NAT-reflected"), ("cured", "own address")))
def test_everything_together(wireshark, log, pcap, merged, state, verdict):
    case = merged(pcap(f"expc_{state}"), log(f"expc_{state}"), pcap(f"expe_{state}"), log(f"expe_{state}"))
    flows = wireshark.json(case)
    ends = (C_FLOW, E_FLOW if state == "broken" else E_CURED)
    assert [judged(flow) for flow in flows] == [(*one, verdict, "proven") for one in ends]
    assert [flow["vantage"] for flow in flows] == ["Expressway-C side", "Expressway-E side"]
    assert [flow["leg"]["peer_flow"] for flow in flows] == [1, 0]
    status, number = (408, 4) if state == "broken" else (200, 1)
    assert [[one["status"] for one in flow["services"]] for flow in flows] == [[status] * number] * 2
    if state == "cured":
        assert not alarms(Seen(wireshark, case).experts)


def test_logs_of_both_sides_without_captures(wireshark, log, merged):
    flows = wireshark.json(merged(log("expc_broken"), log("expe_broken")))
    assert [judged(flow) for flow in flows] == [(*C_FLOW, "NAT-reflected", "proven"),
                                                (*E_FLOW, "NAT-reflected", "proven")]
    assert [flow["leg"]["paired_by"] for flow in flows] == ["SIP message"] * 2
    assert {key: flows[0]["leg"][key] for key in ARROWS} == ARROWS
