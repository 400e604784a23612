"""Every sample of the repository, and captures of both sides made of them."""

import json
import re

from conftest import REPOSITORY
from wireshark import AGGREGATOR, SEPARATOR

SAMPLES = REPOSITORY / "samples"
# Failures of the link: one of each kind of finding, from packets and from logs.
FAILURES = [*(f"lab/failures/{name}.pcapng" for name in (
                "zone-dropped/c", "zone-refused/c", "zone-unreachable/c", "unknown-ca-at-c-tls12/c",
                "unknown-ca-at-e-tls13/c", "expired-tls12/e", "client-auth-missing-tls12/c",
                "client-auth-in-service-tls12/c-keyed", "no-client-certificate-tls13/e", "no-common-version-tls12/c",
                "name-at-c-tls12/c", "handshake-reset-tls12/c", "zone-password-tls12/c-keyed",
                "clock-hour-off-tls13/c-keyed", "ssh-dropped/c", "ssh-rejected/c", "xmpp-refused/c", "idle-dropped/c",
                "https-untrusted-tls12/c", "register-trunk-port/c-keyed", "wrong-address/c-keyed",
                "healthy-tls13/c-keyed")),
            *(f"logs/x14/{name}.txt" for name in (
                "expc-alarm-ntp", "expc-clock-alarm", "expc-cluster-peer", "expc-https-rejected",
                "expc-https-self-signed", "expc-preloaded-routes", "expc-register-oauth-port", "expc-ssh-alarm",
                "expc-two-addresses", "expc-user-refused", "expc-xmpp-name", "expc-zone-cut-off",
                "expc-zone-name-at-c", "expc-zone-unanswered", "expe-alarm-expires-soon", "expe-domain-refused",
                "expe-phone-idle-countdown", "expe-register-unknown-domain", "expe-ssh-next-hop",
                "expe-zone-password-at-e", "expe-zone-purpose"))]
PATHS = sorted([*SAMPLES.glob("seed/*.pcapng"), *SAMPLES.glob("case/*.pcap"), *SAMPLES.glob("case/*.txt"),
                *SAMPLES.glob("lab/*/*.pcapng")])
# Name -> the samples that are merged.
MERGED = {"seed both sides": ("seed/expc-broken.pcapng", "seed/expe-broken.pcapng"),
          "case both sides": ("case/eth0_diagnostic_logging_tcpdump0_expc_broken.pcap",
                              "case/eth0_diagnostic_logging_tcpdump0_expe_broken.pcap",
                              "case/loggingsnapshot_expc_broken.txt", "case/loggingsnapshot_expe_broken.txt"),
          "clocks both sides": ("lab/failures/clock-hour-off-tls12/c.pcapng",
                                "lab/failures/clock-hour-off-tls12/e.pcapng"),
          "reset both sides": ("lab/failures/handshake-reset-tls12/c.pcapng",
                               "lab/failures/handshake-reset-tls12/e.pcapng"),
          "two zones both sides": ("lab/reflected-two-zones/c-keyed.pcapng",
                                   "lab/reflected-two-zones/e-keyed.pcapng"),
          "untranslated both sides": ("lab/single-nic-untranslated/c-keyed.pcapng",
                                      "lab/single-nic-untranslated/e-keyed.pcapng")}
NAMES = [*(str(path.relative_to(SAMPLES)) for path in PATHS), *FAILURES, *MERGED]


def sample_path(wireshark, name):
    """The sample, or a capture that is merged of some."""
    if name not in MERGED:
        return SAMPLES / name
    path = wireshark.output(name.replace(" ", "-") + ".pcapng")
    if not path.exists():
        wireshark.program("mergecap", "-I", "none", "-w", path, *(SAMPLES / part for part in MERGED[name]))
    return path


class Faces:
    """What one run says of a capture in every way: `objects` of JSON, `report`, `tree` of Statistics, fields."""

    def __init__(self, wireshark, path, *names, two_pass=True, options=()):
        lines = wireshark.run("-r", path, *options, *(("-2",) if two_pass else ()), "-T", "fields",
                              "-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=" + AGGREGATOR,
                              *(word for name in ("frame.number", *names) for word in ("-e", name)),
                              *(word for face in ("json", "report", "tree")
                                for word in ("-z", "expressway," + face))).stdout.splitlines()
        rows = [line.split(SEPARATOR) for line in lines if line[:1].isdigit()]
        self.fields = {int(row[0]): dict(zip(names, row[1:])) for row in rows}
        self.objects = [json.loads(line) for line in lines if line.startswith("{")]
        self.flows = [one for one in self.objects if one["type"] == "flow"]
        self.findings = [one for one in self.objects if one["type"] == "finding"]
        rest = [line for line in lines if not line[:1].isdigit() and not line.startswith("{")]
        begin = next(place for place, line in enumerate(rest) if line.startswith("====="))
        end = max(place for place, line in enumerate(rest) if line.startswith(("=====", "-----")))
        self.tree, self.report = rest[begin:end], rest[:begin] + rest[end + 1:]

    def values(self, frame, name):
        """All values of a field that may occur more than once."""
        text = self.fields[frame][name]
        return text.split(AGGREGATOR) if text else []

    def counts(self):
        """{topic: count} of the tree; topics of different branches have different names."""
        found = (re.match(r"( *\S.*?) {2,}(\d+) ", line + " ") for line in self.tree)
        return {match[1].strip(): int(match[2]) for match in found if match}
