"""Network namespaces, cables between them, firewall rules; all of it gone again at the end."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PREFIX = "xwlab-"
OFFLOAD_SWITCH = Path(__file__).with_name("offload.py")


class LabError(Exception):
    """Something that the person who runs make-lab should read."""


class Interrupted(Exception):
    """A signal asked to stop."""


class Signals:
    """Turns the first SIGINT, SIGTERM or SIGHUP into Interrupted; ignores those that follow."""

    def __init__(self):
        self.depth = 0
        self.arrived = None
        self.raised = False

    def install(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.handle)

    def handle(self, number, _frame) -> None:
        self.arrived = self.arrived or number
        self.interrupt()

    def interrupt(self) -> None:
        if self.arrived and self.depth == 0 and not self.raised:
            self.raised = True
            raise Interrupted(signal.Signals(self.arrived).name)

    @contextlib.contextmanager
    def held(self):
        """Nothing interrupts the lines within: what is created there is also noted for removal."""
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1
        self.interrupt()


signals = Signals()


@dataclass(frozen=True)
class Cable:
    """A veth pair. Each end: (node, interface name, (address/prefix length, ...))."""

    one: tuple
    other: tuple


def run(*command: str, standard_input: str | None = None) -> str:
    done = subprocess.run(command, input=standard_input, text=True, capture_output=True,
                          timeout=20, start_new_session=True)
    if done.returncode:
        raise LabError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def namespace(node: str) -> str:
    return PREFIX + node


def inside(node: str, *command: str) -> list:
    return ["ip", "netns", "exec", namespace(node), *command]


def remove_leftovers() -> list:
    """Remove namespaces of a run that was killed outright, and the processes in them."""
    names = [line.split()[0] for line in run("ip", "netns", "list").splitlines()]
    leftovers = [name for name in names if name.startswith(PREFIX)]
    for name in leftovers:
        for pid in run("ip", "netns", "pids", name).split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        run("ip", "netns", "delete", name)
    return leftovers


class Network:
    """The namespaces of one scenario. A context manager: what build() made is removed at the end."""

    def __init__(self, topology):
        self.cables = topology.cables
        self.routes = topology.routes
        self.firewalls = topology.firewalls
        self.kernel = topology.kernel
        self.cleanup = contextlib.ExitStack()
        self.hardware_addresses = (f"02:00:5e:00:53:{n:02x}" for n in itertools.count(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with signals.held():
            self.cleanup.close()

    def build(self, rules: Path) -> None:
        """Lay the cables, set the routes, load the firewalls' rules from the folder `rules`."""
        for node in {end[0] for cable in self.cables for end in (cable.one, cable.other)}:
            self.add_node(node)
        for cable in self.cables:
            self.lay(cable)
        for node, destination, gateway in self.routes:
            family = "-6" if ":" in gateway else "-4"
            run("ip", family, "-n", namespace(node), "route", "add", destination, "via", gateway)
        for node, file in self.firewalls:
            run(*inside(node, "nft", "-f", str(rules / file)))
        for node, setting, value in self.kernel:
            self.set_kernel(node, setting, value)

    def add_node(self, node: str) -> None:
        with signals.held():
            run("ip", "netns", "add", namespace(node))
            self.cleanup.callback(run, "ip", "netns", "delete", namespace(node))
        run("ip", "-n", namespace(node), "link", "set", "lo", "up")
        ipv6 = any(":" in address for cable in self.cables for address in cable.one[2])
        forwarding = int(node in dict(self.firewalls))
        self.set_kernel(node, "net.ipv4.ip_forward", forwarding)
        if ipv6:
            self.set_kernel(node, "net.ipv6.conf.all.forwarding", forwarding)
            for setting in ("accept_dad", "router_solicitations", "accept_ra"):
                self.set_kernel(node, f"net.ipv6.conf.default.{setting}", 0)
        elif Path("/proc/sys/net/ipv6").exists():
            self.set_kernel(node, "net.ipv6.conf.all.disable_ipv6", 1)

    def set_kernel(self, node: str, name: str, value) -> None:
        run(*inside(node, "sysctl", "-q", "-w", f"{name}={value}"))

    def lay(self, cable: Cable) -> None:
        (node, name, _), (other_node, other_name, _) = cable.one, cable.other
        run("ip", "link", "add", "name", name, "address", next(self.hardware_addresses),
            "netns", namespace(node), "type", "veth", "peer", "name", other_name,
            "address", next(self.hardware_addresses), "netns", namespace(other_node))
        for node, name, addresses in (cable.one, cable.other):
            for address in addresses:
                no_detection = ["nodad"] if ":" in address else []
                run("ip", "-n", namespace(node), "address", "add", address, "dev", name,
                    *no_detection)
            run("ip", "-n", namespace(node), "link", "set", name, "up")
            if not node.startswith("e"):
                # Expressway-E keeps its offloads: its captures then show segments larger than the
                # wire's, as those of a real one do.
                run(*inside(node, sys.executable, str(OFFLOAD_SWITCH), name))
