"""One tshark with the plugin and without it: instructions, seconds and peak memory of a run."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from wireshark import NOBODY, Wireshark

# `-z rpc,programs` dissects every packet, wants no tree and finds nothing in these captures; io,stat
# and io,phs do want a tree.
MODES = {"tree": ("-Y", "frame"), "none": ("-z", "rpc,programs")}
# What is counted of each packet: its dissection and the clean-up after it, and nothing of tshark's start, which varies by
# more than the plugin costs. (The second function is that of the first of two passes.)
COUNTED_FUNCTIONS = ("epan_dissect_run_with_taps", "epan_dissect_run", "epan_dissect_reset")
# The cheapest packet takes more instructions than this. Fewer were not dissected.
LEAST_PER_PACKET = 10_000
COUNTERS = {
    "cachegrind": ("--cache-sim=no", "--branch-sim=no", "--cachegrind-out-file=/dev/null"),
}
# Bytes at the end of what a run prints: it may be very long, and memory of this process counts (below).
OUTPUT_READ = 1 << 20
COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")


class NotMeasured(Exception):
    """A run failed, or did not run what it should."""


class Run:
    """What one run cost. `seconds` is processor time, because other programs on the machine disturb it less."""

    def __init__(self, seconds, wall, kilobytes, output):
        self.seconds = seconds
        self.wall = wall
        self.kilobytes = kilobytes
        self.output = output


class Bench:
    """Two plugin folders that differ in expressway.so alone, and tshark under an unprivileged user.

    The second has none, or that of another build, `against`.
    """

    def __init__(self, tshark, plugin, against=None):
        self.folder = Path(tempfile.mkdtemp(prefix="expressway-bench-"))
        self.folder.chmod(0o755)
        self.wireshark = Wireshark(tshark, self.folder, plugin, Path(plugin).with_name("expressway-log.so"))
        self.version = self.wireshark.run("--version").stdout.split("\n")[0]
        self.against = against
        self.plugins = {True: self.folder / "plugins", False: self.folder / "without"}

    def __enter__(self):
        shutil.copytree(self.plugins[True], self.plugins[False], symlinks=True,
                        ignore=shutil.ignore_patterns("expressway*"))
        if self.against:
            shutil.copy(self.against, next(self.plugins[False].glob("*/epan")) / "expressway.so")
        for which in (True, False):
            listed = self.run(which, (self.wireshark.tshark_path, "-G", "plugins")).output
            loaded = which or self.against is not None
            if ("expressway.so" in listed) is not loaded:
                raise NotMeasured(f"tshark -G plugins: the plugin is {'not ' if loaded else ''}loaded")
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, with_plugin, command):
        """Run once. Peak memory is the child's own, but never below what this process holds itself."""
        environment = dict(self.wireshark.environment, WIRESHARK_PLUGIN_DIR=str(self.plugins[with_plugin]))
        if os.geteuid() == 0:
            command = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command)
        with tempfile.TemporaryFile() as output:
            begun = time.monotonic()
            child = subprocess.Popen(command, env=environment, cwd=self.folder, stdin=subprocess.DEVNULL,
                                     stdout=output, stderr=subprocess.STDOUT)
            _, status, used = os.wait4(child.pid, 0)
            wall = time.monotonic() - begun
            child.returncode = status
            output.seek(max(output.seek(0, os.SEEK_END) - OUTPUT_READ, 0))
            text = output.read().decode(errors="replace")
        if status != 0:
            raise NotMeasured(f"{' '.join(command)}: status {status}\n{text[-2000:]}")
        unit = 1024 if sys.platform == "darwin" else 1
        return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss // unit, text)

    def tshark(self, mode, capture):
        return (self.wireshark.tshark_path, "-n", "-q", *MODES[mode], "-r", str(capture))

    def counted(self, with_plugin, command, counter="cachegrind", options=()):
        """Instructions of one run."""
        command = ("valgrind", f"--tool={counter}", *(options or COUNTERS[counter]), *command)
        found = COUNTED.search(self.run(with_plugin, command).output)
        if not found:
            raise NotMeasured(f"{' '.join(command)}: no instruction count")
        return int(found[1].replace(",", ""))

    def instructions(self, with_plugin, mode, capture, counter="cachegrind", options=()):
        return self.counted(with_plugin, self.tshark(mode, capture), counter, options)

    def per_packet(self, with_plugin, mode, capture, packets):
        """Instructions per packet. The profile must show that the plugin's own code ran, or did not."""
        profile = self.folder / "home" / "callgrind.out"
        options = (f"--callgrind-out-file={profile}",
                   *("--toggle-collect=" + name for name in COUNTED_FUNCTIONS))
        count = self.instructions(with_plugin, mode, capture, "callgrind", options) / packets
        ran = with_plugin or self.against is not None
        if ("expressway.so" in profile.read_text(errors="replace")) is not ran:
            raise NotMeasured(f"the plugin {'did not run' if ran else 'ran'} while packets were dissected")
        if count < LEAST_PER_PACKET:
            raise NotMeasured(f"{count:.0f} instructions per packet: the packets were not dissected")
        return count

    def profile(self, mode, capture, path):
        """callgrind's profile of the run with the plugin, for callgrind_annotate."""
        written = self.folder / "home" / "callgrind.out"
        self.instructions(True, mode, capture, "callgrind", (f"--callgrind-out-file={written}",))
        shutil.move(str(written), path)
