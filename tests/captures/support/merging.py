"""mergecap and editcap as a person runs them, and the laboratory's captures of both sides."""

import hashlib
import json
from pathlib import Path

from laboratory import LABORATORY


class Merging:
    """Runs the programs that come with tshark. The same command on the same files runs once."""

    def __init__(self, wireshark):
        self.wireshark = wireshark
        self.known = {}

    def _run(self, program, output_option, options, inputs, suffix=".pcapng", frames=()):
        key = (program, suffix, *map(str, options), *map(str, inputs), *frames)
        if key not in self.known:
            name = hashlib.sha256(repr(key).encode()).hexdigest()[:16] + suffix
            output = self.wireshark.folder / "home" / name
            path = str(Path(self.wireshark.tshark_path).with_name(program))
            last = [*output_option, output, *inputs] if output_option else [*inputs, output]
            result = self.wireshark.execute([path, *map(str, (*options, *last, *frames))])
            assert result.returncode == 0 and output.exists(), f"{program}: {result.stderr}"
            self.known[key] = output
        return self.known[key]

    def merge(self, *inputs, options=()):
        return self._run("mergecap", ("-w",), options, inputs)

    def shifted(self, path, seconds):
        return self._run("editcap", (), ("-t", seconds), (path,)) if seconds else path

    def as_pcap(self, path):
        """As it is in a diagnostic archive: without interface names."""
        return self._run("editcap", (), ("-F", "pcap"), (path,), ".pcap")

    def cut(self, path, length):
        """As tcpdump -s captures it: the first bytes of each frame."""
        return self._run("editcap", (), ("-s", length), (path,))

    def pieces(self, path, at):
        """As a longer capture is in a diagnostic archive: two pcap files, the second from frame `at` on."""
        parts = (f"1-{at - 1}", f"{at}-99999")
        return [self._run("editcap", (), ("-r", "-F", "pcap"), (path,), ".pcap", (part,)) for part in parts]

    def sample(self, scenario, name, rename=()):
        """A capture of the laboratory; `rename`: (before, after) of equal length in interface names."""
        contents = (LABORATORY / scenario / f"{name}.pcapng").read_bytes()
        for before, after in rename:
            assert len(before) == len(after) and before in contents
            contents = contents.replace(before, after)
        return self.wireshark.save_bytes(contents, ".pcapng")


def expectation(scenario, name):
    return json.loads((LABORATORY / scenario / "expected.json").read_text())[name]


def ends_of(flow):
    """((host, port), (host, port)) of a flow in expected.json."""
    def split(text):
        host, _, port = text.rpartition(":")
        return host.strip("[]"), int(port)
    return split(flow["client"]), split(flow["server"])


def pairs_of(scenario):
    """[(ends at C, ends at E)]: flow n of c and flow n of e are the two sides of one connection."""
    return [(ends_of(one), ends_of(other)) for one, other in zip(
        expectation(scenario, "c")["flows"], expectation(scenario, "e")["flows"])]
