"""Thousands of findings: SERVICEs in clear that fail, each after an attempt to connect that is refused, and
errors in a diagnostic log."""

import traffic
import traversal_sip as sip
from log_writer import Log
from scenarios import NUMBER, PORT, SERVER, packed
from traffic import ACK, RST, SYN, Connection, tcp

LOG_HOSTS = 200
GAP = 0.02


def messages(host, apparent):
    """SERVICE and its 408, with room for a number of 8 digits."""
    names = {"call_id": NUMBER + "4d3ef5d0d8", "branch": f"z9hG4bK{NUMBER}1a2b3c4d5e6f.1", "cseq": NUMBER}
    request = sip.service(SERVER, PORT, apparent, transport="TCP", body=b"", **names)
    return request, sip.response(request, 408, "Request Timeout", warning=sip.timeout_warning(host))


def failure(link, number, begin, host, apparent_port):
    """(seconds, frame) of one SERVICE that fails."""
    text = f"{10000000 + number}".encode()
    request, answer = (message.replace(NUMBER.encode(), text)
                       for message in messages(host, f"{SERVER}:{apparent_port}"))
    client, server, port = packed(host), packed(SERVER), 30000 + number % 30000
    yield from ((begin, frame) for frame in link.send(False, request))
    yield begin + 0.002, tcp(client, port, server, apparent_port, number, 0, SYN)
    yield begin + 0.003, tcp(server, apparent_port, client, port, 0, number + 1, RST | ACK)
    yield from ((begin + 0.010, frame) for frame in link.send(True, answer))


def connections(count):
    """Connections with one failure each, 50 of each host."""
    for number in range(count):
        host = f"10.1.{number // 12500 % 250}.{1 + number // 50 % 250}"
        link = Connection((packed(host), 25000 + number % 50), (packed(SERVER), PORT), number * 7919)
        yield from ((number * GAP, frame) for frame in link.open())
        yield from failure(link, number, number * GAP + 0.001, host, 20000 + number % 40000)


def services(count):
    """One connection with all failures."""
    host = "10.1.0.1"
    link = Connection((packed(host), 25000), (packed(SERVER), PORT), 7919)
    yield from ((0, frame) for frame in link.open())
    for number in range(count):
        yield from failure(link, number, 1 + number * GAP, host, 4401)


def write_packets(flood):
    """A function that writes the flood of `count` to a path."""
    return lambda path, count: traffic.write_timed(path, flood(count))


def write_log(path, count):
    """A log of `count` TLS negotiations that failed, of many hosts."""
    logs = [Log(host=f"exp{number}") for number in range(LOG_HOSTS)]
    with open(path, "w", encoding="utf-8") as out:
        for number in range(count):
            log = logs[number % LOG_HOSTS]
            log.wait(LOG_HOSTS)
            log.event("Inbound TLS Negotiation Error", ("Service", "SIP"), ("Src-ip", "10.0.30.2"),
                      ("Src-port", str(25000 + number % 5000)), ("Dst-ip", SERVER), ("Dst-port", "7001"),
                      ("Detail", f"unknown ca {number}"), ("Protocol", "TLS"))
            out.write(log.entries.pop())
