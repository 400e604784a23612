"""Expressway-E's certificate in the SERVICE of a diagnostic log: usages and dates, by what became of SERVICE."""

import base64
import re

import pytest
from conftest import REPOSITORY

LOG = (REPOSITORY / "samples" / "case" / "loggingsnapshot_expc_cured.txt").read_bytes()
FAILURES = REPOSITORY / "samples" / "lab" / "failures"
PEM = re.compile(rb"(-----BEGIN CERTIFICATE-----\r?\n).*?(-----END CERTIFICATE-----)", re.S)


def certificate_of(scenario):
    """DER of the first certificate that E sends there, in TLS 1.2: one segment has it whole."""
    capture = (FAILURES / scenario / "c.pcapng").read_bytes()
    at = re.search(rb"\x16\x03\x03..\x0b\x00..\x00..\x00(..)\x30\x82", capture, re.S)
    length = int.from_bytes(at.group(1), "big")
    return capture[at.end(1):at.end(1) + length]


ANSWER = re.compile(rb"SIP/2.0 200 OK((?:(?!SIPMSG).)*?CSeq: \d+ SERVICE(?:(?!SIPMSG).)*?)X8\.7\.2", re.S)


def log_with(der, status=200, version="X8.7.2", year=2027):
    """The log of a healthy link in another year, with that certificate in each SERVICE and that answer to it."""
    log = PEM.sub(lambda found: found.group(1) + base64.encodebytes(der) + found.group(2), LOG)
    log = re.sub(rb"Content-Length: [1-9]\d*", b"Content-Length: %d" % (len(log)), log)
    log = ANSWER.sub(lambda found: b"SIP/2.0 %d x%s%s" % (status, found.group(1), version.encode()), log)
    return log.replace(b"2016", b"%d" % year)


def said_of(wireshark, log):
    return [(one["key"], one["severity"], one["confidence"])
            for one in wireshark.findings(wireshark.save_bytes(log, ".txt"))
            if one["key"] in ("client_auth_missing", "certificate_validity")]


WITHOUT = "client-auth-in-service-tls12"


@pytest.mark.parametrize("status, version, expected", (
    (403, "X8.7.2", [("client_auth_missing", "error", "proven")]),
    (500, "X15.3", [("client_auth_missing", "error", "proven")]),
    (500, "X15.4", []),
    (408, "X8.7.2", [("client_auth_missing", "note", "proven")]),
    (200, "X8.7.2", [])), ids=("refused", "the last that refuses", "does without it", "times out", "accepted"))
def test_no_client_auth(wireshark, status, version, expected):
    assert said_of(wireshark, log_with(certificate_of(WITHOUT), status, version)) == expected


def test_dates(wireshark):
    """By the time of the entry and by the Date of E's message."""
    der = certificate_of("unknown-ca-at-c-tls12")
    assert said_of(wireshark, log_with(der, year=2016)) == [("certificate_validity", "error", "proven")]
    assert said_of(wireshark, log_with(der)) == []
    assert said_of(wireshark, log_with(der).replace(b"Apr 2027", b"Apr 2016")) == []
    assert said_of(wireshark, log_with(der, year=2077)) == [("certificate_validity", "error", "proven")]


def test_a_certificate_without_fault(wireshark):
    assert said_of(wireshark, LOG) == []
