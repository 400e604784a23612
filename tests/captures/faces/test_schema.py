"""docs/schema.json describes what -z expressway,json prints, of every sample and where there is little to print."""

import copy
import json

import jsonschema
import pytest
from conftest import REPOSITORY
from every_sample import NAMES, sample_path
from scenes import Link

SCHEMA = json.loads((REPOSITORY / "docs" / "schema.json").read_text())
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def check(objects):
    """Every object is valid, the capture comes first, and its counts are right."""
    for one in objects:
        assert [error.message for error in VALIDATOR.iter_errors(one)] == [], one
    capture, *others = objects
    assert capture["type"] == "capture"
    kinds = [one["type"] for one in others]
    assert kinds == ["flow"] * capture["flows"] + ["finding"] * capture["findings"]
    assert capture["state"] == ("flows" if capture["flows"] else "none")


def test_the_schema_is_one():
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("options", ((), ("-2",)), ids=("one pass", "two passes"))
@pytest.mark.parametrize("name", NAMES)
def test_output_of_every_sample(wireshark, name, options):
    check(wireshark.objects(sample_path(wireshark, name), *options))


def test_capture_without_traversal(wireshark):
    link = Link(server=("192.0.2.80", 80), handshake=True)
    (capture,) = wireshark.objects(wireshark.save(link.capture))
    check([capture])
    assert (capture["state"], capture["frames"]) == ("none", 3)
    assert (capture["first_time"], capture["last_time"]) == ("2016-04-19T07:09:00.001000000Z",
                                                             "2016-04-19T07:09:00.003000000Z")


def test_analysis_is_off(wireshark, seed):
    (capture,) = wireshark.objects(seed["expc-broken"], "-o", "expressway.analyse:FALSE")
    assert list(VALIDATOR.iter_errors(capture)) == []
    assert capture["state"] == "off" and "switched off" in capture["headline"]


def test_a_name_instead_of_an_address_and_an_unread_route(wireshark):
    link = Link()
    link.keep_alive()
    link.service("expc.example.com:4401", 408)
    link.service("", 408)
    check(wireshark.objects(wireshark.save(link.capture)))


@pytest.fixture(scope="module")
def sound(wireshark):
    """{type: an object that has everything in it}; "log": a finding of a log."""
    objects = wireshark.objects(sample_path(wireshark, "case both sides"))
    found = {one["type"]: one for one in reversed(objects)}
    found["log"] = next(one for one in objects if one["type"] == "finding" and one["flow"] is None)
    return found


WRONG = (("schema", 3), ("schema", "2"), ("state", "on"), ("frames", -1), ("first_time", "2016-04-19 07:09:04"),
         ("headline", ""), ("headline", None), ("flow", "0"), ("flow", -1), ("client", None), ("vantage", "C"),
         ("verdict", "reflected"), ("verdict", 2), ("confidence", "certain"), ("evidence", None), ("evidence", [1]),
         ("services", None), ("leg", {}), ("leg", False), ("findings", [1]), ("findings", ["a", "a"]),
         ("claims_not_kept", 0), ("key", "NAT"), ("severity", "chatty"), ("severity", 3), ("frame", 0),
         ("frame", None), ("frames", []), ("frames", [0]), ("seen", None), ("means", ""), ("cure", 1),
         ("host", "expc"))
OF_TYPE = {"capture": {"schema", "state", "frames", "first_time", "headline"},
           "flow": {"flow", "client", "vantage", "verdict", "confidence", "evidence", "services", "leg", "findings",
                    "claims_not_kept"},
           "finding": {"flow", "client", "confidence", "evidence", "key", "severity", "frame", "frames", "seen",
                       "means", "cure", "host"}}


@pytest.mark.parametrize("name, value", WRONG)
def test_a_wrong_value_is_refused(sound, name, value):
    kinds = [kind for kind, names in OF_TYPE.items() if name in names]
    # "frames" is a number in one type and a list in another.
    tried = [kind for kind in kinds if name != "frames" or (kind == "capture") != isinstance(value, list)]
    assert tried
    for kind in tried:
        assert not VALIDATOR.is_valid({**sound[kind], name: value}), kind


@pytest.mark.parametrize("kind", OF_TYPE)
def test_a_missing_key_is_refused(sound, kind):
    assert VALIDATOR.is_valid(sound[kind])
    for name in sound[kind]:
        less = {key: value for key, value in sound[kind].items() if key != name}
        assert not VALIDATOR.is_valid(less), name


@pytest.mark.parametrize("part", ("services", "connects", "leg"))
def test_a_part_with_a_key_missing_or_wrong_is_refused(sound, part):
    assert sound["flow"][part]
    of = sound["flow"][part] if part == "leg" else sound["flow"][part][0]
    for name in of:
        for change in (lambda one, key: one.pop(key), lambda one, key: one.update({key: []})):
            flow = copy.deepcopy(sound["flow"])
            change(flow[part] if part == "leg" else flow[part][0], name)
            assert not VALIDATOR.is_valid(flow), name


def test_a_finding_is_about_a_flow_or_about_a_host(sound):
    assert VALIDATOR.is_valid(sound["log"])
    assert not VALIDATOR.is_valid({**sound["log"], "client": "10.0.30.2:27901"})
    assert not VALIDATOR.is_valid({**sound["log"], "host": None})


def test_an_unknown_type_is_refused_and_a_key_may_be_added(sound):
    assert not VALIDATOR.is_valid({**sound["flow"], "type": "flows"})
    assert not VALIDATOR.is_valid({"flow": 0})
    assert VALIDATOR.is_valid({**sound["flow"], "more": 1})
