"""expressway.log: every field of every form of entry, in every way of asking for it."""

from xml.etree import ElementTree

import pytest
from log_entries import (C_END, E_END, HASH, PREFIX, LogCapture, announcement, capture_of, message_lines,
                         module, received, tcp, with_message)

TRYING = b"SIP/2.0 100 Trying\r\nVia: SIP/2.0/TLS 10.0.30.2:5061;branch=z9hG4bK1\r\nContent-Length: 0\r\n\r\n"
TRANSPORT = ("10.0.30.2", 27921), ("64.100.0.10", 4401)

# What tshark puts between addresses.
ARROWS = ("\u2192", "\u2190")

STRINGS = ("host", "process", "process_part", "module", "level", "event", "service", "action", "detail",
           "reason", "protocol", "msg_hash", "code_location", "method", "local", "remote", "source",
           "destination", "text", "attribute", "message", "line")
FRAMES = ("message_in", "announced_in", "begun_in", "continued_in")
FIELDS = {"time": "FT_ABSOLUTE_TIME", "written": "FT_ABSOLUTE_TIME", "process_id": "FT_UINT32",
          "twin": "FT_BOOLEAN", **dict.fromkeys(STRINGS, "FT_STRING"), **dict.fromkeys(FRAMES, "FT_FRAMENUM")}
EXPERTS = ("error", "negotiation_failed", "authentication_failed", "content_length", "no_line_end",
           "not_captured", "continued", "stripped")
NAMES = ["expressway.log." + name for name in FIELDS]
# A long entry's parts are in test_log_faults.py.
SHOWN = [name for name in NAMES if not name.endswith(("begun_in", "continued_in"))]

NOT_US = "Route header is not us. pHost=64.100.0.10, port=4401"
DEVELOPER = module("developer.sip.leg", "INFO", "").replace(":  \n", (
    ' CodeLocation="ppcmains/sip/sipproxy/SipProxyLeg.cpp(10047)" '
    f'Method="SipProxyLeg::deleteRouteHeadersIfUs" Thread="0x7f577f0a0700":  {NOT_US}\n'))
DRAFT = DEVELOPER.replace(NOT_US, 'Draft="1" INVITE sip:a@b SIP/2.0') + (
    " Via: SIP/2.0/TLS 10.0.30.2:5061\n Max-Forwards: 15\n")
TLS_ERROR = (PREFIX + 'Event="Outbound TLS Negotiation Error" Service="SIP" Src-ip="10.0.30.2" '
             'Src-port="25002" Dst-ip="64.100.0.10" Dst-port="7001" Detail="No SSL error available" '
             'Protocol="TLS" Level="1" UTCTime="2016-04-19 07:09:14,001"\n')
HTTPD = ('2016-04-19T17:09:13+10:00 expc httpd[15060]: web: Event="Admin Session Start" Service="https" '
         'Src-ip="192.0.2.9" Src-port="51000" Dst-ip="expc.example.com" Dst-port="443" Level="1"\n')


# One of each, with the ends that their frames have.
ENTRIES = ((announcement(), E_END, C_END), (with_message(TRYING), E_END, C_END),
           (tcp("TCP Connecting"), *TRANSPORT), (DEVELOPER,), (DRAFT,),
           (TLS_ERROR, ("10.0.30.2", 25002), ("64.100.0.10", 7001)), (HTTPD, ("192.0.2.9", 51000)),
           (tcp("TCP Connection Closed", more='  Reason="Got EOF on socket"'), *TRANSPORT))


@pytest.fixture(scope="module")
def log(wireshark):
    return wireshark.save(capture_of(*ENTRIES))


@pytest.fixture(scope="module")
def known(wireshark, log):
    """{(field, two passes?): its text in each frame}. One run prints all fields."""
    rows = {two_pass: wireshark.fields(log, None, *SHOWN, two_pass=two_pass) for two_pass in (False, True)}
    return {(name, two_pass): [row[place] for row in rows[two_pass]]
            for two_pass in rows for place, name in enumerate(SHOWN)}


def values(wireshark, text, *names, ends=(), **how):
    path = wireshark.save(capture_of((text, *ends)))
    return wireshark.values(path, 1, *("expressway.log." + name for name in names), **how)


def columns(wireshark, path, *options):
    """[(source, destination, protocol, info)]."""
    form = 'gui.column.format:"S","%us","D","%ud","P","%p","I","%i"'
    lines = wireshark.run("-r", path, *options, "-o", form, "-T", "tabs").stdout.splitlines()
    return [tuple(cell.strip() for cell in line.split("\t") if cell.strip() not in ARROWS) for line in lines]


# --- registration ---------------------------------------------------------------------------------------

def test_registration(wireshark):
    rows = [line.split("\t") for line in wireshark.run("-G", "fields").stdout.splitlines()]
    kinds = {row[2]: row[3] for row in rows if row[0] == "F" and row[2].startswith("expressway.log.")}
    assert {name: kinds.get("expressway.log." + name) for name in FIELDS} == FIELDS
    assert {name.rsplit(".", 1)[1] for name in kinds if ".expert." in name} == set(EXPERTS)
    protocols = wireshark.run("-G", "protocols").stdout
    assert "Expressway diagnostic log\tExpressway log\texpressway.log" in protocols


# --- each field, however it is asked for ----------------------------------------------------------------

@pytest.mark.parametrize("name", SHOWN)
def test_field_alone_in_one_pass(wireshark, log, known, name):
    rows = wireshark.fields(log, None, "frame.number", name)
    assert [row[1] for row in rows] == known[name, False]
    # The message comes after its announcement.
    assert any(known[name, False]) != name.endswith("message_in")


@pytest.mark.parametrize("name", SHOWN)
def test_field_by_display_filter_in_two_passes(wireshark, log, known, name):
    frames = [number for number, text in enumerate(known[name, True], 1) if text]
    assert wireshark.frames(log, name, two_pass=True) == frames
    assert frames


@pytest.mark.parametrize("name", SHOWN)
def test_field_in_a_custom_column(wireshark, log, known, name):
    column = f'gui.column.format:"C","%Cus:{name}:0:R"'
    lines = wireshark.run("-r", log, "-2", "-o", column).stdout.splitlines()
    filled = [number for number, line in enumerate(lines, 1) if line.strip()]
    assert filled == [number for number, text in enumerate(known[name, True], 1) if text]


@pytest.mark.parametrize("name", sorted(set(SHOWN) - {"expressway.log.twin"}))
def test_a_value_can_be_asked_for(wireshark, log, known, name):
    values_of = known[name, True]
    first = next(number for number, text in enumerate(values_of, 1) if text)
    value = values_of[first - 1].split("|")[0].replace("\\", "\\\\")
    quoted = value if FIELDS[name.split("log.")[1]] in ("FT_UINT32", "FT_FRAMENUM") else f'"{value}"'
    if name.endswith(("time", "written")):
        quoted = '"2016-04-19 07:09:13' + (".973Z" if name.endswith("time") else "Z") + '"'
    assert first in wireshark.frames(log, f"{name} == {quoted}", two_pass=True)


# --- what they contain ----------------------------------------------------------------------------------

def test_message_entry(wireshark, log):
    assert wireshark.values(log, 2, *("expressway.log." + name for name in (
        "host", "process", "module", "level", "action", "msg_hash", "local", "remote", "source",
        "destination", "message", "line"))) == (
        "expc", "tvcs", "network.sip", "DEBUG", "Received", HASH, "10.0.30.2:27901", "64.100.0.10:7003", "",
        "", "SIP", "")


def test_times_are_the_event_s_own_and_the_line_s(wireshark, log):
    assert wireshark.frames(log, 'expressway.log.time == "2016-04-19 07:09:13.973Z"') == [1, 2, 3, 4, 5, 8]
    assert wireshark.frames(log, 'expressway.log.time == "2016-04-19 07:09:14.001Z"') == [6]
    # httpd writes no UTCTime.
    assert wireshark.frames(log, 'expressway.log.time == "2016-04-19 07:09:13Z"') == [7]
    assert len(wireshark.frames(log, 'expressway.log.written == "2016-04-19 07:09:13Z"')) == 8


def test_connection_entry(wireshark, log):
    assert wireshark.values(log, 8, *("expressway.log." + name for name in (
        "source", "destination", "detail", "reason", "local", "remote"))) == (
        "10.0.30.2:27921", "64.100.0.10:4401", "TCP Connection Closed", "Got EOF on socket", "", "")


def test_developer_entry(wireshark, log):
    assert wireshark.values(log, 4, *("expressway.log." + name for name in (
        "module", "level", "code_location", "method", "text"))) == (
        "developer.sip.leg", "INFO", "ppcmains/sip/sipproxy/SipProxyLeg.cpp(10047)",
        "SipProxyLeg::deleteRouteHeadersIfUs", NOT_US)


def test_event_entry(wireshark, log):
    assert wireshark.values(log, 6, *("expressway.log." + name for name in (
        "event", "service", "detail", "protocol", "level", "destination"))) == (
        "Outbound TLS Negotiation Error", "SIP", "No SSL error available", "TLS", "1", "64.100.0.10:7001")


def test_process_with_a_number_and_a_part(wireshark, log):
    assert wireshark.values(log, 7, *("expressway.log." + name for name in (
        "process", "process_id", "process_part", "destination"))) == ("httpd", "15060", "web",
                                                                      "expc.example.com:443")


def test_every_attribute_is_there_known_or_not(wireshark, log):
    text = module("network.search", "INFO", 'Detail="Search"  Search-GUID="e90b"  isNatted="true"  Empty=""  '
                                            'Text="with "pairs" in it"')
    assert values(wireshark, text, "attribute")[0].split("|") == [
        "UTCTime=2016-04-19 07:09:13,973", "Module=network.search", "Level=INFO", "Detail=Search",
        "Search-GUID=e90b", "isNatted=true", "Empty=", 'Text=with "pairs" in it']


def test_attributes_within_free_text_are_attributes(wireshark):
    text = DEVELOPER.replace(NOT_US, 'setNextHopAddr: address="10.81.54.102:25017/TLS" isNatted="true"')
    found = values(wireshark, text, "attribute")[0].split("|")
    assert "address=10.81.54.102:25017/TLS" in found and "isNatted=true" in found


def test_a_draft_is_text_and_no_sip(wireshark, log):
    assert wireshark.values(log, 5, "expressway.log.line", "sip") == (
        " Via: SIP/2.0/TLS 10.0.30.2:5061| Max-Forwards: 15", "")


def test_each_attribute_s_bytes_are_highlighted(wireshark, log):
    pdml = wireshark.run("-r", log, "-T", "pdml", "-Y", "frame.number == 3").stdout
    found = {field.get("name"): bytes.fromhex(field.get("value") or "")
             for field in ElementTree.fromstring(pdml).iter("field") if "expressway.log" in field.get("name")}
    assert found["expressway.log.detail"] == b"TCP Connecting"
    assert found["expressway.log.source"] == b'10.0.30.2"  Src-port="27921'
    assert found["expressway.log.time"] == b"2016-04-19 07:09:13,973"
    assert found["expressway.log.written"] == b"2016-04-19T17:09:13+10:00"
    assert found["expressway.log.attribute"] == b'Detail="TCP Connecting"'


# --- the forms of EXPRESSWAY.md section 6 ---------------------------------------------------------------

@pytest.mark.parametrize("prefix, host, process, number", (
    (PREFIX, "expc", "tvcs", ""),
    ("\ufeff" + PREFIX, "expc", "tvcs", ""),
    ("2016-04-19T17:09:13.981+10:00 expc tvcs: ", "expc", "tvcs", ""),
    ("2016-04-19T07:09:13.981Z expc tvcs: ", "expc", "tvcs", ""),
    ("<166>2016-04-19T07:09:13Z expc tvcs: tvcs: ", "expc", "tvcs", ""),
    ("2016-04-19T17:09:13+10:00 expc traffic_server[15550]: ", "expc", "traffic_server", "15550"),
    ("2016-04-19T17:09:13+10:00 e.example.com XCP_JABBERD[23843]: ", "e.example.com", "XCP_JABBERD", "23843"),
    ("2016-04-19T17:09:13+10:00 expc ", "expc", "", "")))
def test_prefixes(wireshark, prefix, host, process, number):
    text = module("network.tcp", "DEBUG", 'Detail="TCP Connecting"', prefix)
    assert values(wireshark, text, "host", "process", "process_id", "module", "detail") == (
        host, process, number, "network.tcp", "TCP Connecting")


@pytest.mark.parametrize("attributes, local, remote", (
    ('Src-ip="90.214.3.75"  Src-port="64981"', "", "90.214.3.75:64981"),
    ('Dst-ip="90.214.3.75"  Dst-port="64981"', "", "90.214.3.75:64981"),
    (received(), "10.0.30.2:27901", "64.100.0.10:7003"),
    (received(blanks=" "), "10.0.30.2:27901", "64.100.0.10:7003"),
    (received().replace("Received", "Sent").replace("Src", "Dst"), "10.0.30.2:27901", "64.100.0.10:7003"),
    (received().replace('="', '=" '), "10.0.30.2:27901", "64.100.0.10:7003"),
    ('Local-ip="2001:db8:30::2" Local-port="27901" Src-ip="2001:db8:64::10" Src-port="7003"',
     "[2001:db8:30::2]:27901", "[2001:db8:64::10]:7003"),
    ('Local-ip="10.0.30.2" Src-ip="expe.example.com"', "10.0.30.2", "expe.example.com")))
def test_ends(wireshark, attributes, local, remote):
    text = module("network.sip", "DEBUG", attributes) + message_lines(TRYING)
    assert values(wireshark, text, "local", "remote", "source", "message") == (local, remote, "", "SIP")


def test_line_ends_with_cr(wireshark):
    text = with_message(TRYING).replace("\n", "\r\n")
    assert values(wireshark, text, "msg_hash", "message", "attribute")[:2] == (HASH, "SIP")


# --- columns --------------------------------------------------------------------------------------------

def test_columns(wireshark, log):
    rows = columns(wireshark, log)
    assert [row[2] for row in rows] == ["Expressway log", "SIP"] + ["Expressway log"] * 6
    assert rows[0][:2] == ("64.100.0.10", "10.0.30.2")
    assert [row[3] for row in rows] == [
        f"network.sip INFO: Receive Request Method=SERVICE, CSeq=4616, Msg-Hash={HASH}",
        "network.sip DEBUG: Status: 100 Trying |",
        "network.tcp DEBUG: TCP Connecting 10.0.30.2:27921 -> 64.100.0.10:4401",
        "developer.sip.leg INFO: Route header is not us. pHost=64.100.0.10, port=4401",
        'developer.sip.leg INFO: Draft="1" INVITE sip:a@b SIP/2.0',
        "tvcs: Outbound TLS Negotiation Error: No SSL error available 10.0.30.2:25002 -> 64.100.0.10:7001",
        "httpd: Admin Session Start 192.0.2.9:51000 -> expc.example.com:443",
        "network.tcp DEBUG: TCP Connection Closed (Got EOF on socket) 10.0.30.2:27921 -> 64.100.0.10:4401"]


def test_an_entry_without_addresses_has_its_writer_s_name(wireshark):
    end = ("90.214.3.75", 64981)
    form = '{0}-ip="90.214.3.75"  {0}-port="64981"'
    path = wireshark.save(capture_of(DEVELOPER, (with_message(TRYING, form.format("Src")), end),
                                     (with_message(TRYING, form.format("Dst")), None, end)))
    assert [row[:2] for row in columns(wireshark, path)] == [("expc", ""), ("90.214.3.75", "expc"),
                                                             ("expc", "90.214.3.75")]


def test_long_text_is_shortened_in_the_column_only(wireshark):
    text = DEVELOPER.replace("Route header", "Route " * 200 + "header")
    path = wireshark.save(capture_of(text))
    assert len(columns(wireshark, path)[0][3]) < 320
    assert len(values(wireshark, text, "text")[0]) > 1200


# --- the log itself -------------------------------------------------------------------------------------

@pytest.mark.parametrize("two_pass", (False, True))
def test_the_log_as_a_file_gives_the_same(wireshark, log, known, two_pass):
    text = wireshark.save_bytes("".join(entry[0] for entry in ENTRIES).encode(), ".txt")
    rows = wireshark.fields(text, None, *SHOWN, two_pass=two_pass)
    assert rows == list(zip(*(known[name, two_pass] for name in SHOWN)))
    assert columns(wireshark, text) == columns(wireshark, log)


# --- switched off ---------------------------------------------------------------------------------------

def test_protocol_disabled(wireshark, log):
    how = {"options": ("--disable-protocol", "expressway.log")}
    assert wireshark.frames(log, "expressway.log or sip", **how) == []
    assert len(wireshark.frames(log, "exported_pdu", **how)) == 8


def test_sip_disabled_leaves_the_message_as_text(wireshark, log):
    how = {"options": ("--disable-protocol", "sip")}
    assert wireshark.value(log, 2, "expressway.log.line", **how).split("|")[0] == "SIP/2.0 100 Trying"
    assert wireshark.value(log, 2, "expressway.expert.malformed", **how) == ""
    assert columns(wireshark, log, *how["options"])[1][2:] == ("Expressway log",
                                                              "network.sip DEBUG: SIP/2.0 100 Trying")


def test_analysis_off_changes_nothing_of_the_log(wireshark, log, known):
    rows = wireshark.fields(log, None, *SHOWN, options=("-o", "expressway.analyse:FALSE"))
    name = "expressway.log.attribute"
    assert [row[SHOWN.index(name)] for row in rows] == known[name, False]


@pytest.mark.parametrize("form", ("pdml", "json", "ek", "jsonraw", "psml"))
def test_other_output_forms(wireshark, log, form):
    written = b"expc".hex() if form == "jsonraw" else "expc"
    assert written in wireshark.run("-r", log, "-T", form).stdout


def test_two_files_do_not_share_what_is_known(wireshark, log):
    """If the first record of a log is the second frame, the first record of the previous file is forgotten."""
    capture = LogCapture()
    capture.packet(b"\0" * 60, interface=capture.interface("eth0"))
    capture.record("no entry\n")
    other = wireshark.save(capture)
    answers = wireshark.sharkd(("load", {"file": str(log)}), ("load", {"file": str(other)}), ("frames", {}))
    assert "Text before the first log entry" in str(answers[2])
