"""Captures and logs that were once judged wrong, kept beside the repository, with the right verdicts.

EXPRESSWAY_CASES: folder with expected.tsv and the files that it names (default: shared/cases/verdicts beside the
repository). The other files test each kind of mistake on captures of their own.
"""

import json
import os
from pathlib import Path

import pytest
from conftest import REPOSITORY

FOLDER = Path(os.environ.get("EXPRESSWAY_CASES",
                             REPOSITORY.parent / "shared" / "cases" / "verdicts"))


def cases():
    """[(file, [verdict:confidence of each flow])]"""
    table = FOLDER / "expected.tsv"
    rows = table.read_text().splitlines() if table.is_file() else []
    return [(row.split("\t")[0], row.split("\t")[1].split(",")) for row in rows if row and row[0] != "#"]


CASES = cases()


def test_the_table_names_all_files():
    if not FOLDER.is_dir():
        pytest.skip(f"no known cases: {FOLDER} is absent (EXPRESSWAY_CASES names another)")
    assert {name for name, _ in CASES} == {path.name for path in FOLDER.iterdir()} - {"expected.tsv"}


def is_right(found, expected):
    return found == expected or (expected, found) == ("own address:proven", "own address:probable")


@pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))
@pytest.mark.parametrize("name, expected", CASES, ids=[name for name, _ in CASES])
def test_each_flow_has_its_verdict(wireshark, name, expected, options):
    path = FOLDER / name
    lines = wireshark.run("-q", *options, "-z", "expressway,json", "-r",
                          wireshark.save_bytes(path.read_bytes(), path.suffix)).stdout.splitlines()
    objects = [json.loads(line) for line in lines if line.startswith("{")]
    found = [f"{one['verdict']}:{one['confidence']}" for one in objects if one.get("type", "flow") == "flow"]
    assert len(found) == len(expected)
    assert all(is_right(*pair) for pair in zip(found, expected)), found


# Excerpts of real logs with a failure, whose right answers stand beside them in words.
LOGS = Path(os.environ.get("EXPRESSWAY_LOG_CASES", REPOSITORY.parent / "shared" / "cases"))
ANSWERS = {
    "01-zone-name-mismatch": ("tls_name", "error", "proven"),
    "03-xmpp-7400-refused": ("xmpp_link", "warning", "proven"),
    "05-sip-inspection-idle-countdown": ("inspection", "note", "probable"),
    "07-register-405-trunk-port": ("register_refused", "error", "proven"),
    "09-mra-502-tomcat-ecdsa-selfsigned": ("https_certificate", "error", "proven"),
    "11-cucm-does-not-trust-c": ("https_certificate", "error", "proven"),
    "13-peer-ca-not-trusted": ("tls_untrusted", "warning", "proven"),
    "15-peer-rejects-our-certificate": ("tls_untrusted", "note", "probable"),
    "18-preloaded-route-off-404": ("preloaded_routes", "note", "probable"),
    "20-user-401": ("user_refused", "warning", "proven"),
}
# What the entries say as entries, and what is open where a log has no SERVICE.
BESIDE = ("log_negotiation_failed", "log_authentication_failed", "log_error", "undetermined")


@pytest.mark.failures
@pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))
@pytest.mark.parametrize("name", ANSWERS)
def test_each_log_has_its_failure(wireshark, name, options):
    path = LOGS / f"{name}.txt"
    if not path.is_file():
        pytest.skip(f"{path} is absent (EXPRESSWAY_LOG_CASES names another folder)")
    found = wireshark.findings(wireshark.save_bytes(path.read_bytes(), ".txt"), *options)
    assert [(one["key"], one["severity"], one["confidence"]) for one in found
            if one["key"] not in BESIDE] == [ANSWERS[name]]
