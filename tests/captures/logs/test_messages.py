"""Messages in a diagnostic log are given to Wireshark's dissectors as they were on the wire. Each is announced once
and contained once."""

import re

import pytest
import traversal_sip as sip
from capture_writer import Capture, Connection, UPPER_PDU
from log_entries import (C_END, E_END, HASH, PREFIX, LogCapture, announcement, capture_of, module, received,
                         with_message)

SERVICE = sip.service("64.100.0.10", 7003, "10.0.30.2:27901")
TRYING = b"SIP/2.0 100 Trying\r\nVia: SIP/2.0/TLS 10.0.30.2:5061;branch=z9hG4bK1\r\nContent-Length: 0\r\n\r\n"
ENDS = (E_END, C_END)
OTHER_HOST = PREFIX.replace("expc", "expc2")
MALFORMED = "_ws.malformed or _ws.short or _ws.unreassembled or expressway.expert.malformed"


def saved(wireshark, *texts):
    return wireshark.save(capture_of(*((text, *ENDS) for text in texts)))


def options(body, content_length=None):
    """A request with that body; content_length None: the right one, "": none."""
    value = len(body) if content_length is None else content_length
    header = f"Content-Length: {value}\r\n".encode() if value != "" else b""
    return (b"OPTIONS sip:64.100.0.10:7003;transport=tls SIP/2.0\r\n"
            b"Via: SIP/2.0/TLS 10.0.30.2:5061;branch=z9hG4bK1\r\n"
            b"Call-ID: a@10.0.30.2\r\nCSeq: 1 OPTIONS\r\nContent-Type: application/text\r\n"
            + header + b"\r\n" + body)


def sip_body(wireshark, path):
    """The field's bytes, which -T fields does not print."""
    text = wireshark.run("-r", path, "-T", "jsonraw").stdout
    (contents,) = re.findall(r'"sip\.msg_body_raw":\s*\[\s*"([0-9a-f]*)"', text)
    return bytes.fromhex(contents)


# --- the bytes ------------------------------------------------------------------------------------------

@pytest.mark.parametrize("form", ({}, {"indent": ""}, {"end": "  |\n"}, {"end": "|"},
                                  {"indent": "", "end": "|\n\n"}))
@pytest.mark.parametrize("message", (SERVICE, TRYING), ids=("SERVICE", "Trying"))
def test_message_is_what_was_on_the_wire(wireshark, message, form):
    """The same as in a frame that has the message without a log around it."""
    plain = Capture(interfaces=())
    plain.interface("exported", UPPER_PDU)
    plain.upper_pdu(message, *ENDS)
    names = ("sip.Method", "sip.Status-Code", "sip.Via", "sip.Route", "sip.Content-Length", "sip.msg_hdr",
             "sip.msg_body", "mime_multipart.header.content-type", "x509sat.uTF8String", "x509ce.dNSName",
             "expressway.service.username", "expressway.service.sipdomain", "expressway.apparent")
    expected = wireshark.values(wireshark.save(plain), 1, *names)
    path = saved(wireshark, with_message(message, **form))
    assert wireshark.values(path, 1, *names) == expected
    assert wireshark.frames(path, MALFORMED) == []


def test_certificate_of_a_service_reaches_x509(wireshark):
    path = saved(wireshark, with_message(SERVICE))
    assert "expe.example.com" in wireshark.value(path, 1, "x509sat.uTF8String")
    assert wireshark.value(path, 1, "expressway.service.method_name") == "DigestAuth"


def test_certificate_that_lost_its_indent(wireshark):
    text = re.sub(r"^ ([A-Za-z0-9+/=]{20,64}\n)", r"\1", with_message(SERVICE), flags=re.MULTILINE)
    assert text != with_message(SERVICE)
    assert "expe.example.com" in wireshark.value(saved(wireshark, text), 1, "x509sat.uTF8String")


def test_folded_header_lines_stay_folded(wireshark):
    message = TRYING.replace(b";branch", b"\r\n ;branch")
    path = saved(wireshark, with_message(message))
    assert wireshark.value(path, 1, "sip.Via.branch") == "z9hG4bK1"


def test_message_has_a_data_source_of_its_own(wireshark):
    text = wireshark.run("-r", saved(wireshark, with_message(TRYING)), "-x").stdout
    assert f"SIP message of the log entry ({len(TRYING)} bytes)" in text


# --- Content-Length -------------------------------------------------------------------------------------

@pytest.mark.parametrize("content_length", (None, "", 2555, 4, 0, "....", "-1", 2147483648, "29 "))
def test_body_is_whole_whatever_content_length_says(wireshark, content_length):
    body = b"a=crypto:1 inline:......\r\nb=c"
    path = saved(wireshark, with_message(options(body, content_length)))
    assert wireshark.frames(path, MALFORMED) == []
    assert sip_body(wireshark, path) == body
    told = wireshark.frames(path, "expressway.log.expert.content_length")
    assert told == ([] if content_length in (None, "", "29 ") else [1])


def test_lines_of_a_body_that_ended_with_lf(wireshark):
    body = b"<a>\n<b/>\n</a>"
    path = saved(wireshark, with_message(options(body)))
    assert sip_body(wireshark, path) == body
    assert wireshark.value(path, 1, "sip.Content-Length") == str(len(body))


def test_white_space_is_no_body(wireshark):
    path = saved(wireshark, with_message(TRYING + b"\r\n"))
    assert wireshark.value(path, 1, "sip.msg_body") == ""
    assert wireshark.frames(path, "expressway.log.expert.content_length") == []


def test_masked_keys_in_a_service_leave_it_whole(wireshark):
    for masked in (SERVICE.replace(b"john.smith", b"...."), SERVICE.replace(b"john.smith", b"." * 80)):
        path = saved(wireshark, with_message(masked))
        assert wireshark.frames(path, MALFORMED) == []
        assert "expe.example.com" in wireshark.value(path, 1, "x509sat.uTF8String")
        assert wireshark.value(path, 1, "expressway.service.sipdomain") == sip.SIP_DOMAIN


# --- messages that are not SIP --------------------------------------------------------------------------

@pytest.mark.parametrize("message", (b"no start line\r\nVia: x\r\n\r\n", b"\xff\xfe\xfd\r\n\r\n",
                                     b"\r\n\r\n"))
def test_other_text_is_shown_and_told_of(wireshark, message):
    path = saved(wireshark, with_message(message))
    assert wireshark.frames(path, "sip or sigcomp") == []
    assert wireshark.frames(path, "expressway.log.line and expressway.expert.malformed") == [1]


def test_an_empty_message_is_none(wireshark):
    path = saved(wireshark, module("network.sip", "DEBUG", received()) + " SIPMSG:\n ||\n")
    assert wireshark.frames(path, "sip or _ws.malformed") == []


# --- HTTP -----------------------------------------------------------------------------------------------

def http(*messages):
    return [with_message(message, name="network.http.trafficserver", kind="HTTPMSG") for message in messages]


REQUEST = b"GET /Y2lzY28/get_edge_config HTTP/1.1\r\nHost: expe.example.com:8443\r\n\r\n"
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: %s\r\n\r\nhello\r\nworld"


def test_http(wireshark):
    capture = LogCapture()
    request, response = http(REQUEST, FORBIDDEN % b"12")
    capture.record(request, ("192.0.2.9", 51000), ("10.0.30.2", 8443))
    capture.record(response, ("10.0.30.2", 8443), ("192.0.2.9", 51000))
    path = wireshark.save(capture)
    assert wireshark.values(path, 1, "http.request.method", "http.host", "expressway.log.message") == (
        "GET", "expe.example.com:8443", "HTTP")
    assert wireshark.values(path, 2, "http.response.code", "http.request_in") == ("403", "1")
    assert wireshark.frames(path, MALFORMED) == []
    assert "HTTP/1.1 403 Forbidden" in wireshark.info_column(path)[2]
    assert wireshark.info_column(path)[2].startswith("network.http.trafficserver DEBUG: ")


@pytest.mark.parametrize("content_length", (b"2555", b"12", b"3", b"0", b"...."))
def test_http_with_any_content_length(wireshark, content_length):
    path = saved(wireshark, *http(FORBIDDEN % content_length))
    assert wireshark.frames(path, 'http.response.code == 403 and http.file_data contains "world"') == [1]
    assert wireshark.frames(path, MALFORMED) == []
    assert "Continuation" not in wireshark.info_column(path)[1]


def test_http_in_a_log_changes_nothing_of_the_connection_itself(wireshark):
    """Wireshark's tcp.completeness suffers where the conversation is older than the SYN."""
    client, server = ("192.0.2.9", 51000), ("10.0.30.2", 8443)
    answers = []
    for with_log in (False, True):
        capture = LogCapture()
        wire = capture.interface("eth0")
        if with_log:
            capture.record(http(REQUEST)[0], client, server)
        link = Connection(capture, client, server, interface=wire)
        link.handshake()
        link.send(True, b"x")
        link.send(False, b"y")
        link.close()
        names = ("tcp.completeness", "tcp.stream", "http")
        answers.append(wireshark.fields(wireshark.save(capture), "tcp", *names, two_pass=True))
    assert answers[0] == answers[1]


# --- announcements and messages -------------------------------------------------------------------------

TCP = module("network.tcp", "DEBUG", f'Detail="TCP Connecting"  Other="{HASH}"')
LINKS = ("expressway.log.twin", "expressway.log.message_in", "expressway.log.announced_in")


def links(wireshark, *texts, two_pass=True):
    rows = wireshark.fields(saved(wireshark, *texts), None, *LINKS, two_pass=two_pass)
    return [(row[0] != "", row[1], row[2]) for row in rows]


def test_twins_find_each_other(wireshark):
    texts = (announcement("1"), with_message(TRYING, received("1")), with_message(TRYING, received("2")))
    assert links(wireshark, *texts) == [(True, "2", ""), (False, "", "1"), (False, "", "")]
    assert links(wireshark, *texts, two_pass=False) == [(True, "", ""), (False, "", "1"), (False, "", "")]


def test_announcement_makes_no_sip_and_says_where_it_is(wireshark):
    path = saved(wireshark, announcement(), with_message(TRYING))
    assert wireshark.frames(path, "sip") == [2]
    assert wireshark.info_column(path, "-2")[1].endswith(" [message in frame 2]")


def test_retransmissions_have_their_own_announcements(wireshark):
    pair = (announcement(), with_message(TRYING))
    assert links(wireshark, *pair, *pair) == [(True, "2", ""), (False, "", "1"), (True, "4", ""),
                                              (False, "", "3")]


def test_an_announcement_is_joined_once(wireshark):
    texts = (announcement(), with_message(TRYING), with_message(TRYING))
    assert links(wireshark, *texts) == [(True, "2", ""), (False, "", "1"), (False, "", "")]


def test_hash_that_somebody_made_the_same_everywhere(wireshark):
    """As in Cisco's document: the SERVICE is not announced, but its 408 is."""
    texts = (with_message(SERVICE), announcement(), with_message(TRYING))
    assert links(wireshark, *texts) == [(False, "", ""), (True, "3", ""), (False, "", "2")]


def test_two_expressways_may_have_the_same_hash(wireshark):
    texts = (announcement(), announcement(prefix=OTHER_HOST), with_message(TRYING, prefix=OTHER_HOST),
             with_message(TRYING))
    assert links(wireshark, *texts) == [(True, "4", ""), (True, "3", ""), (False, "", "2"), (False, "", "1")]


def test_announcement_without_its_message(wireshark):
    assert links(wireshark, announcement(), TCP) == [(True, "", ""), (False, "", "")]


def test_only_info_of_the_network_log_announces(wireshark):
    for text in (module("network.sip", "DEBUG", received()), module("developer.sip", "INFO", received()),
                 module("network.sip", "INFO", 'Detail="Receive Request Method=OPTIONS"')):
        assert links(wireshark, text)[0][0] is False


def test_many_announcements_without_messages_are_forgotten_in_time(wireshark):
    """The first message has long been dropped, the last one has not."""
    count = 100000
    texts = [announcement(str(number)) for number in range(count)]
    texts += [with_message(TRYING, received("0")), with_message(TRYING, received(str(count - 1)))]
    rows = wireshark.fields(saved(wireshark, *texts), "sip", "expressway.log.announced_in")
    assert rows[1] == (str(count),)
    assert rows[0] == ("",)


# --- the post-dissector ---------------------------------------------------------------------------------

def test_service_in_a_log_is_seen_by_the_rest_of_the_plugin(wireshark):
    wrong = sip.service("64.100.0.10", 7003, "64.100.0.10:4401")
    path = saved(wireshark, announcement(), with_message(wrong))
    assert wireshark.value(path, 2, "expressway.apparent") == "64.100.0.10:4401"
    assert "Flow 0" in wireshark.report(path)
