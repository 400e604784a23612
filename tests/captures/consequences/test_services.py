"""What a SERVICE leads to: its response, attempts to connect, REGISTER; and the early warning."""

import re

import pytest
import traversal_sip as sip
from capture_writer import Connection
from scenes import (C, C_MARKS, CLIENT, E, E_LAN, REFLECTED, SERVER, Link, Seen, e_side)

RESPONSE_IN, REQUEST_IN = "expressway.service.response_in", "expressway.service.request_in"
STATUS, TIME = "expressway.service.status", "expressway.service.time"
CONNECT_IN, SERVICE_IN = "expressway.service.connect_in", "expressway.connect.service_in"
OUTCOME = "expressway.connect.outcome"
REGISTER_IN = "expressway.service.register_in"
CAUSED = "expressway.register.service_in"
LINKS = (RESPONSE_IN, REQUEST_IN, STATUS, TIME, CONNECT_IN, SERVICE_IN, OUTCOME, REGISTER_IN, CAUSED)
UNANSWERED, REFUSED, ESTABLISHED, UNREACHABLE = "0123"
PHONE = ("203.0.113.50", 51333)


def links(wireshark, capture):
    return Seen(wireshark, capture, *LINKS)


def report(wireshark, link):
    return " ".join(wireshark.report(wireshark.save(link.capture)).split())


# Responses

def test_several_open_at_once_are_answered_out_of_order(wireshark):
    link = Link()
    requests = [link.service_request(REFLECTED) for _ in range(3)]
    frames = [link.send(False, request) for request in requests]
    link.capture.now += 1.5
    answers = {place: link.answer(requests[place], status)
               for place, status in ((2, 408), (0, 200), (1, 503))}
    seen = links(wireshark, link.capture)
    for place, frame in enumerate(frames):
        assert seen.fields[frame][RESPONSE_IN] == str(answers[place])
        assert seen.fields[answers[place]][REQUEST_IN] == str(frame)
    assert seen.frames(STATUS) == {answers[2]: "408", answers[0]: "200", answers[1]: "503"}
    assert all(1.5 < float(text) < 1.6 for text in seen.frames(TIME).values())
    (flow,) = seen.flows
    assert [(one["frame"], one["response_frame"], one["status"]) for one in flow["services"]] == [
        (frames[0], answers[0], 200), (frames[1], answers[1], 503), (frames[2], answers[2], 408)]
    assert all(one["time"] == pytest.approx(1.5, abs=0.1) for one in flow["services"])


@pytest.mark.parametrize("again", ("segment", "message"))
def test_retransmitted_service_and_response_are_one_transaction(wireshark, again):
    link = Link()
    request = link.service_request(REFLECTED)
    first = link.send(False, request)
    link.capture.now += 0.5
    link.capture.repeat(first) if again == "segment" else link.send(False, request)
    answer = link.answer(request, 408)
    link.capture.now += 0.5
    link.capture.repeat(answer) if again == "segment" else link.answer(request, 408)
    seen = links(wireshark, link.capture)
    (service,) = seen.flows[0]["services"]
    assert (service["frame"], service["response_frame"]) == (first, answer)
    assert service["time"] == pytest.approx(0.5, abs=0.1)
    assert seen.fields[first][RESPONSE_IN] == str(answer)
    assert seen.frames(REQUEST_IN) == {answer: str(first)}
    assert [frame for frame, infos in seen.experts.items() if "service_failed" in infos] == [answer]


def test_same_transaction_in_another_flow_is_another(wireshark):
    """Both flows have the same Call-ID, CSeq and branch, but each answer belongs to its own flow."""
    first = Link()
    second = Link(client=(C, 27902), capture=first.capture)
    third = Link(client=(C, 27903), capture=first.capture)
    third.keep_alive()
    request = first.service_request(REFLECTED)
    one, other = first.send(False, request), second.send(False, request)
    answer = second.answer(request, 408)
    third.answer(request, 408)
    seen = links(wireshark, first.capture)
    assert seen.frames(REQUEST_IN) == {answer: str(other)}
    assert seen.fields[one][RESPONSE_IN] == ""
    assert [[service["status"] for service in flow["services"]] for flow in seen.flows
            if flow["services"]] == [[None], [408]]


@pytest.mark.parametrize("old, new", ((b"Call-ID: abcd1", b"Call-ID: abcd9"), (b"4616 SERV", b"4617 SERV"),
                                      (b"4616 SERVICE", b"4616 INVITE"), (b"a38d1.1;", b"a38d9.1;")))
def test_response_of_another_transaction_is_not_joined(wireshark, old, new):
    link = Link()
    request = link.service_request(REFLECTED)
    frame = link.send(False, request)
    assert old in request
    link.answer(request.replace(old, new, 1), 408)
    seen = links(wireshark, link.capture)
    assert seen.fields[frame][RESPONSE_IN] == "" and seen.frames(REQUEST_IN) == {}
    assert "service_failed" not in seen.found()


def test_provisional_response_does_not_end_the_transaction(wireshark):
    link = Link()
    request = link.service_request(REFLECTED)
    frame = link.send(False, request)
    trying = link.send(True, sip.response(request, 100, "Trying", **C_MARKS))
    final = link.answer(request, 408)
    seen = links(wireshark, link.capture)
    assert seen.fields[frame][RESPONSE_IN] == str(final)
    assert seen.flows[0]["services"][0]["status"] == 408
    assert not {"service_failed", "service_refused"} & seen.experts.get(trying, set())


@pytest.mark.parametrize("status", (200, 202, 403, 408, 500))
@pytest.mark.parametrize("kind", ("fault", "own", "undetermined"))
def test_failure_is_an_error_only_where_the_flow_is_at_fault(wireshark, kind, status):
    if kind == "undetermined":
        link, apparent = e_side(client=(C, 4401)), (C, 4401)
    else:
        link, apparent = Link(), REFLECTED if kind == "fault" else CLIENT
    request = link.service_request(apparent)
    link.send(False, request)
    frame = link.answer(request, status)
    said = links(wireshark, link.capture).experts.get(frame, set())
    failed = set() if status < 300 else {"service_failed" if kind == "fault" else "service_refused"}
    assert said & {"service_failed", "service_refused"} == failed


def test_severities(wireshark):
    link = Link()
    request = link.service_request(REFLECTED)
    link.send(False, request)
    answer = link.answer(request, 408)
    syn = Connection(link.capture, (C, 27921), REFLECTED).refused()[0]
    other = Link(client=(C, 27902), capture=link.capture)
    refusal = other.service((C, 27902), status=403) + 1
    path = wireshark.save(link.capture)
    for frame, name, severity in ((answer, "service_failed", "Error"), (syn, "connect_failed", "Warning"),
                                  (refusal, "service_refused", "Warning")):
        chosen = f"expressway.expert.{name} and _ws.expert.severity == {severity!r}".replace("'", '"')
        assert wireshark.frames(path, chosen, two_pass=True) == [frame]


# Attempts to connect

def all_attempts(client=CLIENT, server=SERVER, apparent=REFLECTED, router="10.0.30.1"):
    """A link, and {name: frame} of its SERVICEs and of its SYNs, some of which are not attempts."""
    link = Link(client=client, server=server, advertised=server[0])
    host, at = client[0], {}

    def syn(name, source, destination, how=None):
        other = Connection(link.capture, source, destination)
        begin = {"refused": other.refused, "established": other.handshake}.get(how)
        at[name] = begin()[0] if begin else other.syn()
        if how == "unreachable":
            link.capture.icmp_error(at[name], router)

    link.keep_alive(via_host=host, dialled=server[0])
    syn("too early", (host, 27900), apparent, "refused")
    request = link.service_request(apparent)
    at["first"] = link.send(False, request)
    syn("before the response", (host, 27921), apparent, "refused")
    syn("other host", (host.replace("30", "40"), 27921), apparent, "refused")
    syn("other port", (host, 27940), (apparent[0], apparent[1] + 1), "refused")
    syn("other destination", (host, 27941), (server[0] + "1", apparent[1]), "refused")
    at["failure"] = link.answer(request, 408)
    syn("after the response", (host, 27922), apparent, "refused")
    at["second"] = link.service(apparent, status=408)
    syn("unreachable", (host, 27923), apparent, "unreachable")
    at["third"] = link.service(apparent, status=408)
    syn("unanswered", (host, 27924), apparent)
    link.capture.repeat(at["unanswered"], link.capture.now + 1)
    link.capture.repeat(at["unanswered"], link.capture.now + 2)
    at["fourth"] = link.service(apparent, status=408)
    syn("established", (host, 27925), apparent, "established")
    return link, at


ADDRESSES = {
    "IPv4": {},
    "IPv6": dict(client=("2001:db8:30::2", 27901), server=("2001:db8:64::1", 7003),
                 apparent=("2001:db8:64::1", 4401), router="2001:db8:30::1"),
}
OUTCOMES = (("before the response", "first", REFUSED, "refused"),
            ("after the response", "first", REFUSED, "refused"),
            ("unreachable", "second", UNREACHABLE, "unreachable"),
            ("unanswered", "third", UNANSWERED, "unanswered"),
            ("established", "fourth", ESTABLISHED, "established"))


@pytest.mark.parametrize("family", ADDRESSES)
def test_attempts_to_connect(wireshark, family):
    link, at = all_attempts(**ADDRESSES[family])
    seen = links(wireshark, link.capture)
    for name, service, outcome, _ in OUTCOMES:
        row = seen.fields[at[name]]
        assert (row[SERVICE_IN], row[OUTCOME]) == (str(at[service]), outcome), name
        failed = "connect_failed" in seen.experts.get(at[name], set())
        assert failed == (outcome != ESTABLISHED), name
    assert seen.fields[at["first"]][CONNECT_IN].split("|") == [
        str(at["before the response"]), str(at["after the response"])]
    for service, name in (("second", "unreachable"), ("third", "unanswered"), ("fourth", "established")):
        assert seen.fields[at[service]][CONNECT_IN] == str(at[name])
    for name in ("too early", "other host", "other port", "other destination"):
        assert seen.fields[at[name]][SERVICE_IN] == "" and at[name] not in seen.experts, name
    assert [(one["frame"], one["service_frame"], one["outcome"]) for one in seen.flows[0]["connects"]] == [
        (at[name], at[service], words) for name, service, _, words in OUTCOMES]


def test_one_pass_knows_the_same_at_its_end(wireshark):
    link, _ = all_attempts()
    once = Seen(wireshark, link.capture, *LINKS, two_pass=False)
    assert once.flows == links(wireshark, link.capture).flows
    assert {"connect_failed", "service_failed"} <= once.found()


@pytest.mark.parametrize("answered", (True, False))
def test_reused_source_port_is_a_new_attempt(wireshark, answered):
    link = Link()
    service = link.service(REFLECTED, status=408)
    first = Connection(link.capture, (C, 27921), REFLECTED)
    frames = [first.refused()[0] if answered else first.syn()]
    link.capture.now += 30
    again = Connection(link.capture, (C, 27921), REFLECTED)
    again.client.sequence += 1_000_000
    frames.append(again.refused()[0])
    seen = links(wireshark, link.capture)
    assert seen.fields[service][CONNECT_IN] == "|".join(map(str, frames))
    assert [one["outcome"] for one in seen.flows[0]["connects"]] == [
        "refused" if answered else "unanswered", "refused"]


def test_an_own_address_is_nothing_to_connect_to(wireshark):
    """At E the Route is the client as seen from there, so a SYN to it says nothing."""
    link = e_side()
    link.service(REFLECTED, status=408)
    syn = Connection(link.capture, (E, 27921), REFLECTED).refused()[0]
    seen = links(wireshark, link.capture)
    assert seen.fields[syn][SERVICE_IN] == "" and seen.flows[0]["connects"] == []
    assert "connect_failed" not in seen.found()


def test_info_column_tells_the_story(wireshark):
    """Printed, because from 4.4 on the column's field does not have the appended text."""
    link, at = all_attempts()
    column = wireshark.info_column(wireshark.save(link.capture), "-2")
    for name, _, _, outcome in OUTCOMES:
        assert column[at[name]].startswith(f"2792") and "[SYN]" in column[at[name]]
        added = column[at[name]].rsplit("[", 1)[1]
        assert "64.100.0.10:4401" in added and outcome in added, name
    assert "408 Request Timeout" in column[at["failure"]]
    assert "NAT-reflected" in column[at["failure"]].rsplit("[", 1)[1]
    assert "apparent" not in column[at["too early"]]


# REGISTER

def registered(service_digest=sip.Digest(), forward=False, phone_digest=sip.Digest()):
    link = e_side()
    link.keep_alive(received=E, rport=4401)
    phone = Connection(link.capture, PHONE, (E_LAN, 5061))
    phone.handshake()
    request = sip.register(*PHONE, E, client_host=C, digest=phone_digest)
    register = phone.send(True, request)[-1]
    service = link.service(REFLECTED, body=None, digest=service_digest,
                           status=200 if forward else 408)
    if forward:
        forward = link.send(False, sip.forwarded_register(request, E, 7003, received=PHONE[0],
                                                          rport=PHONE[1]))
    return link, register, service, forward


@pytest.mark.parametrize("forward", (False, True))
def test_register_is_joined_by_its_digest(wireshark, forward):
    link, register, service, forwarded = registered(forward=forward)
    seen = links(wireshark, link.capture)
    assert seen.frames(REGISTER_IN) == {service: str(register)}
    assert seen.frames(CAUSED) == {register: str(service)}
    assert seen.flows[0]["services"][0]["register_frame"] == register
    words = report(wireshark, link)
    if forward:
        assert re.search(rf"frame {forwarded}, [\d:.]+: Expressway-E forwards the REGISTER", words)
        assert "not answered in this capture" in words and "was not forwarded" not in words
    else:
        assert f"caused by REGISTER of frame {register}, which was not forwarded" in words


@pytest.mark.parametrize("part", ("username", "realm", "nonce", "cnonce", "nc", "response"))
def test_another_digest_is_not_joined(wireshark, part):
    link, _, _, _ = registered(service_digest=sip.Digest(**{part: "0f0f0f0f"}))
    seen = links(wireshark, link.capture)
    assert seen.frames(REGISTER_IN) == {} and seen.frames(CAUSED) == {}
    assert seen.flows[0]["services"][0]["register_frame"] is None


# Early warning

def test_via_mismatch_before_any_service(wireshark):
    link = e_side()
    answer = link.keep_alive(received=E, rport=4401)
    seen = links(wireshark, link.capture)
    assert "via_mismatch" in seen.experts[answer - 1] and "nat_reflected" in seen.experts[answer]


def test_via_mismatch_by_the_warning_of_the_408_alone(wireshark):
    link = e_side()
    link.service(REFLECTED, status=408, warning_host=C)
    seen = links(wireshark, link.capture)
    assert [frame for frame, infos in seen.experts.items() if "via_mismatch" in infos] == [2]


@pytest.mark.parametrize("make", (Link, lambda: e_side(client=CLIENT)))
def test_no_via_mismatch_where_hosts_agree(wireshark, make):
    link = make()
    link.keep_alive(received=C, rport=27901)
    link.service(CLIENT, status=408, warning_host=C)
    assert "via_mismatch" not in links(wireshark, link.capture).found()


def test_report_says_how_long_before_the_fault_could_be_proven(wireshark):
    for link, host, port in ((Link(), E, 4401), (e_side(), E, 4401)):
        link.keep_alive(received=host, rport=port)
        link.capture.now += 90
        link.service((host, port), status=408)
        said = re.search(r"provable.* (\d+\.?\d*) s(?:econds)? before the first SERVICE failed",
                         report(wireshark, link))
        assert said and float(said[1]) == pytest.approx(90, abs=0.1)


def test_report_words_for_a_fault_that_nothing_has_failed_by(wireshark):
    link = Link()
    link.keep_alive(received=E, rport=4401)
    assert "will break Mobile and Remote Access if this zone carries it" in report(wireshark, link)
    link.service(REFLECTED, status=200)
    assert "Expressway-C accepted it" in report(wireshark, link)
