"""scripts/expressway-case: from the archives that an engineer is sent to one capture and its report."""

import gzip
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import pytest
from conftest import REPOSITORY

SCRIPT = REPOSITORY / "scripts" / "expressway-case"
SAMPLES = REPOSITORY / "samples" / "case"
ARCHIVES = {host: SAMPLES / f"diagnostic_log_{host}_2016-04-19_07_09_20.tar.gz" for host in ("expc", "expe")}
PCAPS = {host: (SAMPLES / f"eth0_diagnostic_logging_tcpdump0_{host}_broken.pcap").read_bytes()
         for host in ("expc", "expe")}
LOG = (SAMPLES / "loggingsnapshot_expc_broken.txt").read_bytes()
FIELD_NAMES = {host: f"eth0_diagnostic_logging_tcpdump0_{host}_2016-04-19_07:09:20.pcap"
               for host in ("expc", "expe")}
DONE, FAILURE, USAGE, LEFT_OUT = range(4)
BROKEN_PIPE = 141
NOBODY = 65534
NOT_WIRESHARK = ("sh", "tar", "gzip", "od", "mktemp", "head", "tail", "grep", "sed", "tr", "cut", "sort",
                 "find", "paste", "wc", "cat", "rm", "id", "sleep", "touch")


class Desk:
    """A folder that tshark's user may write into, and the command run there."""

    def __init__(self, wireshark, folder):
        self.wireshark = wireshark
        self.folder = folder
        self.script = folder / "bin" / "expressway-case"
        for name in ("bin", "in", "out", "tmp"):
            (folder / name).mkdir()
        shutil.copy(SCRIPT, self.script)
        self.own(folder, *folder.iterdir())
        folder.chmod(0o755)
        self.script.chmod(0o755)

    @staticmethod
    def own(*paths):
        if os.geteuid() == 0:
            for path in paths:
                os.chown(path, NOBODY, NOBODY)

    def put(self, name, contents):
        path = self.folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
        path.parent.chmod(0o755)
        path.chmod(0o644)
        return path

    def archive(self, name, *members):
        """A .tar.gz of (name, contents) or TarInfo."""
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as tar:
            for member in members:
                if isinstance(member, tarfile.TarInfo):
                    tar.addfile(member)
                else:
                    entry = tarfile.TarInfo(member[0])
                    entry.size = len(member[1])
                    tar.addfile(entry, io.BytesIO(member[1]))
        return self.put(name, packed.getvalue())

    def command(self, *arguments, shell=()):
        samples = {path: self.wireshark.readable(path) for path in ARCHIVES.values()}
        words = [*shell, str(self.script), *(str(samples.get(word, word)) for word in arguments)]
        if os.geteuid() == 0:
            words = [shutil.which("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
                     *words]
        return words

    def environment(self, **more):
        programs = str(Path(self.wireshark.tshark_path).parent)
        return {**self.wireshark.environment, "PATH": f"{programs}:/usr/bin:/bin",
                "TMPDIR": str(self.folder / "tmp"), **more}

    def run(self, *arguments, shell=(), where="out", **environment):
        """The finished process. Checks that nothing is left in TMPDIR, whatever happened."""
        result = subprocess.run(self.command(*arguments, shell=shell), stdin=subprocess.DEVNULL,
                                capture_output=True, text=True, errors="replace",
                                cwd=self.folder / where, env=self.environment(**environment), timeout=120,
                                check=False)
        assert list((self.folder / "tmp").iterdir()) == []
        return result

    def case(self, name="case.pcapng"):
        return self.folder / "out" / name

    def interfaces(self, name="case.pcapng"):
        """{interface name: frames}; the frames must be in order of time."""
        rows = self.wireshark.fields(self.case(name), None, "frame.interface_name", "frame.time_epoch")
        times = [row[1].rjust(24, "0") for row in rows]
        assert times == sorted(times)
        return {interface: sum(row[0] == interface for row in rows) for interface, _ in rows}

    def tree(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))


@pytest.fixture
def desk(wireshark):
    """Not in pytest's folder, which only its own user can read."""
    return Desk(wireshark, Path(tempfile.mkdtemp(prefix="desk-", dir=wireshark.folder)))


def link(name, target, kind=tarfile.SYMTYPE):
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, str(target)
    return member


# The command line

@pytest.mark.parametrize("option", ("--help", "-h"))
def test_help(desk, option):
    said = desk.run(option)
    assert (said.returncode, said.stderr) == (DONE, "")
    assert said.stdout.startswith("Usage: expressway-case") and "Exit status" in said.stdout


@pytest.mark.parametrize("arguments", ((), ("-o",), ("-z", "x.pcap"), ("--nothing",)))
def test_wrong_usage(desk, arguments):
    said = desk.run(*arguments)
    assert said.returncode == USAGE and said.stderr.startswith("expressway-case: ") and said.stdout == ""


@pytest.mark.parametrize("limit", ("much", "-1", "0", "010", "1e9", "9999999"))
def test_limit_that_is_none(desk, limit):
    said = desk.run(desk.put("a.pcap", PCAPS["expc"]), EXPRESSWAY_CASE_LIMIT=limit)
    assert said.returncode == USAGE and "EXPRESSWAY_CASE_LIMIT" in said.stderr


# Captures

@pytest.mark.parametrize("shell", ((), ("bash",), ("dash",)))
def test_captures_of_both_sides(desk, shell):
    sources = [desk.put(FIELD_NAMES[host], PCAPS[host]) for host in ("expc", "expe")]
    said = desk.run(*sources, shell=shell)
    assert (said.returncode, said.stderr) == (DONE, "")
    assert said.stdout.startswith("case.pcapng, made of\n")
    for word in ("expc eth0: ", "expe eth0: ", "Expressway traversal report: 2 traversal flows",
                 "1 connection is captured at both sides", "64.100.0.10:4401"):
        assert word in said.stdout
    assert desk.interfaces() == {"expc eth0": 53, "expe eth0": 42}


def test_packets_are_unchanged(desk):
    source = desk.put(FIELD_NAMES["expc"], PCAPS["expc"])
    assert desk.run(source).returncode == DONE
    rows = [desk.wireshark.fields(path, None, "frame.time_epoch", "frame.len", "ip.src", "tcp.seq_raw",
                                  "tcp.payload") for path in (source, desk.case())]
    assert rows[0] == rows[1] and len(rows[0]) == 53


def test_archive_of_a_capture_alone(desk):
    archive = desk.archive("diagnostic_log_expc_2016-04-19_07:09:20.tar.gz",
                           ("xconf_dump_expc.txt", b"*c xConfiguration\n"),
                           (FIELD_NAMES["expc"], PCAPS["expc"]))
    said = desk.run(archive)
    assert (said.returncode, said.stderr) == (DONE, "")
    assert desk.interfaces() == {"expc eth0": 53}


def test_captures_of_one_interface_one_after_the_other_become_one_interface(desk):
    half = 24 + sum(len(record) for record in records(PCAPS["expc"])[:30])
    archive = desk.archive("a.tar.gz", ("eth0_diagnostic_logging_tcpdump0_expc_1.pcap", PCAPS["expc"][:half]),
                           ("eth0_diagnostic_logging_tcpdump1_expc_1.pcap",
                            PCAPS["expc"][:24] + PCAPS["expc"][half:]),
                           ("eth1_diagnostic_logging_tcpdump0_expc_1.pcap", PCAPS["expe"]))
    assert desk.run(archive).returncode == DONE
    assert desk.interfaces() == {"expc_1 eth0": 53, "expc_1 eth1": 42}


def records(pcap):
    found, at = [], 24
    while at < len(pcap):
        length = 16 + int.from_bytes(pcap[at + 8:at + 12], "little")
        found.append(pcap[at:at + length])
        at += length
    return found


def test_name_of_any_length_makes_a_sound_file(desk):
    names = ["host-name"[:length] for length in range(1, 9)]
    assert desk.run(*(desk.put(f"{name}.pcap", PCAPS["expc"]) for name in names)).returncode == DONE
    assert desk.interfaces() == {name: 53 for name in names}


def test_gzipped_capture_and_one_with_names_of_its_own(desk):
    seed = (REPOSITORY / "samples" / "seed" / "expe-broken.pcapng").read_bytes()
    said = desk.run(desk.put(FIELD_NAMES["expc"] + ".gz", gzip.compress(PCAPS["expc"])),
                    desk.put("second.pcapng", seed))
    assert (said.returncode, said.stderr) == (DONE, "")
    assert set(desk.interfaces()) == {"expc eth0", "expe-eth0"}


def test_unpacked_folder(desk):
    desk.put("case C/" + FIELD_NAMES["expc"], PCAPS["expc"])
    desk.put("case C/deeper/" + FIELD_NAMES["expe"], PCAPS["expe"])
    desk.put("case C/xstat_dump_expc.txt", b"*s SystemUnit: /\n")
    (desk.folder / "in" / "case C" / "link.pcap").symlink_to("/etc/passwd")
    said = desk.run(desk.folder / "in" / "case C")
    assert (said.returncode, said.stderr) == (DONE, "")
    assert desk.interfaces() == {"expc eth0": 53, "expe eth0": 42}


def test_archive_in_a_folder_is_left_out_and_named(desk):
    desk.put("case/" + FIELD_NAMES["expc"], PCAPS["expc"])
    desk.archive("case/more.tar.gz", ("e.pcap", PCAPS["expe"]))
    said = desk.run(desk.folder / "in" / "case")
    assert said.returncode == LEFT_OUT and "case/more.tar.gz" in said.stderr and "must be named" in said.stderr
    assert desk.interfaces() == {"expc eth0": 53}


def test_any_name_of_an_archive(desk):
    names = ("a b.tar.gz", "it's.tar.gz", 'say "x".tar.gz', "$(touch pwned).tar.gz", "`touch pwned`.tar.gz",
             "a;touch pwned;.tar.gz", "*.tar.gz", "a\nb.tar.gz", "-rf.tar.gz", "host:file.tar.gz",
             "\u00e4rger.tar.gz", "a%s\\n.tar.gz")
    for number, name in enumerate(names):
        desk.archive(name, (f"{number}.pcap", PCAPS["expc"]))
    before = desk.tree()
    said = desk.run("-o", desk.case("x.pcapng"), "--", *names, where="in")
    assert (said.returncode, said.stderr) == (DONE, "")
    assert desk.interfaces("x.pcapng") == {str(number): 53 for number in range(len(names))}
    assert desk.tree() == sorted([*before, "out/x.pcapng"])


def test_any_name_within_an_archive_and_of_a_file(desk):
    names = ("a b", "it's", 'say "x"', "$(touch pwned)", "`touch pwned`", "; touch pwned", "-rf",
             "--checkpoint-action=exec=touch pwned", "%s%n")
    archive = desk.archive("a.tar.gz", *((f"{name}.pcap", PCAPS["expc"]) for name in names))
    loose = [desk.put(f"{name}.pcap", PCAPS["expe"]).name for name in names]
    before = desk.tree()
    said = desk.run("-o", desk.case("x.pcapng"), "--", archive, *loose, where="in")
    assert (said.returncode, said.stderr) == (DONE, "")
    assert desk.interfaces("x.pcapng") == {name: 95 for name in names}
    assert desk.tree() == sorted([*before, "out/x.pcapng"])


def test_output_is_not_replaced_unless_told_so(desk):
    source = desk.put("a.pcap", PCAPS["expc"])
    desk.case().write_bytes(b"precious")
    desk.own(desk.case())
    said = desk.run(source)
    assert said.returncode == FAILURE and "case.pcapng exists; -f replaces it" in said.stderr
    assert desk.case().read_bytes() == b"precious"
    assert desk.run("-f", source).returncode == DONE
    assert desk.interfaces() == {"a": 53}


def test_output_may_not_be_a_source(desk):
    source = desk.folder / "out" / "a.pcap"
    source.write_bytes(PCAPS["expc"])
    desk.own(source)
    said = desk.run("-f", "-o", "a.pcap", source)
    assert said.returncode == FAILURE and "the file that -o names" in said.stderr
    assert source.read_bytes() == PCAPS["expc"]


def test_folder_that_may_not_be_written_into(desk):
    source = desk.put("a.pcap", PCAPS["expc"])
    (desk.folder / "out").chmod(0o555)
    said = desk.run(source)
    assert said.returncode == FAILURE and "nothing can be written into" in said.stderr
    (desk.folder / "in").chmod(0o555)
    (desk.folder / "tmp" / "kept").mkdir()
    desk.own(desk.folder / "tmp" / "kept")
    out = desk.folder / "tmp" / "kept" / "case.pcapng"
    done = subprocess.run(desk.command("-o", out, source), capture_output=True, text=True, check=False,
                          cwd=desk.folder / "in", env=desk.environment())
    assert done.returncode == DONE and out.is_file()


# Sources that cannot be used

def test_no_such_file(desk):
    said = desk.run("nothing.tar.gz")
    assert said.returncode == FAILURE and "no such file or folder: nothing.tar.gz" in said.stderr


def test_device(desk):
    said = desk.run("/dev/zero")
    assert said.returncode == FAILURE and "neither a file nor a folder" in said.stderr


@pytest.mark.parametrize("contents", (b"", b"no archive", gzip.compress(b"no archive")),
                         ids=("empty", "plain", "gzipped"))
def test_file_that_only_its_name_makes_an_archive(desk, contents):
    said = desk.run(desk.put("diagnostic_log_expc.tar.gz", contents))
    assert said.returncode == FAILURE and "not a tar archive" in said.stderr
    assert not desk.case().exists()


@pytest.mark.parametrize("members", ((), (("xconf_dump_expc.txt", b"*c\n"),)))
def test_archive_without_log_and_capture(desk, members):
    said = desk.run(desk.archive("a.tar.gz", *members))
    assert said.returncode == FAILURE
    assert "no log and no capture in" in said.stderr or "not a tar archive" in said.stderr
    assert not desk.case().exists()


def test_empty_folder(desk):
    said = desk.run(desk.folder / "in")
    assert said.returncode == FAILURE and "no log and no capture in the folder" in said.stderr


def test_archive_that_was_cut_short(desk):
    whole = desk.archive("a.tar.gz", (FIELD_NAMES["expc"], PCAPS["expc"])).read_bytes()
    said = desk.run(desk.put("b.tar.gz", whole[:len(whole) // 2]))
    assert said.returncode == FAILURE and "damaged or not complete" in said.stderr
    assert not desk.case().exists()


def test_tar_that_was_cut_short(desk):
    whole = desk.archive("a.tar.gz", ("big.bin", bytes(9000)), (FIELD_NAMES["expc"], PCAPS["expc"]))
    cut = gzip.compress(gzip.decompress(whole.read_bytes())[:5000])
    said = desk.run(desk.put("b.tar.gz", cut))
    assert said.returncode == FAILURE and "tar cannot read" in said.stderr


def test_capture_that_was_cut_short_is_used_and_named(desk):
    said = desk.run(desk.put("a.pcap", PCAPS["expc"][:-10]))
    assert said.returncode == LEFT_OUT and "cut short" in said.stderr
    assert desk.interfaces() == {"a": 52}


def test_what_wireshark_cannot_read_is_left_out_and_named(desk):
    archive = desk.archive("a.tar.gz", (FIELD_NAMES["expc"], PCAPS["expc"]), ("bad.pcap", b"\0" * 99),
                           ("empty.pcap", b""))
    said = desk.run(archive)
    assert said.returncode == LEFT_OUT
    assert "left out, Wireshark cannot read it: bad.pcap" in said.stderr
    assert "left out, it is empty: empty.pcap" in said.stderr
    assert desk.interfaces() == {"expc eth0": 53}


def test_nothing_left(desk):
    said = desk.run(desk.put("a.pcap", b"\0" * 99))
    assert said.returncode == FAILURE and "nothing is left to merge" in said.stderr


# Malicious archives

def test_hostile_archive(desk):
    secret = desk.put("secret", b"root:x:0:0:\n")
    away = desk.folder / "in"
    archive = desk.archive(
        "a.tar.gz", ("../../escape.pcap", PCAPS["expe"]), ("x/../../../escape.pcap", PCAPS["expe"]),
        (f"{away}/absolute.pcap", PCAPS["expe"]), link("symbolic.pcap", secret), link("folder.pcap", away),
        ("folder.pcap/through.pcap", PCAPS["expc"]), link("hard.pcap", secret, tarfile.LNKTYPE),
        link("fifo.pcap", "", tarfile.FIFOTYPE), link("device.pcap", "", tarfile.CHRTYPE),
        ("glob*.pcap", PCAPS["expe"]), (FIELD_NAMES["expc"], PCAPS["expc"]))
    before = desk.tree()
    said = desk.run(archive)
    assert said.returncode == LEFT_OUT
    for name in ("../../escape.pcap", "x/../../../escape.pcap", "absolute.pcap", "symbolic.pcap", "hard.pcap",
                 "fifo.pcap", "device.pcap", "glob*.pcap"):
        assert any("left out of" in line and line.endswith(name) for line in said.stderr.splitlines()), name
    assert desk.tree() == sorted([*before, "out/case.pcapng"])
    assert desk.interfaces() == {"expc eth0": 53, "through": 53}
    assert b"root:x" not in desk.case().read_bytes()


@pytest.mark.parametrize("name", ("a.pcap", "readme"))
def test_archive_that_unpacks_to_more_than_it_may(desk, name):
    said = desk.run(desk.archive("a.tar.gz", (name, bytes(1_100_000))), EXPRESSWAY_CASE_LIMIT="1")
    assert said.returncode == FAILURE and "more than 1 MiB: refused" in said.stderr
    assert not desk.case().exists()


def test_sparse_member_that_unpacks_to_more_than_it_may(desk):
    sparse = desk.folder / "in" / "a.pcap"
    with open(sparse, "wb") as out:
        out.truncate(2**33)
    packed = subprocess.run(["tar", "-cSzf", "-", "-C", str(sparse.parent), "a.pcap"], capture_output=True,
                            check=True).stdout
    assert len(packed) < 10000
    sparse.unlink()
    said = desk.run(desk.put("a.tar.gz", packed), EXPRESSWAY_CASE_LIMIT="8")
    assert said.returncode == FAILURE and "more than 8 MiB: refused" in said.stderr


def test_gzip_within_the_archive_that_unpacks_to_more_than_it_may(desk):
    """Wireshark itself unpacks it, and the output is limited too."""
    packet = bytes(16) + bytes(60000)
    packet = packet[:8] + (60000).to_bytes(4, "little") * 2 + packet[16:]
    bomb = gzip.compress(PCAPS["expc"][:24] + packet * 1000)
    said = desk.run(desk.archive("a.tar.gz", ("bomb.pcap.gz", bomb), (FIELD_NAMES["expc"], PCAPS["expc"])),
                    EXPRESSWAY_CASE_LIMIT="1")
    assert said.returncode == LEFT_OUT and "bomb.pcap.gz" in said.stderr
    assert desk.interfaces() == {"expc eth0": 53}


def test_too_many_captures(desk):
    members = [(f"{number}.pcap", PCAPS["expc"][:24]) for number in range(201)]
    said = desk.run(desk.archive("a.tar.gz", *members))
    assert said.returncode == FAILURE and "more than 200" in said.stderr


def test_settings_of_tar_do_not_count(desk):
    archive = desk.archive("a.tar.gz", (FIELD_NAMES["expc"], PCAPS["expc"]))
    said = desk.run(archive, TAR_OPTIONS="--exclude=*.pcap")
    assert said.returncode == DONE and desk.interfaces() == {"expc eth0": 53}


# Missing programs and modules

def programs(desk, *names, **replaced):
    """A folder with these programs, and with others given as text."""
    folder = desk.folder / "programs"
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(shutil.which(name))
    for name, text in replaced.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    folder.chmod(0o755)
    return str(folder)


@pytest.mark.parametrize("missing", ("tshark", "mergecap", "editcap", "reordercap"))
def test_program_that_is_missing(desk, missing):
    present = [name for name in ("tshark", "mergecap", "editcap", "reordercap") if name != missing]
    path = programs(desk, *NOT_WIRESHARK, *present)
    said = desk.run(desk.put("a.pcap", PCAPS["expc"]), shell=("/bin/sh",), PATH=path)
    assert said.returncode == FAILURE and f"{missing} is missing" in said.stderr
    assert "Wireshark" in said.stderr


def test_plugin_that_is_missing(desk):
    (desk.folder / "none").mkdir()
    said = desk.run(desk.put("a.pcap", PCAPS["expc"]), WIRESHARK_PLUGIN_DIR=str(desk.folder / "none"))
    assert said.returncode == FAILURE and "tshark does not load expressway.so" in said.stderr
    assert "for the minor version of this tshark" in said.stderr and "TShark" in said.stderr
    assert not desk.case().exists()


def test_plugin_that_root_does_not_load(desk):
    others = [name for name in NOT_WIRESHARK if name != "id"]
    path = programs(desk, *others, "mergecap", "editcap", "reordercap", tshark="#!/bin/sh\n",
                    id="#!/bin/sh\necho 0\n")
    said = desk.run(desk.put("a.pcap", PCAPS["expc"]), shell=("/bin/sh",), PATH=path)
    assert said.returncode == FAILURE and "You are root" in said.stderr and "cmake --install" in said.stderr


def test_interrupted_run_leaves_nothing(desk):
    real = str(Path(desk.wireshark.tshark_path).parent)
    path = programs(desk, *NOT_WIRESHARK, mergecap=f"#!/bin/sh\ntouch {desk.folder}/out/merging\nsleep 1\n")
    run = subprocess.Popen(desk.command(desk.put("a.pcap", PCAPS["expc"]), shell=("/bin/sh",)),
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=desk.folder / "out",
                           env=desk.environment(PATH=f"{path}:{real}"))
    try:
        while not (desk.folder / "out" / "merging").exists():
            assert run.poll() is None
        assert len(list((desk.folder / "tmp").iterdir())) == 1
        run.terminate()
        assert run.wait(30) == 143
    finally:
        run.kill()
        run.wait()
    assert list((desk.folder / "tmp").iterdir()) == [] and not desk.case().exists()


@pytest.mark.parametrize("shell", ((), ("/bin/bash",)), ids=("sh", "bash"))
@pytest.mark.parametrize("lines", (0, 1))
@pytest.mark.parametrize("is_ignored", (False, True), ids=("", "SIGPIPE ignored"))
def test_nobody_reads_on(desk, shell, lines, is_ignored):
    """`expressway-case ... | head -1`: the capture is there, and nothing else is left."""
    reading, writing = os.pipe()
    with open(reading, encoding="utf-8") as reader:
        run = subprocess.Popen(desk.command(desk.put("a.pcap", PCAPS["expc"]), shell=shell), stdout=writing,
                               stderr=subprocess.PIPE, cwd=desk.folder / "out", text=True,
                               env=desk.environment(), restore_signals=not is_ignored)
        os.close(writing)
        for _ in range(lines):
            assert reader.readline().startswith("case.pcapng, made of")
    said = run.communicate(timeout=60)[1]
    assert list((desk.folder / "tmp").iterdir()) == [] and desk.case().exists()
    # tshark itself does not mind, and a shell may have written more than the first line.
    assert is_ignored or run.returncode in ((DONE, BROKEN_PIPE) if lines else (BROKEN_PIPE,))
    assert "tshark" not in said


# Logs: these need the module that opens them

def test_one_archive(desk):
    said = desk.run(ARCHIVES["expc"])
    assert (said.returncode, said.stderr) == (DONE, "")
    for word in ("expc eth0: ", "expc diagnostic log: ", "NAT-reflected (proven)", "10.0.30.2:27901", "64.100.0.10:4401",
                 "408"):
        assert word in said.stdout
    found = desk.interfaces()
    assert set(found) == {"expc eth0", "expc diagnostic log"} and found["expc eth0"] == 53


def test_both_archives(desk):
    said = desk.run(ARCHIVES["expc"], ARCHIVES["expe"])
    assert (said.returncode, said.stderr) == (DONE, "")
    assert set(desk.interfaces()) == {"expc eth0", "expc diagnostic log", "expe eth0", "expe diagnostic log"}
    assert said.stdout.count("NAT-reflected (proven)") == 2


def test_the_report_is_that_of_the_merged_capture(desk):
    said = desk.run(ARCHIVES["expc"], ARCHIVES["expe"])
    assert said.stdout.endswith(desk.wireshark.report(desk.case()))


def test_same_case_unpacked_gives_the_same_capture(desk):
    folder = desk.folder / "in" / "unpacked"
    folder.mkdir()
    for archive in ARCHIVES.values():
        with tarfile.open(archive) as tar:
            for member in tar:
                desk.put(f"unpacked/{member.name}", tar.extractfile(member).read())
    assert desk.run(*ARCHIVES.values()).returncode == DONE
    assert desk.run("-o", "second.pcapng", folder).returncode == DONE
    first, second = desk.interfaces(), desk.interfaces("second.pcapng")
    assert first == second


@pytest.mark.parametrize("name, packed", (("loggingsnapshot_expc_2016-04-19_07_09_20.txt", LOG),
                                          ("loggingsnapshot_expc.txt.gz", gzip.compress(LOG))),
                         ids=("plain", "gzipped"))
def test_log_alone(desk, name, packed):
    said = desk.run(desk.put(name, packed))
    assert (said.returncode, said.stderr) == (DONE, "")
    assert set(desk.interfaces()) == {"expc diagnostic log"}
    assert "NAT-reflected (proven)" in said.stdout


def test_log_without_the_module_that_opens_it(desk):
    top = desk.folder / "plugins" / "{}.{}".format(*desk.wireshark.version) / "epan"
    top.mkdir(parents=True)
    shutil.copy(desk.wireshark.plugin, top / "expressway.so")
    said = desk.run(desk.put("loggingsnapshot_expc.txt", LOG),
                    WIRESHARK_PLUGIN_DIR=str(desk.folder / "plugins"))
    assert said.returncode == FAILURE and "tshark does not load expressway-log.so" in said.stderr


def test_text_that_is_no_log(desk):
    said = desk.run(ARCHIVES["expc"], desk.put("notes.txt", b"call him back\n"))
    assert said.returncode == LEFT_OUT and "notes.txt" in said.stderr


def test_samples_can_be_made_again(tmp_path):
    made = subprocess.run([sys.executable, "-B", str(SAMPLES / "make.py"), str(tmp_path)], cwd="/",
                          capture_output=True, text=True, check=False)
    assert (made.returncode, made.stderr) == (0, "")
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {path.name for path in SAMPLES.iterdir() if path.suffix in (".gz", ".pcap", ".txt")}
    for name in names:
        assert (tmp_path / name).read_bytes() == (SAMPLES / name).read_bytes(), name
