"""Diagnostic logs as people have them: what happens to the text of a log after it leaves the Expressway."""

import re
import textwrap

ENTRY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T")


def before_lines(mark, empty=None):
    """A mark before each line, and another one before an empty line, if given."""
    def form(text):
        lines = text.split("\n")
        assert lines.pop() == ""
        return "".join((mark if line or empty is None else empty) + line + "\n" for line in lines).encode()
    return form


def before_entries(mark):
    def form(text):
        return "".join((mark if ENTRY.match(line) else "") + line
                       for line in text.splitlines(keepends=True)).encode()
    return form


def numbered(name=""):
    """grep -n, or with a name -Hn: lines that match, the entries, have ":", the others "-"."""
    def form(text, quotation=""):
        out = []
        for number, line in enumerate(text.splitlines(keepends=True), 1):
            mark = ":" if ENTRY.match(line, len(quotation)) else "-"
            out.append(f"{name}{mark if name else ''}{number}{mark}{line}")
        return "".join(out).encode()
    return form


def matched_in(name):
    """grep -H, or -r, with context."""
    def form(text):
        return "".join(name + (":" if ENTRY.match(line) else "-") + line
                       for line in text.splitlines(keepends=True)).encode()
    return form


def in_turns(first, second):
    """The first half of the entries in one form, the second half in the other."""
    def form(text):
        starts = [match.start() for match in re.finditer(f"^{ENTRY.pattern}", text, re.MULTILINE)]
        middle = starts[len(starts) // 2]
        return first(text[:middle]) + second(text[middle:])
    return form


def cut_at(width):
    """A terminal that many characters wide."""
    def form(text):
        out = []
        for line in text.split("\n"):
            out += [line[at:at + width] for at in range(0, len(line), width)] or [""]
        return "\n".join(out).encode()
    return form


def wrapped_at(width, mark=""):
    """Broken between words and after hyphens; longer words are cut. A word processor does that."""
    def form(text):
        wrapper = textwrap.TextWrapper(width=width, break_on_hyphens=True, replace_whitespace=False)
        out = []
        for line in text.split("\n"):
            out += [line] if len(line) <= width else wrapper.wrap(line)
        return "".join(f"{mark}{line}\n" for line in out).encode()
    return form


def then(form, encoding):
    return lambda text: form(text).decode().encode(encoding)


def with_line_ends(line_end):
    return lambda text: text.replace("\n", line_end).encode()


RFC_3164, RFC_5424 = "Apr 19 09:09:13 10.1.1.1 ", "<166>1 2016-04-19T07:09:13.973Z relay tvcs 815 - - "
SD = '<166>1 2016-04-19T07:09:13.973Z relay tvcs 815 ID47 [meta@9 origin="10.1.1.1" x="a b"] '

# What happens to the text, and what is said of its third entry, which has further lines.
FORMS = {
    "UTF-16LE": (lambda text: ("\ufeff" + text).encode("utf-16-le"), "UTF-16LE"),
    "UTF-16BE": (lambda text: ("\ufeff" + text).encode("utf-16-be"), "UTF-16BE"),
    "UTF-16LE without mark": (lambda text: text.encode("utf-16-le"), "UTF-16LE"),
    "UTF-16BE without mark": (lambda text: text.encode("utf-16-be"), "UTF-16BE"),
    "UTF-16LE with CR LF": (then(with_line_ends("\r\n"), "utf-16"), "UTF-16LE, CR before LF"),
    "UTF-16LE quoted": (then(before_lines("> "), "utf-16"), 'UTF-16LE, "> " before the entry'),
    "quoted": (before_lines("> "), '"> " before the entry and the like before {n} further lines'),
    "quoted, no blanks at the end": (before_lines("> ", ">"), '"> " before the entry'),
    "quoted without blank": (before_lines(">"), '">" before the entry and the like before {n} further lines'),
    "quoted twice": (before_lines(">> "), '">> " before the entry'),
    "quoted twice, apart": (before_lines("> > "), '"> > " before the entry'),
    "quoted deeper and deeper": (in_turns(before_lines("> "), before_lines(">> ")), '"> " before the entry'),
    "indented": (before_lines("    "), '"    " before the entry and the like before {n} further lines'),
    "indented with a tab": (before_lines("\t"), '"\\t" before the entry'),
    "indented and quoted": (before_lines("  > "), '"  > " before the entry'),
    "grep -n": (numbered(), '{line}:" before the entry and the like before {n} further lines'),
    "grep -H": (matched_in("logs/expc-1.txt"), '"logs/expc-1.txt:" before the entry and the like before {n}'),
    "grep -Hn": (numbered("logs/expc-1.txt"),
                 '"logs/expc-1.txt:{line}:" before the entry and the like before {n}'),
    "grep -r": (in_turns(matched_in("a/expc 1.txt"), matched_in("b/expc 2.txt")),
                '"a/expc 1.txt:" before the entry'),
    "findstr": (matched_in(r"C:\logs\expc.txt"), r'"C:\logs\expc.txt:" before the entry'),
    "grep -n, quoted": (lambda text: before_lines("> ")(numbered()(text).decode()),
                        '"> {line}:" before the entry'),
    "of a quotation, grep -n": (lambda text: numbered()(before_lines("> ")(text).decode(), "> "),
                                '"{line}:> " before the entry'),
    "cat -n": (lambda text: "".join(f"{number:6}\t{line}" for number, line in
                                    enumerate(text.splitlines(keepends=True), 1)).encode(),
               '{line}\\t" before the entry and the like before {n} further lines'),
    "RFC 3164": (before_entries(RFC_3164), f'"{RFC_3164}" before the entry'),
    "RFC 3164 with priority": (before_entries("<166>" + RFC_3164), f'"<166>{RFC_3164}" before the entry'),
    "RFC 3164 before each line": (before_lines(RFC_3164),
                                  f'"{RFC_3164}" before the entry and the like before {{n}}'),
    "RFC 3164 with a year": (before_entries("Apr  9 2016 09:09:13 10.1.1.1 "),
                             '"Apr  9 2016 09:09:13 10.1.1.1 "'),
    "RFC 5424": (before_entries(RFC_5424), f'"{RFC_5424}" before the entry'),
    "RFC 5424 with data": (before_entries(SD), '"<166>1 2016-04-19T07:09:13.973Z relay tvcs 815 ID47 '),
    "rsyslog": (before_entries("2016-04-19T09:09:13.973126+02:00 10.1.1.1 "),
                '13.973126+02:00 10.1.1.1 " before'),
    "Kiwi": (before_entries("2016-04-19 09:09:13\tLocal4.Info\t10.1.1.1\t"),
             'Local4.Info\\t10.1.1.1\\t" before'),
    "an empty line after each": (with_line_ends("\n\n"), "an empty line after each line"),
    "an empty CR LF after each": (with_line_ends("\r\n\r\n"), "CR before LF, an empty line after each line"),
    "tabs": (lambda text: text.replace(" ", "\t").encode(), "tabs in place of blanks"),
    "CR": (with_line_ends("\r"), "CR in place of LF"),
    "CR LF": (with_line_ends("\r\n"), "CR before LF"),
    "CR CR LF": (with_line_ends("\r\r\n"), "CR before LF"),
    "byte order mark": (lambda text: b"\xef\xbb\xbf" + text.encode(), None),
    "a terminal's width": (cut_at(80), "line ends within lines"),
    "a terminal's width, quoted": (lambda text: before_lines("> ")(cut_at(100)(text).decode()),
                                   "line ends within lines"),
}

# Here lines are broken at blanks and hyphens, which cannot be undone everywhere.
WRAPPED = {
    "97": wrapped_at(97),
    "72": wrapped_at(72),
    "72 quoted": wrapped_at(72, "> "),
    "120": wrapped_at(120),
}
