"""The seed captures as they are in the field: TLS instead of clear text, classic pcap.

Addresses, ports and times are the seed's. Both sides of the traversal connection carry the same TLS
bytes; what differs between them are addresses, sequence numbers and segments.
"""

import struct
from functools import partial

import make as seed  # samples/seed/make.py
import traversal_sip as sip
from capture_writer import ETHERNET, Capture, Connection
from case_archives import CERTIFICATES
from case_messages import registered_to_phone
from tls_records import TlsBytes, der

# Handshake of the traversal connection, in seconds: at C, at E. The two clocks differ, as in the tables.
TCP_OPENED = (4.801, 4.802328)
FLIGHTS = ((4.8052, 4.806528), (4.8093, 4.809554), (4.8178, 4.819128), (4.8221, 4.822354))
PHONE_OPENED, PHONE_FLIGHTS = 13.900, (13.9053, 13.9081, 13.9302, 13.9337)
SNAPLEN = 262144


class Encrypted:
    """What both sides of the traversal connection see: (times, from client, bytes, is SERVICE)."""

    def __init__(self, broken):
        seen = seed.TRANSLATED if broken else seed.UNTRANSLATED
        told = seed.failing_services() if broken else seed.working_service()
        certificates = [[der(CERTIFICATES[name])] for name in ("expe", "expc")]
        link = TlsBytes("broken" if broken else "cured", *certificates)
        self.handshake = [(times, *flight) for times, flight in zip(FLIGHTS, link.handshake())]
        self.messages = [(times, from_client, payload and link.record(from_client, payload),
                          bool(payload) and payload.startswith(b"SERVICE"))
                         for times, from_client, payload in seed.keep_alive(seen) + told]

    def events(self, link, side):
        """(time, what to do), as seed.link_events."""
        yield TCP_OPENED[side], partial(link.handshake, TCP_OPENED[side], 0.0007)
        for times, from_client, flight in self.handshake:
            yield times[side], partial(send_flight, link, from_client, flight, times[side])
        for times, from_client, payload, is_service in self.messages:
            when = times[side]
            if payload is None:
                yield when, partial(link.ack, from_client, when)
            elif is_service:
                yield when, partial(seed.send_service, link, side, payload, when)
            else:
                yield when, partial(link.send, from_client, payload, when)


def send_flight(link, from_client, flight, when):
    """In segments that follow each other at once; the other end acknowledges the last."""
    frames = link.send(from_client, flight, when, gap=0.00003)
    link.ack(not from_client, when + 0.00003 * len(frames) + 0.0004)


def c_side(broken):
    capture = Capture(["eth0"])
    link = Connection(capture, (seed.C_HOST, seed.C_PORT), (seed.E_PUBLIC, seed.ZONE_PORT),
                      clock=seed.CLOCK)
    events = list(Encrypted(broken).events(link, 0))
    for port, syn, reset in seed.SYNS if broken else ():
        attempt = Connection(capture, (seed.C_HOST, port), seed.TRANSLATED, clock=seed.CLOCK)
        events.append((syn, partial(attempt.refused, syn, reset - syn)))
    return seed.played(capture, events)


def e_side(broken):
    capture = Capture(["eth0"])
    seen = seed.TRANSLATED if broken else seed.UNTRANSLATED
    link = Connection(capture, seen, (seed.E_LAN, seed.ZONE_PORT), clock=seed.CLOCK)
    events = [*Encrypted(broken).events(link, 1), *phone_events(capture, broken)]
    return seed.played(capture, events)


def phone_events(capture, broken):
    """The phone's own connection to E, which no key of anybody here decrypts either."""
    phone = Connection(capture, seed.PHONE, (seed.E_LAN, 5061), clock=(7000, 1000))
    link = TlsBytes("phone", [der(CERTIFICATES["expe"])])
    yield PHONE_OPENED, partial(phone.handshake, PHONE_OPENED)
    for when, (from_client, flight) in zip(PHONE_FLIGHTS, link.handshake()):
        yield when, partial(send_flight, phone, from_client, flight, when)
    request = seed.register()
    when = seed.REGISTER_AT
    yield when, partial(phone.send, True, link.record(True, request), when)
    yield when + 0.0002, partial(phone.ack, False, when + 0.0002)
    if not broken:
        yield 14.0222, partial(phone.send, False, link.record(False, registered_to_phone(request)), 14.0222)


def classic_pcap(capture):
    """The packets as tcpdump writes them: little-endian, microseconds."""
    blocks = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, SNAPLEN, ETHERNET)]
    for _, stamp, data, _ in capture.sections[0]["packets"]:
        seconds, rest = divmod(stamp, 10**9)
        blocks.append(struct.pack("<IIII", seconds, rest // 1000, len(data), len(data)) + data)
    return b"".join(blocks)


def captures():
    """{name without its folder: contents}."""
    return {f"eth0_diagnostic_logging_tcpdump0_{host}_{state}.pcap": classic_pcap(side(state == "broken"))
            for state in ("broken", "cured") for host, side in (("expc", c_side), ("expe", e_side))}
