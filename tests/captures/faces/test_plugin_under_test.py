"""The plugin in tshark is the one just built, and registers what it promises."""

import hashlib

import pytest

FIELDS = {
    "expressway.flow": "FT_UINT32",
    "expressway.flow.verdict": "FT_UINT",
    "expressway.flow.confidence": "FT_UINT",
    "expressway.flow.nat_reflected": "FT_BOOLEAN",
    "expressway.flow.client": "FT_STRING",
    "expressway.flow.server": "FT_STRING",
    "expressway.flow.vantage": "FT_UINT",
    "expressway.src.role": "FT_UINT",
    "expressway.dst.role": "FT_UINT",
    "expressway.apparent": "FT_STRING",
    "expressway.apparent.ipv4": "FT_IPv4",
    "expressway.apparent.ipv6": "FT_IPv6",
    "expressway.apparent.port": "FT_UINT16",
    "expressway.apparent.matches": "FT_UINT",
    "expressway.apparent.verdict": "FT_UINT",
    "expressway.apparent.confidence": "FT_UINT",
    "expressway.apparent.evidence": "FT_STRING",
    "expressway.apparent.expected": "FT_STRING",
    "expressway.received": "FT_STRING",
    "expressway.received.verdict": "FT_UINT",
    "expressway.received.confidence": "FT_UINT",
    "expressway.version": "FT_STRING",
    "expressway.zone.egress": "FT_STRING",
    "expressway.zone.ingress": "FT_STRING",
    "expressway.zone.ingress_id": "",
    "expressway.proxy_call_id": "FT_STRING",
    "expressway.taa_tag": "FT_STRING",
}
EXPERTS = ("nat_reflected", "source_translated", "port_translated", "translation_probable",
           "via_mismatch", "unusual_client_port", "conflict", "own_address", "undetermined",
           "malformed")


@pytest.fixture(scope="module")
def registered(wireshark):
    """{filter name: (type, blurb)} of the protocol's fields."""
    rows = (line.split("\t") for line in wireshark.run("-G", "fields").stdout.splitlines())
    return {row[2]: (row[3], row[7] if len(row) > 7 else "")
            for row in rows if row[0] == "F" and row[2].startswith("expressway")}


def test_tshark_lists_our_copy(wireshark):
    assert str(wireshark.plugin) in wireshark.run("-G", "plugins").stdout


def test_tshark_lists_our_copy_of_the_log_reader(wireshark):
    assert f"file type\t{wireshark.log_plugin}" in wireshark.run("-G", "plugins").stdout


def test_copies_are_the_modules_just_built(wireshark, built_plugin, built_log_plugin):
    for copy, built in ((wireshark.plugin, built_plugin), (wireshark.log_plugin, built_log_plugin)):
        assert hashlib.sha256(copy.read_bytes()).digest() == hashlib.sha256(built.read_bytes()).digest()


def test_stock_plugins_stay_available(wireshark):
    assert "transum.so" in wireshark.run("-G", "plugins").stdout


def test_protocol_is_registered_under_its_name(wireshark):
    rows = [line.split("\t") for line in wireshark.run("-G", "protocols").stdout.splitlines()]
    assert [row[0] for row in rows if row[2] == "expressway"] == ["Expressway Traversal"]


@pytest.mark.parametrize("name", FIELDS)
def test_field_has_its_type_and_a_blurb(registered, name):
    kind, blurb = registered[name]
    assert kind.startswith(FIELDS[name])
    assert blurb


@pytest.mark.parametrize("name", EXPERTS)
def test_expert_info_is_registered(wireshark, name):
    assert name in wireshark.expert_names()


def test_every_field_carries_a_blurb(registered):
    assert [name for name, (kind, blurb) in registered.items() if kind != "FT_NONE" and not blurb] == []
