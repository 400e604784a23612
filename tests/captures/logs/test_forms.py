"""Logs in the forms that people have them in: they open, are judged like the original log, and nothing is lost."""

import functools
import json
import random
import re
from collections import namedtuple

import pytest
from conftest import REPOSITORY
from log_forms import ENTRY, FORMS, WRAPPED
from test_reader import converted, fresh, is_log
from upper_pdu import frames_of

CASE = REPOSITORY / "samples" / "case"
STRIPPED = "Stripped from the entry: "

Said = namedtuple("Said", "json json_of_two_passes verdicts frames")


def text_of(name):
    return (CASE / f"loggingsnapshot_{name}.txt").read_text()


def entries_of(text):
    starts = [match.start() for match in re.finditer(f"^{ENTRY.pattern}", text, re.MULTILINE)]
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)])]


def saved(wireshark, name, form, suffix=".txt"):
    return wireshark.save_bytes(form(text_of(name)), suffix)


def plain(text):
    return text.encode()


def stripped(wireshark, path):
    """For each frame, what is reported as stripped. From 4.4 on tshark escapes backslashes."""
    rows = [row[0] for row in wireshark.fields(path, None, "_ws.expert.message")]
    if wireshark.version >= (4, 4):
        rows = [row.replace(r"\\", "\\") for row in rows]
    return [next((part[len(STRIPPED):] for part in row.split("|") if part.startswith(STRIPPED)), "")
            for row in rows]


def in_second_pass(wireshark, path):
    """The flows, the findings and the frames of tshark -2, which reads at random. How the log was dressed
    (log_stripped) is left out."""
    out = fresh(wireshark)
    said = wireshark.run("-2", "-q", "-z", "expressway,json", "-r", path, "-w", out).stdout
    objects = [json.loads(line) for line in said.splitlines()]
    return [one for one in objects if one["type"] != "capture" and one.get("key") != "log_stripped"], frames_of(out)


@pytest.fixture(name="log_of", scope="module")
def log_of_fixture(wireshark):
    """A function that gives what a log says as it was written."""
    @functools.cache
    def log_of(name):
        path = saved(wireshark, name, plain)
        return Said(wireshark.json(path), in_second_pass(wireshark, path)[0], judged(wireshark, path),
                    [(frame.seconds, frame.tags) for frame in converted(wireshark, path)])
    return log_of


def check_frames(wireshark, path, log):
    """All bytes are there, with the log's times and ends, whether read in order or at random."""
    said, at_random = in_second_pass(wireshark, path)
    frames = converted(wireshark, path)
    assert b"".join(frame.payload for frame in frames) == path.read_bytes()
    assert [(frame.seconds, frame.tags) for frame in frames] == log.frames
    assert at_random == frames
    return said


CLIENTS, SERVERS = [(kind, "expc_broken") for kind in FORMS], [
    (kind, "expe_broken") for kind in ("UTF-16LE with CR LF", "grep -r", "RFC 5424", "a terminal's width")]


@pytest.mark.parametrize("kind, name", CLIENTS + SERVERS)
def test_form(wireshark, log_of, kind, name):
    log, path = log_of(name), saved(wireshark, name, FORMS[kind][0])
    assert wireshark.json(path) == log.json
    assert check_frames(wireshark, path, log) == log.json_of_two_passes


@pytest.mark.parametrize("kind", [kind for kind in FORMS if FORMS[kind][1]])
def test_what_was_stripped_is_said(wireshark, kind):
    form, expected = FORMS[kind]
    text = text_of("expc_broken")
    entries = entries_of(text)
    number = next(i for i, entry in enumerate(entries) if "SIPMSG" in entry)
    line = "".join(entries[:number]).count("\n") + 1
    said = stripped(wireshark, wireshark.save_bytes(form(text), ".txt"))
    assert all(said[:number + 1])
    assert expected.format(n=entries[number].count("\n") - 1, line=line) in said[number]


def test_a_byte_order_mark_is_said_once(wireshark):
    for kind in ("byte order mark", "UTF-16BE"):
        first, *others = stripped(wireshark, saved(wireshark, "expc_broken", FORMS[kind][0]))
        assert "byte order mark" in first
        assert not any("byte order mark" in other for other in others)


@pytest.mark.parametrize("name", ("expc_broken", "expe_broken", "expc_broken_x12", "expc_cured"))
def test_nothing_is_stripped_from_a_log(wireshark, name):
    assert not any(stripped(wireshark, saved(wireshark, name, plain)))


def judged(wireshark, path, *options):
    return [(flow["client"], flow["server"], flow["verdict"], flow["confidence"], flow["apparent"])
            for flow in wireshark.json(path, *options)]


@pytest.mark.parametrize("kind, name", [(kind, "expc_broken_x12") for kind in WRAPPED] + [
    ("97", "expc_broken"), ("72", "expe_broken")])
def test_wrapped_lines_give_the_verdict(wireshark, log_of, kind, name):
    log, path = log_of(name), saved(wireshark, name, WRAPPED[kind])
    for options in ((), ("-2",)):
        assert judged(wireshark, path, *options) == log.verdicts != []
    check_frames(wireshark, path, log)


def document(text):
    """Pages of a document: prose, and entries in code blocks, broken as its lines are."""
    blocks = [WRAPPED["97"](entry).decode().rstrip() for entry in entries_of(text)]
    pages = "".join(f"## Step {number}\n\nThis is what the log says:\n\n```\n{block}\n```\n\n"
                    for number, block in enumerate(blocks, 1))
    return f"# Phones do not register\n\nA short introduction - of no use.\n\n{pages}The end.\n".encode()


def test_document(wireshark, log_of):
    path = saved(wireshark, "expc_broken", document)
    assert judged(wireshark, path) == judged(wireshark, path, "-2") == log_of("expc_broken").verdicts
    said = stripped(wireshark, path)
    assert said[0] == "" and all("the last" in part for part in said[1:])


def test_page_break_in_a_message(wireshark, log_of):
    """The end of a page closes the code block, and the next opens one."""
    def broken(text):
        return WRAPPED["97"](text).decode().replace("\nMax-Forwards:", "\n```\n\n```\nMax-Forwards:").replace(
            "\n |\n", "\n").encode()

    path = saved(wireshark, "expc_broken", broken)
    assert judged(wireshark, path) == log_of("expc_broken").verdicts


def test_groups_of_grep(wireshark):
    """Between groups of lines grep prints "--". The lines after it do not belong to the entry before it."""
    lines = FORMS["grep -Hn"][0](text_of("expc_broken")).decode().splitlines(keepends=True)
    start = next(n for n, line in enumerate(lines) if "|SERVICE" in line)
    kept = lines[:start + 6] + ["--\n"] + lines[start + 12:]
    path = wireshark.save_bytes("".join(kept).encode(), ".txt")
    assert b"".join(frame.payload for frame in converted(wireshark, path)) == "".join(kept).encode()
    said = stripped(wireshark, path)
    assert sum("which are not part of the log" in part for part in said) == 1


@pytest.mark.parametrize("kind", ("UTF-16LE", "UTF-16BE without mark", "quoted", "grep -Hn", "CR"))
def test_long_entries(wireshark, kind):
    text = text_of("expc_broken")
    long = entries_of(text)[2] + " x: yyyyyyyyyyyyyyyyyyyy\n" * 20000 + " " + "z" * 600_000 + "\n"
    contents = FORMS[kind][0](text + long * 2 + text)
    path = wireshark.save_bytes(contents, ".txt")
    frames = converted(wireshark, path)
    same = b"".join(frame.payload for frame in frames) == contents
    assert same
    assert max(frame.length for frame in frames) <= 262144
    same = in_second_pass(wireshark, path)[1] == frames
    assert same


@pytest.mark.parametrize("kind", ("UTF-16LE", "grep -n", "a terminal's width"))
def test_frames_out_of_order(wireshark, kind):
    path = saved(wireshark, "expc_broken", FORMS[kind][0])
    frames = converted(wireshark, path)
    order = list(range(1, len(frames) + 1))
    random.Random(8).shuffle(order)
    answers = wireshark.sharkd(("load", {"file": str(path)}),
                               *(("frame", {"frame": number, "bytes": True}) for number in order))
    for number, answer in zip(order, answers[1:]):
        assert abs(len(answer["bytes"]) * 3 // 4 - frames[number - 1].length) <= 3
    half = converted(wireshark, path, f"{len(frames) // 2}-{len(frames)}", options=("-r",))
    assert half == frames[len(frames) // 2 - 1:]


# Files that are not logs


def cited(lines=4, mark="> "):
    return "".join(mark + line + "\n" for line in text_of("expc_broken").splitlines()[:lines])


HEAD = "".join(f"{name}: value of some length\n" for name in ("Received", "From", "To", "Subject", "Date"))
FOREIGN = {
    "mailbox": f"From alice@example.com Tue Apr 19 09:09:13 2016\n{HEAD}\nBob wrote:\n"
               + cited(400) + "\nHi!\n",
    "mail with a short citation": HEAD + "\nHello,\n\nI see:\n\n" + cited() + "\nWhat is it?\nYours\nBob\n",
    "quoted words": HEAD + "> some words\n>> and more\n> 2016-04-19T17:09:13+10:00 is a time\n" * 50,
    "quoted syslog": "> 2016-04-19T07:09:13.973123+10:00 host sshd[812]: Accepted publickey\n" * 20,
    "relayed syslog": "Apr 19 09:09:13 relay 2016-04-19T07:09:13Z host sshd[812]: Accepted publickey\n" * 20,
    "RFC 5424": '<34>1 2016-04-19T07:09:13.973Z host su 8 ID47 [x@1 a="b"] su root failed\n' * 20,
    "syslog with that header alone": "Apr 19 09:09:13 expc tvcs: Module=\"network.sip\" Level=\"INFO\"\n" * 9,
    "grep of sources": 'src/a.c:9:    puts("2016-04-19T17:09:13+10:00 x y: %d");\n' * 50,
    "grep of another log": "b.log:9:2016-04-19T17:09:13+10:00 host app: started\n" * 50,
    "numbered list": "".join(f"{n}: an item\n" for n in range(100)),
    "Python": 'LINES = """\n' + cited(200, "    ") + '"""\n',
    "Markdown": "# Title\n\n" + cited(200, "    ") + "\n\nwords\n",
    "Markdown with a quotation": "# Title\n\n" + "words and words\n\n" * 20 + cited(10) + "\nwords\n",
    "CSV": "time,host,event\n" + "".join(f'1,"{line}"\n' for line in cited(50, "").split("\n")),
    "tab-separated": "".join(f"{n}\t2016-04-19T17:09:13+10:00\texpc\tUTCTime\n" for n in range(50)),
    "JSON": "[\n" + '  {"at": "2016-04-19T17:09:13+10:00", "host": "expc"},\n' * 50 + "  {}\n]\n",
    "diff": "".join(f"+2016-04-19T17:09:13+10:00 host app: {n}\n" for n in range(50)),
    "UTF-16 words": ("lorem ipsum dolor sit amet\n" * 50).encode("utf-16"),
    "UTF-16 log of others": ("2016-04-19T17:09:13+10:00 host app: started\r\n" * 50).encode("utf-16"),
    "CR only": "lorem ipsum\r" * 500,
    "a mark and no more": b"\xff\xfe",
    "UTF-8 mark and no more": b"\xef\xbb\xbf",
    "binary behind a mark": b"\xff\xfe" + bytes(range(256)) * 20,
    "MPEG audio": b"\xff\xfb\x90\x44" * 500,
    "zeros": bytes(5000),
    "random": random.Random(12).randbytes(70000),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_other_files_are_left_to_others(wireshark, kind):
    contents = FOREIGN[kind]
    contents = contents.encode() if isinstance(contents, str) else contents
    assert not is_log(wireshark, wireshark.save_bytes(contents, ".txt"))


def test_a_letter_that_is_mostly_a_log_is_one(wireshark, log_of):
    def letter(text):
        return f"{HEAD}\nHello,\n\n".encode() + FORMS["quoted"][0](text)

    path = saved(wireshark, "expc_broken", letter)
    assert judged(wireshark, path) == log_of("expc_broken").verdicts


# Damage


def test_damaged_forms(wireshark):
    """Cut anywhere, with bytes changed: no crash, and if it opens, no byte is lost."""
    draw = random.Random(3)
    text = "".join(entries_of(text_of("expc_broken"))[:20])
    texts = [form(text) for form, _ in FORMS.values()]
    for contents in draw.sample(texts, 12):
        damaged = bytearray(contents[draw.randrange(200):-draw.randrange(1, 200)])
        for _ in range(draw.randrange(1, 30)):
            damaged[draw.randrange(len(damaged))] = draw.choice(b"\0\n\r\t >\"|:-2\xff")
        path = wireshark.save_bytes(bytes(damaged), ".txt")
        if is_log(wireshark, path):
            assert b"".join(frame.payload for frame in converted(wireshark, path)) == bytes(damaged)
            wireshark.run("-2", "-V", "-r", path)
