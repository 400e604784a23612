"""What the logs have in common: the hosts, the forms of three versions, and what must be found in each log."""

from dataclasses import dataclass, field

from diagnostic_log import X8_7, X12, DiagnosticLog, Form

X14 = Form("X14.3.1", 4137, " ", " ", True, True)
FORMS = {"x8": X8_7, "x12": X12, "x14": X14}
START = "2026-03-10T08:30:00"

C_HOST, E_HOST, E_LAN = "10.1.30.20", "198.51.100.20", "10.1.10.20"
C_NAME, E_NAME, CUCM_NAME = "expc.example.org", "expe.example.org", "cucm1.example.org"
CUCM, USER, DOMAIN = "10.1.40.11", "mia.keller", "example.org"
ZONE_PORT = 7001
PHONE = "203.0.113.130"
THREAD = "0x7f5a1c3fe700"


@dataclass(frozen=True)
class Found:
    """One finding. `values`: texts that it must name."""

    key: str
    severity: str
    confidence: str
    values: tuple = ()


def proven(key, severity, *values):
    return Found(key, severity, "proven", values)


def probable(key, *values):
    return Found(key, "note", "probable", values)


@dataclass(frozen=True)
class Scene:
    """One log: who wrote it, how, and what must be found. `allowed`: other findings than those of single entries."""

    name: str
    host: str
    story: str
    found: tuple
    write: object = field(repr=False)
    allowed: tuple = ()
    forms: tuple = tuple(FORMS)

    def log(self, form: str) -> DiagnosticLog:
        log = DiagnosticLog(self.host, FORMS[form], START, hours=1)
        begin(log)
        self.write(log)
        return log


def begin(log):
    log.entry(0.2, f'UTCTime="{log.utc(0.2)}" Module="developer.diagnostics" Level="INFO": DEBUG_MARKER: '
                   '"diagnostic logging started"', "management")


def alarm(log, when, number, severity, detail):
    log.entry(when, f'Level="WARN" Event="Alarm Raised" Id="{number}" UUID="3e0c52b6-10{number % 100:02}-4c9d-8f1a-'
                    f'6b7d20c4{number % 10000:04}" Severity="{severity}" Detail="{detail}" UTCTime="{log.utc(when)}"',
              "alarm")


def modern(log) -> bool:
    """From OpenSSL 1.1 on functions, and some reasons, have other names."""
    return log.form is not X8_7
