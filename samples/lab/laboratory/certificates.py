"""Certificates of a scenario, made with openssl: authorities and what they sign. Small, since the keys are EC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from .network import run

DAY = timedelta(days=1)
BOTH_USAGES, SERVER_ONLY = "serverAuth,clientAuth", "serverAuth"
AUTHORITY = """\
[ca]
default_ca = lab
[lab]
database = {folder}/index.txt
new_certs_dir = {folder}
default_md = sha256
policy = any
unique_subject = no
rand_serial = yes
[any]
organizationName = optional
commonName = supplied
"""


@dataclass(frozen=True)
class Wanted:
    """A certificate as a scenario asks for it. `days`: validity, in days from now."""

    name: str
    names: tuple = ()
    """DNS names in the SAN; empty: the name alone."""
    issuer: str = "issuing"
    usage: str = BOTH_USAGES
    days: tuple = (-100, 265)
    chain: tuple = ()
    """Certificates that are sent after it."""

    @property
    def dns_names(self) -> tuple:
        return self.names or (self.name,)


@dataclass(frozen=True)
class Made:
    """A certificate and its private key in PEM files; `told` is what a reader of it can tell."""

    certificate: Path
    key: Path
    told: dict = field(default_factory=dict)

    @property
    def pem(self) -> str:
        return self.certificate.read_text()


# E's certificate comes from a public authority with an intermediate, C's from a private one. Neither end trusts its own
# issuer: OpenSSL would then send the whole chain, and an Expressway usually sends its own certificate only.
AUTHORITIES = {
    # Name: (common name, signed by, common name of that)
    "root": ("Example Root CA", None),
    "issuing": ("Example Issuing CA", "root"),
    "inside": ("Inside Root CA", None),
    "unlisted": ("Unlisted Root CA", None),
}


class Certificates:
    """Makes certificates in a folder. The authorities are there from the start."""

    def __init__(self, folder: Path, now: datetime | None = None):
        folder.mkdir()
        self.folder = folder
        self.now = (now or datetime.now(timezone.utc)).replace(microsecond=0)
        (folder / "index.txt").touch()
        (folder / "ca.cnf").write_text(AUTHORITY.format(folder=folder))
        self.authorities = {}
        for short, (name, issuer) in AUTHORITIES.items():
            extensions = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
            self.authorities[short] = self._sign(short, name, issuer, (-3000, 3000), extensions)

    def make(self, short: str, wanted: Wanted) -> Made:
        names = ",".join(f"DNS:{name}" for name in wanted.dns_names)
        made = self._sign(short, wanted.name, wanted.issuer, wanted.days,
                          f"basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nsubjectAltName={names}\n"
                          f"extendedKeyUsage={wanted.usage}\n")
        made.told.update(names=list(wanted.dns_names), usage=wanted.usage.split(","))
        if wanted.chain:
            rest = "".join(self.authorities[authority].pem for authority in wanted.chain)
            made.certificate.write_text(made.pem + rest)
        return made

    def trust(self, short: str, authorities) -> Path:
        """A file of trusted authorities."""
        path = self.folder / f"{short}-trusts.pem"
        path.write_text("".join(self.authorities[authority].pem for authority in authorities))
        return path

    def _sign(self, short, name, issuer, days, extensions) -> Made:
        folder = self.folder
        made = Made(folder / f"{short}.pem", folder / f"{short}.key")
        request, more = folder / f"{short}.csr", folder / f"{short}.ext"
        run("openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", str(made.key), "-subj", f"/O=Example/CN={name}", "-out", str(request))
        more.write_text(extensions)
        signer = self.authorities.get(issuer)
        key, own = (signer.key, ["-cert", str(signer.certificate)]) if signer else (made.key, ["-selfsign"])
        begin, end = (self.now + day * DAY for day in days)
        run("openssl", "ca", "-batch", "-notext", "-config", str(folder / "ca.cnf"), "-preserveDN",
            "-keyfile", str(key), *own, "-in", str(request), "-extfile", str(more), "-out", str(made.certificate),
            "-startdate", begin.strftime("%Y%m%d%H%M%SZ"), "-enddate", end.strftime("%Y%m%d%H%M%SZ"))
        made.told.update(subject=name, issuer=AUTHORITIES[issuer][0] if issuer else name,
                         not_before=f"{begin:%Y-%m-%d}", not_after=f"{end:%Y-%m-%d}")
        return made
