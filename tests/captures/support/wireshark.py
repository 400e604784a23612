"""tshark and sharkd with the plugin under test: what they print, as Python values."""

import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

NOBODY = 65534
COMPLAINTS = ("Dissector bug", "DISSECTOR_ASSERT", "Assertion", "Warn Dissector", "** (", "CRITICAL",
              "AddressSanitizer", "runtime error")
ROOT_NOTICE = re.compile(r"^Running as user .*\n?", re.MULTILINE)
SEPARATOR, AGGREGATOR = "\t", "|"


class Wireshark:
    """One tshark, one plugin, one private home. The same command on the same file runs once."""

    def __init__(self, tshark, folder, plugin, log_plugin=None):
        self.tshark_path = tshark
        self.folder = folder
        self.environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8",
                            "TZ": "UTC"}
        for name in ("LD_PRELOAD", "ASAN_OPTIONS", "UBSAN_OPTIONS", "WIRESHARK_DEBUG_WMEM_OVERRIDE"):
            if name in os.environ:
                self.environment[name] = os.environ[name]
        self._results = {}
        self._experts = None
        self._private_home()
        self.version = self._version()
        self.plugin = self._plugin_folder(plugin)
        self.log_plugin = self._install(log_plugin, "wiretap") if log_plugin else None

    def _private_home(self):
        home = self.folder / "home"
        home.mkdir()
        (self.folder / "files").mkdir()
        (self.folder / "extcap").mkdir()
        if os.geteuid() == 0:
            os.chown(home, NOBODY, NOBODY)
        self.environment.update(HOME=str(home), XDG_CONFIG_HOME=str(home / "config"),
                                XDG_DATA_HOME=str(home / "data"), TMPDIR=str(home),
                                # Nothing is captured live here, and some of these programs start slowly.
                                WIRESHARK_EXTCAP_DIR=str(self.folder / "extcap"))

    def _version(self):
        found = re.search(r"(\d+)\.(\d+)\.\d+", self.run("--version").stdout)
        return int(found[1]), int(found[2])

    def _plugin_folder(self, plugin):
        """WIRESHARK_PLUGIN_DIR replaces the global folder, so the stock plugins are linked in."""
        top = self.folder / "plugins" / "{}.{}".format(*self.version)
        for line in self.run("-G", "plugins").stdout.splitlines():
            stock = Path(line.split("\t")[-1])
            if stock.suffix == ".so" and not stock.name.startswith("expressway"):
                (top / stock.parent.name).mkdir(parents=True, exist_ok=True)
                (top / stock.parent.name / stock.name).symlink_to(stock)
        self.environment["WIRESHARK_PLUGIN_DIR"] = str(self.folder / "plugins")
        return self._install(plugin, "epan") if plugin else None

    def _install(self, plugin, kind):
        """A copy of a module where Wireshark's programs load that kind from."""
        copy = self.folder / "plugins" / "{}.{}".format(*self.version) / kind / Path(plugin).name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(Path(plugin).read_bytes())
        copy.chmod(0o755)
        self._results.clear()
        return copy

    def readable(self, argument):
        """The argument, or a copy with the same name if it is a file that the unprivileged user cannot read."""
        if os.geteuid() != 0 or not isinstance(argument, Path) or argument.is_relative_to(self.folder) \
                or not argument.is_file():
            return argument
        contents = argument.read_bytes()
        copy = self.folder / "files" / hashlib.sha256(contents).hexdigest()[:16] / argument.name
        if not copy.exists():
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(contents)
            copy.chmod(0o644)
        return copy

    def execute(self, command, text=None, timeout=120):
        """Run as an unprivileged user, because Wireshark run by root silently ignores WIRESHARK_PLUGIN_DIR."""
        if os.geteuid() == 0:
            command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]
        return subprocess.run(command, input=text, stdin=None if text is not None
                              else subprocess.DEVNULL, capture_output=True, text=True,
                              errors="replace", env=self.environment, cwd=self.folder,
                              timeout=timeout, check=False)

    def run(self, *arguments, timeout=120):
        """tshark, which must succeed without a complaint."""
        key = tuple(str(self.readable(argument)) for argument in arguments)
        if key not in self._results:
            result = self.execute([self.tshark_path, *key], timeout=timeout)
            assert result.returncode == 0, f"tshark {' '.join(key)}: {result.stderr}"
            assert ROOT_NOTICE.sub("", result.stderr) == "", f"tshark {' '.join(key)}"
            for complaint in COMPLAINTS if "-r" in key else ():
                assert complaint not in result.stdout, f"tshark {' '.join(key)}"
            self._results[key] = result
        return self._results[key]

    def program(self, name, *arguments, timeout=120):
        """capinfos, editcap or mergecap, which must succeed without a word; returns what it prints."""
        path = str(Path(self.tshark_path).with_name(name))
        result = self.execute([path, *(str(self.readable(argument)) for argument in arguments)], timeout=timeout)
        assert result.returncode == 0, f"{name} {arguments}: {result.stderr}"
        assert ROOT_NOTICE.sub("", result.stderr) == "", f"{name} {arguments}"
        return result.stdout

    def output(self, name):
        """A path that the programs may write to."""
        return self.folder / "home" / name

    def refused(self, *arguments):
        """tshark, which must refuse these arguments; returns what it says."""
        result = self.execute([self.tshark_path, *map(str, arguments)])
        assert 0 < result.returncode < 128, f"accepted or crashed: {arguments}"
        return result.stderr

    def save(self, capture):
        """Write a Capture where tshark's user can read it."""
        return self.save_bytes(capture.contents(), ".pcapng")

    def save_bytes(self, contents, suffix):
        path = self.folder / "files" / (hashlib.sha256(contents).hexdigest()[:16] + suffix)
        path.write_bytes(contents)
        path.chmod(0o644)
        return path

    def fields(self, capture, display_filter, *names, two_pass=False, options=()):
        """A tuple of strings for each frame that the filter (None: no -Y at all) lets through."""
        arguments = ["-r", capture, *options, "-T", "fields", "-E", "separator=/t",
                     "-E", "occurrence=a", "-E", "aggregator=" + AGGREGATOR]
        arguments += ["-2"] if two_pass else []
        arguments += ["-Y", display_filter] if display_filter else []
        for name in names:
            arguments += ["-e", name]
        lines = self.run(*arguments).stdout.splitlines()
        return [tuple(line.split(SEPARATOR)) for line in lines]

    def frames(self, capture, display_filter, **how):
        """Numbers of the frames that the filter lets through."""
        return [int(row[0]) for row in self.fields(capture, display_filter, "frame.number", **how)]

    def value(self, capture, frame, name, **how):
        """One field of one frame: its text, empty where it is absent."""
        (row,) = self.fields(capture, f"frame.number == {frame}", name, **how)
        return row[0]

    def values(self, capture, frame, *names, **how):
        (row,) = self.fields(capture, f"frame.number == {frame}", *names, **how)
        return row

    def expert_names(self):
        """The registered expressway.expert.*, without that prefix."""
        if self._experts is None:
            listed = self.run("-G", "fields").stdout
            self._experts = sorted(set(re.findall(r"\texpressway\.expert\.(\w+)\t", listed)))
            assert self._experts, "no expressway.expert.* field is registered"
        return self._experts

    def experts(self, capture, **how):
        """{frame: set of our expert infos}, for the frames that have any."""
        names = self.expert_names()
        rows = self.fields(capture, None, "frame.number",
                           *("expressway.expert." + name for name in names), **how)
        found = {int(row[0]): {n for n, cell in zip(names, row[1:]) if cell} for row in rows}
        return {frame: infos for frame, infos in found.items() if infos}

    def expert_counts(self, capture, **how):
        """{name: in how many frames}."""
        counts = {}
        for infos in self.experts(capture, **how).values():
            for name in infos:
                counts[name] = counts.get(name, 0) + 1
        return counts

    def messages(self, capture, frame, name, **how):
        """Texts of all expert infos of a frame that has our expert info `name`."""
        (row,) = self.fields(capture, f"frame.number == {frame} and expressway.expert.{name}",
                             "_ws.expert.message", **how)
        return row[0].split(AGGREGATOR)

    def expert_summary(self, capture, *options):
        """What -z expert prints, without any tree being built."""
        return self.run("-q", *options, "-z", "expert", "-r", capture).stdout

    def info_column(self, capture, *options):
        """{frame: text of the Info column}."""
        columns = 'gui.column.format:"No.","%m","Info","%i"'
        lines = self.run("-r", capture, *options, "-o", columns).stdout.splitlines()
        split = (line.split(None, 1) for line in lines if line.strip())
        return {int(parts[0]): parts[1] if len(parts) > 1 else "" for parts in split}

    def report(self, capture, *options):
        return self.run("-q", *options, "-z", "expressway,report", "-r", capture).stdout

    def objects(self, capture, *options, of="expressway,json"):
        """All objects of -z expressway,json, one for each line."""
        lines = self.run("-q", *options, "-z", of, "-r", capture).stdout.splitlines()
        return [json.loads(line) for line in lines if line.strip()]

    def json(self, capture, *options):
        """The flows among the objects of -z expressway,json."""
        return [one for one in self.objects(capture, *options) if one["type"] == "flow"]

    def findings(self, capture, *options):
        """The findings among them."""
        return [one for one in self.objects(capture, *options) if one["type"] == "finding"]

    def sharkd(self, *requests):
        """The answers of one sharkd process to (method, parameters) pairs, in order."""
        program = str(Path(self.tshark_path).with_name("sharkd"))
        text = "".join(json.dumps({"jsonrpc": "2.0", "id": number, "method": method,
                                   "params": parameters}) + "\n"
                       for number, (method, parameters) in enumerate(requests, 1))
        result = self.execute([program, "-"], text)
        assert result.returncode == 0, result.stderr
        answers = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
        assert [answer.get("id") for answer in answers] == list(range(1, len(requests) + 1)), answers
        assert all("error" not in answer for answer in answers), answers
        return [answer["result"] for answer in answers]
