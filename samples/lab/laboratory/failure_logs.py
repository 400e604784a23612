"""The diagnostic logs that the two hosts would have written of a zone that does not come up, at the capture's times.

The form is that of X14. The reasons are what OpenSSL said to the actors, so they are true of this very handshake.
"""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from diagnostic_log import DiagnosticLog, Form  # noqa: E402

X14 = Form("X14.3.1", 4137, " ", " ", True, True)
HOSTS = {"c": "expc", "e": "expe"}
NAME = "Peer's TLS certificate identity was unacceptable"
NO_ERROR, END = "No SSL error available, probably remote disconnect", "Got EOF on socket"
ALERTS = {"unknown ca": 48, "certificate expired": 45, "bad certificate": 42, "unsupported certificate": 43,
          "handshake failure": 40, "protocol version": 70, "certificate required": 116}
FUNCTIONS = {"c": "1416F086:SSL routines:tls_process_server_certificate",
             "e": "1417C086:SSL routines:tls_process_client_certificate"}
# What FAILURES.md's table of words says of each: (key, severity). Absent: nothing can be said of this log alone.
MEANING = {
    NAME: ("tls_name", "error"),
    "self-signed certificate in certificate chain": ("tls_untrusted", "error"),
    "unable to get local issuer certificate": ("tls_untrusted", "error"),
    "tlsv1 alert unknown ca": ("tls_untrusted", "error"),
    "certificate has expired": ("certificate_validity", "error"),
    "sslv3 alert certificate expired": ("certificate_validity", "error"),
    "certificate is not yet valid": ("certificate_validity", "error"),
    "sslv3 alert bad certificate": ("tls_untrusted", "note"),
    "unsuitable certificate purpose": ("client_auth_missing", "error"),
    "unsupported certificate purpose": ("client_auth_missing", "error"),
    "sslv3 alert unsupported certificate": ("client_auth_missing", "note"),
    "peer did not return a certificate": ("tls_no_certificate", "error"),
    "tlsv13 alert certificate required": ("tls_no_certificate", "error"),
    "sslv3 alert handshake failure": ("tls_failed", "warning"),
    "tlsv1 alert protocol version": ("tls_failed", "warning"),
    "unsupported protocol": ("tls_failed", "warning"),
    "no shared cipher": ("tls_failed", "warning"),
}


def code_of(side: str, reason: str):
    """The code of an alert, or of a certificate that does not pass; None where it is neither."""
    for words, number in ALERTS.items():
        if reason.endswith("alert " + words):
            return f"14094{number + 0x3E8:03X}:SSL routines:ssl3_read_bytes:{reason}"
    return f"{FUNCTIONS[side]}:certificate verify failed" if "certificate" in reason else None


def ssl_error(log, when, side, entry, reason):
    source, destination = entry["source"], entry["destination"]
    local, remote = (destination, source) if side == "e" else (source, destination)
    code = code_of(side, reason)
    log.developer(when, "ssl", "ERROR", "ppcmains/ssl/ttssl/ttssl_openssl.cpp(68)", "::TTSSLErrorOutput",
                  "0x7f5a1c3fe700",
                  'TTSSL_continueHandshake: Failed to establish SSL connection iResult="-1" error="1" '
                  f'bServer="{str(side == "e").lower()}" localAddress="[\'IPv4\'\'TCP\'\'{local[0]}:{local[1]}\']" '
                  f'remoteAddress="[\'IPv4\'\'TCP\'\'{remote[0]}:{remote[1]}\']"'
                  + (f' ssl_error_reason="error:{code}"' if code else ""))


def closed(log, when, side, entry, wanted_name):
    source, destination, reason = entry["source"], entry["destination"], entry["reason"]
    if entry["tls"] or not entry["negotiated"]:
        name = {"Common_name": wanted_name} if side == "c" and reason == NAME else {}
        log.event(when, f"{'Inbound' if side == 'e' else 'Outbound'} TLS Negotiation Error", Service="SIP",
                  Src_ip=source[0], Src_port=source[1], Dst_ip=destination[0], Dst_port=destination[1],
                  Detail=reason if entry["tls"] else NO_ERROR, Protocol="TLS", **name)
        if reason != NAME:
            ssl_error(log, when, side, entry, reason)
    log.tcp(when, source, destination, "TCP Connection Closed", Reason=END if "alert" in reason else reason)


def write(path: Path, side: str, diary: list, wanted_name: str = "") -> None:
    start = datetime.fromtimestamp(int(diary[0]["time"]), timezone.utc)
    log = DiagnosticLog(HOSTS[side], X14, start.strftime("%Y-%m-%dT%H:%M:%S"), hours=0)
    for entry in diary:
        when, ends = entry["time"] - start.timestamp(), (entry["source"], entry["destination"])
        if entry["what"] == "established" and side == "e":
            log.tcp(when, *ends, "TCP Connecting")
        if entry["what"] == "closed":
            closed(log, when, side, entry, wanted_name)
        elif entry["what"] == "failed":
            log.tcp(when, *ends, "TCP Connection Failed", "ERROR")
        else:
            log.tcp(when, *ends, f"TCP {'Connecting' if entry['what'] == 'connecting' else 'Connection Established'}")
    log.write(path)


def meaning(diary: list):
    """(key, severity, reason) of what the log says, or None where nothing can be said of it alone."""
    if any(entry["what"] == "failed" for entry in diary):
        return "zone_unreachable", "error", None
    if any(entry["what"] == "closed" and entry["negotiated"] and entry["reason"] != NAME for entry in diary):
        # TLS 1.3: C's handshake is complete before E rejects it, and RST may overtake E's alert.
        return None
    reasons = {entry["reason"] for entry in diary if entry["what"] == "closed" and entry["tls"]}
    known = [(*MEANING[reason], reason) for reason in sorted(reasons) if reason in MEANING]
    return known[0] if known else None
