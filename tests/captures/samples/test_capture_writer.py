"""The captures that all other tests rely on are valid."""

import pytest
from capture_writer import UPPER_PDU, Capture, Connection
from scenes import CLIENT, SERVER

CHECKED = ("-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE")
UNSOUND = ("tcp.checksum.status != 1 or ip.checksum.status != 1 or icmp.checksum.status != 1 or "
           "icmpv6.checksum.status != 1 or tcp.analysis.flags or _ws.malformed")
ENDS = ((CLIENT, SERVER), (("2001:db8:30::2", 27901), ("2001:db8:64::10", 7003)))


@pytest.mark.parametrize("client, server", ENDS)
def test_a_connection_from_syn_to_fin_is_sound(wireshark, client, server):
    capture = Capture()
    link = Connection(capture, client, server)
    link.handshake()
    (first,) = link.send(True, b"odd")
    link.ack(False)
    assert len(link.send(False, b"x" * 5000, split=[1, 7])) == 6
    link.close()
    capture.icmp_error(first, server[0])
    path = wireshark.save(capture)
    assert wireshark.frames(path, UNSOUND, options=CHECKED) == []
    assert len(wireshark.frames(path, "icmp or icmpv6")) == 1
    assert wireshark.frames(path, "tcp.reassembled_in", options=CHECKED) == []


@pytest.mark.parametrize("client, server", ENDS)
def test_a_connection_begun_in_the_middle_is_sound(wireshark, client, server):
    capture = Capture()
    link = Connection(capture, client, server)
    link.send(True, b"question")
    link.send(False, b"answer")
    assert wireshark.frames(wireshark.save(capture), UNSOUND, options=CHECKED) == []


def test_seed_captures_are_sound(wireshark, seed):
    for path in seed.values():
        assert wireshark.frames(path, UNSOUND, options=CHECKED) == []


def test_refused_attempt_and_retransmission_are_seen_as_such(wireshark):
    capture = Capture()
    Connection(capture, CLIENT, ("64.100.0.10", 4401)).refused()
    link = Connection(capture, CLIENT, SERVER)
    (frame,) = link.send(True, b"question")
    again = capture.repeat(frame)
    path = wireshark.save(capture)
    assert wireshark.frames(path, "tcp.flags.reset == 1 and tcp.ack == 1") == [2]
    assert wireshark.frames(path, "tcp.analysis.retransmission") == [again]


def test_interfaces_sections_times_and_comments(wireshark):
    capture = Capture(interfaces=["expc-eth0"])
    exported = capture.interface("exported", UPPER_PDU)
    capture.packet(b"\0" * 60, time=4.879232001, comment="first")
    capture.upper_pdu(b"OPTIONS sip:a SIP/2.0\r\n\r\n", CLIENT, SERVER, interface=exported)
    capture.section(["expe-eth0"])
    capture.packet(b"\0" * 60)
    rows = wireshark.fields(wireshark.save(capture), None, "frame.time_epoch", "frame.section_number",
                            "frame.interface_id", "frame.comment", "exported_pdu.ipv4_src")
    assert rows == [("1461049744.879232001", "1", "0", "first", ""),
                    ("1461049744.880232001", "1", "1", "", "10.0.30.2"),
                    ("1461049744.881232001", "2", "0", "", "")]
