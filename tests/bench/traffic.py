"""Hundreds of thousands of packets: fast builders, and conversations as generators of packets.

A conversation is a generator of Ethernet frames (bytes). The checksums of IP, UDP and TCP are left at
zero: Wireshark does not verify them by default, and computing them would take longer than everything else.
"""

import struct

FIN, SYN, RST, PSH, ACK = 0x01, 0x02, 0x04, 0x08, 0x10
SEGMENT = 1448
SHORTEST_FRAME = 60
START = 1461049740
PCAP_HEADER = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1)

NO_OPTIONS = b"\1\1\x08\x0a" + b"\0\0\x10\0\0\0\x20\0"
SYN_OPTIONS = b"\2\4\5\xb4\4\2\x08\x0a" + b"\0\0\x10\0\0\0\0\0" + b"\1\3\3\7"
MACS = b"\2\0\0\0\0\2\2\0\0\0\0\1"
ip_header = struct.Struct("!HBBHHHBBH4s4s").pack
tcp_header = struct.Struct("!HHIIBBHHH").pack
udp_header = struct.Struct("!HHHH").pack
record_header = struct.Struct("<IIII").pack


def ipv4(source, destination, protocol, payload):
    header = ip_header(0x0800, 0x45, 0, 20 + len(payload), 0, 0x4000, 64, protocol, 0, source, destination)
    return (MACS + header + payload).ljust(SHORTEST_FRAME, b"\0")


def udp(source, source_port, destination, destination_port, payload):
    header = udp_header(source_port, destination_port, 8 + len(payload), 0)
    return ipv4(source, destination, 17, header + payload)


def tcp(source, source_port, destination, destination_port, sequence, acknowledged, flags, payload=b""):
    options = SYN_OPTIONS if flags & SYN else NO_OPTIONS
    header = tcp_header(source_port, destination_port, sequence & 0xFFFFFFFF, acknowledged & 0xFFFFFFFF,
                        (20 + len(options)) << 2, flags, 1392, 0, 0)
    return ipv4(source, destination, 6, header + options + payload)


class Connection:
    """A TCP connection between two (address, port) pairs. Every method returns a list of frames."""

    def __init__(self, client, server, sequence):
        self.ends = (client, server)
        self.sequences = [sequence & 0xFFFFFFFF, (sequence * 69069 + 1) & 0xFFFFFFFF]

    def emit(self, sender, flags, payload=b""):
        mine, peers = self.ends[sender], self.ends[1 - sender]
        frame = tcp(*mine, *peers, self.sequences[sender],
                    self.sequences[1 - sender] if flags & ACK else 0, flags, payload)
        self.sequences[sender] += len(payload) + (1 if flags & (SYN | FIN) else 0)
        return frame

    def open(self):
        return [self.emit(0, SYN), self.emit(1, SYN | ACK), self.emit(0, ACK)]

    def close(self):
        return [self.emit(0, FIN | ACK), self.emit(1, FIN | ACK), self.emit(0, ACK)]

    def send(self, from_client, payload, acknowledge=False):
        """Data in full segments; with `acknowledge` the other side acknowledges every second one."""
        sender = 0 if from_client else 1
        frames = []
        for start in range(0, len(payload), SEGMENT):
            last = start + SEGMENT >= len(payload)
            frames.append(self.emit(sender, ACK | PSH if last else ACK, payload[start:start + SEGMENT]))
            if acknowledge and (last or start // SEGMENT % 2):
                frames.append(self.emit(1 - sender, ACK))
        return frames


def mixed(random, begin, at_once):
    """Frames of `at_once` conversations at a time, in random turns; `begin()` makes a new one."""
    running = [begin() for _ in range(at_once)]
    while True:
        place = int(random.random() * at_once)
        frame = next(running[place], None)
        if frame is None:
            running[place] = begin()
        else:
            yield frame


def write_timed(path, timed):
    """A pcap file of (seconds, frame). It is written frame by frame, so little is in memory."""
    with open(path, "wb", buffering=1 << 20) as out:
        out.write(PCAP_HEADER)
        for now, frame in timed:
            seconds = int(now)
            out.write(record_header(START + seconds, int((now - seconds) * 1e6), len(frame), len(frame)))
            out.write(frame)


def write(path, frames, count, gap=0.0004):
    """The first `count` frames as a pcap file."""
    write_timed(path, ((number * gap, next(frames)) for number in range(count)))
