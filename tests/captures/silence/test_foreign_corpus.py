"""Captures that have nothing to do with Expressway: no expert info from this plugin, and no crash."""

from pathlib import Path

import pytest
from capture_writer import Capture, Connection

CAPTURES = ("DTMFsipinfo.pcap", "SIP_DTMF2.cap", "http-on-sip-port.pcap", "ndpi-sip.pcap",
            "sip-body-large.pcap", "sip-compact-form.pcap", "sip-header-multi-value.pcap",
            "sip-ipv6-fragmented-multi-route.pcap", "sip-over-tcp.pcap", "sip-proxy.pcap",
            "sip-routing-error.pcapng", "sip-tcp-in-ipip.pcap", "suricata-sip-tcp.pcap")
# If every port is a traversal port, the plugin looks at everything.
EVERYWHERE = ("-o", "expressway.ports:1-65535")


def readable(wireshark, path):
    return wireshark.save_bytes(path.read_bytes(), path.suffix)


@pytest.mark.parametrize("options", ((), EVERYWHERE), ids=("usual ports", "all ports"))
@pytest.mark.parametrize("name", CAPTURES)
def test_foreign_capture_gets_no_word_from_us(wireshark, corpus, name, options):
    path = readable(wireshark, corpus / name)
    assert wireshark.experts(path, options=options) == {}
    assert wireshark.experts(path, options=options, two_pass=True) == {}
    assert wireshark.frames(path, "expressway.flow.nat_reflected", options=options) == []


def test_no_foreign_capture_is_forgotten(corpus):
    present = {path.name for path in corpus.iterdir() if path.suffix.startswith((".pcap", ".cap"))}
    assert present == set(CAPTURES)


@pytest.fixture(scope="module", params=(7001, 5060))
def torture(request, wireshark, corpus):
    """Each torture message is sent by the client and by the server, each on its own connection."""
    capture = Capture()
    messages = sorted((corpus / "rfc4475").glob("*.dat"))
    assert len(messages) > 40
    for number, message in enumerate(messages):
        for from_client in (True, False):
            client = ("192.0.2.1", 26000 + 2 * number + from_client)
            link = Connection(capture, client, ("192.0.2.2", request.param))
            link.handshake()
            link.send(from_client, Path(message).read_bytes())
            link.close()
    return wireshark.save(capture)


def test_torture_messages_get_no_word_from_us(wireshark, torture):
    assert wireshark.experts(torture) == {}
    assert wireshark.experts(torture, two_pass=True) == {}


def test_torture_messages_in_full_detail(wireshark, torture):
    wireshark.run("-r", torture, "-V", "-2")
    wireshark.report(torture)
    wireshark.json(torture)
