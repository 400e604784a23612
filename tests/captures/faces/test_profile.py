"""The configuration profile: its fields exist, its filters compile, Wireshark reads it without a complaint."""

import csv
import re
import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY

PROFILE = REPOSITORY / "profile" / "Expressway"
FIELD = re.compile(r"\b(?:expressway|tcp|icmp|icmpv6)(?:\.\w+)+")


def lines(name):
    return [line for line in (PROFILE / name).read_text().splitlines()
            if line and not line.startswith("#")]


def columns():
    """{title: format} of the packet list."""
    text = "".join(lines("preferences"))
    values = re.findall(r'"([^"]*)"', text[text.index("gui.column.format:"):])
    return dict(zip(values[::2], values[1::2]))


def custom_columns():
    return {title: kind.split(":")[1].split(" or ") for title, kind in columns().items()
            if kind.startswith("%Cus:")}


def colours():
    """{name: filter}"""
    return {line.split("@")[1]: line.split("@")[2] for line in lines("colorfilters")}


def buttons():
    """{label: filter}"""
    return {row[1]: row[2] for row in csv.reader(lines("dfilter_buttons"))}


FILTERS = [*colours().items(), *buttons().items()]


@pytest.fixture(scope="module")
def profile(wireshark):
    """Puts the profile where the tests' tshark looks for it. The value is its name for -C."""
    folder = Path(wireshark.environment["XDG_CONFIG_HOME"]) / "wireshark" / "profiles" / PROFILE.name
    shutil.copytree(PROFILE, folder)
    for path in (folder, *folder.parents, *folder.iterdir()):
        if wireshark.folder in path.parents:
            path.chmod(0o755 if path.is_dir() else 0o644)
    yield PROFILE.name
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def registered(wireshark):
    rows = (line.split("\t") for line in wireshark.run("-G", "fields").stdout.splitlines())
    return {row[2] for row in rows if row[0] in "FP"}


def test_there_is_something_to_test():
    assert {"Verdict", "Apparent", "Info"} <= set(columns())
    assert len(colours()) > 5 and len(buttons()) > 5


@pytest.mark.parametrize("title", custom_columns())
def test_fields_of_a_column_exist(registered, title):
    assert set(custom_columns()[title]) <= registered


@pytest.mark.parametrize("text", [text for _, text in FILTERS], ids=[name for name, _ in FILTERS])
def test_filter_compiles_and_its_fields_exist(wireshark, registered, seed, text):
    assert set(FIELD.findall(text)) <= registered
    wireshark.run("-Y", text, "-r", seed["expc-cured"])


def test_tshark_reads_the_profile_and_shows_its_columns(wireshark, seed, profile):
    shown = wireshark.run("-2", "--color", "-C", profile, "-r", seed["expc-broken"]).stdout
    (service,) = [line for line in shown.splitlines() if re.match(r"\s*11 ", line)]
    assert re.search(r"NAT-reflected\s+64\.100\.0\.10:4401\s", service)


def test_tshark_says_what_is_wrong_with_a_profile(wireshark, seed, profile):
    """Otherwise the test before this one could not fail."""
    path = Path(wireshark.environment["XDG_CONFIG_HOME"], "wireshark", "profiles", profile, "colorfilters")
    good = path.read_text()
    path.write_text(good + "@Wrong@expressway.no_such_field == 1@[0,0,0][65535,65535,65535]\n")
    try:
        result = wireshark.execute([wireshark.tshark_path, "--color", "-C", profile,
                                    "-r", str(seed["expc-broken"])])
        assert '"Wrong"' in result.stderr
    finally:
        path.write_text(good)


@pytest.mark.parametrize("capture, name, expected", [
    ("expc-broken", "Wrong address of Expressway-C", True),
    ("expc-broken", "Failed SERVICE or attempt to connect", True),
    ("expc-cured", "Wrong address of Expressway-C", False),
    ("expc-cured", "Failed SERVICE or attempt to connect", False),
    ("expc-cured", "Right address of Expressway-C", True),
])
def test_colours_tell_broken_from_cured(wireshark, seed, capture, name, expected):
    assert bool(wireshark.frames(seed[capture], colours()[name], two_pass=True)) == expected
