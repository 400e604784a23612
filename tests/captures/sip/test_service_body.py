"""The body of SERVICE: the methodCall's values, the certificate, and bodies that are broken."""

import time

import pytest
import traversal_sip as sip
from capture_writer import Connection
from scenes import C, E_LAN, REFLECTED, Link, Seen, e_side

PREFIX = "expressway.service."
VALUES = {
    "method_name": "DigestAuth", "username": "john.smith", "realm": "expe.example.com",
    "nonce": "2i78worv9unccs6vbclfi4xa178worv9unccs6vbclfi4xa4i15j", "qop": "auth",
    "cnonce": "54f80570", "nc": "00000001", "response": "c1f4a1f0d3a94ed5b6de3a4f9b0e7d21",
    "uri": "sip:cucm02.example.local", "method": "REGISTER", "id": "12345678",
    "caching_enabled": "true", "reqtype": "collab-edge", "version": "1.0",
    "msgid": "12345678979", "sipdomain": "cucm02.example.local",
}
FIELDS = tuple(PREFIX + name for name in VALUES)
CERTIFICATE = ("x509sat.uTF8String", "x509ce.dNSName", "x509af.serialNumber")
BODY = sip.service_body()
GENEROUS = 60  # seconds; linear work takes one or two


def read(wireshark, body, two_pass=True, link=None):
    """({field: value}, expert infos) of a SERVICE with that body."""
    link = link or Link()
    frame = link.service(REFLECTED, body=body)
    seen = Seen(wireshark, link.capture, *FIELDS, two_pass=two_pass)
    values = {name[len(PREFIX):]: text for name, text in seen.fields[frame].items() if text}
    return values, seen.experts[frame]


@pytest.mark.parametrize("two_pass", (False, True))
def test_values_of_the_call(wireshark, two_pass):
    values, infos = read(wireshark, BODY, two_pass)
    assert values == VALUES
    assert "malformed" not in infos


def test_values_by_display_filter_and_in_the_tree(wireshark):
    link = Link()
    frame = link.service(REFLECTED, body=BODY)
    path = wireshark.save(link.capture)
    chosen = " and ".join(f'{PREFIX}{name} == "{value}"' for name, value in VALUES.items())
    assert wireshark.frames(path, chosen) == [frame]
    text = wireshark.run("-r", path, "-V").stdout
    assert "Malformed Packet" not in text and VALUES["nonce"] in text


DOCUMENT = BODY.replace(b"<cnonce>", b"<nonce>").replace(b"<caching-enabled>", b"< caching-enabled>")


@pytest.mark.parametrize("body", (
    DOCUMENT,
    BODY.replace(b"><", b">\r\n    <"),
    BODY.replace(b"<methodCall>", b'<methodCall xmlns="urn:x" a=\'b\'>'),
    BODY.replace(b"<username>", b'<username xml:space="preserve">'),
    BODY.replace(b"<nc>", b"<unknown>x</unknown><empty/><nc>"),
    BODY.replace(b'<?xml version="1.0" encoding="utf-8"?>\r\n', b""),
), ids=("document", "indented", "attributes", "attribute", "unknown", "no prolog"))
def test_values_however_the_call_is_written(wireshark, body):
    values, infos = read(wireshark, body)
    assert values == VALUES
    assert "malformed" not in infos


def test_value_that_is_absent_or_empty_is_not_borrowed(wireshark):
    body = BODY.replace(b"<cnonce>54f80570</cnonce>", b"").replace(b">00000001<", b"><")
    values, _ = read(wireshark, body)
    assert {name: values.get(name, "") for name in VALUES} == {**VALUES, "cnonce": "", "nc": ""}


def test_call_without_a_certificate_and_certificate_without_a_call(wireshark):
    call = BODY[BODY.index(b"<?xml"):BODY.index(b"</methodCall>") + 13]
    assert read(wireshark, call)[0] == VALUES
    values, infos = read(wireshark, BODY.replace(call, b""))
    assert values == {} and "malformed" not in infos


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("blank_line", (True, False))
def test_certificate_is_wiresharks_own_and_the_columns_stay_sips(wireshark, blank_line, two_pass):
    link = Link()
    frame = link.service(REFLECTED, body=sip.service_body(pem_blank_line=blank_line))
    path = wireshark.save(link.capture)
    name, host, number = wireshark.values(path, frame, *CERTIFICATE, two_pass=two_pass)
    assert "expe.example.com" in name and host == "expe.example.com" and number
    options = ("-2",) if two_pass else ()
    columns = ("-o", 'gui.column.format:"Protocol","%p","Info","%i"')
    line = wireshark.run("-r", path, *options, *columns).stdout.splitlines()[frame - 1]
    assert line.split()[0].startswith("SIP")
    assert "SERVICE sip:serviceserver@" in line
    assert line.endswith("[apparent 64.100.0.10:4401: NAT-reflected]")
    assert "Malformed" not in wireshark.run("-r", path, "-V", *options).stdout


def test_broken_certificate_leaves_the_rest_alone(wireshark):
    for pem in ("-----BEGIN CERTIFICATE-----\n%%%%\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nMIID", "-----BEGIN CERTIFICATE-----", "", "junk"):
        values, _ = read(wireshark, sip.service_body(certificate_pem=pem))
        assert values == VALUES


@pytest.mark.parametrize("two_pass", (False, True))
@pytest.mark.parametrize("kept, names", (
    (b"<nonce>2i78wo", {"username", "realm"}), (b"<username>john.smith</username><re", {"username"}),
    (b"</params>", {name for name in VALUES if name not in ("method_name", "version", "msgid",
                                                             "sipdomain")})))
def test_call_that_breaks_off_is_malformed(wireshark, kept, names, two_pass):
    body = BODY[:BODY.index(kept) + len(kept)]
    values, infos = read(wireshark, body, two_pass)
    assert names <= set(values) <= names | {"nonce"}
    assert all(values[name] == VALUES[name] for name in names)
    assert "malformed" in infos and "nat_reflected" in infos


def test_message_that_the_capture_cuts_is_not_malformed(wireshark):
    link = Link()
    link.send(False, link.service_request(REFLECTED, body=BODY), mss=9000)
    section = link.capture.sections[0]
    section["packets"] = [(interface, stamp, data[:2200], note)
                          for interface, stamp, data, note in section["packets"]]
    assert "malformed" not in Seen(wireshark, link.capture).found()


def test_entities_do_not_part_a_call_from_its_register(wireshark):
    """The name is <tom&jerry> in REGISTER; XML has to escape it."""
    link = e_side()
    phone = Connection(link.capture, ("203.0.113.50", 51333), (E_LAN, 5061))
    digest = sip.Digest(username="<tom&jerry>")
    register = phone.send(True, sip.register("203.0.113.50", 51333, "64.100.0.10", client_host=C,
                                             digest=digest))[-1]
    body = sip.service_body(sip.Digest(username="&lt;tom&amp;jerry&gt;"))
    service = link.service(REFLECTED, body=body)
    seen = Seen(wireshark, link.capture, "expressway.service.register_in", PREFIX + "username")
    assert seen.fields[service][PREFIX + "username"] in ("<tom&jerry>", "&lt;tom&amp;jerry&gt;")
    assert seen.fields[service]["expressway.service.register_in"] == str(register)


@pytest.mark.parametrize("text", ("&amp;&#x41;&lt;", "&bogus;", "&", "&#99999999999;", "\xff\xfe", "a\x01b"))
def test_odd_text_in_a_value(wireshark, text):
    body = BODY.replace(b"john.smith", text.encode("latin-1"))
    values, infos = read(wireshark, body)
    assert {name: value for name, value in values.items() if name != "username"} == {
        name: value for name, value in VALUES.items() if name != "username"}
    assert "malformed" not in infos and "nat_reflected" in infos


HEAD, TAIL = BODY.split(b"<params>")
MEGABYTE = 1_000_000


@pytest.mark.parametrize("filling", (
    b"<" * MEGABYTE, b"<a>" * (MEGABYTE // 3), b"\0" * MEGABYTE, b">" * MEGABYTE, b"&" * MEGABYTE,
    b"<methodCall>" * (MEGABYTE // 12), b"</methodCal" * (MEGABYTE // 11),
    b"<nc>" + b"1" * MEGABYTE + b"</nc>", b"-----BEGIN CERTIFICATE-----\n" * (MEGABYTE // 28)),
    ids=("open", "nested", "NUL", "close", "entity", "calls", "ends", "long value", "PEM"))
def test_hostile_body_takes_bounded_time(wireshark, filling):
    link = Link()
    bad = link.service(REFLECTED, body=HEAD + filling + b"<params>" + TAIL, status=408)
    link.service(REFLECTED, body=BODY, status=408)
    section = link.capture.sections[0]
    assert bad < len(section["packets"])
    path = wireshark.save(link.capture)
    start = time.monotonic()
    seen = Seen(wireshark, path, *FIELDS)
    assert time.monotonic() - start < GENEROUS
    (flow,) = seen.flows
    assert [service["status"] for service in flow["services"]] == [408, 408]
    last = seen.fields[flow["services"][1]["frame"]]
    assert {name[len(PREFIX):]: text for name, text in last.items()} == VALUES
