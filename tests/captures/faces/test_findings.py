"""A finding is one thing: packet tree, expert infos, report, JSON and statistics say the same of every sample."""

import re

import pytest
import traversal_sip as sip
from capture_writer import Capture, Connection
from conftest import REPOSITORY
from every_sample import FAILURES, NAMES, Faces, sample_path
from log_entries import PREFIX, announcement, capture_of, tcp, with_message
from scenes import C, CLIENT, E, REFLECTED, SERVER, SERVER_LAN, EncryptedLink, Link, merged

FINDING = "expressway.finding"
SEVERITIES = (None, "chat", "note", "warning", "error")
CONFIDENCES = ("none", "probable", "proven")
FIELDS = [FINDING, *(f"{FINDING}.{name}" for name in ("severity", "confidence", "seen", "means", "cure", "prove",
                                                      "evidence", "frame", "of"))]


# As long as an address can be written.
V6_C, V6_E, V6_OTHER = (f"2001:db8:aaaa:bbbb:cccc:dddd:eeee:{end}" for end in ("1111", "2222", "3333"))


def long_addresses():
    """Many kinds of finding, on connections whose addresses are as long as can be."""
    capture = Capture()
    link = Link((V6_C, 27901), (V6_E, 17003), capture, handshake=True, advertised=V6_E)
    request = link.service_request((V6_E, 44011))
    link.send(False, request)
    Connection(capture, (V6_C, 27921), (V6_E, 44011)).refused()
    link.answer(request, 408)
    link.keep_alive(V6_OTHER, 44011, via_host=V6_C, dialled=V6_E)
    link.service("[2001:db8::nonsense]:4401", 408)
    refused = Link((V6_C, 27902), (V6_E, 17004), capture, handshake=True, advertised=V6_E)
    refused.service("expc.example.com:44011", 500)
    refused.service((V6_C, 27902), 200)
    at_e = Link((V6_OTHER, 44012), (V6_E, 17005), capture, handshake=True, advertised=V6_E)
    at_e.keep_alive(V6_OTHER, 44012, via_host=V6_C, dialled=V6_E)
    at_e.service((V6_OTHER, 44012), 408)
    lone = Link((V6_OTHER, 44013), (V6_E, 17006), capture, handshake=True, advertised=V6_E)
    lone.service((V6_OTHER, 44013))
    return capture


def inspected():
    """Something between both sides rewrites SIP."""
    sides = [Link(*ends, Capture(interfaces=(name,)), handshake=True)
             for name, *ends in (("expressway-c", CLIENT, SERVER), ("expressway-e", REFLECTED, SERVER_LAN))]
    for turn in range(3):
        ask = sip.options(C, E, 7003, cseq=100 + turn, branch=f"z9hG4bKbranch{turn}.1")
        for link, via in zip(sides, (b"10.0.30.2", b"64.100.0.10")):
            link.send(True, ask.replace(b"TLS 10.0.30.2:5061", b"TLS " + via + b":5061"))
            link.send(False, sip.response(ask, 200, "OK"))
    return merged(*(link.capture for link in sides))


def encrypted():
    """Attempts in vain after each burst: one address on another host."""
    link = EncryptedLink()
    for _ in range(4):
        link.wait(20)
        link.log_in(("192.0.2.7", 4401))
    return link.capture


def log():
    tls = ('Event="Outbound TLS Negotiation Error" Service="SIP" Src-ip="10.0.30.2" Src-port="25002" '
           'Dst-ip="64.100.0.10" Dst-port="7001" Detail="No SSL error available" Protocol="TLS" Level="1"\n')
    denied = 'Event="Authentication Failed" Src-ip="192.0.2.9" Method="OPTIONS" Level="1"\n'
    body = (b"OPTIONS sip:x SIP/2.0\r\nVia: SIP/2.0/TLS 10.0.30.2:5061;branch=z9hG4bK1\r\n"
            b"Content-Length: 4\r\n\r\nlonger")
    return capture_of(tcp("TCP Connection Failed", "ERROR"), PREFIX + tls, PREFIX + tls, PREFIX + denied,
                      announcement(), with_message(body), "nothing that a log has\n", "> " + PREFIX + denied,
                      tcp("cut short", "ERROR")[:-1])


MADE = {made.__name__: made for made in (long_addresses, inspected, encrypted, log)}


def is_of_log(key):
    return key.startswith("log_")


@pytest.fixture(scope="session")
def experts(wireshark):
    """{filter of an expert info: key of its kind}"""
    listed = wireshark.run("-G", "fields").stdout
    found = {name: "log_" * bool(log) + key for name, log, key in
             re.findall(r"\t(expressway\.(log\.)?expert\.(\w+))\t", listed)}
    assert len(found) > 20
    return found


@pytest.fixture(scope="session")
def look(wireshark, experts):
    """The faces of a sample, from one run."""
    def at(name):
        path = wireshark.save(MADE[name]()) if name in MADE else sample_path(wireshark, name)
        return Faces(wireshark, path, *FIELDS, "expressway.flow", "_ws.expert.message", *experts)
    return at


@pytest.fixture(params=(*NAMES, *MADE))
def faces(look, request):
    return look(request.param)


def plain(text):
    """From 4.4 on, tshark escapes the backslash too."""
    return text.replace("\\\\", "\\")


def said_in_tree(faces, frame):
    """[(key, severity, confidence, seen)]"""
    parts = [faces.values(frame, name) for name in FIELDS[:4]]
    assert len({len(part) for part in parts}) == 1, frame
    return [(key, SEVERITIES[int(severity)], CONFIDENCES[int(confidence)], plain(seen))
            for key, severity, confidence, seen in zip(*parts)]


def test_every_finding_of_the_json_is_in_the_tree_with_the_same_words(faces):
    for one in faces.findings:
        frame = one["frame"]
        assert (one["key"], one["severity"], one["confidence"], one["seen"]) in said_in_tree(faces, frame)
        for name in ("means", "cure", "prove"):
            assert one[name] is None or one[name] in map(plain, faces.values(frame, f"{FINDING}.{name}")), one
        assert set(one["evidence"]) <= set(map(plain, faces.values(frame, f"{FINDING}.evidence"))), one
        assert set(map(str, one["frames"])) <= set(faces.values(frame, f"{FINDING}.frame")), one


def test_a_frame_with_one_finding_says_nothing_else(faces):
    for one in faces.findings:
        if len(said_in_tree(faces, one["frame"])) > 1:
            continue
        for name in ("means", "cure", "prove"):
            said = faces.values(one["frame"], f"{FINDING}.{name}")
            assert said == ([one[name]] if one[name] is not None else []), one
        assert list(map(plain, faces.values(one["frame"], f"{FINDING}.evidence"))) == one["evidence"]
        assert faces.values(one["frame"], f"{FINDING}.frame") == list(map(str, one["frames"]))


def test_every_finding_of_the_json_is_an_expert_info(faces, experts):
    filters = {key: name for name, key in experts.items()}
    for one in faces.findings:
        assert faces.fields[one["frame"]][filters[one["key"]]], one


def test_each_evidence_frame_says_of_what_it_is_evidence(faces):
    wanted = {(frame, one["key"]) for one in faces.findings for frame in one["frames"]}
    said = {(frame, key) for frame in faces.fields for key in faces.values(frame, f"{FINDING}.of")}
    assert said == wanted


def test_tree_and_expert_infos_say_nothing_that_the_json_does_not(faces, experts):
    known = {(one["flow"], one["key"]) for one in faces.findings}
    anywhere = {key for _, key in known}
    for frame, row in faces.fields.items():
        keys = set(faces.values(frame, FINDING))
        assert keys == {key for name, key in experts.items() if row[name]}, frame
        # An attempt to connect, and the phone's REGISTER, are not frames of the flow.
        flow = int(row["expressway.flow"]) if row["expressway.flow"] else None
        for key in keys:
            assert (None if is_of_log(key) else flow, key) in known or (None, key) in known or \
                (flow is None and key in anywhere), (frame, key)


def test_flows_of_the_json_name_their_findings(faces):
    for flow in faces.flows:
        assert set(flow["findings"]) == {one["key"] for one in faces.findings if one["flow"] == flow["flow"]}


def test_report_says_every_finding(faces):
    text = " ".join(" ".join(faces.report).split())
    keys = set(re.findall(r" - ([a-z_0-9]+)(?: of \S+)? \((?:error|warning|note|chat)", text))
    found = {one["key"] for one in faces.findings if f"Found {' '.join(one['seen'].split())}" in text}
    assert keys | found == {one["key"] for one in faces.findings}
    assert keys <= {one["key"] for one in faces.findings}


def test_statistics_count_every_finding(faces):
    counts = faces.counts()
    keys = [one["key"] for one in faces.findings]
    assert counts["Findings"] == len(keys) == faces.objects[0]["findings"]
    for key in keys:
        assert counts[key] == keys.count(key)


@pytest.mark.parametrize("name", FAILURES)
def test_no_expert_info_of_a_failure_is_cut(look, name):
    """With addresses as long as can be in the place of those that the samples have."""
    faces = look(name)
    keys = {one["key"] for one in faces.findings if one["flow"] is None and not is_of_log(one["key"])}
    of_entries = {one["seen"] for one in faces.findings if is_of_log(one["key"])}
    texts = [text for frame in faces.fields for text in faces.values(frame, "_ws.expert.message")
             if keys & set(faces.values(frame, FINDING)) and text not in of_entries]
    longest = [re.sub(r"\b\d+\.\d+\.\d+\.\d+(?=:\d)", f"[{V6_C}]", text) for text in texts]
    longest = [re.sub(r"\b\d+\.\d+\.\d+\.\d+\b", V6_C, text) for text in longest]
    assert longest and max(len(text.encode()) for text in longest) < 239, max(longest, key=len)


@pytest.mark.parametrize("name", [name for name in MADE if name != "log"])
def test_no_expert_info_is_cut(look, name):
    """Wireshark cuts at 239 bytes. What a log says may be longer than that."""
    faces = look(name)
    texts = [text for frame in faces.fields for text in faces.values(frame, "_ws.expert.message")]
    assert texts and max(len(text.encode()) for text in texts) < 239


def test_every_kind_is_raised(look, experts):
    """Otherwise the tests above would show little."""
    raised = {one["key"] for name in (*NAMES, *MADE) for one in look(name).findings}
    # An entry longer than a frame can be is too long for these tests, and so is a frame that is cut.
    assert set(experts.values()) - raised == {"log_continued", "log_not_captured"}
    assert raised <= set(experts.values())


@pytest.mark.parametrize("name", FIELDS)
def test_field_works_alone_in_filter_and_column(wireshark, name):
    path = wireshark.save(long_addresses())
    filled = [int(row[0]) for row in wireshark.fields(path, None, "frame.number", name, two_pass=True) if row[1]]
    found = wireshark.run("-2", "-r", path, "-Y", name, "-o", 'gui.column.format:"No.","%m"').stdout.split()
    lines = wireshark.run("-2", "-r", path, "-o", f'gui.column.format:"C","%Cus:{name}:0:R"').stdout.splitlines()
    assert filled and list(map(int, found)) == filled
    assert [number for number, line in enumerate(lines, 1) if line.strip()] == filled


def test_the_documents_have_a_row_for_every_kind(look, experts):
    text = (REPOSITORY / "docs" / "fields.md").read_text()
    rows = {name: (key, severity) for key, name, severity in
            re.findall(r"^\| `(\w+)` \| `([\w.]+expert[\w.]+)` \| (\w+) \|", text, re.M)}
    assert {name: key for name, (key, _) in rows.items()} == experts
    severities = {key: severity for key, severity in rows.values()}
    for name in MADE:
        for one in look(name).findings:
            assert severities[one["key"]] == one["severity"], one["key"]
    assert all(f"`{name}`" in text for name in FIELDS)
