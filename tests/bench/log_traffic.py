"""A diagnostic log of any size: what an Expressway-C logs of keep-alives, registrations and connections.

KINDS: `usual` has a fifth of SIP messages and half of developer modules' statements, 630 bytes an entry. `short`
has hardly any messages: connections, events and brief statements, 300 bytes an entry."""

import random

import traversal_sip as sip
from log_writer import Log

C, E, CUCM = "10.0.30.2", "64.100.0.10", "10.0.20.5"
BLOCK_ENTRIES = 4000
LEG = "ppcmains/sip/sipproxy/SipProxyLeg.cpp(10047)"


def exchange(log, draw):
    """A keep-alive or a SERVICE with its response, and what developer modules log about them."""
    local, remote = (C, draw.randrange(25000, 30000)), (E, draw.randrange(7001, 7005))
    keep_alive = draw.random() < 0.7
    if keep_alive:
        request = sip.options(C, E, remote[1], cseq=draw.randrange(1, 99999))
    else:
        request = sip.service(E, remote[1], local, cseq=draw.randrange(1, 99999))
    for message, sent in ((request, keep_alive), (sip.response(request, 200, "OK"), not keep_alive)):
        log.wait(draw.randrange(0, 40))
        action = "Sent" if sent else "Received"
        message_hash = draw.randrange(10 ** 18, 10 ** 19)
        log.summary(action, local, remote, "Sending Request Method=OPTIONS, CSeq=38570, "
                    f"Request-URI=sip:{E}:7001;transport=tls, Call-ID=3be07e0ceb19d6df@{C}, "
                    "From-Tag=c924fa30c7e5bdb2, To-Tag=", message_hash)
        log.message(action, local, remote, message, message_hash)
        for _ in range(draw.randrange(0, 6)):
            log.developer("developer.sip.leg", LEG, "SipProxyLeg::routeViaNettleIfNeeded",
                          'this="0xc76759f343ca" Type="Outbound"  routingViaNettle="false"  '
                          'twoInARow="false" isCall="false" isRefer="false" fromClusterPeer="false" '
                          'inboundZone=UC_Traversal (encryption-mode=on ice-mode=off) routeViaNettle="false"')


def usual(log, draw):
    exchange(log, draw)
    if draw.random() < 0.3:
        log.tcp((C, draw.randrange(25000, 30000)), (CUCM, 5060), "TCP Connecting")
    if draw.random() < 0.05:
        log.event("Authentication Failed", ("Service", "SIP"), ("Src-ip", C), ("Src-port", "25017"),
                  ("Detail", "Incorrect authentication credential for user"), ("Method", "OPTIONS"))


def short(log, draw):
    """A connection, what is said of it, and now and then an exchange of messages."""
    local = C, draw.randrange(25000, 30000)
    log.wait(draw.randrange(0, 40))
    for detail in ("TCP Connecting", "TCP Connection Established", "TCP Connection Closed"):
        log.tcp(local, (CUCM, 5060), detail)
        log.developer("developer.tcp", "ppcmains/oak/tcp/TcpSocket.cpp(512)", "TcpSocket::setState",
                      'this="0xc76759f343ca" State="Connected" Previous="Connecting" Reason="none" '
                      'Type="Outbound" isTls="false" Pending="0"')
    log.event("Registration Accepted", ("Service", "SIP"), ("Src-ip", C), ("Src-port", local[1]),
              ("Protocol", "TLS"), ("Detail", "Registration of a device of this zone was accepted"))
    if draw.random() < 0.05:
        exchange(log, draw)


KINDS = {"usual": usual, "short": short}


def block(seed, kind="usual"):
    """A few megabytes of log."""
    draw = random.Random(seed)
    log = Log()
    while len(log.entries) < BLOCK_ENTRIES:
        KINDS[kind](log, draw)
    return log.contents(), len(log.entries)


def write(path, size, kind="usual"):
    """Write a log of at least that many bytes; returns how many entries it has."""
    contents, entries = block(1, kind)
    times = -(-size // len(contents))
    with open(path, "wb") as file:
        for _ in range(times):
            file.write(contents)
    return times * entries


def write_entries(path, count):
    """Write a log of that many entries, the same few thousand again and again."""
    draw, log = random.Random(1), Log()
    while len(log.entries) < BLOCK_ENTRIES:
        exchange(log, draw)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            file.write(log.entries[number % len(log.entries)])
