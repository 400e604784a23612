"""What several entries of a log say together has failed, and logs that look alike where nothing has."""

import base64

import pytest

BESIDE = ("log_negotiation_failed", "log_authentication_failed", "log_error", "undetermined", "own_address")
C, E, OTHER_E, PHONE, SCANNER = "10.1.30.20", "198.51.100.20", "198.51.100.21", "203.0.113.130", "192.0.2.66"
END = ' Level="1" '


class Log:
    """Lines of logs, a second or more apart."""

    def __init__(self):
        self.lines = []
        self.now = 0.0

    def line(self, text, host="expc", process="tvcs", after=1.0):
        self.now += after
        second = int(self.now)
        time = f"{8 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        milli = int(self.now * 1000) % 1000
        utc = f'UTCTime="2026-03-10 {time},{milli:03}"'
        name = f"{process}: " if process else ""
        self.lines.append(f"2026-03-10T{time}.{milli:03}+00:00 {host} {name}{text.replace('UTC', utc)}\n")
        return self

    def tcp(self, detail, client, server, reason="", **how):
        reason = f' Reason="{reason}"' if reason else ""
        (source, source_port), (destination, port) = client, server
        return self.line(f'UTC Module="network.tcp" Level="DEBUG":  Src-ip="{source}" Src-port="{source_port}" '
                         f'Dst-ip="{destination}" Dst-port="{port}" Detail="TCP {detail}"{reason}', **how)

    def failed(self, port, server=E, after=100, lasts=10.1, **how):
        ends = (C, port), (server, 7001)
        return self.tcp("Connecting", *ends, after=after, **how).tcp("Connection Failed", *ends, after=lasts,
                                                                    **how)

    def established(self, client, server, after=1.0, **how):
        return self.tcp("Connecting", client, server, after=after, **how).tcp(
            "Connection Established", client, server, after=0.004, **how)

    def event(self, kind, client, server, detail, more="", **how):
        return self.line(f'Event="{kind}" Service="SIP" Src-ip="{client[0]}" Src-port="{client[1]}" '
                         f'Dst-ip="{server[0]}" Dst-port="{server[1]}" Detail="{detail}" Protocol="TLS"{more}'
                         f'{END}UTC', **how)

    def request(self, client, domain="example.org", host="expe"):
        path = base64.b64encode(f"{domain}/https/cucm.{domain}/8443".encode()).decode()
        return self.line(f'UTC Module="network.http.trafficserver" Level="INFO": Detail="Receive Request" '
                         f'Txn-id="31" Src-ip="{client[0]}" Src-port="{client[1]}" '
                         f'Msg="GET https://expe.example.org:8443/{path}/get_edge_config HTTP/1.1"',
                         host, "traffic_server[1]")

    def response(self, client, status, host="expe"):
        return self.line(f'UTC Module="network.http.trafficserver" Level="INFO": Detail="Sending Response" '
                         f'Txn-id="31" Dst-ip="{client[0]}" Dst-port="{client[1]}" Msg="HTTP/1.1 {status}"',
                         host, "traffic_server[1]")

    def bytes(self):
        return "".join(sorted(self.lines, key=lambda line: line[:23])).encode()


def found(wireshark, log, *options):
    path = wireshark.save_bytes(log.bytes(), ".txt")
    return [one for one in wireshark.findings(path, *options) if one["key"] not in BESIDE]


def keys(wireshark, log):
    assert found(wireshark, log) == found(wireshark, log, "-2")
    return [(one["key"], one["severity"], one["confidence"]) for one in found(wireshark, log)]


UNREACHABLE = ("zone_unreachable", "error", "proven")


# --- the zone ---------------------------------------------------------------------------------------------

def test_two_failed_attempts(wireshark):
    one, = found(wireshark, Log().failed(25101).failed(25102))
    assert one["key"] == "zone_unreachable" and f"{E}:7001" in one["seen"]
    assert one["frames"] == [1, 2, 3, 4]


def test_a_single_attempt(wireshark):
    assert keys(wireshark, Log().failed(25101)) == [("zone_unreachable", "note", "probable")]


def test_a_zone_that_is_closed_for_a_time(wireshark):
    log = Log().established((C, 25100), (E, 7001)).tcp("Connection Closed", (C, 25100), (E, 7001))
    log.failed(25101, lasts=0.1).failed(25102, lasts=0.1)
    assert keys(wireshark, log) == [UNREACHABLE]
    assert keys(wireshark, log.established((C, 25103), (E, 7001))) == []


@pytest.mark.parametrize("log", [
    Log().failed(25101, lasts=0.1),
    Log().failed(25101).established((C, 25102), (E, 7001)),
    Log().failed(25101).established((C, 25102), (E, 7001)).failed(25103),
    Log().failed(25101, after=1, lasts=0.1).failed(25101, after=1, lasts=0.1),  # one attempt, told of twice
    Log().tcp("Connecting", (C, 25101), (E, 7001)).tcp("Connecting", (C, 25102), (E, 7001), after=120),
    Log().tcp("Connection Failed", (C, 25101), (E, 5061)).tcp("Connection Failed", (C, 25102), (E, 5061)),
], ids=("one refused", "then established", "established between", "the same", "outcome unknown", "another port"))
def test_no_attempts_that_prove_it(wireshark, log):
    assert keys(wireshark, log) == []


def test_a_zone_that_works_again(wireshark):
    log = Log().failed(25101).failed(25102).established((C, 25103), (E, 7001))
    assert keys(wireshark, log) == [("zone_unreachable", "note", "proven")]


def test_a_peer_of_a_cluster_that_is_down(wireshark):
    log = Log().established((C, 25100), (OTHER_E, 7001)).failed(25101).failed(25102)
    assert keys(wireshark, log) == [UNREACHABLE]


def test_two_addresses_in_turn(wireshark):
    log = Log().failed(25101)
    for port in (25102, 25104):
        ends = (C, port), (OTHER_E, 7001)
        log.established(*ends).tcp("Connection Closed", *ends, "Got EOF on socket", after=40).failed(port + 1)
    assert keys(wireshark, log) == [("wrong_address", "note", "probable")]


def alarm(log, number, detail="text"):
    return log.line(f'Level="WARN" Event="Alarm Raised" Id="{number}" UUID="3e0c" Severity="warning" '
                    f'Detail="{detail}" UTC', process="alarm")


def test_an_alarm_that_another_finding_explains(wireshark):
    assert keys(wireshark, alarm(Log(), 45010)) == [("alarm", "note", "proven")]
    assert keys(wireshark, alarm(Log().failed(25101).failed(25102), 45010)) == [UNREACHABLE]
    assert keys(wireshark, alarm(Log().failed(25101).failed(25102), 30020)) == [UNREACHABLE,
                                                                                ("alarm", "note", "proven")]


# --- handshakes -------------------------------------------------------------------------------------------

NAME = "Peer's TLS certificate identity was unacceptable"
CUT_OFF = "No SSL error available, probably remote disconnect"


def openssl(log, server, local, remote, error, reason="", **how):
    return log.line(
        f'UTC Module="developer.ssl" Level="ERROR" CodeLocation="ttssl_openssl.cpp(68)" '
        f'Method="::TTSSLErrorOutput" Thread="0x7f5a":  TTSSL_continueHandshake: Failed to establish SSL '
        f'connection iResult="0" error="{error}" bServer="{server}" '
        f"localAddress=\"['IPv4''TCP''{local[0]}:{local[1]}']\" "
        f"remoteAddress=\"['IPv4''TCP''{remote[0]}:{remote[1]}']\" "
        f'ssl_error_reason="error:{reason}"', **how)


@pytest.mark.parametrize("order", ((0, 1, 2), (1, 0, 2), (2, 1, 0)))
def test_three_entries_are_one_failure(wireshark, order):
    ends = (C, 25101), (E, 7001)
    log = Log()
    tell = (lambda: log.event("Outbound TLS Negotiation Error", *ends, "tlsv1 alert unknown ca", after=0.001),
            lambda: openssl(log, "false", *ends, 1, "14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca",
                            after=0.001),
            lambda: log.tcp("Connection Closed", *ends, "tlsv1 alert unknown ca", after=0.001))
    for index in order:
        tell[index]()
    one, = found(wireshark, log)
    assert (one["key"], one["severity"], one["frames"]) == ("tls_untrusted", "error", [1, 2, 3])
    assert "Expressway-E" in one["seen"] and "tlsv1 alert unknown ca" in one["seen"]


def cut_off(log, kind, client, server, **how):
    return log.event(f"{kind} TLS Negotiation Error", client, server, CUT_OFF, **how).tcp(
        "Connection Closed", client, server, "Got EOF on socket", after=0.001, **how)


def test_cut_off_needs_an_end(wireshark):
    ends = (C, 25101), (E, 7001)
    assert keys(wireshark, cut_off(Log(), "Outbound", *ends)) == [("inspection", "note", "probable")]
    assert keys(wireshark, Log().event("Outbound TLS Negotiation Error", *ends, CUT_OFF)) == []


def accepted(log, server, client, host="expe"):
    """OPTIONS got 200."""
    return log.line(f'UTC Module="network.sip" Level="INFO":  Action="Sent" Local-ip="{server[0]}" '
                    f'Local-port="{server[1]}" Dst-ip="{client[0]}" Dst-port="{client[1]}" '
                    f'Detail="Sending Response Code=200, Method=OPTIONS, CSeq=1"', host)


def test_a_handshake_before_a_restart(wireshark):
    server = ("10.1.10.20", 7001)
    once = cut_off(Log(), "Inbound", (C, 25101), server, host="expe")
    assert keys(wireshark, once) == [("inspection", "note", "probable")]
    assert keys(wireshark, accepted(once, server, (C, 25102))) == []
    probe = cut_off(accepted(Log(), server, (C, 25102)), "Inbound", ("10.1.10.7", 40001), server, host="expe")
    assert keys(wireshark, probe) == []


@pytest.mark.parametrize("first", ("expc", "expe"))
def test_the_other_log_knows_why(wireshark, first):
    """C rejects E's name and resets the connection: E's log says only that it ended."""
    ends = (C, 25101), (E, 7001)
    log = Log()
    for host in (first, "expe" if first == "expc" else "expc"):
        if host == "expc":
            log.event("Outbound TLS Negotiation Error", *ends, NAME, ' Common-name="expe"', after=0.01)
        else:
            cut_off(log, "Inbound", *ends, host="expe")
    assert keys(wireshark, log) == [("tls_name", "error", "proven")]


def test_phones_that_are_scanners(wireshark):
    ends = (SCANNER, 4001), ("10.1.10.20", 5061)
    log = Log().request((PHONE, 52200))
    assert keys(wireshark, cut_off(log, "Inbound", *ends, host="expe")) == []


def test_phones_that_do_not_trust_it_and_scanners(wireshark):
    def rejected(client):
        return Log().request((PHONE, 52200)).event("Inbound TLS Negotiation Error", (client, 4001),
                                                   ("10.1.10.20", 5061), "tlsv1 alert unknown ca", host="expe")
    assert keys(wireshark, rejected(PHONE)) == [("tls_untrusted", "warning", "proven")]
    assert keys(wireshark, rejected(SCANNER)) == []


@pytest.mark.parametrize("is_first", (True, False))
def test_a_scanner_of_the_zone(wireshark, is_first):
    """E has a client that works; another one comes from outside, without a certificate."""
    server = ("10.1.10.20", 7001)

    def scan(log):
        return log.event("Inbound TLS Negotiation Error", (SCANNER, 4001), server, "no certificate returned",
                         host="expe")
    log = scan(Log()) if is_first else Log()
    log = sip(log, f"OPTIONS sip:expe SIP/2.0\nVia: SIP/2.0/TLS {C}:5061;egress-zone=UCTraversal;branch=z9hG4bK1"
              ";proxy-call-id=1;rport\nCall-ID: 1@c\nCSeq: 1 OPTIONS\nFrom: <sip:c>;tag=1\nTo: <sip:e>\n"
              "Content-Length: 0", False, server, (C, 25101))
    assert keys(wireshark, log if is_first else scan(log)) == []
    assert keys(wireshark, scan(Log())) == [("tls_no_certificate", "error", "proven")]


def idle(log, client, port=4211):
    ends = (client, port), ("10.1.10.20", 5061)
    return log.established(*ends, host="expe").tcp("Connection Closed", *ends, "Idle countdown expired",
                                                   after=18, host="expe")


def test_idle_phones_and_idle_scanners(wireshark):
    inspection = [("inspection", "note", "probable")]
    assert keys(wireshark, idle(Log().request((PHONE, 52200)), PHONE)) == inspection
    assert keys(wireshark, idle(Log(), PHONE).request((PHONE, 52200))) == inspection
    assert keys(wireshark, idle(Log(), PHONE)) == inspection  # an excerpt
    assert keys(wireshark, idle(Log().request((PHONE, 52200)), SCANNER)) == []
    assert keys(wireshark, idle(Log(), SCANNER).request((PHONE, 52200))) == []
    assert keys(wireshark, idle(idle(Log(), SCANNER), PHONE, 4300).request((PHONE, 52200))) == inspection


# --- HTTPS ------------------------------------------------------------------------------------------------

def test_a_domain_that_is_refused(wireshark):
    log = Log().request((PHONE, 52200)).line(
        f'Event="Sending HTTP error response" Status="403" Reason="Forbidden" Dst-ip="{PHONE}" '
        f'Dst-port="52200"{END}UTC', "expe", "traffic_server[1]")
    one, = found(wireshark, log)
    assert one["key"] == "domain_refused" and "example.org" in one["seen"]
    # The same domain is served: only the allow list refuses a part.
    assert keys(wireshark, log.request((PHONE, 52201)).response((PHONE, 52201), "200 OK")) == []


@pytest.mark.parametrize("status", ("403 Forbidden", "502 connect failed", "404 Not Found", "401 Unauthorized"))
def test_answers_that_say_nothing(wireshark, status):
    assert keys(wireshark, Log().request((PHONE, 52200)).response((PHONE, 52200), status)) == []


def test_a_certificate_that_is_accepted_all_the_same(wireshark):
    text = ("[ET_NET 0] WARNING: Core server certificate verification failed for (cucm). Action=Continue "
            "Error=self signed certificate server=cucm(10.1.40.11) depth=0")
    for action, expected in (("Continue", []), ("Terminate", [("https_certificate", "error", "proven")])):
        log = Log().line("UTC text").line(text.replace("Continue", action), process="traffic_server[1]")
        assert keys(wireshark, log) == expected


def test_a_line_of_a_thread_is_an_entry(wireshark):
    log = Log().line("UTC text").line("[ET_NET 1]ERROR:SSL connection failed for 'cucm':error:14094418: SSL "
                                      "routines:ssl3_read_bytes:tlsv1 alert unknown ca", process="traffic_server[1]")
    data = log.bytes().replace(b"traffic_server[1]: ", b"traffic_server[1]:")
    path = wireshark.save_bytes(data, ".txt")
    assert wireshark.fields(path, None, "frame.number", "expressway.log.level") == [("1", ""), ("2", "ERROR")]


def user(log, detail):
    return log.line(f'UTC Module="developer.edgeconfigprovisioning.server" Level="DEBUG" Detail="{detail}" '
                    f"Username=\"mia\" Server=\"('https', '10.1.40.11', 8443)\"", process="edgeconfigprovisioning")


def test_a_user_who_mistyped(wireshark):
    log = user(Log(), "Failed to authenticate user against server")
    assert keys(wireshark, log) == [("user_refused", "warning", "proven")]
    assert keys(wireshark, user(log, "Authenticated user successfully")) == [("user_refused", "note", "proven")]


def test_credentials_that_are_right_now(wireshark):
    log = Log().line(f'Event="Authentication Failed" Service="SIP" Src-ip="{C}" Src-port="25101" '
                     f'Detail="Incorrect authentication credential for user" Protocol="TLS" '
                     f'Method="OPTIONS"{END}UTC', "expe")
    assert keys(wireshark, log) == [("zone_credentials", "error", "proven")]
    log.line(f'UTC Module="network.sip" Level="INFO":  Action="Sent" Local-ip="10.1.10.20" Local-port="7001" '
             f'Dst-ip="{C}" Dst-port="25101" Detail="Sending Response Code=200, Method=OPTIONS, CSeq=1"', "expe")
    assert keys(wireshark, log) == [("zone_credentials", "note", "proven")]


# --- registrations ----------------------------------------------------------------------------------------

@pytest.mark.parametrize("reason, protocol, user, is_told", [
    ("Unknown domain", "TLS", "sip:mia@example.org", True),
    ("Unknown domain", "UDP", "sip:100@example.org", False),
    ("Unknown domain", "TLS", "sip:100@198.51.100.20", False),
    ("Not permitted by policy", "TLS", "sip:mia@example.org", False),
])
def test_registrations_that_scanners_try(wireshark, reason, protocol, user, is_told):
    log = Log().line(f'Event="Registration Rejected" Reason="{reason}" Service="SIP" Src-ip="{PHONE}" '
                     f'Src-port="52110" Protocol="{protocol}" AOR="{user}"{END}UTC', "expe")
    assert keys(wireshark, log) == ([("register_refused", "error", "proven")] if is_told else [])


def sip(log, text, is_sent, local, remote):
    """A message as the log has it."""
    action, way = ("Sent", "Dst") if is_sent else ("Received", "Src")
    return log.line(f'UTC Module="network.sip" Level="DEBUG":  Action="{action}" Local-ip="{local[0]}" '
                    f'Local-port="{local[1]}" {way}-ip="{remote[0]}" {way}-port="{remote[1]}" '
                    f'Msg-Hash="1{len(log.lines)}"\n SIPMSG:\n |' + text.replace("\n", "\n ") + "\n \n |")


VIA = "Via: SIP/2.0/TLS {}:{};egress-zone={};branch=z9hG4bK1;proxy-call-id=1;rport\n"


def transaction(method, status, route="", warning="", zone="UCTraversal"):
    """A request that E sends and C answers."""
    via = VIA.format(E, 7001, zone)
    headers = (f"Call-ID: 1@phone\nCSeq: 1 {method}\nFrom: <sip:mia@example.org>;tag=1\n"
               f"To: <sip:bob@example.org>\n")
    log = sip(Log(), f"{method} sip:bob@example.org SIP/2.0\n{via}{headers}{route}Max-Forwards: 9\n"
              "Content-Length: 0", False, (C, 25101), (E, 7001))
    return sip(log, f"SIP/2.0 {status}\n{via}{headers}{warning}Content-Length: 0", True, (C, 25101), (E, 7001))


POLICY = f'Warning: 399 {C}:5061 "Policy Response"\n'
ROUTE = "Route: <sip:cucm.example.org;lr>\n"


@pytest.mark.parametrize("status, route, warning, is_told", [
    ("404 Not Found", ROUTE, POLICY, True),
    ("404 Not Found", "", POLICY, False),
    ("404 Not Found", ROUTE, "", False),
    ("403 Forbidden", ROUTE, POLICY, False),
])
def test_calls_that_a_policy_refuses(wireshark, status, route, warning, is_told):
    log = transaction("INVITE", status, route, warning)
    assert keys(wireshark, log) == ([("preloaded_routes", "note", "probable")] if is_told else [])


@pytest.mark.parametrize("status, warning, zone, expected", [
    ("405 Method Not Allowed", 'Warning: 399 cucm "SIP trunk disallows REGISTER"\n', "Hand", "proven"),
    ("403 Forbidden", 'Warning: 399 cucm "SIP OAuth Registration port Mismatch"\n', "CEOAuth-cucm", "proven"),
    ("403 Forbidden", "", "CEtls-cucm", "probable"),
    ("403 Forbidden", "", "UCTraversal", None),
    ("401 Unauthorized", "", "CEtls-cucm", None),
    ("423 Interval Too Brief", "", "CEtls-cucm", None),
    ("405 Method Not Allowed", "", "Hand", None),
])
def test_registers_that_are_refused(wireshark, status, warning, zone, expected):
    assert [one[2] for one in keys(wireshark, transaction("REGISTER", status, "", warning, zone))
            if one[0] == "register_refused"] == ([expected] if expected else [])
