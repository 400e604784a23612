"""Real TLS over a synthetic TCP connection, with the key log that decrypts it."""

import ssl
import tempfile
from pathlib import Path

from capture_writer import Connection

# Self-signed, for these tests only: nobody trusts it and nothing else uses the key.
CREDENTIALS = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzfO3J0wpZCYm4A3v
f40t35d4ps/CF79FvB0TCS6idBWhRANCAAROVJuzuRiE6YXcw4B+FPjlTUjnGKOt
bJevJ9XWsSS9i4Ffk00jNQjkcmk2RYBsaQsiFUWoSr8QDrOmfV8jz2KL
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBjTCCATOgAwIBAgIUOyrEQmMOIDk+kXpkzXtiPYfJwjMwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQZXhwZS5leGFtcGxlLmNvbTAgFw0yNjExMjMyMTE4MjhaGA8y
MDk4MDEyOTIxMTgyOFowGzEZMBcGA1UEAwwQZXhwZS5leGFtcGxlLmNvbTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABE5Um7O5GITphdzDgH4U+OVNSOcYo61sl68n
1daxJL2LgV+TTSM1CORyaTZFgGxpCyIVRahKvxAOs6Z9XyPPYoujUzBRMB0GA1Ud
DgQWBBRzhUQwWuy1HgaeonR5V+O9RbFZ4jAfBgNVHSMEGDAWgBRzhUQwWuy1Hgae
onR5V+O9RbFZ4jAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIDwy
WWLasr5wwoBv0GLyPIU6NYWJd+LZxzBflbO5KRuIAiEAq+gYgM25++uhjwgI1kRI
5Mi6lrmluQvjefMRMhqYs4s=
-----END CERTIFICATE-----
"""


class TlsLink:
    """A TLS session between client and server, whose records become segments of a TCP connection.

    Each item given to send() is one write, so one TLS record (several if it is longer than 16 kB).
    """

    def __init__(self, capture, client, server, version="1.2"):
        self.capture = capture
        self.tcp = Connection(capture, client, server)
        self.tcp.handshake()
        with tempfile.TemporaryDirectory() as folder:
            client_context, server_context = contexts(Path(folder), version)
            self._handshake(client_context, server_context)
            capture.secrets((Path(folder) / "keys").read_bytes())

    def _handshake(self, client_context, server_context):
        # Each end reads from the first buffer and writes to the second.
        to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.out = {True: to_server, False: to_client}
        self.ends = {True: client_context.wrap_bio(to_client, to_server),
                     False: server_context.wrap_bio(to_server, to_client, server_side=True)}
        waiting = {True, False}
        while waiting:
            for from_client in (True, False):
                try:
                    self.ends[from_client].do_handshake()
                    waiting.discard(from_client)
                except ssl.SSLWantReadError:
                    pass
                self._transmit(from_client, 1448)
        # A TLS 1.3 server's session tickets arrive after its handshake is done.
        self._receive(True)

    def _transmit(self, from_client, mss):
        flight = self.out[from_client].read()
        frames = self.tcp.send(from_client, flight, mss=mss) if flight else []
        self.out[from_client].write(flight)
        return frames

    def _receive(self, at_client):
        try:
            while self.ends[at_client].read(65536):
                pass
        except ssl.SSLWantReadError:
            pass

    def send(self, from_client, *writes, mss=1448):
        """Returns the frames of the segments."""
        for data in writes:
            self.ends[from_client].write(data)
        frames = self._transmit(from_client, mss)
        self._receive(not from_client)
        return frames


def contexts(folder, version):
    credentials = folder / "credentials.pem"
    credentials.write_text(CREDENTIALS)
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = False
    client.verify_mode = ssl.CERT_NONE
    client.keylog_filename = str(folder / "keys")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(str(credentials))
    number = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}[version]
    client.minimum_version = client.maximum_version = number
    return client, server
