"""Logs about the zone between C and E: it is not reachable, TLS fails, the password is wrong, clocks differ.

Marks as in the README: what Cisco has published is the form; hosts, names and times are invented.
"""

import hashlib

import traversal_sip as sip
from told import (C_HOST, E_HOST, E_LAN, E_NAME, THREAD, ZONE_PORT, Scene, alarm, modern, probable, proven)

SOURCE = f"{C_HOST}:25101"
RETRY = 120
IDENTITY = "Peer's TLS certificate identity was unacceptable"
NO_ERROR = "No SSL error available, probably remote disconnect"
SSL_CPP = "ppcmains/ssl/ttssl/ttssl_openssl.cpp"
# What OpenSSL says where: (until 1.0, from 1.1 on)
CHAIN = {"client": ("14090086:SSL routines:ssl3_get_server_certificate",
                    "1416F086:SSL routines:tls_process_server_certificate"),
         "server": ("14089086:SSL routines:ssl3_get_client_certificate",
                    "1417C086:SSL routines:tls_process_client_certificate")}
NOT_RETURNED = (("no certificate returned", "140890B2:SSL routines:ssl3_get_client_certificate"),
                ("peer did not return a certificate", "1417C0C7:SSL routines:tls_process_client_certificate"))


def ends(log, port=25101):
    """(source, destination) of the zone's connection, as the log's host has them."""
    return (C_HOST, port), (E_HOST if log.host == "expc" else E_LAN, ZONE_PORT)


def attempts(write, times=2):
    """The zone tries again every 120 seconds."""
    def all_of_them(log):
        for number in range(times):
            write(log, 3 + number * RETRY, 25101 + number)
    return all_of_them


def opened(log, when, port):
    source, destination = ends(log, port)
    log.tcp(when, source, destination, "TCP Connecting")
    log.tcp(when + 0.002, source, destination, "TCP Connection Established")
    return source, destination


def ssl_error(log, when, source, destination, code, result=-1, error=1):
    server = log.host == "expe"
    local, remote = (destination, source) if server else (source, destination)
    line, text = (1974, 'Detail="Handshake in progress" Reason="want read/write"')
    log.developer(when - 0.01, "ssl", "INFO", f"{SSL_CPP}({line})", "::ttssl_continueHandshake", THREAD, text)
    log.developer(when, "ssl", "ERROR", f"{SSL_CPP}(68)", "::TTSSLErrorOutput", THREAD,
                  f'TTSSL_continueHandshake: Failed to establish SSL connection iResult="{result}" error="{error}" '
                  f'bServer="{str(server).lower()}" localAddress="[\'IPv4\'\'TCP\'\'{local[0]}:{local[1]}\']" '
                  f'remoteAddress="[\'IPv4\'\'TCP\'\'{remote[0]}:{remote[1]}\']"'
                  + (f' ssl_error_reason="error:{code}"' if code else ""))


def negotiation(log, when, port, detail, code=None, reason=None, **more):
    """A connection, and the negotiation that fails on it."""
    source, destination = opened(log, when, port)
    direction = "Inbound" if log.host == "expe" else "Outbound"
    log.event(when + 0.020, f"{direction} TLS Negotiation Error", Service="SIP", Src_ip=source[0], Src_port=source[1],
              Dst_ip=destination[0], Dst_port=destination[1], Detail=detail, Protocol="TLS", **more)
    if detail != IDENTITY:
        ssl_error(log, when + 0.020, source, destination, code, *((0, 5) if detail == NO_ERROR else ()))
    log.tcp(when + 0.021, source, destination, "TCP Connection Closed", Reason=reason or detail)


def rejects(detail, code=None):
    """This host does not accept the other's certificate."""
    def write(log, when, port):
        end = CHAIN["server" if log.host == "expe" else "client"][modern(log)]
        negotiation(log, when, port, detail, code or f"{end}:certificate verify failed")
    return attempts(write)


def is_rejected(detail, number):
    """The other host sent an alert."""
    def write(log, when, port):
        negotiation(log, when, port, detail, f"14094{number + 0x3E8:03X}:SSL routines:ssl3_read_bytes:{detail}",
                    "Got EOF on socket")
    return attempts(write)


def wrong_name_at_c(log, when, port):
    negotiation(log, when, port, IDENTITY, Common_name=E_HOST)


def wrong_name_at_e(log, when, port):
    log.developer(when + 0.015, "zone.zonemgr", "DEBUG", "ppcmains/oak/zones/ZoneManager.cpp(1226)",
                  "ZoneManager::getZoneByIdentities", THREAD,
                  'this="0x56408ff81220" getZoneByIdentities, match complete '
                  'Identitites="{CN: expc-old.example.org, Alt-DNS: expc-old.example.org}"')
    negotiation(log, when, port, IDENTITY)


def no_certificate(log, when, port):
    detail, code = NOT_RETURNED[modern(log)]
    negotiation(log, when, port, detail, f"{code}:{detail}")


def cut_off(log, when, port):
    negotiation(log, when, port, NO_ERROR, None, "Got EOF on socket")


def unanswered(log, when, port):
    source, destination = ends(log, port)
    log.tcp(when, source, destination, "TCP Connecting")
    log.tcp(when + 10.1, source, destination, "TCP Connection Failed", "ERROR")


def refused(log, when, port):
    source, destination = ends(log, port)
    log.tcp(when, source, destination, "TCP Connecting")
    log.tcp(when + 0.004, source, destination, "TCP Connection Failed", "ERROR")


def two_addresses(log):
    """The zone works on one of them, until C is restarted or the connection ends."""
    for number, wrong in enumerate((True, False, True, False)):
        when, source = 3 + number * 60, (C_HOST, 25101 + number)
        destination = ("10.1.20.20" if wrong else E_HOST, ZONE_PORT)
        log.tcp(when, source, destination, "TCP Connecting")
        if wrong:
            log.tcp(when + 10.1, source, destination, "TCP Connection Failed", "ERROR")
        else:
            log.tcp(when + 0.004, source, destination, "TCP Connection Established")
            log.tcp(when + 40, source, destination, "TCP Connection Closed", Reason="Got EOF on socket")


def options(log, when, number, nonce, status, **answer):
    """C's keep-alive and E's answer, on one connection."""
    source, destination = ends(log)
    local, remote = (source, destination) if log.host == "expc" else (destination, source)
    reason = {200: "OK", 401: "Unauthorized", 403: "Forbidden"}[status]
    unique = hashlib.sha256(f"{number}".encode()).hexdigest()
    request = sip.options(C_HOST, E_NAME, ZONE_PORT, cseq=number, branch=f"z9hG4bK{unique[:32]}.1",
                          call_id=unique[32:48], **({"nonce": nonce} if nonce else {}))
    if not nonce:
        first, headers, body = sip.split_headers(request)
        request = sip.message(first, [one for one in headers if one[0] != "Authorization"], body)
    log.sip(when, log.host == "expc", local, remote, request)
    marks = {"received": source[0], "rport": source[1], "ingress_zone": "UCTraversal"}
    if status == 401:
        response = sip.challenge(request, digest=sip.Digest(realm="TraversalZone", nonce=answer["fresh"]), **marks)
    else:
        response = sip.response(request, status, reason, **marks)
    log.sip(when + 0.004, log.host == "expe", local, remote, response)


def nonce_of(number):
    return hashlib.md5(f"nonce {number}".encode()).hexdigest()


def wrong_password(log):
    opened(log, 3, 25101)
    for number in range(3):
        options(log, 4 + number * 0.02, 100 + number, nonce_of(number - 1) if number else None, 401,
                fresh=nonce_of(number))
        if log.host == "expe" and number:
            denied(log, 4.002 + number * 0.02)
    options(log, 4.08, 103, nonce_of(2), 403)


def denied(log, when):
    """What E says of a user whose password is wrong."""
    log.module(when - 0.001, "network.ldap", "INFO",
               ' Detail="Authentication credential found in directory for identity: traversal"')
    log.developer(when, "nomodule", "WARN", "ppcmains/sip/sipproxy/SipProxyAuthentication.cpp(686)",
                  "SipProxyAuthentication::checkDigestSAResponse", THREAD,
                  "calculated response does not match supplied response, calculatedResponse=6f1d0c, response=9f2d7a")
    source, _ = ends(log)
    log.event(when, "Authentication Failed", Service="SIP", Src_ip=source[0], Src_port=source[1],
              Detail="Incorrect authentication credential for user", Protocol="TLS", Method="OPTIONS")


def one_challenge(log):
    """Healthy: each nonce is asked for once."""
    opened(log, 3, 25101)
    options(log, 4, 100, None, 401, fresh=nonce_of(0))
    options(log, 4.02, 101, nonce_of(0), 200)
    for number in range(1, 5):
        options(log, 4.02 + 60 * number, 101 + number, nonce_of(0), 200)
    options(log, 305, 110, nonce_of(0), 401, fresh=nonce_of(1))
    options(log, 305.02, 111, nonce_of(1), 200)


def clock_of_service(log):
    """E's clock is an hour ahead, which the Date of its SERVICE says; C answers 403."""
    source, destination = opened(log, 3, 25101)
    request = sip.service(E_HOST, ZONE_PORT, f"{source[0]}:{source[1]}", date="Tue, 10 Mar 2026 09:30:09 GMT",
                          sip_domain="example.org")
    log.sip(9, False, source, destination, request)
    log.sip(9.02, True, source, destination, sip.response(
        request, 403, "Forbidden", received=E_HOST, rport=ZONE_PORT, ingress_zone="UCTraversal", ingress_zone_id=4))


LINK = (SOURCE, f"{E_HOST}:{ZONE_PORT}")
INBOUND = (SOURCE, f"{E_LAN}:{ZONE_PORT}")
OWN = proven("own_address", "chat", SOURCE)

SCENES = (
    Scene("zone-unanswered", "expc", "Nothing answers C's attempts to connect the zone; each lasts ten seconds.",
          (proven("zone_unreachable", "error", f"{E_HOST}:{ZONE_PORT}"),), attempts(unanswered)),
    Scene("zone-refused", "expc", "C's attempts to connect the zone are refused at once.",
          (proven("zone_unreachable", "error", f"{E_HOST}:{ZONE_PORT}"),), attempts(refused, 3)),
    Scene("zone-name-at-c", "expc", "The zone's peer address is an IP address, which E's certificate does not hold.",
          (proven("tls_name", "error", E_HOST),), attempts(wrong_name_at_c)),
    Scene("zone-name-at-e", "expe", "The TLS verify subject name of E's zone is not in C's certificate.",
          (proven("tls_name", "error", C_HOST, "expc-old.example.org"),), attempts(wrong_name_at_e)),
    Scene("zone-root-unknown-at-c", "expc", "C does not trust the root of E's certificate.",
          (proven("tls_untrusted", "error", E_HOST, "self signed certificate in certificate chain"),),
          rejects("self signed certificate in certificate chain")),
    Scene("zone-issuer-unknown-at-e", "expe", "E does not know the issuer of C's certificate, an intermediate.",
          (proven("tls_untrusted", "error", C_HOST, "unable to get local issuer certificate"),),
          rejects("unable to get local issuer certificate")),
    Scene("zone-rejected-by-e", "expc", "E does not trust the CA of C's certificate: C receives the alert.",
          (proven("tls_untrusted", "error", E_HOST, "tlsv1 alert unknown ca"),),
          is_rejected("tlsv1 alert unknown ca", 48)),
    Scene("zone-rejected-by-c", "expe", "C rejects E's certificate with an alert that does not say why.",
          (probable("tls_untrusted", C_HOST, "sslv3 alert certificate unknown"),),
          is_rejected("sslv3 alert certificate unknown", 46)),
    Scene("zone-expired", "expc", "E's certificate has expired.",
          (proven("certificate_validity", "error", E_HOST, "certificate has expired"),),
          rejects("certificate has expired")),
    Scene("zone-expired-alert", "expe", "E's certificate has expired, as C's alert says.",
          (proven("certificate_validity", "error", C_HOST, "sslv3 alert certificate expired"),),
          is_rejected("sslv3 alert certificate expired", 45)),
    Scene("zone-not-yet-valid", "expc", "E's certificate is not valid yet.",
          (proven("certificate_validity", "error", E_HOST, "certificate is not yet valid"),),
          rejects("certificate is not yet valid")),
    Scene("zone-purpose", "expe", "C's certificate is for serverAuth only.",
          (proven("client_auth_missing", "error", C_HOST, "unsupported certificate purpose"),),
          rejects("unsupported certificate purpose")),
    Scene("zone-no-certificate", "expe", "C has no certificate to send.",
          (proven("tls_no_certificate", "error", C_HOST),), attempts(no_certificate)),
    Scene("zone-version", "expc", "C and E have no TLS version in common: C receives the alert.",
          (proven("tls_failed", "warning", E_HOST, "tlsv1 alert protocol version"),),
          is_rejected("tlsv1 alert protocol version", 70)),
    Scene("zone-cut-off", "expc", "Something ends each handshake without an alert.",
          (probable("inspection", E_HOST),), attempts(cut_off, 3)),
    Scene("zone-password-at-e", "expe", "C sends a wrong password for the zone's user.",
          (proven("zone_credentials", "error", C_HOST, "traversal"),), wrong_password, ("own_address",)),
    Scene("zone-password-at-c", "expc", "The same in C's log: 401 again and again, then 403.",
          (proven("zone_credentials", "error", E_HOST, "traversal"), OWN), wrong_password),
    Scene("zone-one-challenge", "expc", "Healthy: a challenge every five minutes, answered.", (OWN,), one_challenge),
    Scene("clock-alarm", "expc", "C has raised the alarm that time is not synchronized over the zone.",
          (probable("clock_difference", "25022"),),
          lambda log: alarm(log, 5, 25022, "warning", "System time is not synchronized over the traversal zone")),
    Scene("clock-of-service", "expc", "E's SERVICE bears a Date an hour ahead of C's own clock, and C refuses it.",
          (proven("clock_difference", "warning", "3600"), proven("service_refused", "warning", "403"), OWN),
          clock_of_service),
    Scene("two-addresses", "expc", "The name of E has two addresses, and C tries them in turn.",
          (probable("wrong_address", E_HOST, "10.1.20.20"),), two_addresses, ("zone_unreachable",)),
)
