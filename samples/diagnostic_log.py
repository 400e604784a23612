"""Write diagnostic logs of an Expressway (loggingsnapshot_*.txt), in the form of X8.7 or of X12.

    log = DiagnosticLog("expc")
    log.tcp(4.801, ("10.0.30.2", 27901), ("64.100.0.10", 7003), "TCP Connecting")
    log.sip(4.879, True, ("10.0.30.2", 27901), ("64.100.0.10", 7003), b"OPTIONS sip:...")
    log.write("loggingsnapshot_expc.txt")

Times are seconds after the log's start, as in capture_writer; entries are written in order of time,
those of one millisecond as they were added. The same calls always give the same bytes.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

START = "2016-04-19T07:09:00"


@dataclass(frozen=True)
class Form:
    """What differs between versions."""

    version: str
    product: int
    between: str  # between the attributes of network.sip
    before_detail: str
    milliseconds: bool  # in the time that begins a line
    session_ids: bool  # at the end of an INFO entry's Detail


X8_7 = Form("X8.7.2", 4132, "  ", "   ", False, False)
X12 = Form("X12.5.1", 4137, " ", " ", True, True)


class DiagnosticLog:
    """The entries of one log. `hours` is what the box's time zone is ahead of UTC."""

    def __init__(self, host, form=X8_7, start=START, hours=2):
        self.host = host
        self.form = form
        self.start = datetime.fromisoformat(start).replace(tzinfo=timezone.utc)
        self.zone = timezone(timedelta(hours=hours))
        self.entries = []

    def entry(self, when, text, process="tvcs", more=()):
        """One line as it stands after the host, and the lines that belong to it."""
        named = f"{process}: " if process else ""
        lines = [f"{self._prefix(when)} {self.host} {named}{text}", *more]
        self.entries.append((milliseconds(when), "".join(line + "\n" for line in lines)))

    def utc(self, when, fraction=True):
        moment = self.start + timedelta(milliseconds=milliseconds(when))
        text = moment.strftime("%Y-%m-%d %H:%M:%S")
        return text + (f",{moment.microsecond // 1000:03}" if fraction else "")

    def module(self, when, module, level, text, process="tvcs", more=()):
        self.entry(when, f'UTCTime="{self.utc(when)}" Module="{module}" Level="{level}": {text}', process,
                   more)

    def developer(self, when, module, level, code, method, thread, text):
        self.entry(when, f'UTCTime="{self.utc(when)}" Module="developer.{module}" Level="{level}" '
                         f'CodeLocation="{code}" Method="{method}" Thread="{thread}":  {text}')

    def event(self, when, event, process="tvcs", fraction=True, **attributes):
        """UTCTime comes last here. A web server's has no fraction."""
        told = attribute_text(" ", Event=event, **attributes)
        end = "" if fraction else " "
        self.entry(when, f'{told} Level="1" UTCTime="{self.utc(when, fraction)}"{end}', process)

    def tcp(self, when, source, destination, detail, level="DEBUG", **attributes):
        """`source` opened the connection, whichever side logs it."""
        told = attribute_text(" ", Src_ip=source[0], Src_port=source[1], Dst_ip=destination[0],
                              Dst_port=destination[1], Detail=detail, **attributes)
        self.module(when, "network.tcp", level, " " + told)

    def sip(self, when, sent, local, remote, message, message_hash=None, process="tvcs"):
        """A message as INFO and as DEBUG, which share its hash."""
        message = message.replace(b"TANDBERG/4132 (X8.7.2)",
                                  f"TANDBERG/{self.form.product} ({self.form.version})".encode())
        message_hash = message_hash or hash_of(message)
        far = ({"Dst_ip": remote[0], "Dst_port": remote[1]} if sent
               else {"Src_ip": remote[0], "Src_port": remote[1]})
        ends = attribute_text(self.form.between, Action="Sent" if sent else "Received",
                              Local_ip=local[0], Local_port=local[1], **far)
        detail = f"{detail_of(sent, message)}, Msg-Hash={message_hash}"
        if self.form.session_ids:
            detail += ", Local-SessionID=, Remote-SessionID="
        self.module(when, "network.sip", "INFO",
                    f' {ends}{self.form.before_detail}Detail="{detail}"', process)
        self.module(when, "network.sip", "DEBUG",
                    f' {ends}{self.form.between}Msg-Hash="{message_hash}"', process,
                    [" SIPMSG:", *block(message)])

    def http(self, when, process, detail, message, **attributes):
        told = attribute_text(" ", Detail=detail, **attributes)
        self.module(when, "network.http.trafficserver", "DEBUG", told, process,
                    [" HTTPMSG:", *block(message)])

    def contents(self):
        return "".join(text for _, text in sorted(self.entries, key=lambda entry: entry[0])).encode()

    def write(self, path):
        with open(path, "wb") as out:
            out.write(self.contents())

    def _prefix(self, when):
        """Local time of writing, a few milliseconds after the event where that can be seen."""
        late = milliseconds(when) * 7 % 4 if self.form.milliseconds else 0
        moment = self.start + timedelta(milliseconds=milliseconds(when) + late)
        precision = "milliseconds" if self.form.milliseconds else "seconds"
        return moment.astimezone(self.zone).isoformat(timespec=precision)


def milliseconds(when):
    """Cut off, not rounded: 13.973915 is logged as 13,973."""
    return int(when * 1000 + 1e-6)


def attribute_text(between, **attributes):
    return between.join(f'{name.replace("_", "-")}="{value}"' for name, value in attributes.items())


def hash_of(message):
    return int.from_bytes(hashlib.sha256(message).digest()[:8], "big")


def block(message):
    """The lines of a SIPMSG: or HTTPMSG: block. PEM loses its indentation; the closing bar stands
    where the message ends, which is behind a body's last line if that has no line end."""
    text = "|" + message.decode("utf-8").replace("\r\n", "\n") + "|"
    lines, in_certificate = [], False
    for line in text.split("\n"):
        in_certificate = in_certificate or line.startswith("-----BEGIN")
        in_certificate = in_certificate and not line.startswith("-----END")
        lines.append(line if in_certificate else " " + line)
    return lines


def detail_of(sent, message):
    """What an INFO entry says about a message."""
    start, *lines = message.decode("utf-8").partition("\r\n\r\n")[0].split("\r\n")
    values = dict(line.split(": ", 1) for line in reversed(lines))
    number, method = values["CSeq"].split()
    address, _, to_tag = values["To"].partition(";tag=")
    call = (f'Call-ID={values["Call-ID"]}, From-Tag={values["From"].partition(";tag=")[2]}, '
            f"To-Tag={to_tag}")
    doing = "Sending" if sent else "Receive"
    if start.startswith("SIP/2.0 "):
        return (f"{doing} Response Code={start.split()[1]}, Method={method}, CSeq={number}, "
                f'To={address.strip("<>")}, {call}')
    return (f"{doing} Request Method={method}, CSeq={number}, Request-URI={start.split()[1]}, "
            f"{call}")
