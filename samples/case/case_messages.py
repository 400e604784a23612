"""Messages that the seed captures do not have: within C and E, towards CUCM, and HTTP. All invented."""

import make as seed  # samples/seed/make.py
import traversal_sip as sip

CRLF = "\r\n"


def from_service_proxy(service):
    """SERVICE as E's service proxy gives it to E's SIP proxy, over loopback."""
    start, headers, body = sip.split_headers(service)
    own = next(value for name, value in headers[1:] if name == "Via")
    own = own.split(";received=")[0] + ";rport"
    routes = iter((sip.preloaded_route(seed.C_HOST), "<sip:127.0.0.1:22210;transport=tcp;vcs-cate;lr>"))
    inside = [("Via", own)]
    for name, value in headers:
        if name == "Route":
            value = next(routes)
        if name == "Max-Forwards":
            value = int(value) + 1
        if name != "Via":
            inside.append((name, value))
    return sip.message(start, inside, body)


def to_service_server(service):
    """SERVICE as C's SIP proxy gives it to C's service server: the Route that named C is gone."""
    start, headers, body = sip.split_headers(service)
    via = ("SIP/2.0/TCP 127.0.0.1:5060;egress-zone=DefaultZone"
           ";branch=z9hG4bK5f3c19a0e7d24b6890c1d7a2e34f5b68.1"
           ";proxy-call-id=1d9a7c30-52be-4f0e-9a61-7c8b0d3e2f54;rport")
    inside, routes_seen, vias_seen = [("Via", via)], 0, 0
    for name, value in headers:
        vias_seen += name == "Via"
        routes_seen += name == "Route"
        if name == "Via" and vias_seen == 1:
            value = sip.marked_via(value, **seed.C_MARKS)
        if name == "Max-Forwards":
            value = int(value) - 1
        if name != "Route" or routes_seen > 1:
            inside.append((name, value))
    return sip.message(start, inside, body)


def forwarded_register():
    """As in the seed captures."""
    return sip.forwarded_register(seed.register(), seed.E_PUBLIC, seed.ZONE_PORT, received=seed.PHONE[0],
                                  rport=seed.PHONE[1])


def register_to_cucm(forwarded):
    """The same REGISTER as C sends it on."""
    return sip.forwarded_register(forwarded, seed.C_HOST, 5061, received=seed.E_PUBLIC,
                                  rport=seed.ZONE_PORT, ingress_zone="UCTraversal",
                                  zone="CEtlscucm02.example.local",
                                  branch="z9hG4bK90a4d7c2b6e1483f95d0a7c3e8b21f46.1",
                                  proxy_call_id="74e2b8d1-0c5f-4a93-8e17-b36d9f2a1c05")


def registered_to_phone(register):
    """As in the seed captures."""
    return sip.response(register, 200, "OK", received=seed.PHONE[0], rport=seed.PHONE[1],
                        ingress_zone="CollaborationEdgeZone", server="Cisco-CUCM11.0")


def b2bua_ping():
    return sip.message("OPTIONS sip:127.0.0.1:5073;transport=tcp SIP/2.0", [
        ("Via", "SIP/2.0/TCP 127.0.0.1:5060;branch=z9hG4bK2b7e4c91d05f4a38b6c0e7d19f82a354.1;rport"),
        ("Call-ID", "6f1d08b2c4a79e35@127.0.0.1"),
        ("CSeq", "11873 OPTIONS"),
        ("From", "<sip:127.0.0.1>;tag=4d7a90c1e2b35f68"),
        ("To", "<sip:127.0.0.1:5073>"),
        ("Max-Forwards", 0),
        ("User-Agent", "TANDBERG/4132 (X8.7.2)"),
    ])


def edge_configuration():
    """The phone asks E for its services, and gets them: signing in works."""
    return (http("GET http://expe.example.com:8443/ZXhhbXBsZS5sb2NhbA/get_edge_config"
                 "?service_name=_cisco-uds&service_name=_cuplogin HTTP/1.1",
                 "Host: expe.example.com:8443", "Authorization: <CONCEALED>", "Accept: */*",
                 "User-Agent: Jabber-Win-472"),
            http("HTTP/1.1 200 OK", "Server: CE_E", "Content-Type: text/xml",
                 "Set-Cookie: X-Auth=<CONCEALED>; Domain=.example.com; Path=/; Secure",
                 body='<?xml version="1.0" encoding="UTF-8"?><getEdgeConfigResponse version="1.0">'
                      "<serviceConfig><service><name>_cisco-uds</name><server><address>"
                      f"{sip.SIP_DOMAIN}</address><tcp><port>8443</port></tcp></server></service>"
                      "</serviceConfig></getEdgeConfigResponse>"))


def directory_query():
    """C asks CUCM who that user is."""
    return (http(f"GET https://{sip.SIP_DOMAIN}:8443/cucm-uds/clusterUser?username=john.smith HTTP/1.1",
                 f"Host: {sip.SIP_DOMAIN}:8443", "Accept: */*", "Cookie: <CONCEALED>",
                 "User-Agent: Jabber-Win-472", "X-Forwarded-For: 203.0.113.77, 127.0.0.1"),
            http("HTTP/1.1 200 OK", "Server: Apache-Coyote/1.1", "Content-Type: application/xml",
                 body='<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
                      '<clusterUser version="11.0.1"><result><homeCluster serverUri="'
                      f'{sip.SIP_DOMAIN}"/></result></clusterUser>'))


def http(start, *headers, body=""):
    return CRLF.join([start, *headers, f"Content-Length: {len(body)}", "", body]).encode("utf-8")
