"""Runs the plugin that was just built in a real tshark.

Each folder holds the tests of one subject, support/ what they share. File names are unique across the folders:
pytest imports every file by its bare name.

EXPRESSWAY_PLUGIN      path of the expressway.so under test (required)
EXPRESSWAY_LOG_PLUGIN  path of the expressway-log.so under test (default: beside the other)
EXPRESSWAY_TSHARK      path of tshark (default /usr/bin/tshark); the other programs are taken from its folder
EXPRESSWAY_CORPUS      folder of foreign captures (default: shared/corpus beside the repository)
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SUPPORT = Path(__file__).parent / "support"
sys.path[:0] = [str(SUPPORT), str(REPOSITORY / "samples"), str(REPOSITORY / "samples" / "seed")]
# A failed assert in a helper shows its values, as in a test.
pytest.register_assert_rewrite(*(path.stem for path in SUPPORT.glob("*.py")))

import make  # noqa: E402
from wireshark import Wireshark  # noqa: E402


def pytest_configure(config):
    config.addinivalue_line("markers", "memory: measures memory, of which ASan needs its own")
    config.addinivalue_line("markers", "failures: captures of other failures, so many that ASan takes too long")


def pytest_collection_modifyitems(items):
    """The tests that show that the right plugin is under test run first."""
    items.sort(key=lambda item: "test_plugin_under_test.py" not in item.nodeid)


@pytest.fixture(scope="session")
def built_plugin():
    path = os.environ.get("EXPRESSWAY_PLUGIN")
    if not path or not Path(path).is_file():
        pytest.fail("EXPRESSWAY_PLUGIN must name the expressway.so that was just built")
    return Path(path)


@pytest.fixture(scope="session")
def built_log_plugin(built_plugin):
    path = Path(os.environ.get("EXPRESSWAY_LOG_PLUGIN", built_plugin.with_name("expressway-log.so")))
    if not path.is_file():
        pytest.fail("EXPRESSWAY_LOG_PLUGIN must name the expressway-log.so that was just built")
    return path


@pytest.fixture(scope="session")
def wireshark(built_plugin, built_log_plugin):
    """Wireshark's programs with the plugin, under a user that may load plugins."""
    folder = Path(tempfile.mkdtemp(prefix="expressway-captures-"))
    folder.chmod(0o755)
    tshark = os.environ.get("EXPRESSWAY_TSHARK", "/usr/bin/tshark")
    try:
        yield Wireshark(tshark, folder, built_plugin, built_log_plugin)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def seed(wireshark):
    """Paths of the four seed captures, made anew: "expc-broken" and so on."""
    return {name.rsplit(".", 1)[0]: wireshark.save(capture)
            for name, capture in make.captures().items()}


@pytest.fixture(scope="session")
def corpus():
    folder = Path(os.environ.get("EXPRESSWAY_CORPUS", REPOSITORY.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip(f"no foreign captures: {folder} is absent (EXPRESSWAY_CORPUS names another)")
    return folder
