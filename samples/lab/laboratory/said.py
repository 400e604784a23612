"""What must be found in the captures of a failure, as the scenario says it. Nothing here looks at a capture."""

from __future__ import annotations

from dataclasses import dataclass

C_SIDE, E_SIDE, MERGED = ("c", "c-keyed"), ("e", "e-keyed"), ("both", "both-keyed")
ALL = C_SIDE + E_SIDE + MERGED
KEYED = tuple(view for view in ALL if view.endswith("keyed"))
UNKEYED = tuple(view for view in ALL if not view.endswith("keyed"))
C_OR_MERGED = C_SIDE + MERGED
KEYED_AT_C = ("c-keyed", "both-keyed")
CONFIDENCE = {"error": "proven", "warning": "proven", "note": "probable", "chat": "proven"}


@dataclass(frozen=True)
class Said:
    """One finding. `views`: the captures that show it. `confidence`: None, that of the severity; empty, not tested."""

    key: str
    severity: str
    views: tuple = ALL
    confidence: str | None = None
    sender: str | None = None
    """"C" or "E", or an address: who sent the alert, or ended the connection."""
    alert: int | None = None
    certificate: str | None = None
    """"C" or "E": the certificate that it is about; its values are given where it can be read."""
    readable: tuple = ALL
    """The views in which that certificate can be read."""
    parts: tuple = ("subject", "issuer")
    """What of the certificate must be named."""
    values: tuple = ()
    """Further (name, value) pairs that must be named."""
    port: int | None = None
    """Another port than the zone's."""
    server: str = ""
    """Another host than E."""


@dataclass(frozen=True)
class Ends:
    """Addresses as one side shows them."""

    client: str
    server: str
    port: int


def finding(said: Said, view: str, ends: Ends, certificates: dict) -> dict:
    """The JSON of one finding in one view."""
    values = dict(said.values)
    if said.sender:
        values["sender"] = {"C": ends.client, "E": ends.server}.get(said.sender, said.sender)
    if said.alert is not None:
        values["alert"] = said.alert
    if said.certificate and view in said.readable:
        told = certificates[said.certificate].told
        values.update({part: told[part] for part in said.parts})
    confidence = CONFIDENCE[said.severity] if said.confidence is None else said.confidence
    result = {"key": said.key, "severity": said.severity, **({"confidence": confidence} if confidence else {}),
              "client": ends.client, "server": f"{said.server or ends.server}:{said.port or ends.port}"}
    return {**result, "values": values} if values else result


def sides(view: str) -> str:
    """Whose addresses a view is told with: of both sides merged, C's."""
    return "e" if view in E_SIDE else "c"


def findings(says, view: str, ends: dict, certificates: dict) -> list:
    return [finding(said, view, ends[sides(view)], certificates) for said in says if view in said.views]
