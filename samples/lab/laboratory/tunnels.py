"""The SSH tunnels from C to port 2222 of E: OpenSSH at both ends, with keys of the scenario's own."""

from __future__ import annotations

import time
from pathlib import Path

from .network import run
from .processes import Process

PORT = 2222
CONNECT_LIMIT = 10
# Small packets: no post-quantum key exchange.
COMMON = ["-o", "KexAlgorithms=curve25519-sha256", "-o", "BatchMode=yes", "-o",
          "GlobalKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes"]
SERVER = """\
Port {port}
ListenAddress {listen}
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/user_key.pub
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
KexAlgorithms curve25519-sha256
"""


class Tunnels:
    """`known`: whether C accepts E's host key. One that does not ends the connection after the key exchange."""

    def __init__(self, folder: Path, listen: str, dial: str, known: bool):
        folder.mkdir()
        self.folder, self.dial = folder, dial
        for name in ("host_key", "user_key"):
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "laboratory", "-f", str(folder / name))
        host_key = (folder / "host_key.pub").read_text()
        (folder / "known_hosts").write_text(f"[{dial}]:{PORT} {host_key}" if known else "")
        (folder / "sshd_config").write_text(SERVER.format(port=PORT, listen=listen, folder=folder))
        Path("/run/sshd").mkdir(exist_ok=True)

    def server(self) -> Process:
        return Process("e", "sshd", ["/usr/sbin/sshd", "-D", "-e", "-f", str(self.folder / "sshd_config")], self.folder)

    def client(self, name: str = "ssh") -> Process:
        command = ["ssh", *COMMON, "-o", f"UserKnownHostsFile={self.folder}/known_hosts", "-o",
                   f"ConnectTimeout={CONNECT_LIMIT}", "-o", "StrictHostKeyChecking=yes", "-o", "ServerAliveInterval=15",
                   "-i", str(self.folder / "user_key"), "-p", str(PORT), "-N", f"root@{self.dial}"]
        return Process("c", name, command, self.folder)


def fail(stack, tunnels: Tunnels, times: int) -> None:
    """Connect that often, in vain."""
    for number in range(times):
        client = stack.enter_context(tunnels.client(f"ssh-{number}"))
        client.start()
        client.running.wait(CONNECT_LIMIT + 5)
        time.sleep(0.5)
