"""Logs about what uses the zone: SSH tunnels, HTTPS, registrations, XMPP, users, alarms."""

import base64

import traversal_sip as sip
from told import (C_HOST, CUCM, CUCM_NAME, DOMAIN, E_HOST, E_LAN, E_NAME, PHONE, USER, ZONE_PORT, Scene, alarm,
                  probable, proven)

LOOPBACK = "127.0.0.1"
ATS = "traffic_server[4711]"
NEW_FORMS = ("x14",)  # the traffic server verifies certificates since then
TRACE = "5d1f3b90-6c2e-4a77-9b1c-08e4f2a7d366"


def path_of(port):
    """The request's target as E passes it to C."""
    return base64.b64encode(f"{DOMAIN}/https/{CUCM_NAME}/{port}".encode()).decode()


def http(log, when, detail, text, number=31, **more):
    """The INFO form: the first line of a request or a response."""
    told = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in more.items())
    log.module(when, "network.http.trafficserver", "INFO", f'Detail="{detail}" Txn-id="{number}" TrackingID="{TRACE}" '
                                                           f'{told} Msg="{text}"', ATS)


def asked(log, when, port, name="users.cnf.xml"):
    http(log, when, "Receive Request", f"GET http://{C_HOST}:8443/{path_of(port)}/{name} HTTP/1.1", Src_ip=LOOPBACK,
         Src_port=41022, Last_via_addr="")
    http(log, when + 0.006, "Sending Request", f"GET /{name} HTTP/1.1", Dst_ip=CUCM, Dst_port=port)


def answered(log, when, status):
    http(log, when, "Sending Response", f"HTTP/1.1 {status} ", Dst_ip=LOOPBACK, Dst_port=41022)


def ats(log, when, level, text, glued=False):
    """A line of the traffic server itself: neither module nor attributes, and no UTCTime. Some have no blanks."""
    if glued:
        log.entry(when, f"[ET_NET 2]{level}:{text}", None)
        moment, told = log.entries[-1]
        log.entries[-1] = (moment, told.replace("expc [ET", f"expc {ATS}:[ET", 1))
    else:
        log.entry(when, f"[ET_NET 2] {level}: {text}", ATS)


def core_refuses(reason, depth):
    def write(log):
        asked(log, 6, 6972)
        ats(log, 6.02, "WARNING", f"Core server certificate verification failed for ({CUCM_NAME}). Action=Terminate "
            f"Error={reason} server={CUCM_NAME}({CUCM}) depth={depth}")
        ats(log, 6.02, "ERROR", f"SSL connection failed for '{CUCM_NAME}': error:1416F086:SSL routines:"
            "tls_process_server_certificate:certificate verify failed")
        answered(log, 6.03, "502 connect failed")
    return write


def core_name(log):
    asked(log, 6, 8443)
    ats(log, 6.02, "WARNING", f"SNI ({CUCM_NAME}) not in certificate. Action=Terminate server={CUCM_NAME}({CUCM})")
    ats(log, 6.02, "ERROR", f"SSL connection failed for '{CUCM_NAME}': error:1416F086:SSL routines:"
        "tls_process_server_certificate:certificate verify failed")
    answered(log, 6.03, "502 connect failed")


def core_rejects(log):
    asked(log, 6, 6972)
    request = (f"GET /users.cnf.xml HTTP/1.1\r\nHost: {CUCM_NAME}:6972\r\nAccept: */*\r\nClient-ip: {PHONE}\r\n\r\n")
    log.http(6.01, ATS, "Sending Request", request.encode(), Txn_id=31, Dst_ip=CUCM, Dst_port=6972)
    ats(log, 6.02, "ERROR", f"SSL connection failed for '{CUCM_NAME}':error:14094418:SSL routines:ssl3_read_bytes:"
        "tlsv1 alert unknown ca", glued=True)
    answered(log, 6.03, "502 connect failed")


def core_is_down(log):
    """Not a matter of certificates."""
    asked(log, 6, 8443)
    ats(log, 66, "ERROR", f"connection to '{CUCM_NAME}' timed out")
    answered(log, 66.01, "502 connect failed")


def no_next_hop(log):
    http(log, 6, "Receive Request", f"GET https://{E_NAME}:8443/{path_of(8443)}/get_edge_config HTTP/1.1", Src_ip=PHONE,
         Src_port=52110)
    http(log, 6.4, "Sending Response", "HTTP/1.1 502 Next Hop Connection Failed", Dst_ip=PHONE, Dst_port=52110)


def port_forwarding(log):
    log.module(6, "developer.application", "ERROR",
               'Detail="Application failed - An unexpected software error was detected in portforwarding.pyc"',
               "management")


def tunnel_alarm(log):
    alarm(log, 6, 35013, "error", f"SSH tunnel failure: no tunnel to {E_NAME}")


def idle_countdown(log):
    """The same client uses 8443, so it is not a scanner."""
    for number in range(2):
        when, source = 6 + 40 * number, (PHONE, 52110 + number)
        http(log, when - 1, "Receive Request", f"GET https://{E_NAME}:8443/{path_of(8443)}/get_edge_config HTTP/1.1",
             31 + number, Src_ip=PHONE, Src_port=52200 + number)
        for after, detail in ((0, "TCP Connecting"), (0.002, "TCP Connection Established")):
            log.tcp(when + after, source, (E_LAN, 5061), detail)
        log.tcp(when + 18.4, source, (E_LAN, 5061), "TCP Connection Closed", Reason="Idle countdown expired")


def registration(log, status, reason, warning, zone):
    """REGISTER goes to CUCM and is refused; E gets the same answer. The SERVICE before it got 200."""
    link = ((C_HOST, 25101), (E_HOST, ZONE_PORT))
    asking = sip.service(E_HOST, ZONE_PORT, f"{C_HOST}:25101", date="Tue, 10 Mar 2026 08:30:06 GMT", sip_domain=DOMAIN)
    marks = {"received": E_HOST, "rport": ZONE_PORT, "ingress_zone": "UCTraversal", "ingress_zone_id": 4}
    log.sip(6, False, *link, asking)
    log.sip(6.01, True, *link, sip.response(asking, 200, "OK", **marks))
    register = sip.register("192.168.7.20", 52110, E_HOST, client_host=C_HOST, digest=sip.Digest(), sip_domain=DOMAIN,
                            user=USER)
    forwarded = sip.forwarded_register(register, E_HOST, ZONE_PORT, received=PHONE, rport=52110)
    log.sip(6.02, False, *link, forwarded)
    first, headers, body = sip.split_headers(forwarded)
    own = sip.traversal_via(C_HOST, 5060, zone, "z9hG4bK5c0ffee5c0ffee5c0ffee5c0ffee5c0f.1",
                            "7d1c5a0e-41f2-4a8b-9c66-0b5d3e2f1a90", "TCP")
    onward = sip.message(first, [("Via", own), *headers], body)
    core = ((C_HOST, 25040), (CUCM, 5060))
    log.sip(6.03, True, *core, onward)
    extra = [("Warning", warning)] if warning else []
    log.sip(6.05, False, *core, sip.response(onward, status, reason, server="Cisco-CUCM14.0", extra_headers=extra))
    log.sip(6.06, True, *link, sip.response(forwarded, status, reason, server="Cisco-CUCM14.0", extra_headers=extra,
                                            **marks))


def trunk_port(log):
    registration(log, 405, "Method Not Allowed", '399 cucm1 "SIP trunk disallows REGISTER"', "CUCMtrunk")


def oauth_port(log):
    registration(log, 403, "Forbidden", '399 cucm1 "SIP OAuth Registration port Mismatch"', f"CEOAuth{CUCM_NAME}")


def unknown_domain(log):
    log.event(6, "Registration Rejected", Reason="Unknown domain", Service="SIP", Src_ip=PHONE, Src_port=52110,
              Protocol="TLS", AOR=f"sip:{USER}@{DOMAIN}")


def xmpp(log, when, level, code, text):
    log.entry(when, f'UTCTime="{log.utc(when)}" ThreadID="140211805742848" Module="Jabber" Level="{level}" '
                    f'CodeLocation="{code}" Detail="{text}"', "XCP_JABBERD[5122]")


def xmpp_refused(log):
    for number in range(3):
        when = 6 + 20 * number
        xmpp(log, when, "INFO ", "mio.c:1109", f"Connecting on fd 31 to host '{E_HOST}', port 7400")
        xmpp(log, when + 0.004, "ERROR", "mio.c:1121",
             f"Unable to connect to host '{E_HOST}', port 7400:(111) Connection refused")
        xmpp(log, when + 0.004, "ERROR", "base_connection.cpp:104",
             "Failed to connect to component jabberd-port-1.expe-example-org")


def xmpp_name(log):
    xmpp(log, 6, "INFO ", "mio.c:1109", f"Connecting on fd 31 to host '{E_HOST}', port 7400")
    xmpp(log, 6.02, "WARN ", "mio.c:1402", f"reverse DNS lookup failed for address={E_HOST}")
    xmpp(log, 6.02, "ERROR", "mio.c:1437",
         f"Certificate verification failed for host={E_HOST}, additional info: Invalid Hostname")


def domain_refused(log):
    response = b"HTTP/1.1 403 Forbidden\r\nServer: CE_E\r\nContent-Length: 0\r\n\r\n"
    http(log, 6, "Receive Request", f"GET https://{E_NAME}:8443/{path_of(8443)}/get_edge_config HTTP/1.1", Src_ip=PHONE,
         Src_port=52110)
    log.event(6.01, "Sending HTTP error response", ATS, Status=403, Reason="Forbidden", Dst_ip=PHONE, Dst_port=52110)
    log.http(6.01, ATS, "Sending Response", response, Txn_id=31, Dst_ip=PHONE, Dst_port=52110)


def user_refused(log):
    server = f"('https', '{CUCM}', 8443)"
    response = ("HTTP/1.1 401 Unauthorized\r\nCache-Control: private\r\nContent-Type: text/html;charset=utf-8\r\n"
                'WWW-Authenticate: Basic realm="Cisco Web Services Realm"\r\n\r\n').encode()
    url = f"https://{CUCM}:8443/cucm-uds/user/{USER}/devices"
    log.entry(6, f'UTCTime="{log.utc(6)}" Module="network.http.edgeconfigprovisioning" Level="DEBUG":  '
                 f'Action="Received" Request-url="{url}"', "edgeconfigprovisioning",
              [" HTTPMSG:", *(" |" * (number == 0) + " " * (number > 0) + line for number, line in
                              enumerate(response.decode().split("\r\n")[:-1])), " |"])
    for told in (f'UTCTime="{log.utc(6.004)}" Module="developer.edgeconfigprovisioning.server" Level="DEBUG" '
                 'CodeLocation="edgeprotocol(1018)" ', 'Level="INFO" '):
        log.entry(6.004, f'{told}Detail="Failed to authenticate user against server" Username="{USER}" '
                         f'Server="{server}" Reason="<twisted.python.failure.Failure exceptions.Exception>"'
                         + ("" if told.startswith("UTC") else f' UTCTime="{log.utc(6.004)}"'), "edgeconfigprovisioning")


def call_events(log, when):
    ends = {"Service": "SIP", "Src_alias_type": "SIP", "Src_alias": "sip:tom@example.net", "Dst_alias_type": "SIP",
            "Dst_alias": f"sip:{USER}@{DOMAIN}", "Call_serial_number": "1c6a0f5e-7f4b-4b1d-8e95-6a2f3d0c9b17",
            "Tag": "0e4b7c52-3d91-4f0a-9a5e-c7f1820d6b34"}
    log.event(when, "Search Completed", Reason="Not Found", **ends,
              Detail="found:false, searchtype:INVITE, Info:Policy Response")
    log.event(when, "Call Rejected", **ends, Detail="Not Found", Protocol="TLS", Response_code=404)


def preloaded(log):
    """INVITE with a Route is refused within milliseconds, and its host is never looked for."""
    link = ((C_HOST, 25101), (E_HOST, ZONE_PORT))
    via = sip.traversal_via(E_HOST, ZONE_PORT, "UCTraversal", "z9hG4bK90d1c2b3a4958677665544332211aa.1",
                            "a1f0c7d2-58b3-4e6d-9c1a-2e7f4b806d35")
    invite = sip.message(f"INVITE sip:{USER}@{DOMAIN} SIP/2.0", [
        ("Via", via), ("Call-ID", "3f9c1d7e5b2a4860@127.0.0.1"), ("CSeq", "1 INVITE"),
        ("From", "<sip:tom@example.net>;tag=51b7e2"), ("To", f"<sip:{USER}@{DOMAIN}>"), ("Max-Forwards", 15),
        ("Route", f"<sip:{CUCM_NAME};lr>")])
    log.sip(6, False, *link, invite)
    call_events(log, 6.005)
    log.sip(6.006, True, *link, sip.response(
        invite, 404, "Not Found", received=E_HOST, rport=ZONE_PORT, ingress_zone="UCTraversal",
        warning=f'399 {C_HOST}:5061 "Policy Response"'))


def cluster(log):
    alarm(log, 6, 20006, "warning", "Cluster communication failure: peer 10.1.30.21 cannot be reached")
    log.event(7, "External Server Communications Failure", Reason="gatekeeper timed out", Service="NeighbourGatekeeper",
              Dst_ip="10.1.30.21", Dst_port=1719, Detail="name:10.1.30.21", Protocol="UDP")


def alarm_of(number, severity, text):
    return lambda log: alarm(log, 6, number, severity, text)


OWN = proven("own_address", "chat", f"{C_HOST}:25101")

SCENES = (
    Scene("ssh-alarm", "expc", "C has raised the alarm that the SSH tunnel failed.",
          (proven("ssh_tunnel", "error", "35013"),), tunnel_alarm),
    Scene("ssh-portforwarding", "expe", "The program of the SSH tunnels has failed.",
          (proven("ssh_tunnel", "error", "portforwarding.pyc"),), port_forwarding),
    Scene("ssh-next-hop", "expe", "E answers a client 502: it has no connection to C for HTTPS.",
          (probable("ssh_tunnel", "502 Next Hop Connection Failed"),), no_next_hop, forms=("x12", "x14")),
    Scene("phone-idle-countdown", "expe", "Phones connect to 5061, and then no data comes through.",
          (probable("inspection", PHONE, "5061"),), idle_countdown),
    Scene("https-self-signed", "expc", "CUCM's certificate on 6972 is self-signed, and C does not accept it.",
          (proven("https_certificate", "error", CUCM_NAME, CUCM, "self signed certificate"),),
          core_refuses("self signed certificate", 0), forms=NEW_FORMS),
    Scene("https-issuer", "expc", "C does not know the issuer of CUCM's certificate on 6972.",
          (proven("https_certificate", "error", CUCM_NAME, CUCM, "unable to get local issuer certificate"),),
          core_refuses("unable to get local issuer certificate", 1), forms=NEW_FORMS),
    Scene("https-name", "expc", "The name that C asks for is not in CUCM's certificate.",
          (proven("https_certificate", "error", CUCM_NAME),), core_name, forms=NEW_FORMS),
    Scene("https-rejected", "expc", "CUCM does not trust the CA of C's certificate. No blank follows the process.",
          (proven("https_certificate", "error", CUCM_NAME, "tlsv1 alert unknown ca"),), core_rejects, forms=NEW_FORMS),
    Scene("https-timeout", "expc", "CUCM does not answer: nothing about certificates.", (), core_is_down,
          forms=NEW_FORMS),
    Scene("register-trunk-port", "expc", "CUCM takes REGISTER for trunk traffic.",
          (proven("register_refused", "error", "405", "SIP trunk disallows REGISTER"), OWN), trunk_port),
    Scene("register-oauth-port", "expc", "CUCM expects OAuth registrations on another port.",
          (proven("register_refused", "error", "403", "SIP OAuth Registration port Mismatch"), OWN), oauth_port,
          forms=("x12", "x14")),
    Scene("register-unknown-domain", "expe", "E rejects a registration: unknown domain.",
          (proven("register_refused", "error", "Unknown domain", f"{USER}@{DOMAIN}"),), unknown_domain),
    Scene("xmpp-refused", "expc", "E refuses C's XMPP connection.",
          (proven("xmpp_link", "warning", E_HOST, "7400", "Connection refused"),), xmpp_refused),
    Scene("xmpp-name", "expc", "The name that DNS gives for E's address is not in its certificate.",
          (proven("xmpp_link", "warning", E_HOST, "Invalid Hostname"),), xmpp_name),
    Scene("domain-refused", "expe", "The user's domain is not enabled: E answers 403.",
          (proven("domain_refused", "warning", "403"),), domain_refused),
    Scene("user-refused", "expc", "CUCM does not accept the user's name or password.",
          (proven("user_refused", "warning", USER, CUCM),), user_refused),
    Scene("preloaded-routes", "expc", "C's zone does not accept preloaded routes: INVITE gets 404 at once.",
          (probable("preloaded_routes", "404", "Policy Response"),), preloaded, ("undetermined",)),
    Scene("cluster-peer", "expc", "C does not reach its cluster peer.",
          (proven("cluster_peer", "note", "10.1.30.21"),), cluster),
    Scene("alarm-zone-down", "expc", "The alarm that a zone's peer is down, and nothing else.",
          (proven("alarm", "note", "45010"),),
          alarm_of(45010, "warning", f"A peer address for the zone is down or unreachable: {E_NAME}")),
    Scene("alarm-ntp", "expc", "The alarm that no NTP server answers.", (proven("alarm", "note", "25021"),),
          alarm_of(25021, "warning", "The system cannot contact an NTP server")),
    Scene("alarm-licences", "expe", "The alarm about licences.", (proven("alarm", "note", "30020"),),
          alarm_of(30020, "warning", "You have reached your license limit")),
    Scene("alarm-expired", "expe", "The alarm that E's certificate has expired.",
          (proven("certificate_validity", "error", "40068"),),
          alarm_of(40068, "error", "The server certificate has expired")),
    Scene("alarm-expires-soon", "expe", "The alarm that E's certificate expires in 12 days.",
          (proven("certificate_validity", "note", "40069", "12 days"),),
          alarm_of(40069, "warning", "The server certificate expires in 12 days")),
)
