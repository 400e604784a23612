"""Diagnostic logs as an Expressway writes them, entry by entry."""

from datetime import datetime, timedelta, timezone


class Log:
    """Entries of one Expressway. `fraction`: the prefix has milliseconds and separators are one blank, as
    from X8.9 on."""

    def __init__(self, host="expc", start="2016-04-19 07:09:13.900", hours=10, fraction=False):
        self.host = host
        self.now = datetime.fromisoformat(start).replace(tzinfo=timezone.utc)
        self.zone = timezone(timedelta(hours=hours))
        self.fraction = fraction
        self.entries = []

    def wait(self, milliseconds):
        self.now += timedelta(milliseconds=milliseconds)

    def utc(self):
        return f"{self.now:%Y-%m-%d %H:%M:%S},{self.now.microsecond // 1000:03}"

    def prefix(self, process="tvcs: "):
        local = self.now.astimezone(self.zone)
        precision = "milliseconds" if self.fraction else "seconds"
        return f"{local.isoformat(timespec=precision)} {self.host} {process}"

    def add(self, line):
        self.entries.append(line + "\n")

    def text(self):
        return "".join(self.entries)

    def contents(self):
        return self.text().encode()

    def _pairs(self, *pairs):
        return (" " if self.fraction else "  ").join(f'{name}="{value}"' for name, value in pairs)

    def _ends(self, action, local, remote):
        end = "Src" if action == "Received" else "Dst"
        return self._pairs(("Action", action), ("Local-ip", local[0]), ("Local-port", local[1]),
                           (f"{end}-ip", remote[0]), (f"{end}-port", remote[1]))

    def module(self, module, level, rest):
        self.add(f'{self.prefix()}UTCTime="{self.utc()}" Module="{module}" Level="{level}":  {rest}')

    def summary(self, action, local, remote, detail, message_hash):
        """The INFO line that precedes each message."""
        self.module("network.sip", "INFO",
                    f'{self._ends(action, local, remote)} Detail="{detail}, Msg-Hash={message_hash}, '
                    'Local-SessionID=, Remote-SessionID="')

    def message(self, action, local, remote, message, message_hash):
        """A SIP message, given as on the wire. A bar ends the line with its last byte."""
        self.module("network.sip", "DEBUG",
                    f'{self._ends(action, local, remote)} {self._pairs(("Msg-Hash", message_hash))}')
        lines = ("|" + message.decode().replace("\r\n", "\n") + "|").split("\n")
        self.entries[-1] += " SIPMSG:\n" + "".join(f" {line}\n" for line in lines)

    def tcp(self, source, destination, detail, level="DEBUG"):
        self.module("network.tcp", level,
                    f'Src-ip="{source[0]}" Src-port="{source[1]}" Dst-ip="{destination[0]}" '
                    f'Dst-port="{destination[1]}" Detail="{detail}"')

    def developer(self, module, location, method, text):
        self.add(f'{self.prefix()}UTCTime="{self.utc()}" Module="{module}" Level="INFO" '
                 f'CodeLocation="{location}" Method="{method}" Thread="0x7f577f0a0700":  {text}')

    def event(self, event, *pairs):
        attributes = "".join(f' {name}="{value}"' for name, value in pairs)
        self.add(f'{self.prefix()}Event="{event}"{attributes} Level="1" UTCTime="{self.utc()}"')
