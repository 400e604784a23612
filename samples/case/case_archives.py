"""The archives that an engineer is sent: log, capture, configuration, status, certificates."""

import io
import struct
import tarfile
import zlib

import traversal_sip as sip

TIME = "2016-04-19_07_09_20"
MODIFIED = 1461049760  # the same moment

# Self-signed, made for these samples only; its private key was thrown away.
EXPC_CERTIFICATE_PEM = """\
-----BEGIN CERTIFICATE-----
MIIDOjCCAiKgAwIBAgIEXgAAAjANBgkqhkiG9w0BAQsFADA9MR4wHAYDVQQKDBVF
eHByZXNzd2F5IGxhYm9yYXRvcnkxGzAZBgNVBAMMEmV4cGMuZXhhbXBsZS5sb2Nh
bDAgFw0xNjAxMDEwMDAwMDBaGA8yMDk5MTIzMTIzNTk1OVowPTEeMBwGA1UECgwV
RXhwcmVzc3dheSBsYWJvcmF0b3J5MRswGQYDVQQDDBJleHBjLmV4YW1wbGUubG9j
YWwwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQDHWRdtmBRgSfjtuB2i
H2Q3tP8GM1nUlWhJjn447BbRCR7JeyUDdEwYDPbjPKFUAu5PwmTPnh/AOQl4UAbx
uh990z0UwYoiBSstkkJuEuTxE2awZmAkxbifjm2/MJ43mYRjhatZv4K3tvHzlDW9
C5f45oLgjyouz0XciFdAY75EmzfbVEhxVj4FKI1QKptA+jLRtzON2dBPr1UP3ZyW
Dsp1fmSSjIuhTDfj+AYUqwevB5W8R3NlYjn+lCKgG2oriLYqm7vcGEMgkjuVAMow
DeSfuhUucHbbJ9CP3HE6/wWhYJUkIEooZuytdNm//MZLPooHeFNRhUSoiJ5IdXFm
dWmlAgMBAAGjQDA+MB0GA1UdEQQWMBSCEmV4cGMuZXhhbXBsZS5sb2NhbDAdBgNV
HQ4EFgQUcd0RqNe1FeISBLydleEBwVM6iQQwDQYJKoZIhvcNAQELBQADggEBAIa2
qyA4DBVmZ4Bx9QVzJSE6HWFoBcVUnWwghXRXh1L5WXYHxmoRo6SbTYVaNrya3UQ6
ZGOEV+cUc4g87yQOiZX23xT82j0LARkmqK7wS8/T8F2VrXcBGpVPbuIz/hnP+Wwi
yQPQyZSHdKFULcGo8YBF463OpdZsihSbTXIxUSja4PLtUrgKKkJ18Un9BvSDszro
XRhuWsVidACeopexN5JUlf3Zi8jj1z6H9cpTHr41D1d/YzRPfSzWgkMfNOB2BrYM
3JdkQbUXBcXHzbwys7FP7nEDBGKzElU2pcXLs0kxFCGqGXdzhkYqT/is3gUgkHPy
Uk+pOQrAMqvYCKG253o=
-----END CERTIFICATE-----
"""
CERTIFICATES = {"expc": EXPC_CERTIFICATE_PEM, "expe": sip.SAMPLE_CERTIFICATE_PEM}

CONFIGURATION = {
    "expc": """\
*c xConfiguration SystemUnit Name: "expc"
*c xConfiguration Ethernet 1 IP V4 Address: "10.0.30.2"
*c xConfiguration Ethernet 1 IP V4 StaticNAT Mode: "Off"
*c xConfiguration SIP TLS Port: "5061"
*c xConfiguration SIP TCP Outbound Port Start: "25000"
*c xConfiguration SIP TCP Outbound Port End: "29999"
*c xConfiguration Zones Zone 4 Name: "UC_Traversal"
*c xConfiguration Zones Zone 4 Type: "TraversalClient"
*c xConfiguration Zones Zone 4 TraversalClient SIP Port: "7003"
*c xConfiguration Zones Zone 4 TraversalClient Peer 1 Address: "64.100.0.10"
*c xConfiguration CollaborationEdge Enabled: "On"
""",
    "expe": """\
*c xConfiguration SystemUnit Name: "expe"
*c xConfiguration Ethernet 1 IP V4 Address: "10.0.10.2"
*c xConfiguration Ethernet 1 IP V4 StaticNAT Mode: "On"
*c xConfiguration Ethernet 1 IP V4 StaticNAT Address: "64.100.0.10"
*c xConfiguration SIP TLS Port: "5061"
*c xConfiguration Zones Zone 4 Name: "UC_Traversal"
*c xConfiguration Zones Zone 4 Type: "TraversalServer"
*c xConfiguration Zones Zone 4 TraversalServer SIP Port: "7003"
*c xConfiguration CollaborationEdge Enabled: "On"
""",
}
LINK_STATUS = {"expc": ("64.100.0.10", 7003), "expe": ("64.100.0.10", 4401)}


def status_text(host):
    address, port = LINK_STATUS[host]
    return f"""\
*s SystemUnit: /
    Product: "TANDBERG VCS"
    Uptime: 86412
    Software:
        Version: "{sip.DEFAULT_VERSION}"
*s Zones: /
    Zone 4:
        Name: "UC_Traversal"
        Status: "Active"
        Peer 1:
            Address: "{address}"
            Port: "{port}"
            Status: "Active"
"""


def status_xml(host):
    address, port = LINK_STATUS[host]
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<Status product="TANDBERG VCS" version="{sip.DEFAULT_VERSION}">
  <Zones item="1"><Zone index="4" item="1"><Name item="1">UC_Traversal</Name><Status item="1">Active</Status>
    <Peer index="1" item="1"><Address item="1">{address}</Address><Port item="1">{port}</Port></Peer>
  </Zone></Zones>
</Status>
"""


def archive(host, log, capture):
    """The bytes of diagnostic_log_<host>_<time>.tar.gz. `capture` is eth0's pcap."""
    end = f"{host}_{TIME}"
    members = {
        f"loggingsnapshot_{end}.txt": log,
        f"xconf_dump_{end}.txt": CONFIGURATION[host].encode(),
        f"xstat_dump_{end}.txt": status_text(host).encode(),
        f"xstat_dump_{end}.xml": status_xml(host).encode(),
        f"eth0_diagnostic_logging_tcpdump0_{end}.pcap": capture,
        f"ca_{end}.pem": "".join(CERTIFICATES.values()).encode(),
        f"server_{end}.pem": CERTIFICATES[host].encode(),
    }
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, contents in members.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = len(contents), MODIFIED, 0o644
            tar.addfile(entry, io.BytesIO(contents))
    return stored_gzip(packed.getvalue())


def stored_gzip(data):
    """gzip without a time of its own and without compression: what a deflater makes of the same bytes
    differs from one version of zlib to the next."""
    blocks = [data[start:start + 65535] for start in range(0, len(data), 65535)]
    deflated = b"".join(struct.pack("<BHH", one is blocks[-1], len(one), len(one) ^ 0xFFFF) + one
                        for one in blocks)
    return (b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + deflated
            + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF))


def archives(logs, captures):
    """{name: contents} of C's and E's archive of the broken case."""
    return {f"diagnostic_log_{host}_{TIME}.tar.gz":
            archive(host, logs[f"loggingsnapshot_{host}_broken.txt"],
                    captures[f"eth0_diagnostic_logging_tcpdump0_{host}_broken.pcap"])
            for host in ("expc", "expe")}
