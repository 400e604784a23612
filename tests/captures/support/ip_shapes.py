"""What may come between IP and TCP, or around both. Each shape turns an Ethernet frame into frames."""

import ipaddress
import itertools
import struct

from capture_writer import SHORTEST_FRAME, Capture, checksum

HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION = 0, 43, 44, 51, 60
IPIP, IPV6, GRE, UDP = 4, 41, 47, 17
VXLAN_PORT = 4789
FIRST_FRAGMENT = 24  # bytes: the TCP header without all of its options
TUNNEL = {4: ("203.0.113.1", "203.0.113.2"), 6: ("2001:db8:ffff::1", "2001:db8:ffff::2")}
numbers = itertools.count(1)


class Shaped(Capture):
    """A capture in which every packet has the shape."""

    def __init__(self, shape, **how):
        self.shape = shape
        super().__init__(**how)

    def packet(self, data, time=None, interface=0, comment=None):
        self.now = self.now + 0.001 if time is None else time
        self.unshaped = data
        for piece in self.shape(data):
            frame = super().packet(piece.ljust(SHORTEST_FRAME, b"\0"), self.now, interface, comment)
        return frame


def parts(frame):
    """Ethernet header, IP header, protocol, and what IP carries."""
    if frame[14] >> 4 == 6:
        length = int.from_bytes(frame[18:20], "big")
        return frame[:14], frame[14:54], frame[20], frame[54:54 + length]
    length = int.from_bytes(frame[16:18], "big")
    return frame[:14], frame[14:34], frame[23], frame[34:14 + length]


def packet(header, protocol, body, fragment=0, number=0, options=b""):
    """The same IP header, before another body."""
    if header[0] >> 4 == 6:
        return header[:4] + struct.pack("!HB", len(body), protocol) + header[7:] + body
    total = 20 + len(options) + len(body)
    start = bytes((0x45 + len(options) // 4, header[1])) + struct.pack("!HHH", total, number, fragment)
    new = start + bytes((header[8], protocol)) + b"\0\0" + header[12:20] + options
    return new[:10] + struct.pack("!H", checksum(new)) + new[12:] + body


def plain(frame):
    return [frame]


def with_extensions(*kinds):
    """IPv6 extension headers, or AH in either version, in this order."""
    def shape(frame):
        ethernet, header, protocol, body = parts(frame)
        for kind in reversed(kinds):
            body = extension(kind, protocol, header) + body
            protocol = kind
        return [ethernet + packet(header, protocol, body)]
    return shape


def extension(kind, following, header):
    if kind == AUTHENTICATION:
        return bytes((following, 4, 0, 0)) + struct.pack("!II", 1, 1) + bytes(12)
    if kind == ROUTING:  # type 2, no segment left: it has arrived
        return bytes((following, 2, 2, 0)) + bytes(4) + header[24:40]
    if kind == FRAGMENT:  # all in one
        return bytes((following, 0, 0, 0)) + struct.pack("!I", next(numbers))
    return bytes((following, 2, 1, 20)) + bytes(20)  # one PadN


def routed_by_source(frame):
    """The packet on its way to the first of two destinations. The routing header has the last one."""
    ethernet, header, protocol, body = parts(frame)
    routing = bytes((protocol, 2, 2, 1)) + bytes(4) + header[24:40]
    elsewhere = header[:24] + ipaddress.ip_address("2001:db8:aaaa::1").packed
    return [ethernet + packet(elsewhere, ROUTING, routing + body)]


def with_options(frame):
    """IPv4 with a router alert."""
    ethernet, header, protocol, body = parts(frame)
    return [ethernet + packet(header, protocol, body, options=b"\x94\4\0\0")]


def fragmented(inner=plain, backwards=True):
    """Two fragments, the second first."""
    def shape(frame):
        ethernet, header, protocol, body = parts(inner(frame)[0])
        if len(body) <= FIRST_FRAGMENT:
            return [ethernet + packet(header, protocol, body)]
        number = next(numbers)
        pieces = [(0, 1, body[:FIRST_FRAGMENT]), (FIRST_FRAGMENT, 0, body[FIRST_FRAGMENT:])]
        pieces = [ethernet + one_fragment(header, protocol, piece, offset, more, number)
                  for offset, more, piece in pieces]
        return pieces[::-1] if backwards else pieces
    return shape


def one_fragment(header, protocol, piece, offset, more, number):
    if header[0] >> 4 == 6:
        before = struct.pack("!BBHI", protocol, 0, offset | more, number)
        return packet(header, FRAGMENT, before + piece)
    return packet(header, protocol, piece, offset // 8 | more << 13, number)


def tunnelled(kind, outside=plain, version=4):
    """In another IP packet: GRE, IP in IP, or VXLAN."""
    def shape(frame):
        inner_version = frame[14] >> 4
        inside = frame[14:]
        if kind == GRE:
            protocol, body = GRE, b"\0\0" + frame[12:14] + inside
        elif kind == VXLAN_PORT:
            vxlan = b"\x08\0\0\0\0\0\x07\0" + frame
            protocol, body = UDP, struct.pack("!HHHH", 50000, VXLAN_PORT, 8 + len(vxlan), 0) + vxlan
        else:
            protocol, body = (IPV6 if inner_version == 6 else IPIP), inside
        return outside(frame[:12] + outer(version, protocol, body))
    return shape


def outer(version, protocol, body):
    ends = b"".join(ipaddress.ip_address(end).packed for end in TUNNEL[version])
    if version == 6:
        header = struct.pack("!IHBB", 6 << 28, len(body), protocol, 64) + ends
        return b"\x86\xdd" + header + body
    return b"\x08\x00" + packet(struct.pack("!BBHHHBBH", 0x45, 0, 0, 0, 0, 64, protocol, 0) + ends, protocol,
                                body)
