"""The scenarios of failures: what is broken in each, and what must be found.

First those whose zone does not come up; those whose zone does are in failures_up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .certificates import SERVER_ONLY, Wanted
from .said import ALL, C_OR_MERGED, KEYED, MERGED, UNKEYED, Said
from .scenarios import DUAL_NIC, E_DMZ, E_INNER, PHONE, PUBLIC, SINGLE_NIC, Phone, Topology

E_NAME, C_NAME = "expe.example.com", "expc.example.com"
E_CERTIFICATE, C_CERTIFICATE = Wanted(E_NAME), Wanted(C_NAME, issuer="inside")
ONE_ADDRESS = replace(SINGLE_NIC, firewalls=(("firewall", "single-nic.nft"),))
TWO_ADDRESSES = replace(DUAL_NIC, firewalls=(("firewall", "inner.nft"), ("outer", "outer.nft")))


class Addresses:
    """Where C connects to and E listens, which the topology tells."""

    @property
    def dial(self) -> str:
        return E_INNER if "expressway-e-2" in self.topology.e_interfaces else PUBLIC

    @property
    def listen(self) -> str:
        return E_INNER if self.dial == E_INNER else E_DMZ


@dataclass(frozen=True)
class Failure(Addresses):
    """A zone that does not come up."""

    name: str
    story: str
    says: tuple
    tls: str = "1.2"
    e_tls: str | None = None
    """Where E has another version than C."""
    topology: Topology = ONE_ADDRESS
    port: int = 7003
    c: Wanted | None = C_CERTIFICATE
    e: Wanted = E_CERTIFICATE
    c_trusts: tuple = ("root", "issuing")
    e_trusts: tuple = ("inside",)
    c_ending: str = ""
    e_ending: str = ""
    c_ciphers: str = ""
    e_ciphers: str = ""
    peer_name: str = E_NAME
    """The peer address of C's zone."""
    attempts: int = 3
    pause: float = 0.5
    patience: float = 5.0
    listens: bool = True
    middlebox: bool = False
    phones: tuple = ()
    wanted_name: str = ""
    """The name that was looked for and not found."""

    @property
    def keyed(self) -> bool:
        """Keys open nothing more of a handshake that fails in TLS 1.2."""
        return self.tls == "1.3" and self.e_tls in (None, "1.3") and self.listens and not self.middlebox


def both_versions(name: str, story: str, says_12, says_13, **options) -> tuple:
    """The same failure in TLS 1.2, one address translated, and in TLS 1.3, none translated."""
    return (Failure(f"{name}-tls12", story, says_12, **options),
            Failure(f"{name}-tls13", story, says_13, "1.3", topology=TWO_ADDRESSES, **options))


def rejected_by_c(key: str, alert: int, **more) -> tuple:
    """C's alert can be read in both versions, E's certificate only in TLS 1.2 or with keys."""
    common = {"sender": "C", "alert": alert, "certificate": "E", **more}
    return (Said(key, "error", **common),), (Said(key, "error", **{**common, "readable": KEYED}),)


def rejected_by_e(key: str, alert: int, **more) -> tuple:
    """E's alert can be read in TLS 1.2. In TLS 1.3 it takes keys; without, E ends the connection with one short
    record after C's certificate, whatever the reason."""
    common = {"sender": "E", "alert": alert, "certificate": "C", **more}
    return ((Said(key, "error", **common),),
            (Said(key, "error", views=KEYED, **common), Said("tls_untrusted", "note", views=UNKEYED, sender="E")))


def name_rejected(sender: str, certificate: str) -> tuple:
    """Nothing on the wire says why: an end closes the connection without an alert."""
    common = {"sender": sender, "certificate": certificate, "parts": ("names",)}
    return (Said("tls_name", "note", **common),), (Said("tls_name", "note", **common, readable=KEYED),)


NAMES = (
    *both_versions("name-at-c", "The peer address of C's zone is an IP address, and E's certificate holds only a name: "
                   "C closes the connection.",
                   *name_rejected("C", "E"), peer_name="", c_ending="reset after certificate", wanted_name=PUBLIC),
    *both_versions("name-at-c-late", "As name-at-c, but C completes the handshake before it closes the connection.",
                   *name_rejected("C", "E"), peer_name="", c_ending="close after handshake", wanted_name=PUBLIC),
    *both_versions("name-at-e", "The TLS verify subject name of E's zone is the cluster's, which C's certificate does "
                   "not hold: E closes the connection after the handshake.",
                   *name_rejected("E", "C"), e_ending="reset after handshake",
                   wanted_name="cluster.example.com"),
)

TRUST = (
    *both_versions("unknown-ca-at-c", "E's certificate is signed by a root that C does not trust; E sends that root "
                   "too.", *rejected_by_c("tls_untrusted", 48),
                   e=Wanted(E_NAME, issuer="unlisted", chain=("unlisted",))),
    *both_versions("unknown-ca-at-e", "C's certificate is signed by a root that E does not trust.",
                   *rejected_by_e("tls_untrusted", 48), c=Wanted(C_NAME, issuer="unlisted")),
    *both_versions("missing-intermediate", "C trusts the root, but not the intermediate that signed E's certificate, "
                   "and E sends its own certificate only.", *rejected_by_c("tls_untrusted", 48), c_trusts=("root",)),
)

VALIDITY = (
    *both_versions("expired", "E's certificate expired three days ago.",
                   rejected_by_c("certificate_validity", 45, parts=("subject", "not_after"))[0],
                   (Said("certificate_validity", "error", views=KEYED, sender="C", alert=45, certificate="E",
                         parts=("subject", "not_after")),
                    Said("certificate_validity", "note", views=UNKEYED, sender="C", alert=45)),
                   e=Wanted(E_NAME, days=(-400, -3))),
    *both_versions("expired-at-e", "C's certificate expired three days ago.",
                   *rejected_by_e("certificate_validity", 45, parts=("subject", "not_after")),
                   c=Wanted(C_NAME, issuer="inside", days=(-400, -3))),
    *both_versions("not-yet-valid", "E's certificate begins to be valid in two days.",
                   rejected_by_c("certificate_validity", 42, parts=("subject", "not_before"))[0],
                   (Said("certificate_validity", "error", views=KEYED, sender="C", alert=42, certificate="E",
                         parts=("subject", "not_before")),
                    Said("tls_untrusted", "note", views=UNKEYED, sender="C", alert=42)),
                   e=Wanted(E_NAME, days=(2, 400))),
)

USAGE = (
    *both_versions("client-auth-missing", "C's certificate is for serverAuth only, and E refuses it.",
                   *rejected_by_e("client_auth_missing", 43, parts=("subject", "issuer", "usage")),
                   c=Wanted(C_NAME, issuer="inside", usage=SERVER_ONLY)),
    *both_versions("no-client-certificate", "C has no certificate to send.",
                   (Said("tls_no_certificate", "error", sender="E", alert=40),),
                   (Said("tls_no_certificate", "error", views=KEYED, sender="E", alert=116),
                    Said("tls_no_certificate", "error", views=UNKEYED)), c=None),
)

NOTHING_COMMON = (
    Failure("no-common-version-tls12", "C has TLS 1.2 at most, E wants TLS 1.3.",
            (Said("tls_failed", "warning", sender="E", alert=70),), "1.2", "1.3"),
    Failure("no-common-version-tls13", "C wants TLS 1.3, E has TLS 1.2 at most.",
            (Said("tls_failed", "warning", sender="E", alert=70),), "1.3", "1.2", topology=TWO_ADDRESSES),
    Failure("no-common-cipher-tls12", "C and E have no cipher suite in common.",
            (Said("tls_failed", "warning", sender="E", alert=40),),
            c_ciphers="ECDHE-ECDSA-AES256-GCM-SHA384", e_ciphers="ECDHE-ECDSA-CHACHA20-POLY1305"),
)


def blocked(rules: str) -> Topology:
    return replace(SINGLE_NIC, firewalls=(("firewall", rules),))


UNREACHABLE = (
    Failure("zone-dropped", "The firewall drops what goes from C to port 7003 of E.",
            (Said("zone_unreachable", "error", C_OR_MERGED, values=(("outcome", "unanswered"),)),),
            topology=blocked("zone-dropped.nft"), attempts=2, patience=10.0, phones=(Phone(PHONE),)),
    Failure("zone-refused", "E does not listen on port 7003, and refuses the connection itself.",
            (Said("zone_unreachable", "error", ALL, sender="E", values=(("outcome", "refused"),)),), listens=False),
    Failure("zone-unreachable", "The firewall answers C with ICMP: communication administratively prohibited.",
            (Said("zone_unreachable", "error", C_OR_MERGED,
                  values=(("outcome", "unreachable"), ("icmp_from", "10.0.30.1"))),),
            topology=replace(DUAL_NIC, firewalls=(("firewall", "zone-unreachable.nft"), ("outer", "outer.nft"))),
            phones=(Phone(PHONE),)),
)

RESET = tuple(
    Failure(f"handshake-reset-tls{tls.replace('.', '')}", "Something between C and E resets each connection at the "
            "ClientHello, at both ends and in the name of the other end.",
            (Said("inspection", "note", tuple(view for view in ALL if view not in MERGED)),
             Said("inspection", "warning", MERGED)),
            tls, topology=blocked("handshake-reset.nft"), middlebox=True) for tls in ("1.2", "1.3"))

DOWN = NAMES + TRUST + VALIDITY + USAGE + NOTHING_COMMON + UNREACHABLE + RESET
