#!/usr/bin/env python3
"""Build the four captures beside this file: `python3 samples/seed/make.py [FOLDER]`.

Addresses, ports and times are those of the tables in Cisco's document about the fault, README.md
says what was added. The same arguments always give the same bytes.
"""

import sys
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import traversal_sip as sip  # noqa: E402
from capture_writer import Capture, Connection  # noqa: E402

C_HOST, C_PORT = "10.0.30.2", 27901
E_PUBLIC, E_LAN, ZONE_PORT = "64.100.0.10", "10.0.10.2", 7003
TRANSLATED = ("64.100.0.10", 4401)
UNTRANSLATED = (C_HOST, C_PORT)
PHONE = ("203.0.113.77", 51333)
PHONE_LAN = "192.168.1.20"
C_MARKS = {"received": E_PUBLIC, "rport": ZONE_PORT, "ingress_zone": "UCTraversal",
           "ingress_zone_id": 4}

# Seconds of 07:09 UTC, at C and at E; the two clocks differ.
OPTIONS_1 = (4.879232, 4.880560)
CHALLENGE = (4.882228, 4.882482)
ACK_1 = (4.882270, 4.883142)
OPTIONS_2 = (4.884037, 4.885368)
KEPT_ALIVE = (4.894490, 4.894747)
ACK_2 = (4.933990, 4.935008)
SERVICES = ((13.973915, 13.973986), (14.043677, 14.043931), (14.112227, 14.112481),
            (14.201224, 14.201478))
SYNS = ((27921, 13.979691, 13.980369), (27922, 14.049453, 14.050108),
        (27923, 14.118003, 14.118686), (27924, 14.207000, 14.207699))
ANSWERS = ((13.982, 13.983), (14.051762, 14.052762), (14.120312, 14.121312),
           (14.209309, 14.210309))
REGISTER_AT = 13.960
FORWARDED = (13.984210, 13.984464)
REGISTERED = (14.020500, 14.021500)

# Both ends tick alike in the document's tables: TSval 149210902 at 4.88, 149210992 at 13.97.
CLOCK = (149210902 - 4.85 * 9.9, 9.9)


def keep_alive(seen):
    """C's OPTIONS, refused for its old nonce, then accepted: (times, from C, bytes) each."""
    marks = {"received": seen[0], "rport": seen[1], "ingress_zone": "UCTraversal"}
    first = sip.options(C_HOST, E_PUBLIC, ZONE_PORT, cseq=38569, nonce="0" * 32,
                        branch="z9hG4bK0a1b2c3d4e5f60718293a4b5c6d7e8f9.0")
    second = sip.options(C_HOST, E_PUBLIC, ZONE_PORT)
    challenge = sip.challenge(first, digest=sip.Digest(realm="TraversalZone",
                                                       nonce="3b6f0c5e8a9d4f1792d0c4a7be51f863"),
                              **marks)
    return [(OPTIONS_1, True, first), (CHALLENGE, False, challenge), (ACK_1, True, None),
            (OPTIONS_2, True, second), (KEPT_ALIVE, False, sip.response(second, 200, "OK", **marks)),
            (ACK_2, True, None)]


def service(number, seen):
    """The SERVICE with this number; each has its own transaction."""
    return sip.service(E_PUBLIC, ZONE_PORT, sip.endpoint(*seen), cseq=4616 + number,
                       call_id=f"abcd1234567{8 + number}@127.0.0.1",
                       branch=f"z9hG4bK7b1f46a38d8350e90b498391{number}.1",
                       proxy_call_id=f"c2d10f7e-6b0f-4d55-8f6a-1f0b6a1a9e4{2 + number}",
                       msgid=f"1234567897{9 + number}")


def register():
    return sip.register(PHONE_LAN, PHONE[1], E_PUBLIC, client_host=C_HOST, digest=sip.Digest())


def failing_services():
    messages = []
    for number, (asked, answered) in enumerate(zip(SERVICES, ANSWERS)):
        request = service(number, TRANSLATED)
        refusal = sip.response(request, 408, "Request Timeout", **C_MARKS,
                               warning=sip.timeout_warning(C_HOST))
        messages += [(asked, False, request), (answered, True, refusal)]
    return messages


def working_service():
    """SERVICE is accepted, and the phone's REGISTER goes on to C and comes back."""
    request = service(0, UNTRANSLATED)
    forwarded = sip.forwarded_register(register(), E_PUBLIC, ZONE_PORT, received=PHONE[0],
                                       rport=PHONE[1])
    registered = sip.response(forwarded, 200, "OK", server="Cisco-CUCM11.0", **C_MARKS)
    return [(SERVICES[0], False, request), (ANSWERS[0], True, sip.response(
        request, 200, "OK", **C_MARKS)), (FORWARDED, False, forwarded), (REGISTERED, True, registered)]


def link_events(link, side, messages):
    """(time, what to do) for each message of the traversal connection as one side sees it."""
    events = []
    for times, from_client, payload in messages:
        when = times[side]
        if payload is None:
            events.append((when, partial(link.ack, from_client, when)))
        elif payload.startswith(b"SERVICE"):
            events.append((when, partial(send_service, link, side, payload, when)))
        else:
            events.append((when, partial(link.send, from_client, payload, when)))
    return events


def send_service(link, side, payload, when):
    """Three segments on C's side, each acknowledged; E's own capture is taken before segmentation."""
    if side == 1:
        link.send(False, payload, when, split=[2896], gap=0.000032)
        return
    for start, later, acked in ((0, 0, 61e-6), (1448, 428e-6, 450e-6), (2896, 480e-6, 510e-6)):
        last = start == 2896
        segment = payload[start:] if last else payload[start:start + 1448]
        link.send(False, segment, when + later, push=last)
        link.ack(True, when + acked)


def c_side(messages, broken):
    capture = Capture(["expc-eth0"])
    link = Connection(capture, (C_HOST, C_PORT), (E_PUBLIC, ZONE_PORT), clock=CLOCK)
    events = link_events(link, 0, messages)
    for port, syn, reset in SYNS if broken else ():
        attempt = Connection(capture, (C_HOST, port), TRANSLATED, clock=CLOCK)
        events.append((syn, partial(attempt.refused, syn, reset - syn)))
    return played(capture, events)


def e_side(messages, seen, broken):
    capture = Capture(["expe-eth0"])
    link = Connection(capture, seen, (E_LAN, ZONE_PORT), clock=CLOCK)
    phone = Connection(capture, PHONE, (E_LAN, 5061), clock=(7000, 1000))
    request = register()
    events = link_events(link, 1, messages)
    events.append((13.900, partial(phone.handshake, 13.900)))
    events.append((REGISTER_AT, partial(phone.send, True, request, REGISTER_AT)))
    events.append((REGISTER_AT + 0.0002, partial(phone.ack, False, REGISTER_AT + 0.0002)))
    if not broken:
        answer = sip.response(request, 200, "OK", received=PHONE[0], rport=PHONE[1],
                              ingress_zone="CollaborationEdgeZone", server="Cisco-CUCM11.0")
        events.append((14.0222, partial(phone.send, False, answer, 14.0222)))
    return played(capture, events)


def played(capture, events):
    for _, event in sorted(events, key=lambda item: item[0]):
        event()
    return capture


def captures():
    """File name and Capture, for each of the four."""
    broken = keep_alive(TRANSLATED) + failing_services()
    cured = keep_alive(UNTRANSLATED) + working_service()
    return {
        "expc-broken.pcapng": c_side(broken, True),
        "expe-broken.pcapng": e_side(broken, TRANSLATED, True),
        "expc-cured.pcapng": c_side(cured, False),
        "expe-cured.pcapng": e_side(cured, UNTRANSLATED, False),
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for name, capture in captures().items():
        capture.write(folder / name)
