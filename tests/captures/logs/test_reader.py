"""Diagnostic logs as capture files: what becomes a frame, what is refused, and that nothing is lost."""

import gzip
import io
import itertools
import random
import re
import tarfile
import zlib

import pytest
import traversal_sip as sip
from capture_writer import Capture, Connection
from log_writer import Log
from scenes import C, E
from upper_pdu import frames_of

TYPE = "Cisco Expressway diagnostic log"
LONGEST_FRAME = 262144
START = 1461049753  # 2016-04-19 07:09:13 UTC
COUNTER = itertools.count()

# What the reader takes for an entry's first line, written independently.
ENTRY = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<[0-9]{1,3}>[ \t]*)?"
    rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})[ \t]+"
    rb"[^\x00- \"=<>|]{0,254}[^\x00- \"=<>|:][ \t]+"
    rb"(?:[\w.-]{1,64}(?:\[[0-9]+\])?:(?:[ \t\r\n]|\Z|(?![0-9])[\w.-]{1,64}= ?\")|(?![0-9])[\w.-]{1,64}= ?\")")
GENUINE = re.compile(rb'UTCTime= ?"|Module= ?"')

MESSAGE = ("SIP/2.0 100 Trying\r\nVia: SIP/2.0/TLS 10.122.73.183:47177;branch=z9hG4bK1\r\n"
           "Content-Length: 0\r\n\r\n").encode()


def records(contents):
    """The log as the frames should have it, lines longer than a frame aside."""
    starts = [0] + [place for place in (match.end() for match in re.finditer(rb"\n", contents))
                    if ENTRY.match(contents, place)] + [len(contents)]
    return [contents[a:b] for a, b in zip(starts, starts[1:]) if a < b]


@pytest.fixture(name="opened")
def opened_fixture(wireshark):
    """A function that saves a log, converts it, and returns its frames."""
    def opened(contents, suffix=".txt"):
        contents = contents.encode() if isinstance(contents, str) else contents
        path = wireshark.save_bytes(contents, suffix)
        return converted(wireshark, path)
    return opened


def fresh(wireshark, suffix=".pcapng"):
    """A path that no program has been given before, because outputs are cached by the command's arguments."""
    return wireshark.output(f"{next(COUNTER)}{suffix}")


def converted(wireshark, path, *selection, options=()):
    out = fresh(wireshark)
    wireshark.program("editcap", *options, "-F", "pcapng", path, out, *selection)
    return frames_of(out)


def is_log(wireshark, path):
    """Whether capinfos opens it as a log. It may open it as something else, or refuse it."""
    capinfos = str(wireshark.tshark_path).replace("tshark", "capinfos")
    result = wireshark.execute([capinfos, "-t", str(path)])
    assert 0 <= result.returncode < 128, result.stderr
    return TYPE in result.stdout


def typical():
    """Entries of every kind."""
    log = Log()
    link = (C, 27901), (E, 7003)
    request = sip.service(E, 7003, (E, 4401))
    log.summary("Received", *link, "Receive Request Method=SERVICE, CSeq=4616", 123456789123456789)
    log.message("Received", *link, request, 123456789123456789)
    log.wait(77)
    log.developer("developer.sip.leg", "ppcmains/sip/sipproxy/SipProxyLeg.cpp(10047)",
                  "SipProxyLeg::deleteRouteHeadersIfUs", f"Route header is not us. pHost={E}, port=4401")
    log.tcp((C, 27921), (E, 4401), "TCP Connecting")
    log.tcp((C, 27921), (E, 4401), "TCP Connection Failed", level="ERROR")
    log.message("Sent", *link, sip.response(request, 408, "Request Timeout"), 987654321987654321)
    log.event("Authentication Failed", ("Service", "SIP"), ("Src-ip", C), ("Src-port", "25017"),
              ("Detail", 'realm "UC" is unknown'), ("Method", "OPTIONS"))
    return log


# What is in a frame


def test_each_entry_is_a_frame(wireshark, opened):
    log = typical()
    frames = opened(log.text())
    assert [frame.payload.decode() for frame in frames] == log.entries
    assert {frame.dissector for frame in frames} == {"expressway.log"}
    assert {frame.interface for frame in frames} == {"expc diagnostic log"}


BOTH = {"source": E, "source_port": 7003, "destination": C, "destination_port": 27901, "port_type": 2}
UTC = 'UTCTime="2016-04-19 07:09:13,973"'
SIP_DEBUG = f'{UTC} Module="network.sip" Level="DEBUG":'
X8 = f'Local-ip="{C}"  Local-port="27901"  Src-ip="{E}"  Src-port="7003"  Msg-Hash="123"'
VARIANTS = {
    "X7": (f'2016-04-19T07:09:13+00:00 cisco tvcs: {SIP_DEBUG}  Src-ip="90.214.3.75"  Src-port="64981"',
           0.973, {"source": "90.214.3.75", "source_port": 64981, "port_type": 2}),
    "X7 sent": (f'2016-04-19T07:09:13+00:00 cisco tvcs: {SIP_DEBUG}  Dst-ip="90.214.3.75"  Dst-port="64981"',
                0.973, {"destination": "90.214.3.75", "destination_port": 64981, "port_type": 2}),
    "X8.7": (f'2016-04-19T17:09:13+10:00 expc tvcs: {SIP_DEBUG}  Action="Received"  {X8}', 0.973, BOTH),
    "X8.9": (f'2016-04-19T17:09:13.974+10:00 expc tvcs: {SIP_DEBUG}  Action="Received" '
             + X8.replace("  ", " "), 0.973, BOTH),
    "sent": (f'2016-04-19T03:09:13.974-04:00 expc tvcs: {SIP_DEBUG} Action="Sent" Local-ip="{E}" '
             f'Local-port="7003" Dst-ip="{C}" Dst-port="27901" Msg-Hash="123"', 0.973, BOTH),
    "tcp": (f'2016-04-19T17:09:13+10:00 expc tvcs: {UTC} Module="network.tcp" Level="ERROR":  Src-ip="{E}" '
            f'Src-port="7003" Dst-ip="{C}" Dst-port="27901" Detail="TCP Connection Failed"', 0.973, BOTH),
    "event": (f'2016-04-19T17:09:13+10:00 expc tvcs: Event=" Inbound TLS Negotiation Error " Service="SIP" '
              f'Src-ip="{E}" Src-port=" 7003 " Dst-ip="{C}" Dst-port="27901" Level="1" {UTC}', 0.973, BOTH),
    "httpd": ('2016-04-19T09:09:13.773+02:00 vcsc httpd[15060]: web: Event="System Configuration Changed" '
              'Src-ip="192.168.1.5" Src-port="51223" Level="1" UTCTime="2016-04-19 07:09:13"',
              0.0, {"source": "192.168.1.5", "source_port": 51223, "port_type": 2}),
    "traffic_server": ('2016-04-19T07:09:13+00:00 expe traffic_server[15550]: '
                       'Module="network.http.trafficserver" Level="DEBUG": Detail="Sending Response" '
                       'Dst-ip="10.48.79.80" Dst-port="50314"\n HTTPMSG:\n |HTTP/1.1 403 Forbidden\n \n |',
                       0.0, {"destination": "10.48.79.80", "destination_port": 50314, "port_type": 2}),
    "jabberd": (f'2016-04-19T08:09:13+01:00 xwayc XCP_JABBERD[23843]: {UTC} ThreadID= "139" Module="Jabber" '
                'Level="INFO " CodeLocation="mio.c:1109" Detail="Connecting on fd 28"', 0.973, {}),
    "traffic_server, no blank": ('2016-04-19T07:09:13+00:00 expe traffic_server[2030]:Event="Request Allowed" '
                                 f'Detail="Access allowed" Level="1" {UTC}', 0.973, {}),
    "no process": ('2016-04-19T03:09:13-04:00 EXPRWY-C UTCTime="2016-04-19 07:09:13,92" '
                   'Module="developer.edgeconfigprovisioning.server" Level="DEBUG" Detail="x"', 0.092, {}),
    "syslog": (f'<166>2016-04-19T07:09:13Z expc tvcs: tvcs: {SIP_DEBUG} Action="Received" {X8}', 0.973, BOTH),
    "developer": (f'2016-04-19T17:09:13+10:00 expc tvcs: {UTC} Module="developer.sip.leg" Level="INFO" '
                  'CodeLocation="SipProxyLeg.cpp(1)" Method="SipProxyLeg::send" Thread="0x1":  INVITE '
                  'sip:a@example.com SIP/2.0\n Via: SIP/2.0/TLS 10.122.73.183:47177\n \n', 0.973, {}),
    "prefix time": ('2016-04-19T17:09:13.25+10:00 expc tvcs: Module="x" Level="INFO": text', 0.25, {}),
    "microseconds": ('2016-04-19T07:09:13.123456789Z expc tvcs: Module="x" Level="INFO": text', 0.123456, {}),
    "IPv6": (f'2016-04-19T17:09:13+10:00 expc tvcs: {SIP_DEBUG}  Action="Received"  Local-ip="2001:db8::1"  '
             'Local-port="27901"  Src-ip="[2001:db8::2]"  Src-port="7003"', 0.973,
             {"source": "2001:db8::2", "source_port": 7003, "destination": "2001:db8::1",
              "destination_port": 27901, "port_type": 2}),
    "names": (f'2016-04-19T17:09:13+10:00 expc tvcs: {SIP_DEBUG} Src-ip="expe.example.com" Src-port="7003"',
              0.973, {}),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_variant(opened, variant):
    line, fraction, tags = VARIANTS[variant]
    (frame,) = opened(line + "\n")
    assert frame.payload.decode() == line + "\n"
    assert abs(frame.seconds - START - fraction) < 1e-6
    assert frame.tags == tags


def test_all_variants_in_one_log(opened):
    lines = [line + "\n" for line, _, _ in VARIANTS.values()]
    frames = opened("".join(lines))
    assert [frame.payload.decode() for frame in frames] == lines
    assert [frame.tags for frame in frames] == [tags for _, _, tags in VARIANTS.values()]
    assert {frame.interface for frame in frames} == {""}, "several Expressways: the interface is nobody's"


ENTRY_LINE = f'2016-04-19T17:09:13+10:00 expc tvcs: {SIP_DEBUG}  Action="Received"  {X8}'
MESSAGES = {
    "indented": " SIPMSG:\n |SIP/2.0 100 Trying\n Content-Length: 0\n \n |\n",
    "no indent": "SIPMSG:\n|SIP/2.0 100 Trying\nContent-Length: 0\n\n|\n",
    "glued": " SIPMSG:\n |SIP/2.0 100 Trying\n \n <x/>|\n",
    "certificate": " SIPMSG:\n |A\n \n -----BEGIN\nhknS5\nZAK3\n-----END\n |\n",
    "cut": " SIPMSG:\n |SIP/2.0 100 Trying\n Content-Le",
    "blank lines": "\n\n \n",
}


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("line_end", ("\n", "\r\n"))
def test_further_lines_belong_to_their_entry(opened, message, line_end):
    entries = [f"{ENTRY_LINE}\n{MESSAGES[message]}", f"{ENTRY_LINE}\n"]
    if message == "cut":
        entries.reverse()
    entries = [entry.replace("\n", line_end) for entry in entries]
    assert [frame.payload.decode() for frame in opened("".join(entries))] == entries


def test_byte_order_mark(opened):
    text = "\ufeff" + typical().text()
    frames = opened(text + text)
    assert b"".join(frame.payload for frame in frames).decode() == text + text
    assert len(frames) == 2 * len(typical().entries)


def test_no_line_end_at_the_end(opened):
    (frame,) = opened(ENTRY_LINE)
    assert frame.payload.decode() == ENTRY_LINE


def test_what_comes_first_is_a_frame_with_the_first_time(wireshark, opened):
    garbage = " Via: SIP/2.0/TLS 10.0.30.2:5061\n \n |\n\n"
    text = f"{garbage}{ENTRY_LINE}\n"
    first, second = opened(text)
    assert first.payload.decode() == garbage
    assert first.seconds == second.seconds
    for two_pass in (False, True):
        path = wireshark.save_bytes(text.encode(), ".txt")
        times = wireshark.fields(path, None, "frame.time_epoch", two_pass=two_pass)
        assert times[0] == times[1] != ("",)
    assert first.tags == {} and first.dissector == "expressway.log"


def test_an_entry_without_a_time_has_none(wireshark):
    untimed = "2016-99-19T17:09:13+10:00 expc tvcs: Module=\"x\" Level=\"INFO\": text"
    path = wireshark.save_bytes(f"{ENTRY_LINE}\n{untimed}\n{ENTRY_LINE}\n".encode(), ".txt")
    for two_pass in (False, True):
        times = wireshark.fields(path, None, "frame.time_epoch", two_pass=two_pass)
        assert [bool(row[0]) for row in times] == [True, False, True]
    first, second, third = converted(wireshark, path)
    assert first.seconds == third.seconds == START + 0.973
    assert second.seconds in (None, first.seconds), "a file that must have a time gets the first"


# Files that are not logs


def archive():
    """A tar file that holds a log, as the diagnostic archive does."""
    contents = typical().contents()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        info = tarfile.TarInfo("loggingsnapshot_expc.txt")
        info.size = len(contents)
        tar.addfile(info, io.BytesIO(contents))
    return out.getvalue()


FOREIGN = {
    "logcat brief": "D/dalvikvm( 1851): GC_CONCURRENT freed 2K\nI/System.out( 1851): x\n" * 20,
    "logcat thread time": "04-19 07:09:13.973  1851  1852 D dalvikvm: GC_CONCURRENT freed\n" * 20,
    "syslog": "Apr 19 07:09:13 expc tvcs: UTCTime=\"2016-04-19 07:09:13,973\" Module=\"network.sip\"\n" * 20,
    "RFC 5424": "<166>1 2016-04-19T07:09:13Z expc tvcs - - - Event=\"x\"\n" * 20,
    "rsyslog with ISO times": "2016-04-19T07:09:13.973123+10:00 host sshd[812]: Accepted publickey\n" * 20,
    "key=value syslog": "<30>2016-04-19T07:09:13Z utm proxy[5]: id=\"0001\" severity=\"info\" x=\"y\"\n" * 20,
    "level and event": "2016-04-19T07:09:13Z host app: Event=\"started\" Level=\"INFO\" User=\"x\"\n" * 20,
    "Cisco ASA": "<166>2018-06-27T12:17:46Z asa : %ASA-3-710003: TCP access denied by ACL\n" * 20,
    "Cisco IOS": "*Apr 19 07:09:13.973: %SYS-5-CONFIG_I: Configured from console by console\n" * 20,
    "CUCM": "08080021.043 |16:31:15.937 |AppInfo  |SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message\n" * 20,
    "CSV": "time,host,event\n" + "2016-04-19T07:09:13Z,expc,\"Module=\"\"network.sip\"\"\"\n" * 20,
    "JSON": '[{"time": "2016-04-19T07:09:13Z", "UTCTime": "2016-04-19 07:09:13,973", "Module": "x"}]\n',
    "C source": 'const char line[] =\n    "2016-04-19T17:09:13+10:00 expc tvcs: UTCTime=\\"x\\"";\n' * 9,
    "indented quotation": f"See:\n\n    {ENTRY_LINE}\n    {ENTRY_LINE}\n",
    "HTTP": "GET / HTTP/1.1\r\nHost: expe\r\nDate: Tue, 19 Apr 2016 07:09:13 GMT\r\n\r\n" * 5,
    "SIP": MESSAGE.decode() * 5,
    "XML": '<?xml version="1.0"?>\n<log UTCTime="2016-04-19 07:09:13" Module="x" Level="y"/>\n',
    "Apache": '10.0.30.2 - - [19/Apr/2016:07:09:13 +0000] "GET / HTTP/1.1" 200 5 "-" "x"\n' * 20,
    "blank lines": "\n" * 5000,
    "words": "lorem ipsum dolor sit amet\n" * 5000,
    "numbers": "2016-04-19\n" * 5000,
    "log far into the file": "x\n" * 40000 + ENTRY_LINE + "\n",
    "empty": "",
    "one byte": "2",
}


@pytest.mark.parametrize("kind", FOREIGN)
@pytest.mark.parametrize("suffix", (".txt", ""))
def test_other_text_is_left_to_others(wireshark, kind, suffix):
    assert not is_log(wireshark, wireshark.save_bytes(FOREIGN[kind].encode(), suffix))


def test_archives_and_captures_are_left_to_others(wireshark, seed):
    for contents, suffix in ((archive(), ".tar"), (gzip.compress(archive()), ".tar.gz"), (archive(), ".txt")):
        assert not is_log(wireshark, wireshark.save_bytes(contents, suffix))
    assert not is_log(wireshark, seed["expc-broken"])


@pytest.mark.parametrize("suffix", (".txt", ".log", "", ".csv", ".json"))
def test_logs_are_known_whatever_their_name(wireshark, suffix):
    assert is_log(wireshark, wireshark.save_bytes(typical().contents(), suffix))


def test_a_log_may_begin_within_a_long_message(wireshark):
    path = wireshark.save_bytes(b" x: y\n" * 10000 + typical().contents(), ".txt")
    assert is_log(wireshark, path)


@pytest.mark.parametrize("beginning", ("-----BEGIN", "Content-Type: application/x-x509", "<?xml"),
                         ids=("certificate", "its part's header", "the part before"))
def test_a_log_may_begin_near_a_certificate(wireshark, opened, beginning):
    """Its lines lose their indentation, so that it looks like PEM, whose reader is asked before that for text."""
    log = typical()
    log.message("Received", (C, 27901), (E, 7003), sip.service(E, 7003, "64.100.0.10:4401"), 1)
    text = log.entries.pop().replace("\n -----", "\n-----")
    contents = (text[text.index(beginning):] + typical().text()).encode()
    assert b"\n-----BEGIN" in b"\n" + contents[:2048]
    assert is_log(wireshark, wireshark.save_bytes(contents, ".txt"))
    assert b"".join(frame.payload for frame in opened(contents)) == contents


def test_certificates_are_left_to_others(wireshark):
    path = wireshark.save_bytes(sip.SAMPLE_CERTIFICATE_PEM.encode(), ".pem")
    assert "RFC 7468" in wireshark.program("capinfos", path)


def test_a_capture_from_a_pipe_is_not_waited_for(wireshark):
    """The log reader is asked before those for binary formats, whose packets must appear at once."""
    capture = Capture()
    Connection(capture, (C, 27901), (E, 7003)).handshake()
    arrived = fresh(wireshark, ".out")
    writer = 'cat "$1"; for i in $(seq 100); do [ -s "$2" ] && exit; sleep 0.1; done; touch "$2.late"'
    wireshark.execute(["sh", "-c", f'({writer}) | "$0" -l -r - > "$2"', wireshark.tshark_path,
                       str(wireshark.save(capture)), str(arrived)])
    assert len(arrived.read_text().splitlines()) == 3
    assert not arrived.with_name(arrived.name + ".late").exists()


# The programs


def test_capinfos(wireshark):
    path = wireshark.save_bytes(typical().contents(), ".txt")
    said = wireshark.program("capinfos", path)
    assert TYPE in said and "Wireshark Upper PDU export" in said
    assert re.search(r"Number of packets: +7\b", said)
    assert "2016-04-19 07:09:13.900000" in said


def test_gzipped(wireshark):
    contents = typical().contents() * 200
    plain = converted(wireshark, wireshark.save_bytes(contents, ".txt"))
    path = wireshark.save_bytes(gzip.compress(contents), ".txt.gz")
    assert converted(wireshark, path) == plain
    assert b"".join(frame.payload for frame in plain) == contents
    out = fresh(wireshark)
    wireshark.run("-2", "-r", path, "-w", out)
    assert frames_of(out) == plain


def test_what_a_truncated_gzip_file_still_holds(wireshark):
    draw = random.Random(6)
    contents = b"".join(f"{ENTRY_LINE} Detail=\"{draw.random()}\"\n".encode() for _ in range(4000))
    packed = gzip.compress(contents)
    path = wireshark.save_bytes(packed[:len(packed) // 2], ".txt.gz")
    out = fresh(wireshark)
    editcap = str(wireshark.tshark_path).replace("tshark", "editcap")
    result = wireshark.execute([editcap, "-F", "pcapng", str(path), str(out)])
    assert "cut short" in result.stderr and result.returncode < 128
    kept = b"".join(frame.payload for frame in frames_of(out))
    assert kept == zlib.decompressobj(31).decompress(packed[:len(packed) // 2])


def test_standard_input(wireshark):
    path = wireshark.save_bytes(typical().contents(), ".txt")
    shell = f"cat {path} | {wireshark.tshark_path} -r - -T fields -e frame.len"
    result = wireshark.execute(["sh", "-c", shell])
    assert result.returncode == 0, result.stderr
    lengths = [str(frame.length) for frame in converted(wireshark, path)]
    assert result.stdout.split() == lengths


def test_converted_and_back(wireshark):
    path = wireshark.save_bytes(typical().contents(), ".txt")
    frames = converted(wireshark, path)
    again, pcap = fresh(wireshark), fresh(wireshark, ".pcap")
    wireshark.program("editcap", "-F", "pcap", path, pcap)
    wireshark.program("editcap", "-F", "pcapng", pcap, again)
    plain = [(frame.seconds, frame.tags, frame.payload) for frame in frames_of(again)]
    assert plain == [(frame.seconds, frame.tags, frame.payload) for frame in frames]


@pytest.mark.parametrize("selection", (("1",), ("7",), ("3-5",), ("7", "1", "4"), ("2", "6-7")))
def test_selected_frames(wireshark, selection):
    path = wireshark.save_bytes(typical().contents(), ".txt")
    frames = converted(wireshark, path)
    wanted = set()
    for part in selection:
        first, _, last = part.partition("-")
        wanted |= set(range(int(first), int(last or first) + 1))
    assert converted(wireshark, path, *selection, options=("-r",)) == [frames[n - 1] for n in sorted(wanted)]


def test_comments_stay_with_their_frames(wireshark):
    path = wireshark.save_bytes(typical().contents(), ".txt")
    out = fresh(wireshark)
    wireshark.program("editcap", "-F", "pcapng", "-a", "2:first", "-a", "3:second", "-a", "5:third", path, out)
    comments = [row[0] for row in wireshark.fields(out, None, "frame.comment")]
    assert comments == ["", "first", "second", "", "third", "", ""]


def test_second_pass_reads_the_same(wireshark):
    """tshark -2 writes what it reads at random."""
    contents = b"cut off\n" + typical().contents() * 50 + long_entry() + typical().contents()
    path = wireshark.save_bytes(contents, ".txt")
    out = fresh(wireshark)
    wireshark.run("-2", "-r", path, "-w", out)
    same = frames_of(out) == converted(wireshark, path)
    assert same


def padded_entry(length):
    return f"{ENTRY_LINE} ".encode() + b"p" * (length - len(ENTRY_LINE) - 2) + b"\n"


@pytest.mark.parametrize("block", (4096, 131072))
def test_entries_that_begin_where_a_block_ends(wireshark, block):
    """The random reader's blocks begin at each entry; the sequential reader's are counted from the start."""
    contents, start = b"", 0
    for short in range(1, 60, 1 if block == 4096 else 6):
        start += block
        contents += padded_entry(block - short if block == 4096 else start - short - len(contents))
    contents += padded_entry(500)
    path = wireshark.save_bytes(contents, ".txt")
    out = fresh(wireshark)
    wireshark.run("-2", "-r", path, "-w", out)
    lengths = [len(record) for record in records(contents)]
    assert [len(frame.payload) for frame in converted(wireshark, path)] == lengths
    assert [len(frame.payload) for frame in frames_of(out)] == lengths


@pytest.mark.parametrize("packed", (False, True))
def test_frames_out_of_order(wireshark, packed):
    contents = b"cut off\n" + typical().contents() * 30 + long_entry()
    path = wireshark.save_bytes(gzip.compress(contents) if packed else contents, ".txt" + ".gz" * packed)
    lengths = [frame.length for frame in converted(wireshark, path)]
    order = list(range(1, len(lengths) + 1)) * 2
    random.Random(8).shuffle(order)
    answers = wireshark.sharkd(("load", {"file": str(path)}),
                               *(("frame", {"frame": number, "bytes": True}) for number in order))
    for number, answer in zip(order, answers[1:]):
        assert abs(len(answer["bytes"]) * 3 // 4 - lengths[number - 1]) <= 3


def test_merged_with_a_capture(wireshark, seed):
    path = wireshark.save_bytes(typical().contents(), ".txt")
    out = fresh(wireshark)
    wireshark.program("mergecap", "-w", out, seed["expc-broken"], path)
    rows = wireshark.fields(out, None, "frame.interface_name", "frame.time_epoch")
    assert len(rows) == len(wireshark.frames(seed["expc-broken"], None)) + len(typical().entries)
    assert [float(row[1]) for row in rows] == sorted(float(row[1]) for row in rows)
    assert sum(row[0] == "expc diagnostic log" for row in rows) == len(typical().entries)


# Long entries


def long_entry():
    head = f"{ENTRY_LINE}\n SIPMSG:\n |SIP/2.0 200 OK\n"
    return head.encode() + b" x: yyyyyyyyyyyyyyyyyyyy\n" * 30000 + b" |\n"


LONG = {
    "lines": long_entry(),
    "twice": long_entry() * 2,
    "one line": ENTRY_LINE.encode() + b"z" * 1_000_000 + b"\n" + ENTRY_LINE.encode() + b"\n",
    "one line of entries": (ENTRY_LINE + " ").encode() * 5000 + b"\n" + ENTRY_LINE.encode() + b"\n",
    "blank lines": b"cut off\n" + ENTRY_LINE.encode() + b"\n" + b"\n" * 600_000,
    "a long line in it": (f"{ENTRY_LINE}\n" + " x: y\n" * 3 + " " + "z" * 300_000 + "\n").encode() * 3,
    "16 MB": ENTRY_LINE.encode() + b"\n" + b"x" * 16_000_000,
}


@pytest.mark.parametrize("kind", LONG)
def test_long_entries_are_cut_into_frames(wireshark, kind):
    contents = LONG[kind]
    path = wireshark.save_bytes(contents, ".txt")
    frames = converted(wireshark, path)
    same = b"".join(frame.payload for frame in frames) == contents
    assert same
    assert max(frame.length for frame in frames) <= LONGEST_FRAME
    entries = [entry for entry in records(contents) if ENTRY.match(entry)]
    assert sum(bool(ENTRY.match(frame.payload)) for frame in frames) == len(entries)
    out, again = fresh(wireshark), fresh(wireshark)
    wireshark.program("mergecap", "-w", out, path)
    wireshark.run("-2", "-r", out, "-w", again)
    same = [frame.payload for frame in frames_of(again)] == [frame.payload for frame in frames]
    assert same


# Damage


def mutations(count, seed):
    """Logs that were cut and joined, with bytes changed."""
    draw = random.Random(seed)
    log = b"".join(line.encode() + b"\n" for line, _, _ in VARIANTS.values()) + typical().contents()
    places = [b"\n", b"\r\n", b"2", b"<166>", b"\xef\xbb\xbf", b"|", b" ", b'"', b"\0", b"T", b":", b"\xff",
              b""]
    for _ in range(count):
        contents = bytearray(log)
        for _ in range(draw.choice((0, 1, 3, 30, 300))):
            at = draw.randrange(len(contents))
            if draw.random() < 0.5:
                contents[at] = draw.randrange(256)
            else:
                contents[at:at + draw.randrange(3)] = draw.choice(places)
        if draw.random() < 0.3:
            contents = contents[draw.randrange(len(contents) // 2):]
        if draw.random() < 0.3:
            del contents[draw.randrange(len(contents) // 2, len(contents)):]
        if draw.random() < 0.2:
            at = draw.randrange(len(contents))
            contents = contents[at:] + log + contents[:at]
        yield bytes(contents)


def must_open(contents):
    """Whether an undamaged entry is there, and no NUL before the first one."""
    entries = [entry for entry in records(contents) if ENTRY.match(entry)]
    undamaged = [entry for entry in entries if f"{SIP_DEBUG}  Action=".encode() in entry]
    return bool(undamaged) and b"\0" not in contents[:contents.index(entries[0])]


@pytest.mark.parametrize("seed", range(4))
def test_damaged_logs_lose_nothing(wireshark, seed):
    folder = wireshark.output(f"damaged-{seed}")
    logs = list(mutations(75, seed))
    editcap = str(wireshark.tshark_path).replace("tshark", "editcap")
    script = ['cd "$1"'] + [f"{editcap} -F pcapng {n}.txt {n}.pcapng; echo {n} $?" for n in range(len(logs))]
    wireshark.execute(["mkdir", str(folder)])
    for number, contents in enumerate(logs):
        (folder / f"{number}.txt").write_bytes(contents)
    result = wireshark.execute(["sh", "-c", "\n".join(script), "-", str(folder)])
    statuses = [line.split() for line in result.stdout.splitlines()]
    assert len(statuses) == len(logs), result.stderr
    opened = 0
    for (number, status), contents in zip(statuses, logs):
        if status == "0":
            opened += 1
            frames = frames_of(folder / f"{number}.pcapng")
            assert [frame.payload for frame in frames] == records(contents)
        else:
            assert int(status) < 128 and not must_open(contents), f"seed {seed}, log {number}"
    assert opened > len(logs) * 3 // 4
