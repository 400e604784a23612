"""Entries of a diagnostic log in the forms that Expressways write, and frames that hold them."""

from capture_writer import UPPER_PDU, Capture

C_END, E_END = ("10.0.30.2", 27901), ("64.100.0.10", 7003)
PREFIX = "2016-04-19T17:09:13+10:00 expc tvcs: "
HASH = "2361015613522984204"


def module(name, level, rest, prefix=PREFIX, milliseconds=973):
    """A line of the network log, as up to X8.7."""
    return (f'{prefix}UTCTime="2016-04-19 07:09:13,{milliseconds:03}" Module="{name}" Level="{level}":  '
            f"{rest}\n")


def received(message_hash=HASH, blanks="  "):
    return blanks.join(('Action="Received"', 'Local-ip="10.0.30.2"', 'Local-port="27901"',
                        'Src-ip="64.100.0.10"', 'Src-port="7003"', f'Msg-Hash="{message_hash}"'))


def message_lines(message, kind="SIPMSG", indent=" ", end="|\n"):
    """The lines under an entry that hold a message, given as on the wire."""
    text = message.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    *lines, last = f"{kind}:\n|{text}".split("\n")
    return "".join(f"{indent}{line}\n" for line in lines) + indent + last + end


def with_message(message, attributes=None, name="network.sip", prefix=PREFIX, **form):
    return module(name, "DEBUG", attributes or received(), prefix) + message_lines(message, **form)


def announcement(message_hash=HASH, prefix=PREFIX, detail="Receive Request Method=SERVICE, CSeq=4616"):
    ends = received().rpartition("Msg-Hash")[0]
    return module("network.sip", "INFO", f'{ends}Detail="{detail}, Msg-Hash={message_hash}"', prefix)


def tcp(detail, level="DEBUG", port=27921, more=""):
    return module("network.tcp", level, f'Src-ip="10.0.30.2"  Src-port="{port}"  Dst-ip="64.100.0.10"  '
                                        f'Dst-port="4401"  Detail="{detail}"{more}')


class LogCapture(Capture):
    """A capture whose frames are records of a log, as the log's reader makes them."""

    def __init__(self):
        super().__init__(interfaces=())
        self.interface("expc diagnostic log", UPPER_PDU)

    def record(self, text, source=None, destination=None):
        contents = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
        return self.upper_pdu(contents, source, destination, dissector="expressway.log")


def capture_of(*records):
    """Each record a text, or a text and its two ends."""
    capture = LogCapture()
    for record in records:
        capture.record(*(record if isinstance(record, tuple) else (record,)))
    return capture
