"""The scenarios whose zone comes up, and which fail later or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .certificates import SERVER_ONLY, Wanted
from .failures import C_CERTIFICATE, C_NAME, E_CERTIFICATE, E_NAME, ONE_ADDRESS, TWO_ADDRESSES, Addresses, blocked
from .said import ALL, C_OR_MERGED, C_SIDE, KEYED, KEYED_AT_C, MERGED, UNKEYED, Said
from .network import Cable
from .scenarios import E_DMZ, PHONE, PUBLIC, SINGLE_NIC, Phone, Topology

# Packets of a forgotten connection are not translated. They must be routed all the same, to come to the filter.
TO_PUBLIC = (("firewall", f"{PUBLIC}/32", E_DMZ),)
PASSWORD = "traversal-password"
FORGETFUL = (("firewall", "net.netfilter.nf_conntrack_tcp_loose", 0),
             ("firewall", "net.netfilter.nf_conntrack_tcp_timeout_established", 30))


@dataclass(frozen=True)
class Beside:
    """Connections of C beside its zone, which fail. `server`: the certificate of what listens there; None: nothing."""

    port: int
    server: Wanted | None = None
    trusts: tuple = ("inside",)
    host: str = ""
    """Absent: E."""
    attempts: int = 3


@dataclass(frozen=True)
class Link(Addresses):
    """A zone that comes up."""

    name: str
    story: str
    says: tuple
    tls: str = "1.2"
    topology: Topology = ONE_ADDRESS
    port: int = 7003
    c: Wanted = C_CERTIFICATE
    e: Wanted = E_CERTIFICATE
    c_trusts: tuple = ("root", "issuing")
    e_trusts: tuple = ("inside",)
    peer_name: str = E_NAME
    c_password: str = PASSWORD
    service_status: tuple = ()
    """C's answer to SERVICE although the Route is right."""
    product: str = "TANDBERG/4137 (X14.3.1)"
    clock: int = 0
    """Seconds that E's clock is ahead of C's."""
    idle: float = 0
    keep_alive: float = 1.0
    keep_alive_after: float = 1.0
    hold: float = 0
    """Seconds that the link is kept after all has been seen."""
    xmpp: bool = False
    tunnels: str = ""
    """"kept", "rejected" or "dropped"."""
    phones: tuple = (Phone(PHONE),)
    scanner: bool = False
    register_status: tuple = ()
    """CUCM's answer to REGISTER, and its Warning."""
    advertised: str = ""
    """The address that E puts into its Vias; absent: the one that C connects to."""
    any_purpose: bool = False
    """E does not look at the usages of C's certificate."""
    beside: Beside | None = None
    keyed: bool = True
    allowed: tuple = ()
    """Further findings that may occur."""


def both_versions(name: str, story: str, says_12, says_13=None, **options) -> tuple:
    """In TLS 1.2, one address translated, and in TLS 1.3, none translated."""
    return (Link(f"{name}-tls12", story, says_12, **options),
            Link(f"{name}-tls13", story, says_12 if says_13 is None else says_13, "1.3",
                 **{"topology": TWO_ADDRESSES, **options}))


# Where SERVICE got 200, E's own words prove C's address at its side too; both sides merged prove it anyway.
OWN = (Said("own_address", "chat", ("c-keyed", "e-keyed", *MERGED)),)
OWN_AT_C = (Said("own_address", "chat", ("c-keyed", *MERGED)),)
REFUSED = (Said("service_refused", "warning", KEYED),)


def client_auth_in_service(name: str, tls: str, topology: Topology, status: tuple) -> Link:
    """In TLS 1.2 the handshake shows E's certificate, and that it will fail; SERVICE shows that it does."""
    lacks = {"certificate": "E", "parts": ("subject", "issuer", "usage")}
    noted = (Said("client_auth_missing", "note", UNKEYED, "proven", **lacks),) if tls == "1.2" else ()
    return Link(name, "E's renewed certificate is for serverAuth only. C, before X15.4, refuses each SERVICE that "
                "carries it. How C answers is not known: the status is the laboratory's choice.",
                (Said("client_auth_missing", "error", KEYED, values=(("version", "X14.3.1"), ("status", status[0])),
                      **lacks), *noted, *REFUSED, *OWN_AT_C),
                tls, topology, e=Wanted(E_NAME, usage=SERVER_ONLY), service_status=status)


CREDENTIALS = both_versions(
    "zone-password", "C has another password for the zone than E. E answers each OPTIONS 401, with a new nonce each "
    "time, and the fourth 403.",
    (Said("zone_credentials", "error", KEYED, values=(("username", "traversal"), ("status", 401))), *OWN_AT_C),
    c_password="another-password", phones=(), hold=2.5)

SERVICE = (client_auth_in_service("client-auth-in-service-tls12", "1.2", ONE_ADDRESS, (403, "Forbidden")),
           client_auth_in_service("client-auth-in-service-tls13", "1.3", TWO_ADDRESSES, (500, "Server Internal Error")))

CLOCK = both_versions(
    "clock-hour-off", "E's clock is an hour ahead: its capture and the Date of its SERVICE show that. C answers "
    "SERVICE 403, as Cisco says of clocks that differ.",
    (Said("clock_difference", "warning", ("c-keyed", *MERGED), values=(("seconds", 3600),)), *REFUSED, *OWN_AT_C),
    clock=3600, service_status=(403, "Forbidden"))

TUNNELS = (
    Link("ssh-dropped", "The firewall drops what goes from C to port 2222 of E; the zone works.",
         (Said("ssh_tunnel", "error", C_OR_MERGED, port=2222, values=(("outcome", "unanswered"),)), *OWN),
         topology=blocked("ssh-dropped.nft"), tunnels="dropped", keep_alive=4),
    Link("ssh-rejected", "C does not accept E's host key: each SSH connection ends after the key exchange; the zone "
         "works.", (Said("ssh_tunnel", "note", ALL, port=2222), *OWN), "1.3", TWO_ADDRESSES, tunnels="rejected"),
)


CUCM, CUCM_NAME = "10.0.40.5", "cucm02.example.local"
WITH_CUCM = replace(
    ONE_ADDRESS,
    cables=(*SINGLE_NIC.cables, Cable(("cucm", "cucm", (f"{CUCM}/24",)), ("firewall", "core", ("10.0.40.1/24",)))),
    routes=(*SINGLE_NIC.routes, ("cucm", "default", "10.0.40.1")), firewalls=(("firewall", "with-cucm.nft"),))


def https(name: str, story: str, sender: str, alert: int, server: Wanted, trusts: tuple) -> tuple:
    """The HTTPS connections of C to CUCM fail; the zone works. `sender` is C, or CUCM (here E)."""
    common = {"sender": CUCM if sender == "CUCM" else "C", "alert": alert,
              "certificate": "C" if sender == "CUCM" else "CUCM", "server": CUCM, "port": 6972}
    unread = Said("https_certificate", "error", C_OR_MERGED, readable=KEYED, **common)
    hidden = (Said("https_certificate", "error", KEYED_AT_C, **common),)
    return (Link(f"{name}-tls12", story, (Said("https_certificate", "error", C_OR_MERGED, **common), *OWN),
                 topology=WITH_CUCM, beside=Beside(6972, server, trusts, CUCM)),
            Link(f"{name}-tls13", story, (*(hidden if sender == "CUCM" else (unread,)), *OWN), "1.3",
                 topology=WITH_CUCM, beside=Beside(6972, server, trusts, CUCM),
                 # Without keys CUCM's rejection shows as 19 bytes and the end of the connection.
                 allowed=("https_certificate",) if sender == "CUCM" else ()))


OTHERS = (
    *https("https-untrusted", "C does not trust the issuer of CUCM's certificate on 6972.", "C", 48,
           Wanted(CUCM_NAME, issuer="unlisted"), ("inside",)),
    *https("https-rejected", "CUCM does not trust the issuer of C's certificate on 6972.", "CUCM", 48,
           Wanted(CUCM_NAME, issuer="issuing"), ("root",)),
    Link("xmpp-refused", "E does not listen on 7400, where C's XMPP link goes; the zone works.",
         (Said("xmpp_link", "warning", ALL, port=7400, values=(("outcome", "refused"),)), *OWN), beside=Beside(7400)),
    Link("register-trunk-port", "CUCM takes REGISTER for trunk traffic and answers 405; SERVICE got 200.",
         (Said("register_refused", "error", KEYED, values=(
             ("status", 405), ("warning", "SIP trunk disallows REGISTER"))), *OWN),
         register_status=(405, "Method Not Allowed", '399 cucm02 "SIP trunk disallows REGISTER"')),
    Link("wrong-address", "E's static NAT is off: it calls itself 10.0.10.2 in all of its requests, and C connects to "
         "64.100.0.10.", (Said("wrong_address", "warning", ("c-keyed", "both-keyed"), values=(("word", E_DMZ),)), *OWN),
         advertised=E_DMZ),
    Link("client-auth-tunnels", "C's certificate is for serverAuth only. E does not check that for the zone, which "
         "works; the SSH tunnels do not come up.",
         (Said("client_auth_missing", "note", ALL, "", certificate="C", parts=("subject", "issuer", "usage")),
          Said("ssh_tunnel", "note", ALL, port=2222), *OWN),
         c=Wanted(C_NAME, issuer="inside", usage=SERVER_ONLY), any_purpose=True, tunnels="rejected"),
)


def forgotten(name: str, rules: str, end: str) -> Link:
    return Link(name, f"The firewall forgets a connection after 30 seconds without a packet. C sends its next OPTIONS "
                f"after 65 seconds, {end}, and opens another connection, which works.",
                (Said("link_dropped", "note", C_SIDE, values=(("gap", 65),)),
                 Said("link_dropped", "warning", MERGED, values=(("gap", 65),)),
                 *OWN_AT_C),
                topology=replace(blocked(rules), kernel=FORGETFUL, routes=SINGLE_NIC.routes + TO_PUBLIC), phones=(),
                idle=65, keep_alive=600,
                # At E's side its late FIN may be answered in C's name, or by nobody.
                allowed=("link_dropped",))


FORGOTTEN = (forgotten("idle-dropped", "idle-dropped.nft", "retransmits it without an answer"),
             forgotten("idle-reset", "idle-reset.nft", "gets a RST from the firewall in E's name"))

HEALTHY = (
    *both_versions("healthy", "Nothing is wrong: certificates with names, usages and time, OPTIONS and SERVICE 200, "
                   "REGISTER forwarded and 200, SSH tunnel and XMPP link open for more than a minute.",
                   (Said("healthy", "chat", KEYED), *OWN), hold=70, keep_alive=15, xmpp=True, tunnels="kept"),
    *both_versions("expires-soon", "As healthy, but E's certificate expires in twelve days.",
                   (Said("certificate_validity", "note", ALL, "proven", certificate="E",
                         parts=("subject", "not_after")), *OWN),
                   (Said("certificate_validity", "note", KEYED, "proven", certificate="E",
                         parts=("subject", "not_after")), *OWN),
                   e=Wanted(E_NAME, days=(-78, 12))),
)

# What looks like a failure and is not one.
QUIET = (
    *both_versions("quiet-scanner", "The zone works. Strangers try E's traversal port: they close or reset the "
                   "connection, shake hands without a certificate, talk HTTP.", OWN, scanner=True,
                   topology=blocked("scanned.nft")),
    Link("quiet-lost-syn", "The first SYN of the zone is lost, the second gets through.", OWN,
         topology=blocked("lost-syn.nft")),
    Link("quiet-reconnect", "C ends its connection and opens another, as after a restart.", OWN_AT_C, phones=(), idle=3,
         keep_alive=600),
)

UP = CREDENTIALS + SERVICE + CLOCK + TUNNELS + FORGOTTEN + OTHERS + HEALTHY + QUIET
