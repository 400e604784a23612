"""Frames of link type 252 (Wireshark's upper PDU) in a pcapng file: their tags and what follows them."""

import ipaddress
import struct
from dataclasses import dataclass, field

SECTION_HEADER, INTERFACE, SIMPLE_PACKET, ENHANCED_PACKET = 0x0A0D0D0A, 1, 3, 6
OPTION_NAME, OPTION_RESOLUTION = 2, 9
DISSECTOR, END = 12, 0
ADDRESSES = {20: "source", 21: "destination", 22: "source", 23: "destination"}
NUMBERS = {24: "port_type", 25: "source_port", 26: "destination_port"}


@dataclass
class Frame:
    interface: str
    seconds: float  # None where the file says no time
    length: int  # of the whole frame
    dissector: str = ""
    tags: dict = field(default_factory=dict)
    payload: bytes = b""


def options(data):
    """{code: value} of a block's options."""
    found = {}
    while len(data) >= 4:
        code, length = struct.unpack_from("<HH", data)
        if code == 0:
            break
        found[code] = data[4:4 + length]
        data = data[4 + (length + 3) // 4 * 4:]
    return found


def read_frame(interface, seconds, data):
    frame = Frame(interface, seconds, len(data))
    while True:
        tag, length = struct.unpack_from(">HH", data)
        value, data = data[4:4 + length], data[4 + length:]
        assert length % 4 == 0 and len(value) == length
        if tag == END:
            frame.payload = data
            return frame
        if tag == DISSECTOR:
            frame.dissector = value.rstrip(b"\0").decode()
        elif tag in ADDRESSES:
            frame.tags[ADDRESSES[tag]] = str(ipaddress.ip_address(value))
        else:
            frame.tags[NUMBERS[tag]] = int.from_bytes(value, "big")


def frames_of(path):
    """All frames of a little-endian pcapng file with nothing but upper PDUs in it."""
    contents = path.read_bytes()
    interfaces, frames, at = [], [], 0
    while at < len(contents):
        kind, length = struct.unpack_from("<II", contents, at)
        body = contents[at + 8:at + length - 4]
        if kind == SECTION_HEADER:
            interfaces = []
        elif kind == INTERFACE:
            assert struct.unpack_from("<H", body)[0] == 252
            found = options(body[8:])
            resolution = found.get(OPTION_RESOLUTION, b"\x06")[0]
            interfaces.append((found.get(OPTION_NAME, b"").decode(), 10 ** resolution))
        elif kind == ENHANCED_PACKET:
            interface, high, low, captured, original = struct.unpack_from("<IIIII", body)
            assert captured == original
            name, ticks = interfaces[interface]
            frames.append(read_frame(name, (high << 32 | low) / ticks, body[20:20 + captured]))
        elif kind == SIMPLE_PACKET:  # which Wireshark 4.4 and later write for a frame without a time
            (original,) = struct.unpack_from("<I", body)
            frames.append(read_frame(interfaces[0][0], None, body[4:4 + original]))
        at += length
    return frames
