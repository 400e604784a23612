"""Captures that hold only the beginnings of packets: a message is not faulty because it was cut off, and half a
number is not a port."""

import shutil
import subprocess

import pytest

from scenes import alarms

EDITCAP = shutil.which("editcap")

# Around every end of received=, rport= and the Route of the seed samples, and the usual snapshot lengths.
LENGTHS = (96, 128, 252, 253, 254, 255, 256, 262, 264, 265, 266, 267, 274, 275, 276, 277, 512, 690, 695, 700, 705, 710)


@pytest.mark.parametrize("sample", ("expc-cured", "expe-cured"))
def test_healthy_capture_cut_anywhere_raises_no_alarm(wireshark, seed, tmp_path, sample):
    assert EDITCAP, "editcap is part of Wireshark"
    for length in LENGTHS:
        cut = tmp_path / f"{length}.pcapng"
        subprocess.run([EDITCAP, "-s", str(length), seed[sample], cut], check=True)
        assert not alarms(wireshark.experts(wireshark.save_bytes(cut.read_bytes(), ".pcapng"))), length
