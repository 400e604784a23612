"""The laboratory itself: it makes its first two scenarios, is interrupted, and runs again."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from laboratory import CAPTURES, LABORATORY, check_capture

MAKE_LAB = LABORATORY / "make-lab"
SCENARIOS = ("single-nic-reflected", "single-nic-untranslated")
PROBE = "expressway-test-probe"
TOOLS = ("ip", "nft", "sysctl")
PATIENCE = 120


def why_not():
    """Why the laboratory cannot run here, or None."""
    if os.geteuid() != 0:
        return "not root: network namespaces cannot be made"
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if not (shutil.which("tcpdump") or shutil.which("dumpcap")):
        missing.append("tcpdump or dumpcap")
    if missing:
        return f"the laboratory needs {', '.join(missing)}"
    made = subprocess.run(["ip", "netns", "add", PROBE], capture_output=True, text=True, check=False)
    if made.returncode:
        return f"no network namespace can be made here: {made.stderr.strip()}"
    subprocess.run(["ip", "netns", "delete", PROBE], check=True)
    return None


@pytest.fixture(scope="module", autouse=True)
def laboratory():
    reason = why_not()
    if reason:
        pytest.skip(f"the laboratory was not run: {reason}")


def start(output, *scenarios):
    return subprocess.Popen([sys.executable, str(MAKE_LAB), "--output", str(output), *scenarios],
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def namespaces():
    listed = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True, check=True)
    return {line.split()[0] for line in listed.stdout.splitlines() if line.startswith("xwlab-")}


def processes(folder):
    """Command lines that name the folder, or an actor of the laboratory."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if any(str(folder) in word or str(LABORATORY / "laboratory" / "actors") in word
               for word in words):
            found.append(" ".join(words))
    return found


def wait_for(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Folder of the scenarios, made here and now."""
    folder = tmp_path_factory.mktemp("lab")
    run = start(folder, *SCENARIOS)
    said, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, said
    return folder


@pytest.mark.parametrize("name", CAPTURES)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario_made_here_says_the_same(wireshark, made, scenario, name):
    check_capture(wireshark, made, scenario, name, two_pass=True)


def test_a_run_leaves_nothing_but_its_files(made):
    assert {path.name for path in made.iterdir()} == set(SCENARIOS)
    assert namespaces() == set() and processes(made) == []


@pytest.mark.parametrize("number", (signal.SIGTERM, signal.SIGINT))
def test_interrupted_run_leaves_nothing_behind_and_a_second_one_is_refused(tmp_path, number):
    first = start(tmp_path / "first", "single-nic-reflected")
    try:
        wait_for(lambda: len(processes(tmp_path / "first")) > 3 or first.poll() is not None)
        assert namespaces()
        second = start(tmp_path / "second", "single-nic-reflected")
        refusal, _ = second.communicate(timeout=PATIENCE)
        assert second.returncode not in (0, None) and "another make-lab is running" in refusal
        assert first.poll() is None and namespaces()
        first.send_signal(number)
        said, _ = first.communicate(timeout=PATIENCE)
    finally:
        first.terminate()
        first.wait(PATIENCE)
    assert first.returncode not in (0, None) and "Traceback" not in said
    assert namespaces() == set()
    assert processes(tmp_path) == []
    assert list((tmp_path / "first").iterdir()) == []
