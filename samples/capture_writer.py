"""Write pcapng files, and build the TCP connections that they hold.

    capture = Capture(interfaces=["expc-eth0"])
    link = Connection(capture, client=("10.0.30.2", 27901), server=("64.100.0.10", 7003))
    link.handshake()
    frames = link.send(True, b"OPTIONS sip:...", time=4.879232)
    capture.write("expc.pcapng")

Times are seconds after the capture's start; without one, a packet follows its predecessor by a
millisecond. Everything that adds a packet returns its frame number (from 1), or a list of them.
"""

import hashlib
import ipaddress
import struct
from datetime import datetime, timezone

ETHERNET = 1
UPPER_PDU = 252
SHORTEST_FRAME = 60

FIN, SYN, RST, PSH, ACK = 0x01, 0x02, 0x04, 0x08, 0x10

SECTION_HEADER, INTERFACE, ENHANCED_PACKET, SECRETS = 0x0A0D0D0A, 1, 6, 0x0000000A
TLS_KEY_LOG = 0x544C534B


class Capture:
    """The packets of one pcapng file, in the order in which they were added."""

    def __init__(self, interfaces=("eth0",), start="2016-04-19T07:09:00"):
        moment = datetime.fromisoformat(start).replace(tzinfo=timezone.utc)
        self.start = int(moment.timestamp()) * 10**9
        self.now = 0.0
        self.packets = []
        self.sections = []
        self.section(interfaces)

    def section(self, interfaces=("eth0",)):
        """Begin a section: interface numbers count from 0 again."""
        self.sections.append({"interfaces": [], "secrets": [], "packets": []})
        for name in interfaces:
            self.interface(name)

    def interface(self, name, link_type=ETHERNET):
        """Add an interface to the current section; returns its number."""
        self.sections[-1]["interfaces"].append((name, link_type))
        return len(self.sections[-1]["interfaces"]) - 1

    def secrets(self, key_log):
        """Put a TLS key log (NSS format, bytes) into the current section."""
        self.sections[-1]["secrets"].append(key_log)

    def packet(self, data, time=None, interface=0, comment=None):
        self.now = self.now + 0.001 if time is None else time
        self.packets.append(data)
        stamp = self.start + round(self.now * 10**9)
        self.sections[-1]["packets"].append((interface, stamp, data, comment))
        return len(self.packets)

    def repeat(self, frame, time=None, interface=0):
        """The same bytes once more: a retransmission, or the packet at a second interface."""
        return self.packet(self.packets[frame - 1], time, interface)

    def upper_pdu(self, payload, source, destination, time=None, interface=0, dissector="sip"):
        """A record of link type 252: no network layers, a dissector's name and TCP endpoints, or None."""
        tags = exported_pdu_tags(source, destination, dissector)
        return self.packet(tags + payload, time, interface)

    def icmp_error(self, frame, source, time=None, interface=0):
        """`source` reports the packet `frame` as unreachable, and quotes all of it."""
        quoted = self.packets[frame - 1][14:]
        version6 = quoted[0] >> 4 == 6
        sender = ipaddress.ip_address(quoted[8:24] if version6 else quoted[12:16])
        body = struct.pack("!BBHI", 1 if version6 else 3, 0 if version6 else 1, 0, 0) + quoted
        addresses = (ipaddress.ip_address(source), sender)
        summed = pseudo_header(*addresses, 58, len(body)) + body if version6 else body
        body = body[:2] + struct.pack("!H", checksum(summed)) + body[4:]
        return self.packet(ethernet(*addresses, 58 if version6 else 1, body), time, interface)

    def contents(self):
        return b"".join(section_blocks(section) for section in self.sections)

    def write(self, path):
        with open(path, "wb") as out:
            out.write(self.contents())


class End:
    """One end of a connection, and the sequence number that it sends next."""

    def __init__(self, address, port, sequence):
        self.address = ipaddress.ip_address(address)
        self.port = port
        self.sequence = sequence


class Connection:
    """A TCP connection between two (host, port) pairs. `clock` is (first TSval, ticks a second)."""

    def __init__(self, capture, client, server, interface=0, clock=(149210000, 1000)):
        self.capture = capture
        self.interface = interface
        self.clock = clock
        seed = hashlib.sha256(repr((client, server)).encode()).digest()
        self.client = End(*client, int.from_bytes(seed[:4], "big"))
        self.server = End(*server, int.from_bytes(seed[4:8], "big"))

    def handshake(self, time=None, gap=0.001):
        first = self.syn(time)
        start = self.capture.now
        answer = self._emit(self.server, SYN | ACK, b"", start + gap)
        return [first, answer, self.ack(True, start + 2 * gap)]

    def syn(self, time=None):
        return self._emit(self.client, SYN, b"", time)

    def refused(self, time=None, gap=0.0007):
        """SYN, and RST in answer."""
        first = self.syn(time)
        return [first, self._emit(self.server, RST | ACK, b"", self.capture.now + gap)]

    def send(self, from_client, payload, time=None, mss=1448, split=(), gap=0.0001, push=True):
        """Data in segments: first of the sizes in `split`, then of `mss` bytes at most."""
        sender = self.client if from_client else self.server
        frames = []
        for segment, last in segments(payload, mss, split):
            flags = ACK | PSH if last and push else ACK
            frames.append(self._emit(sender, flags, segment, time))
            time = self.capture.now + gap
        return frames

    def ack(self, from_client, time=None):
        return self._emit(self.client if from_client else self.server, ACK, b"", time)

    def lose(self, from_client, length):
        """`length` bytes that crossed the wire but not this capture."""
        sender = self.client if from_client else self.server
        sender.sequence = (sender.sequence + length) % 2**32

    def close(self, time=None, gap=0.001):
        frames = [self._emit(self.client, FIN | ACK, b"", time)]
        start = self.capture.now
        frames.append(self._emit(self.server, FIN | ACK, b"", start + gap))
        return frames + [self.ack(True, start + 2 * gap)]

    def reset(self, from_client, time=None):
        return self._emit(self.client if from_client else self.server, RST | ACK, b"", time)

    def _emit(self, sender, flags, payload, time):
        receiver = self.server if sender is self.client else self.client
        when = self.capture.now + 0.001 if time is None else time
        length = len(payload) + (1 if flags & (SYN | FIN) else 0)
        data = tcp_packet(sender, receiver, flags, payload, self._options(flags, when))
        sender.sequence = (sender.sequence + length) % 2**32
        return self.capture.packet(data, when, self.interface)

    def _options(self, flags, when):
        if flags & RST:
            return b""
        first, rate = self.clock
        tick = int(first + when * rate) % 2**32
        stamps = struct.pack("!BBII", 8, 10, tick, tick if flags & ACK else 0)
        if flags & SYN:
            return struct.pack("!BBHBB", 2, 4, 1460, 4, 2) + stamps + b"\1\3\3\7"
        return b"\1\1" + stamps


def segments(payload, mss, split=()):
    """Yields (segment, whether it is the last)."""
    sizes = iter(split)
    while payload:
        size = next(sizes, mss)
        segment, payload = payload[:size], payload[size:]
        yield segment, not payload


def tcp_packet(sender, receiver, flags, payload, options):
    acknowledged = receiver.sequence if flags & ACK else 0
    offset = (20 + len(options)) // 4
    window = 0 if flags & RST else 28200 if flags & SYN else 1392
    header = struct.pack("!HHIIBBHHH", sender.port, receiver.port, sender.sequence, acknowledged,
                         offset << 4, flags, window, 0, 0) + options
    segment = header + payload
    total = checksum(pseudo_header(sender.address, receiver.address, 6, len(segment)) + segment)
    segment = segment[:16] + struct.pack("!H", total) + segment[18:]
    return ethernet(sender.address, receiver.address, 6, segment)


def ethernet(source, destination, protocol, payload):
    """An Ethernet frame with an IPv4 or IPv6 packet; MAC addresses are made from the IP ones."""
    macs = b"".join(b"\2\0" + address.packed[-4:] for address in (destination, source))
    if source.version == 6:
        header = struct.pack("!IHBB", 6 << 28, len(payload), protocol, 64)
        packet = header + source.packed + destination.packed + payload
        return (macs + b"\x86\xdd" + packet).ljust(SHORTEST_FRAME, b"\0")
    header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(payload), 0, 0x4000, 64, protocol, 0)
    header += source.packed + destination.packed
    header = header[:10] + struct.pack("!H", checksum(header)) + header[12:]
    return (macs + b"\x08\x00" + header + payload).ljust(SHORTEST_FRAME, b"\0")


def pseudo_header(source, destination, protocol, length):
    return source.packed + destination.packed + struct.pack("!II", length, protocol)


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def exported_pdu_tags(source, destination, dissector):
    """Wireshark's epan/exported_pdu.h: 16-bit tag and length; the length counts the padding too."""
    def tag(number, value):
        value = padded(value)
        return struct.pack("!HH", number, len(value)) + value

    def end_tags(which, end):
        if end is None:
            return b""
        address = ipaddress.ip_address(end[0])
        shift = 0 if address.version == 4 else 2
        return (tag(20 + shift + which, address.packed)
                + tag(25 + which, struct.pack("!I", end[1])))

    tcp = 2
    port_type = tag(24, struct.pack("!I", tcp)) if source or destination else b""
    return (tag(12, dissector.encode()) + port_type + end_tags(0, source) + end_tags(1, destination)
            + tag(0, b""))


def section_blocks(section):
    blocks = [block(SECTION_HEADER, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))]
    for name, link_type in section["interfaces"]:
        nanoseconds = option(9, b"\x09")
        blocks.append(block(INTERFACE, struct.pack("<HHI", link_type, 0, 0)
                            + option(2, name.encode()) + nanoseconds + option(0, b"")))
    for key_log in section["secrets"]:
        blocks.append(block(SECRETS, struct.pack("<II", TLS_KEY_LOG, len(key_log)) + key_log))
    for interface, stamp, data, comment in section["packets"]:
        head = struct.pack("<IIIII", interface, stamp >> 32, stamp & 0xFFFFFFFF, len(data), len(data))
        notes = option(1, comment.encode()) + option(0, b"") if comment else b""
        blocks.append(block(ENHANCED_PACKET, head + padded(data) + notes))
    return b"".join(blocks)


def block(kind, body):
    body = padded(body)
    length = len(body) + 12
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)


def option(code, value):
    return struct.pack("<HH", code, len(value)) + padded(value)


def padded(data):
    return data + b"\0" * (-len(data) % 4)
