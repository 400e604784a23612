"""The diagnostic logs of the document's case: what C and E write while the seed's messages cross.

Lines marked DOCUMENT are the document's; everything else is invented in forms that real logs have.
"""

import case_messages as messages
import make as seed  # samples/seed/make.py
import traversal_sip as sip
from diagnostic_log import X8_7, X12, DiagnosticLog

C_LINK = (seed.C_HOST, seed.C_PORT)
E_LINK = (seed.E_PUBLIC, seed.ZONE_PORT)
E_LISTENS = (seed.E_LAN, seed.ZONE_PORT)
PHONE_LISTENS = (seed.E_LAN, 5061)
CUCM = ("10.0.40.2", 5061)
CUCM_FROM = (seed.C_HOST, 25007)
PROXY, SERVICE_PROXY, SERVICE_SERVER = ("127.0.0.1", 5060), ("127.0.0.1", 25063), ("127.0.0.1", 22210)
TO_SERVICE_SERVER = ("127.0.0.1", 25071)
PHONE_HTTPS, ADMINISTRATOR = ("203.0.113.77", 51320), "10.0.30.50"
DOCUMENT_HASH = 123456789123456789
CONNECTED, SIGN_IN, AFTER = 4.801, 10.0, 15.0
LEG_CPP = "ppcmains/sip/sipproxy/SipProxyLeg.cpp"
C_THREAD, E_THREAD = "0x3150905deea6", "0x7f0c5a7ea700"
NETTLE = ('routingViaNettle="false"  twoInARow="false" oneIsATraversalServerZone="false" isCall="false" '
          'isRefer="false" fromClusterPeer="false" fromNettle="false" toNettle="false" '
          "inboundZone=UC_Traversal (encryption-mode=on ice-mode=off) outboundZone=DefaultZone "
          '(encryption-mode=auto ice-mode=off) encryptionSettingsRequireNettle="true" '
          'iceSettingsRequireNettle="false" needlesslyNettling="false" routeViaNettle="false"')


def leg(log, when, method, text, thread, line, this="0xc76759f343ca", kind="Outbound", level="DEBUG"):
    log.developer(when, "sip.leg", level, f"{LEG_CPP}({line})", f"SipProxyLeg::{method}", thread,
                  f'this="{this}" Type="{kind}" {text}')


def begin(log, address):
    """Diagnostic logging is switched on, and the zone is saved once more, so C connects anew."""
    log.event(0.2, "Admin Session Start", "httpd[15060]: web", False, Src_ip=ADMINISTRATOR,
              Src_port=53155, User="admin")
    log.entry(0.4, f'Event="System Configuration Changed" Detail="configuration/logging/diagnostics - '
                   f"changed from: 'Off' to: 'On'\" Src-ip=\"{ADMINISTRATOR}\" Src-port=\"53155\" "
                   'User="admin" Level="1"', "httpd[15060]: web")
    log.entry(0.412, f'UTCTime="{log.utc(0.412)}" Module="developer.cdbtable.cdb.diagnostics" Level="DEBUG" '
                     'Node="clusterdb@127.0.0.1" PID="<0.345.0>" Detail="Inserting into table" '
                     'TableName="diagnosticLogging"', None)
    log.entry(0.430, f'UTCTime="{log.utc(0.430)}" Module="developer.management.databasemanager" '
                     'Level="INFO" CodeLocation="databasemanager(312)" '
                     'Detail="Diagnostic logging configuration change detected"', "management")
    log.entry(0.551, f'UTCTime="{log.utc(0.551)}" Module="developer.replication" Level="INFO" '
                     'CodeLocation="replicationmanager(118)" Detail="No peers configured, nothing to '
                     'replicate"', "replication")
    log.module(1.004, "network.dns", "DEBUG", ' Detail="Sending DNS query" Name="_collab-edge._tls.'
                                              'example.com" Type="SRV (IPv4 and IPv6)"')
    log.module(1.009, "network.dns", "DEBUG", " Detail=\"Resolved hostname to:  ['IPv4''TCP''" + address +
               ':8443\'] (A/AAAA) Number of relevant records retrieved: 1"')
    log.event(1.2, "System Configuration Changed", "httpd[15060]: web", False,
              Detail="configuration/zones/zone/4/enabled - changed from: 'Off' to: 'On'",
              Src_ip=ADMINISTRATOR, Src_port=53155, User="admin")


def marker(log, when, text):
    log.entry(when, f'UTCTime="{log.utc(when)}" Module="developer.diagnostics" Level="INFO": DEBUG_MARKER: '
                    f'"{text}"', "management")


def healthy_route(log, when, thread):
    """Seen in healthy logs: it means nothing."""
    leg(log, when, "deleteRouteHeadersIfUs",
        "Route header is not us. pHost=cucm02.example.local, port=4294967295", thread, 8127,
        "0x7f0c48022310", "Inbound")


def draft(log, when, thread, uri):
    """Lines that look like a message and are none: it is about to be built, nothing is sent."""
    log.entry(when, f'UTCTime="{log.utc(when)}" Module="developer.sip.leg" Level="DEBUG" CodeLocation='
                    f'"{LEG_CPP}(2214)" Method="SipProxyLeg::sendSipRequest" Thread="{thread}":  '
                    f'this="0xc76759f343ca" Type="Outbound" rRequest=OPTIONS {uri} SIP/2.0',
              more=[" Max-Forwards: 0", " User-Agent: none yet", " Content-Length: 0", " "])


def keep_alive(log, side, seen):
    local, remote = ((C_LINK, E_LINK), (E_LISTENS, seen))[side]
    for times, from_client, payload in seed.keep_alive(seen):
        if payload is not None:
            log.sip(times[side], from_client is (side == 0), local, remote, payload)


def c_log(broken, form=X8_7):
    """Expressway-C's log."""
    log = DiagnosticLog("expc", form)
    begin(log, seed.E_PUBLIC)
    log.tcp(CONNECTED, C_LINK, E_LINK, "TCP Connecting")
    log.tcp(CONNECTED + 0.001, C_LINK, E_LINK, "TCP Connection Established")
    draft(log, 4.878, C_THREAD, f"sip:{seed.E_PUBLIC}:{seed.ZONE_PORT};transport=tls")
    seen = seed.TRANSLATED if broken else seed.UNTRANSLATED
    keep_alive(log, 0, seen)
    if form is X12:
        b2bua_ping(log)
    marker(log, SIGN_IN, "john.smith signs in now")
    log.entry(10.21, f'UTCTime="{log.utc(10.21)}" ThreadID="139747212576512" Module="Jabber" Level="INFO " '
                     'CodeLocation="mio.c:1109" Detail="Connecting on fd 28 to host '
                     f'\'{seed.E_PUBLIC}\', port 7400"', "XCP_JABBERD[23843]")
    request, answer = messages.directory_query()
    log.http(10.480, "traffic_server[15550]", "Sending Request", request, Txn_id=7, Dst_ip=CUCM[0],
             Dst_port=8443)
    log.http(10.511, "traffic_server[15550]", "Receive Response", answer, Txn_id=7, Src_ip=CUCM[0],
             Src_port=8443)
    log.tcp(10.512, (seed.C_HOST, 30112), (CUCM[0], 8443), "TCP Connection Closed",
            Reason="Got EOF on socket")
    healthy_route(log, 10.600, C_THREAD)
    for number in range(len(seed.SERVICES) if broken else 1):
        (failing_service if broken else working_service)(log, number)
    if not broken:
        forwarded_register_at_c(log)
    marker(log, AFTER, "no phone services" if broken else "phone services up")
    return log


def arrived(log, number, seen):
    """SERVICE arrives at C. Returns it and its time."""
    when = seed.SERVICES[number][0]
    request = seed.service(number, seen)
    log.sip(when, False, C_LINK, E_LINK, request, DOCUMENT_HASH if number == 0 else None)  # DOCUMENT
    leg(log, when + 0.001, "SipProxyLeg", f'Set mNettleLeg="false" origIngressZoneId="4" from '
        f'origin="{seed.E_PUBLIC}:{seed.ZONE_PORT}"', C_THREAD, 611, "0xc76759f33f10", "Inbound")
    return request, when


def failing_service(log, number):
    """C does not know itself in the Route, cannot connect, and answers 408."""
    request, when = arrived(log, number, seed.TRANSLATED)
    port, syn, reset = seed.SYNS[number]
    leg(log, when + 0.002, "deleteRouteHeadersIfUs", f"Route header is not us. pHost={seed.TRANSLATED[0]}, "
        f"port={seed.TRANSLATED[1]}", C_THREAD, 8127, "0xc76759f33f10", "Inbound")
    log.developer(when + 0.0036, "sip.leg", "INFO", f"{LEG_CPP}(10047)",
                  "SipProxyLeg::routeViaNettleIfNeeded", C_THREAD,
                  f'this="0xc76759f343ca" Type="Outbound"  {NETTLE}')  # DOCUMENT
    leg(log, syn - 0.001, "setNextHopFromUrl",
        f'setNextHopAddr: address="{sip.endpoint(*seed.TRANSLATED)}/TLS" zone="DefaultZone" isNatted="false"',
        C_THREAD, 9012)
    log.tcp(syn, (seed.C_HOST, port), seed.TRANSLATED, "TCP Connecting")  # DOCUMENT
    reason = {"Reason": "Connection refused"} if log.form is X12 else {}
    log.tcp(reset, (seed.C_HOST, port), seed.TRANSLATED, "TCP Connection Failed", "ERROR",
            **reason)  # DOCUMENT
    answered = seed.ANSWERS[number][0]
    leg(log, answered - 0.001, "displayResponseInfo", "Final response 408 for request SERVICE", C_THREAD,
        3302)
    refusal = sip.response(request, 408, "Request Timeout", **seed.C_MARKS,
                           warning=sip.timeout_warning(seed.C_HOST))
    log.sip(answered, True, C_LINK, E_LINK, refusal, DOCUMENT_HASH if number == 0 else None)  # DOCUMENT


def working_service(log, number):
    """C knows itself, and its own service server answers."""
    request, when = arrived(log, number, seed.UNTRANSLATED)
    inside = messages.to_service_server(request)
    accepted = sip.response(request, 200, "OK", **seed.C_MARKS)
    log.tcp(when + 0.002, TO_SERVICE_SERVER, SERVICE_SERVER, "TCP Connecting")
    log.tcp(when + 0.002, TO_SERVICE_SERVER, SERVICE_SERVER, "TCP Connection Established")
    log.sip(when + 0.003, True, TO_SERVICE_SERVER, SERVICE_SERVER, inside)
    log.sip(when + 0.006, False, TO_SERVICE_SERVER, SERVICE_SERVER, sip.response(inside, 200, "OK"))
    answered = seed.ANSWERS[number][0]
    leg(log, answered - 0.001, "displayResponseInfo", "Final response 200 for request SERVICE", C_THREAD,
        3302)
    log.sip(answered, True, C_LINK, E_LINK, accepted)


def forwarded_register_at_c(log):
    """REGISTER goes on to CUCM, and its 200 comes back."""
    forwarded = messages.forwarded_register()
    onward = messages.register_to_cucm(forwarded)
    when, back = seed.FORWARDED[0], seed.REGISTERED[0]
    log.sip(when, False, C_LINK, E_LINK, forwarded)
    leg(log, when + 0.002, "setNextHopFromUrl",
        f'setNextHopAddr: address="{sip.endpoint(*CUCM)}/TLS" zone="CEtlscucm02.example.local" '
        'isNatted="false"', C_THREAD, 9012)
    log.tcp(when + 0.003, CUCM_FROM, CUCM, "TCP Connecting")
    log.tcp(when + 0.007, CUCM_FROM, CUCM, "TCP Connection Established")
    log.sip(when + 0.009, True, CUCM_FROM, CUCM, onward)
    log.sip(back - 0.004, False, CUCM_FROM, CUCM, sip.response(onward, 200, "OK", server="Cisco-CUCM11.0",
                                                               received=seed.C_HOST, rport=CUCM_FROM[1]))
    log.sip(back, True, C_LINK, E_LINK, sip.response(forwarded, 200, "OK", server="Cisco-CUCM11.0",
                                                     **seed.C_MARKS))


def b2bua_ping(log):
    """The B2BUA of later versions answers the proxy on loopback."""
    ping = messages.b2bua_ping()
    proxy, b2bua = ("127.0.0.1", 25082), ("127.0.0.1", 5073)
    log.sip(8.120, False, b2bua, proxy, ping, process="b2bua")
    log.sip(8.121, True, b2bua, proxy, sip.response(ping, 200, "OK", received="127.0.0.1", rport=25082,
            server="TANDBERG/4352 (X12.5.1-b2bua-1.0)"), process="b2bua")
    log.module(8.122, "developer.b2bua.core", "INFO", 'CodeLocation="b2bua_core(501)" '
               'Detail="Peer 127.0.0.1:5060 is alive"', "b2bua")


def e_log(broken, form=X8_7):
    """Expressway-E's log."""
    log = DiagnosticLog("expe", form)
    seen = seed.TRANSLATED if broken else seed.UNTRANSLATED
    begin(log, seed.E_LAN)
    opened = CONNECTED + seed.OPTIONS_1[1] - seed.OPTIONS_1[0]
    log.tcp(opened, seen, E_LISTENS, "TCP Connecting")
    log.tcp(opened + 0.002, seen, E_LISTENS, "TCP Connection Established")
    draft(log, 4.7, E_THREAD, f"sip:{seed.C_HOST};transport=tls")
    keep_alive(log, 1, seen)
    marker(log, SIGN_IN, "john.smith signs in now")
    request, answer = messages.edge_configuration()
    log.http(10.302, "traffic_server[15550]", "Receive Request", request, Txn_id=2, Src_ip=PHONE_HTTPS[0],
             Src_port=PHONE_HTTPS[1])
    log.http(10.641, "traffic_server[15550]", "Sending Response", answer, Txn_id=2, Dst_ip=PHONE_HTTPS[0],
             Dst_port=PHONE_HTTPS[1])
    healthy_route(log, 10.700, E_THREAD)
    registering = phone_registers(log)
    for number in range(len(seed.SERVICES) if broken else 1):
        service_at_e(log, number, seen, 408 if broken else 200)
    if not broken:
        forwarded_register_at_e(log, registering)
    marker(log, AFTER, "no phone services" if broken else "phone services up")
    return log


def phone_registers(log):
    log.tcp(13.900, seed.PHONE, PHONE_LISTENS, "TCP Connecting")
    log.tcp(13.902, seed.PHONE, PHONE_LISTENS, "TCP Connection Established")
    request = seed.register()
    log.sip(seed.REGISTER_AT, False, PHONE_LISTENS, seed.PHONE, request)
    log.developer(seed.REGISTER_AT + 0.001, "sip.nat", "DEBUG", "ppcmains/sip/sipproxy/SipNat.cpp(88)",
                  "SipNat::compareAddresses", E_THREAD,
                  f"Reported address=['IPv4''TCP''{sip.endpoint(seed.PHONE_LAN, seed.PHONE[1])}'] "
                  f"Apparent address=['IPv4''TCP''{sip.endpoint(*seed.PHONE)}'] isNatted=\"true\"")
    log.event(seed.REGISTER_AT + 0.002, "Search Attempted", Service="SIP", Src_alias_type="SIP",
              Src_alias=f"sip:john.smith@{sip.SIP_DOMAIN}", Dst_alias_type="SIP",
              Dst_alias=f"sip:{sip.SIP_DOMAIN}", Call_serial_number="5b0c7a52-9f1e-4c3d-8a64-2d7e90b1f3c8",
              Tag="e90b4983-919b-4f7a-86d3-8f83508b7af1", Detail="searchtype:REGISTER")
    return request


def service_at_e(log, number, seen, status):
    """E's service proxy asks, the proxy passes it to C with the address that it takes for C's."""
    asked, answered = seed.SERVICES[number][1], seed.ANSWERS[number][1]
    request = seed.service(number, seen)
    inside = messages.from_service_proxy(request)
    refused = status != 200
    warning = sip.timeout_warning(seed.C_HOST) if refused else None
    reason = "Request Timeout" if refused else "OK"
    log.sip(asked - 0.004, False, PROXY, SERVICE_PROXY, inside)
    leg(log, asked - 0.002, "setNextHopFromUrl", f'setNextHopAddr: address="{sip.endpoint(*seen)}/TLS" '
        'zone="UC_Traversal" isNatted="true"', E_THREAD, 9012)
    leg(log, asked - 0.001, "calculateApparentAddressUri",
        f"apparentAddress={sip.endpoint(*seen)}, transport=TLS", E_THREAD, 7340)
    log.sip(asked, True, E_LISTENS, seen, request)
    log.sip(answered, False, E_LISTENS, seen,
            sip.response(request, status, reason, warning=warning, **seed.C_MARKS))
    leg(log, answered + 0.001, "displayResponseInfo", f"Final response {status} for request SERVICE",
        E_THREAD, 3302)
    log.sip(answered + 0.002, True, PROXY, SERVICE_PROXY,
            sip.response(inside, status, reason, warning=warning, received="127.0.0.1", rport=25063,
                         ingress_zone="DefaultZone"))


def forwarded_register_at_e(log, request):
    forwarded = messages.forwarded_register()
    log.sip(seed.FORWARDED[1], True, E_LISTENS, seed.UNTRANSLATED, forwarded)
    log.sip(seed.REGISTERED[1], False, E_LISTENS, seed.UNTRANSLATED,
            sip.response(forwarded, 200, "OK", server="Cisco-CUCM11.0", **seed.C_MARKS))
    log.sip(14.0222, True, PHONE_LISTENS, seed.PHONE, messages.registered_to_phone(request))
    log.event(14.023, "Search Completed", Service="SIP", Src_alias_type="SIP",
              Src_alias=f"sip:john.smith@{sip.SIP_DOMAIN}", Dst_alias_type="SIP",
              Dst_alias=f"sip:{sip.SIP_DOMAIN}", Call_serial_number="5b0c7a52-9f1e-4c3d-8a64-2d7e90b1f3c8",
              Tag="e90b4983-919b-4f7a-86d3-8f83508b7af1", Detail="found:true, searchtype:REGISTER")


def logs():
    """{name without its folder: log}."""
    return {"loggingsnapshot_expc_broken.txt": c_log(True), "loggingsnapshot_expe_broken.txt": e_log(True),
            "loggingsnapshot_expc_cured.txt": c_log(False), "loggingsnapshot_expe_cured.txt": e_log(False),
            "loggingsnapshot_expc_broken_x12.txt": c_log(True, X12)}
