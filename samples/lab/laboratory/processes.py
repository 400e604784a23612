"""The processes of a scenario: actors and recorders. Each ends when its context ends."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from .network import LabError, inside, signals

HERE = Path(__file__).parent
ACTORS = HERE / "actors"
SAMPLES = HERE.parents[1]
START_LIMIT = 10.0


class Process:
    """A program in a namespace, ended with its context. Its output goes to files in `work`."""

    def __init__(self, node: str, name: str, command, work: Path, environment=None):
        self.name = name
        self.output = work / f"{name}.out"
        self.errors = work / f"{name}.err"
        self.running = None
        self.command = inside(node, *command)
        self.environment = {**os.environ, **(environment or {})}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with signals.held():
            if self.running is not None:
                self.stop()

    def start(self) -> None:
        # A session of its own: a Ctrl-C at the terminal reaches make-lab only, which then ends it.
        with signals.held(), open(self.output, "wb") as output, open(self.errors, "wb") as errors:
            self.running = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=output, stderr=errors,
                start_new_session=True, env=self.environment)

    def stop(self) -> None:
        if self.running.poll() is None:
            self.running.terminate()
            try:
                self.running.wait(3)
            except subprocess.TimeoutExpired:
                self.running.kill()
                self.running.wait()
        with contextlib.suppress(OSError):
            self.running.stdin.close()

    def expect(self, text: str, limit: float, source: Path | None = None) -> None:
        """Wait until the process has said `text`."""
        source = source or self.output
        deadline = time.monotonic() + limit
        while text not in source.read_text(errors="replace"):
            if self.running.poll() is not None or time.monotonic() > deadline:
                raise LabError(f"{self.name}: no \"{text}\"; it said: "
                               f"{self.errors.read_text(errors='replace').strip() or 'nothing'}")
            time.sleep(0.02)

    def end(self, number=None) -> None:
        """Ask the process to end, by signal or by a line of input, and wait for it."""
        if number is None:
            self.running.stdin.write(b"finish\n")
            self.running.stdin.flush()
        else:
            self.running.send_signal(number)
        try:
            self.running.wait(START_LIMIT)
        except subprocess.TimeoutExpired:
            raise LabError(f"{self.name} does not end") from None
        if self.running.returncode:
            raise LabError(f"{self.name}: {self.errors.read_text(errors='replace').strip()}")


class Actor(Process):
    """One of the programs in actors/; `truth` is what it knew at its end."""

    def __init__(self, node: str, name: str, program: str, settings: dict, work: Path):
        self.keylog = work / f"{name}.keys"
        self.truth_file = work / f"{name}.truth"
        configuration = work / f"{name}.json"
        configuration.write_text(json.dumps({
            "certificate": str(HERE / "laboratory-only.pem"), **settings,
            "keylog": str(self.keylog), "truth": str(self.truth_file)}))
        super().__init__(
            node, name, [sys.executable, str(ACTORS / program), str(configuration)], work,
            {"PYTHONPATH": f"{SAMPLES}:{ACTORS}", "PYTHONDONTWRITEBYTECODE": "1"})

    @property
    def truth(self) -> dict:
        return json.loads(self.truth_file.read_text())


class Recorder(Process):
    """tcpdump or dumpcap on one interface, with nanoseconds."""

    def __init__(self, node: str, interface: str, work: Path):
        self.interface = interface
        self.pcap = work / f"{interface}.pcap"
        if shutil.which("tcpdump"):
            self.sign = "listening on"
            # To standard output, since some tcpdumps give up root before they open a file.
            command = ["tcpdump", "-n", "-U", "-s", "0", "-i", interface,
                       "--immediate-mode", "--time-stamp-precision=nano", "-w", "-"]
        else:
            self.sign = "File:"
            command = ["dumpcap", "-q", "-P", "-i", interface, "-w", str(self.pcap)]
        super().__init__(node, f"recorder-{interface}", command, work)
        if command[-1] == "-":
            self.pcap = self.output

    def start(self) -> None:
        super().start()
        self.expect(self.sign, START_LIMIT, self.errors)

    def end_recording(self) -> None:
        self.end(signal.SIGINT)
