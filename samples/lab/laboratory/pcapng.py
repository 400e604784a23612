"""Read what tcpdump or dumpcap wrote (pcap), write pcapng with interface names and TLS secrets."""

from __future__ import annotations

import struct
from pathlib import Path

PCAP_MAGIC = {b"\x4d\x3c\xb2\xa1": ("<", 1), b"\xa1\xb2\x3c\x4d": (">", 1),
              b"\xd4\xc3\xb2\xa1": ("<", 1000), b"\xa1\xb2\xc3\xd4": (">", 1000)}
SECTION_HEADER, INTERFACE, DECRYPTION_SECRETS, ENHANCED_PACKET = 0x0A0D0D0A, 1, 10, 6
OPTION_INTERFACE_NAME, OPTION_RESOLUTION = 2, 9
NANOSECONDS = 9
TLS_KEY_LOG = 0x544C534B


def read_pcap(path: Path):
    """(link type, [(nanoseconds since 1970, original length, bytes), ...])"""
    data = path.read_bytes()
    order, scale = PCAP_MAGIC[data[:4]]
    link_type = struct.unpack_from(order + "I", data, 20)[0] & 0xFFFF
    packets, offset = [], 24
    while offset + 16 <= len(data):
        seconds, fraction, captured, original = struct.unpack_from(order + "IIII", data, offset)
        offset += 16
        packets.append((seconds * 10**9 + fraction * scale, original,
                        data[offset:offset + captured]))
        offset += captured
    return link_type, packets


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def block(kind: int, body: bytes) -> bytes:
    length = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + length + body + length


def option(code: int, value: bytes) -> bytes:
    return struct.pack("<HH", code, len(value)) + padded(value)


def interface_block(name: str, link_type: int) -> bytes:
    return block(INTERFACE, struct.pack("<HHI", link_type, 0, 0)
                 + option(OPTION_INTERFACE_NAME, name.encode())
                 + option(OPTION_RESOLUTION, bytes([NANOSECONDS])) + option(0, b""))


def packet_block(interface: int, time: int, original: int, data: bytes) -> bytes:
    return block(ENHANCED_PACKET, struct.pack(
        "<IIIII", interface, time >> 32, time & 0xFFFFFFFF, len(data), original) + padded(data))


def write_pcapng(path: Path, recordings, secrets: bytes | None = None, clock: int = 0) -> None:
    """recordings: [(interface name, pcap file), ...]. The packets of all are put in order of time.

    `clock`: seconds that the clock of the box that recorded is ahead.
    """
    blocks = [block(SECTION_HEADER, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))]
    packets = []
    for number, (name, pcap) in enumerate(recordings):
        link_type, recorded = read_pcap(pcap)
        blocks.append(interface_block(name, link_type))
        packets += [(time + clock * 10**9, number, original, data) for time, original, data in recorded]
    if secrets is not None:
        blocks.append(block(DECRYPTION_SECRETS,
                            struct.pack("<II", TLS_KEY_LOG, len(secrets)) + padded(secrets)))
    packets.sort(key=lambda packet: packet[0])
    blocks += [packet_block(number, time, original, data)
               for time, number, original, data in packets]
    path.write_bytes(b"".join(blocks))
