"""The scenarios: topology, addresses, zones and phones of each. The rules of the firewalls are in
the scenarios' own folders (firewall.nft, outer-firewall.nft)."""

from __future__ import annotations

from dataclasses import dataclass

from .network import Cable

PUBLIC = "64.100.0.10"
E_DMZ = "10.0.10.2"
E_INNER = "10.0.20.2"
C = "10.0.30.2"
PHONE, SECOND_PHONE = "203.0.113.50", "203.0.113.51"
IPV6_C, IPV6_E_DMZ = "fd00:0:0:30::2", "fd00:0:0:10::2"
IPV6_PUBLIC, IPV6_PHONE = "2001:db8:64::10", "2001:db8:203::50"
DOMAIN, SECOND_DOMAIN = "cucm02.example.local", "cucm03.example.local"


@dataclass(frozen=True)
class Topology:
    cables: tuple
    routes: tuple
    firewalls: tuple
    """(node, file of rules) pairs."""
    e_interfaces: tuple = ("expressway-e",)
    kernel: tuple = ()
    """(node, setting, value) triples."""


SINGLE_NIC = Topology(
    cables=(
        Cable(("c", "expressway-c", (f"{C}/24",)), ("firewall", "inside", ("10.0.30.1/24",))),
        Cable(("e", "expressway-e", (f"{E_DMZ}/24",)), ("firewall", "dmz", ("10.0.10.1/24",))),
        Cable(("phone", "phone", (f"{PHONE}/24", f"{SECOND_PHONE}/24")),
              ("firewall", "outside", ("203.0.113.1/24",))),
    ),
    routes=(("c", "default", "10.0.30.1"), ("e", "default", "10.0.10.1"),
            ("phone", "default", "203.0.113.1")),
    firewalls=(("firewall", "firewall.nft"),),
)

# A SYN that SYNPROXY answers is routed before its destination is translated. The ACK that follows
# must count as invalid, not as the middle of a connection, to come to SYNPROXY.
SINGLE_NIC_SYNPROXY = Topology(
    cables=SINGLE_NIC.cables,
    routes=SINGLE_NIC.routes + (("firewall", f"{PUBLIC}/32", E_DMZ),),
    firewalls=SINGLE_NIC.firewalls,
    kernel=(("firewall", "net.netfilter.nf_conntrack_tcp_loose", 0),),
)

DUAL_NIC = Topology(
    cables=(
        Cable(("c", "expressway-c", (f"{C}/24",)), ("firewall", "inside", ("10.0.30.1/24",))),
        Cable(("e", "expressway-e", (f"{E_INNER}/24",)), ("firewall", "dmz", ("10.0.20.1/24",))),
        Cable(("e", "expressway-e-2", (f"{E_DMZ}/24",)), ("outer", "dmz", ("10.0.10.1/24",))),
        Cable(("phone", "phone", (f"{PHONE}/24",)), ("outer", "outside", ("203.0.113.1/24",))),
    ),
    routes=(("c", "default", "10.0.30.1"), ("e", "10.0.30.0/24", "10.0.20.1"),
            ("e", "default", "10.0.10.1"), ("phone", "default", "203.0.113.1")),
    firewalls=(("firewall", "firewall.nft"), ("outer", "outer-firewall.nft")),
    e_interfaces=("expressway-e", "expressway-e-2"),
)

SINGLE_NIC_IPV6 = Topology(
    cables=(
        Cable(("c", "expressway-c", (f"{IPV6_C}/64",)),
              ("firewall", "inside", ("fd00:0:0:30::1/64",))),
        Cable(("e", "expressway-e", (f"{IPV6_E_DMZ}/64",)),
              ("firewall", "dmz", ("fd00:0:0:10::1/64",))),
        Cable(("phone", "phone", (f"{IPV6_PHONE}/64",)),
              ("firewall", "outside", ("2001:db8:203::1/64",))),
    ),
    routes=(("c", "default", "fd00:0:0:30::1"), ("e", "default", "fd00:0:0:10::1"),
            ("phone", "default", "2001:db8:203::1")),
    firewalls=(("firewall", "firewall.nft"),),
)


@dataclass(frozen=True)
class Zone:
    tls: str
    name: str = "UCTraversal"
    port: int = 7003
    dial: str = PUBLIC
    """What C is configured to connect to."""
    advertised: str = PUBLIC
    """What E puts into its Vias: the public address where static NAT is on, else its own."""
    listen: str = E_DMZ
    domain: str = DOMAIN


@dataclass(frozen=True)
class Phone:
    host: str = PHONE
    user: str = "john.smith"
    domain: str = DOMAIN


@dataclass(frozen=True)
class Scenario:
    name: str
    topology: Topology
    zones: tuple
    phones: tuple = (Phone(),)
    c_host: str = C
    phone_listen: str = E_DMZ
    phone_dials: str = PUBLIC
    keep_alive: float = 0.6
    """Seconds between C's OPTIONS. The interval of a real one is not known, and surely longer."""
    midstream: bool = False
    """Recording starts when the traversal connection is already there."""
    other_proxies: bool = False
    """Another vendor's proxies instead of Expressways; the Zone then only gives addresses."""


def dual_nic_zone(tls: str) -> Zone:
    return Zone(tls, dial=E_INNER, advertised=E_INNER, listen=E_INNER)


SCENARIOS = (
    Scenario("single-nic-reflected", SINGLE_NIC, (Zone("1.2"),)),
    Scenario("single-nic-untranslated", SINGLE_NIC, (Zone("1.2"),)),
    Scenario("dual-nic-inner-snat", DUAL_NIC, (dual_nic_zone("1.3"),)),
    Scenario("dual-nic-clean", DUAL_NIC, (dual_nic_zone("1.3"),)),
    Scenario("port-translated", DUAL_NIC, (dual_nic_zone("1.2"),)),
    Scenario("reflected-dropped", SINGLE_NIC, (Zone("1.3"),), keep_alive=1.5),
    Scenario("reflected-two-zones", SINGLE_NIC,
             (Zone("1.2"), Zone("1.3", "MobileTraversal", 7001, domain=SECOND_DOMAIN)),
             (Phone(), Phone(SECOND_PHONE, "jane.doe", SECOND_DOMAIN))),
    Scenario("reflected-midstream", SINGLE_NIC, (Zone("1.2"),), midstream=True),
    Scenario("reflected-ipv6", SINGLE_NIC_IPV6,
             (Zone("1.3", dial=IPV6_PUBLIC, advertised=IPV6_PUBLIC, listen=IPV6_E_DMZ),),
             (Phone(IPV6_PHONE),), c_host=IPV6_C, phone_listen=IPV6_E_DMZ, phone_dials=IPV6_PUBLIC),
    Scenario("reflected-synproxy", SINGLE_NIC_SYNPROXY, (Zone("1.3"),)),
    Scenario("not-expressway", SINGLE_NIC, (Zone("1.2"),), (), other_proxies=True),
)
