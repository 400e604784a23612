"""A firewall that resets connections in the handshake: it answers the first data of each with RST to both ends, in the
name of the other end. The rules of the firewall drop that data."""

from __future__ import annotations

import json
import socket
import struct
import sys
import threading
from pathlib import Path

import link

RST_ACK = 0x14


def checksum(data: bytes) -> int:
    data += bytes(len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def reset(source, destination, sequence: int, acknowledged: int) -> bytes:
    """An IPv4 packet with RST from source to destination, both (host, port)."""
    hosts = socket.inet_aton(source[0]) + socket.inet_aton(destination[0])
    head = struct.pack("!HHIIBBHHH", source[1], destination[1], sequence, acknowledged, 0x50, RST_ACK, 0, 0, 0)
    tcp = head[:16] + struct.pack("!H", checksum(hosts + struct.pack("!BBH", 0, 6, 20) + head)) + head[18:]
    return struct.pack("!BBHHHBBH", 0x45, 0, 40, 0, 0, 255, 6, 0) + hosts + tcp


def watch(config) -> None:
    raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
    tap = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800))
    tap.bind((config["interface"], 0x0800))
    link.announce("listening")
    while True:
        packet = tap.recv(65536)
        tcp = packet[(packet[0] & 15) * 4:]
        if packet[9] != 6:
            continue
        source, destination, sequence, acknowledged, offset = struct.unpack("!HHIIB", tcp[:13])
        size = len(tcp) - (offset >> 4) * 4
        if destination != config["port"] or size == 0:
            continue
        client = (socket.inet_ntoa(packet[12:16]), source)
        server = (socket.inet_ntoa(packet[16:20]), destination)
        raw.sendto(reset(server, client, acknowledged, sequence + size), (client[0], 0))
        real = (config["real_server"], destination)
        raw.sendto(reset(client, real, sequence, acknowledged), (real[0], 0))


def main() -> None:
    config = json.loads(Path(sys.argv[1]).read_text())
    threading.Thread(target=watch, args=(config,), daemon=True).start()
    sys.stdin.readline()


if __name__ == "__main__":
    main()
