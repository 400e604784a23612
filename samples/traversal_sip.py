"""SIP messages of a Cisco Expressway traversal link, as bytes.

Pure functions: nothing here opens a socket or reads a clock, so the same arguments always give the
same bytes. C is Expressway-C (the traversal client), E is Expressway-E (the traversal server).
Hosts may be IPv4 literals, IPv6 literals (with or without brackets) or names.
"""

from __future__ import annotations

from dataclasses import dataclass

CRLF = "\r\n"
DEFAULT_VERSION = "X8.7.2"
DEFAULT_DATE = "Tue, 19 Apr 2016 07:09:13 GMT"
SIP_DOMAIN = "cucm02.example.local"
BOUNDARY = "boundary-6j7zrmj35ifsu3efg5ga603hznzlnbf"
IDENTITY = (
    "7ioJ9gpsS5ob2TUAttNxBGYRWDbnRuf5skrkxP+B14ngRvjkIWIu7BQP5W7vW1BTVyVaGuubV5u7rPDc5anDx9u4"
    "6i/8TkkxYuxkr83DEh/cYPWlw07JvTP5nub6/EtEt6RXvwizY6Gm/MXV4eMqQJ06kA86EFxP1SsRxop0YjUs6lB1"
    "0JnBrTQjOicskoAuMGzNjiBKvcCAbrASgtWP015vRp9khcs3e8vmkpZH5Qtef6+gNaRWPEs3MQ=="
)

# Self-signed, made for these samples only; its private key was thrown away.
SAMPLE_CERTIFICATE_PEM = """\
-----BEGIN CERTIFICATE-----
MIIDNDCCAhygAwIBAgIEXgAAATANBgkqhkiG9w0BAQsFADA7MR4wHAYDVQQKDBVF
eHByZXNzd2F5IGxhYm9yYXRvcnkxGTAXBgNVBAMMEGV4cGUuZXhhbXBsZS5jb20w
IBcNMTYwMTAxMDAwMDAwWhgPMjA5OTEyMzEyMzU5NTlaMDsxHjAcBgNVBAoMFUV4
cHJlc3N3YXkgbGFib3JhdG9yeTEZMBcGA1UEAwwQZXhwZS5leGFtcGxlLmNvbTCC
ASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAJE6vrstEjEs4FgilOlx0IMf
s1XIL4vbbSsXbWHg+kjjsjljaaIJTH/bjSE891FJaQvbQI0y0lRolBGPl0rVewwb
8WkRJlgY3rsPZUzyVtMop46oAsPi+q0o0OkGMevVW9KlxITS+fZlTOkkn5s1bIli
UdjskBIZ9bzEnybLWn8GwcFwzJTPmGpMrPa8uwAmK2PCaW5YeXdXcsNEZ7Ugd+mL
P0PU9Ayc8cWODTmX0aakhxolZm3sKjS4Bi3EYmUQqc/H+uKJ39V1oO37da7wWKjr
VMes7PZnw9iGuFNN0bF06Nf+OWEPkJGz6YZjak+WYCa+bwZnH9IsokG7WfdXf80C
AwEAAaM+MDwwGwYDVR0RBBQwEoIQZXhwZS5leGFtcGxlLmNvbTAdBgNVHQ4EFgQU
xlGIp9fYNcGRDZ9XsTs3VRcN2kYwDQYJKoZIhvcNAQELBQADggEBAIJiHkBVKe5S
7MSNNkdTahssMfk1D8rDYD4e6bTYnRoVaaneoYJdiYg/ZAyMN9Ji0iY0HCXbytaw
8NRjihTDzK27leoqUMRJkXN11Y/O5sQH+tFgnpV2gsbjTTyZ7WnKEJgPsWaeTf6Y
iQd93OuPq7MFYXNdPV1mOsTtfcrvRvNMpVhFx00yN2T7DzVzF4nvMC/feEbkBHma
MjKXbmqNPQ98yInUN/8BiX8/0FXFZ8P5nd2uXMH0QVoFYeFNpH7NZsfHP6sV5q2L
RFVLhdZp9Gqp/UZ+TFslsSi1QuMA3LvSADr3r11xhR6QPOkvgwo25FVr74ln+jFO
C4At1iA1q5A=
-----END CERTIFICATE-----
"""


@dataclass(frozen=True)
class Digest:
    """The phone's digest: REGISTER's Authorization header and the SERVICE body carry the same one."""

    username: str = "john.smith"
    realm: str = "expe.example.com"
    nonce: str = "2i78worv9unccs6vbclfi4xa178worv9unccs6vbclfi4xa4i15j"
    cnonce: str = "54f80570"
    nc: str = "00000001"
    response: str = "c1f4a1f0d3a94ed5b6de3a4f9b0e7d21"
    qop: str = "auth"
    uri: str = "sip:" + SIP_DOMAIN
    method: str = "REGISTER"


def bracketed(host: str) -> str:
    """The host as a URI or a sent-by writes it: an IPv6 literal gets brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def endpoint(host: str, port: int) -> str:
    return f"{bracketed(host)}:{port}"


def message(start_line: str, headers, body: bytes = b"") -> bytes:
    """Join a start line and (name, value) pairs; Content-Length is always added, last and right."""
    lines = [start_line, *(f"{name}: {value}" for name, value in headers)]
    lines.append(f"Content-Length: {len(body)}")
    return (CRLF.join(lines) + CRLF + CRLF).encode("utf-8") + body


def traversal_via(host, port, zone, branch, proxy_call_id, transport="TLS") -> str:
    return (f"SIP/2.0/{transport} {endpoint(host, port)};egress-zone={zone};branch={branch}"
            f";proxy-call-id={proxy_call_id};rport")


def options(client_host, server_host, server_port, *, zone="UCTraversal", cseq=38570,
            call_id="b9ac5d4d3ef5d0d8", branch="z9hG4bK0a1b2c3d4e5f60718293a4b5c6d7e8f9.1",
            proxy_call_id="5f7c1c0e-2a6b-4a4e-9d0e-8c6f5a2b7d10", from_tag="60b0ff6d3a78ca1d",
            version=DEFAULT_VERSION, transport="TLS", via_port=5061, username="traversal",
            realm="TraversalZone", nonce="3b6f0c5e8a9d4f1792d0c4a7be51f863",
            response="9f2d7a6b1c4e8035d7f6a2b1c0e9d845", max_forwards=0) -> bytes:
    """C's keep-alive to E. Its Via names C's own LAN address, whatever translates the packet."""
    uri = f"sip:{endpoint(server_host, server_port)};transport={transport.lower()}"
    authorization = (
        f'Digest nonce="{nonce}", realm="{realm}", opaque="AQAAAMoWTZTCzoJXjv3QYOk7eD5fGaaG", '
        f'algorithm=MD5, uri="{uri}", username="{username}", response="{response}", '
        f'qop=auth, cnonce="7c1d0a5e", nc=00000001')
    body = (b'<?xml version="1.0" encoding="UTF-8"?><resourceusageinfo>'
            b"<traversalcallsavailable>100</traversalcallsavailable>"
            b"<nontraversalcallsavailable>500</nontraversalcallsavailable>"
            b"<registrationsavailable>2500</registrationsavailable></resourceusageinfo>")
    return message(f"OPTIONS {uri} SIP/2.0", [
        ("Via", traversal_via(client_host, via_port, zone, branch, proxy_call_id, transport)),
        ("Call-ID", f"{call_id}@{client_host}"),
        ("CSeq", f"{cseq} OPTIONS"),
        ("From", f"<sip:{bracketed(client_host)}>;tag={from_tag}"),
        ("To", f"<sip:{endpoint(server_host, server_port)}>"),
        ("Max-Forwards", max_forwards),
        ("User-Agent", f"TANDBERG/4132 ({version})"),
        ("Authorization", authorization),
        ("Supported", "com.tandberg.vcs.resourceusage"),
        ("Content-Type", "text/xml"),
    ], body)


def split_headers(sip_message: bytes):
    """(start line, [(name, value), ...], body) of a message made by this module."""
    head, _, body = sip_message.partition(b"\r\n\r\n")
    start_line, *lines = head.decode("utf-8").split(CRLF)
    headers = [tuple(line.split(": ", 1)) for line in lines]
    return start_line, [h for h in headers if h[0] != "Content-Length"], body


def header(sip_message: bytes, name: str) -> str | None:
    """First value of a header, or None."""
    return next((v for n, v in split_headers(sip_message)[1] if n.lower() == name.lower()), None)


def marked_via(via, received=None, rport=None, ingress_zone=None, ingress_zone_id=None) -> str:
    """A Via with what its receiver adds to it. An rport with a value replaces the one without."""
    parameters = via.split(";")
    if rport is not None:
        parameters = [p for p in parameters if p != "rport"]
    added = (("received", received), ("rport", rport), ("ingress-zone", ingress_zone),
             ("ingress-zone-id", ingress_zone_id))
    return ";".join(parameters + [f"{name}={value}" for name, value in added if value is not None])


def response(request: bytes, status: int, reason: str, *, received=None, rport=None,
             ingress_zone=None, ingress_zone_id=None, server=f"TANDBERG/4132 ({DEFAULT_VERSION})",
             warning=None, to_tag="0987654321bbbb", extra_headers=(), body=b"") -> bytes:
    """Answer any request of this module. Without `received` the top Via is echoed as it is."""
    _, request_headers, _ = split_headers(request)
    vias = [value for name, value in request_headers if name == "Via"]
    vias[0] = marked_via(vias[0], received, rport, ingress_zone, ingress_zone_id)
    to = header(request, "To")
    if to_tag and ";tag=" not in to:
        to += f";tag={to_tag}"
    headers = [("Via", via) for via in vias]
    headers += [("Call-ID", header(request, "Call-ID")), ("CSeq", header(request, "CSeq")),
                ("From", header(request, "From")), ("To", to)]
    if server:
        headers.append(("Server", server))
    if warning:
        headers.append(("Warning", warning))
    return message(f"SIP/2.0 {status} {reason}", headers + list(extra_headers), body)


def timeout_warning(client_host, port=5061) -> str:
    """The Warning that C puts into its 408; it names C's own address."""
    return f'399 {endpoint(client_host, port)} "Request Timeout"'


def service_body(digest=Digest(), *, certificate_pem=SAMPLE_CERTIFICATE_PEM, boundary=BOUNDARY,
                 sip_domain=SIP_DOMAIN, method_name="DigestAuth", msgid="12345678979",
                 request_id="12345678", reqtype="collab-edge", pem_blank_line=True) -> bytes:
    """The XML methodCall and the certificate. Some messages lack the blank line before the PEM."""
    values = (("username", digest.username), ("realm", digest.realm), ("nonce", digest.nonce),
              ("qop", digest.qop), ("cnonce", digest.cnonce), ("nc", digest.nc),
              ("response", digest.response), ("uri", digest.uri), ("method", digest.method),
              ("id", request_id), ("caching-enabled", "true"), ("reqtype", reqtype))
    params = "".join(f"<{name}>{value}</{name}>" for name, value in values)
    call = (f'<?xml version="1.0" encoding="utf-8"?>{CRLF}<methodCall><params>{params}</params>'
            f"<methodName>{method_name}</methodName><version>1.0</version><msgid>{msgid}</msgid>"
            f"<sipdomain>{sip_domain}</sipdomain></methodCall>")
    pem = CRLF.join(certificate_pem.strip().splitlines())
    return CRLF.join([
        f"--{boundary}", "Content-Type: application/text", "", call, "",
        f"--{boundary}", "Content-Type: application/x-x509-ca-cert",
        *([""] if pem_blank_line else []), pem, f"--{boundary}--", "",
    ]).encode("utf-8")


def service(server_host, server_port, apparent, *, zone="UCTraversal", digest=Digest(), cseq=4616,
            call_id="abcd12345678@127.0.0.1", branch="z9hG4bK7b1f46a38d8350e90b4983919.1",
            proxy_call_id="c2d10f7e-6b0f-4d55-8f6a-1f0b6a1a9e42", from_tag="0987654321aaaa",
            sip_domain=SIP_DOMAIN, version=DEFAULT_VERSION, transport="TLS", date=DEFAULT_DATE,
            taa_tag="e90b4983919b1f7a46d38f835", routes=None, extra_headers=(), body=None,
            certificate_pem=SAMPLE_CERTIFICATE_PEM, boundary=BOUNDARY, **body_options) -> bytes:
    """E's SERVICE to C. `apparent` is "host:port" (IPv6 in brackets), the address E takes for C's.

    `routes` replaces the two Route values; `body` replaces the multipart body; other keyword
    arguments go to service_body().
    """
    if body is None:
        body = service_body(digest, certificate_pem=certificate_pem, boundary=boundary,
                            sip_domain=sip_domain, **body_options)
    if routes is None:
        routes = (f"<sip:{apparent};transport={transport.lower()};apparent;ds;lr>",
                  "<sip:127.0.0.1:22210;transport=tcp;vcs-cate;lr>")
    proxy = f"<sip:serviceproxy@{sip_domain}>"
    return message(f"SERVICE sip:serviceserver@{sip_domain} SIP/2.0", [
        ("Via", traversal_via(server_host, server_port, zone, branch, proxy_call_id, transport)),
        ("Via", f"SIP/2.0/TCP 127.0.0.1:5060;branch={branch}0;received=127.0.0.1;rport=25063"
                ";ingress-zone=DefaultZone"),
        ("Call-ID", call_id),
        ("CSeq", f"{cseq} SERVICE"),
        ("Contact", proxy),
        ("From", f"{proxy};tag={from_tag}"),
        ("To", f"<sip:serviceserver@{sip_domain}>"),
        ("Max-Forwards", 15),
        *(("Route", route) for route in routes),
        ("User-Agent", f"TANDBERG/4132 ({version})"),
        ("Date", date),
        ("Event", "service"),
        ("P-Asserted-Identity", proxy),
        ("X-TAATag", taa_tag),
        ("Identity", f'"{IDENTITY}"'),
        *extra_headers,
        ("Content-Type", f"multipart/mixed;boundary={boundary}"),
    ], body)


def preloaded_route(client_host, zone_id=4, transport="tls") -> str:
    """The Route that a phone is given for its requests; it names C's true address."""
    return f"<sip:{endpoint(client_host, 5061)};transport={transport};zone-id={zone_id};directed;lr>"


def register(phone_host, phone_port, server_host, *, client_host, digest=None, cseq=101,
             call_id="00059a3c-7a00@203.0.113.50", branch="z9hG4bK00004823", from_tag="00059a3c7a00",
             sip_domain=SIP_DOMAIN, user="john.smith", transport="TLS", server_port=5061, zone_id=4,
             user_agent="Cisco-CSF/11.6.0") -> bytes:
    """The phone's REGISTER to E; with a digest it also carries Authorization."""
    address = f"<sip:{user}@{sip_domain}>"
    headers = [
        ("Via", f"SIP/2.0/{transport} {endpoint(phone_host, phone_port)};branch={branch};rport"),
        ("Call-ID", call_id),
        ("CSeq", f"{cseq} REGISTER"),
        ("From", f"{address};tag={from_tag}"),
        ("To", address),
        ("Max-Forwards", 70),
        ("Route", f"<sip:{endpoint(server_host, server_port)};transport={transport.lower()};lr>"),
        ("Route", preloaded_route(client_host, zone_id, transport.lower())),
        ("Contact", f"<sip:{user}@{endpoint(phone_host, phone_port)}"
                    f";transport={transport.lower()}>;expires=3600"),
        ("User-Agent", user_agent),
    ]
    if digest is not None:
        headers.append(("Authorization", authorization_of(digest)))
    return message(f"REGISTER sip:{sip_domain} SIP/2.0", headers)


def authorization_of(digest: Digest) -> str:
    return (f'Digest username="{digest.username}",realm="{digest.realm}",uri="{digest.uri}",'
            f'response="{digest.response}",nonce="{digest.nonce}",cnonce="{digest.cnonce}",'
            f"qop={digest.qop},nc={digest.nc},algorithm=MD5")


def challenge(request: bytes, *, digest=Digest(), **response_options) -> bytes:
    """E's 401 to a REGISTER without (valid) credentials."""
    authenticate = (f'Digest realm="{digest.realm}",nonce="{digest.nonce}",algorithm=MD5,'
                    f'qop="{digest.qop}"')
    return response(request, 401, "Unauthorized",
                    extra_headers=[("WWW-Authenticate", authenticate)], **response_options)


def forwarded_register(request: bytes, server_host, server_port, *, received, rport,
                       zone="UCTraversal", branch="z9hG4bK2e6b9d0c81f74a35be20d7c4f1a8956.1",
                       proxy_call_id="a81e5c3b-90d4-4e7f-b8a2-5d3f6c7e1b09",
                       ingress_zone="CollaborationEdgeZone", transport="TLS") -> bytes:
    """The phone's REGISTER as E sends it on to C: E's Via on top, E's own Route taken off.

    `received` and `rport` are the phone's address as E saw it; the Route left names C.
    """
    start_line, headers, body = split_headers(request)
    own_via = traversal_via(server_host, server_port, zone, branch, proxy_call_id, transport)
    forwarded, routes_seen = [("Via", own_via)], 0
    for name, value in headers:
        if name == "Via":
            value = marked_via(value, received, rport, ingress_zone)
        if name == "Max-Forwards":
            value = int(value) - 1
        routes_seen += name == "Route"
        if name != "Route" or routes_seen > 1:
            forwarded.append((name, value))
    return message(start_line, forwarded, body)
