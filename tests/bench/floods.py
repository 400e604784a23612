"""The captures whose cost is to grow in proportion to their size: how one of n units is written, and what tshark is asked
for."""

from random import Random

import connections
import failures
import log_traffic
import traffic
import vain
from scenarios import SCENARIOS

# A report wants no tree. Without the plugin, `-z rpc,programs` makes tshark dissect as much.
JSON, REPORT = ("-q", "-z", "expressway,json"), ("-q", "-z", "expressway,report")
TREE = ("-q", "-z", "expressway,tree")
FIELDS = ("-T", "fields", "-e", "expressway.flow.verdict", "-e", "expressway.finding")
EVIDENCE = ("-2", "-T", "fields", "-e", "expressway.finding.of")
NO_TREE, ROWS, ROWS_IN_TWO_PASSES = ("-q", "-z", "rpc,programs"), ("-T", "fields", "-e", "ip.proto"), \
    ("-2", "-T", "fields", "-e", "ip.proto")
# Mean interval between frames whose floods do not say when they come.
GAP = 0.0004


class Flood:
    """`write(path, count)`: a capture of `count` of `unit`. `counted` units are few enough for valgrind; up to `most` of
    them have been run within minutes."""

    def __init__(self, name, unit, write, asked=JSON, without=NO_TREE, counted=500, most=100000):
        self.name = name
        self.unit = unit
        self.write = write
        self.asked = asked
        self.without = without
        self.counted = counted
        self.most = most


def scenario(name):
    (found,) = (one for one in SCENARIOS if one.name == name)
    return lambda path, count: traffic.write(path, found.frames(), count)


def untimed(frames_of):
    """Of a function that takes a source of random numbers and a count."""
    def write(path, count):
        frames = frames_of(Random("flood"), count)
        traffic.write_timed(path, ((number * GAP, frame) for number, frame in enumerate(frames)))
    return write


def clients(count):
    return vain.flood(count, hosts=count)


def reconnects(count):
    return vain.flood(count, hosts=max(count // 5000, 1), gap=5)


def retried(count):
    return vain.attempts(count, targets=3)


timed = failures.write_packets
unpaired = untimed(lambda random, count: connections.connections(random, count, 0))
paired = untimed(connections.pairs)
in_clear = timed(failures.connections)
MILLION = 1000000
FLOODS = {one.name: one for one in (
    Flood("packets", "packets", scenario("no-sip"), counted=25000, most=MILLION),
    Flood("syns", "SYNs", scenario("syns"), counted=25000, most=MILLION),
    Flood("flows", "flows", unpaired),
    Flood("legs", "flows", paired),
    Flood("legs-report", "flows", paired, REPORT),
    Flood("services", "SERVICEs", timed(failures.services), counted=2000, most=MILLION),
    Flood("links", "SERVICEs", in_clear),
    Flood("links-report", "findings", in_clear, REPORT),
    Flood("links-tree", "flows", in_clear, TREE),
    Flood("links-fields", "findings", in_clear, FIELDS, ROWS),
    Flood("links-evidence", "findings", in_clear, EVIDENCE, ROWS_IN_TWO_PASSES),
    Flood("targets", "SYNs", timed(vain.attempts), counted=8000, most=MILLION),
    Flood("retried", "SYNs", timed(retried), counted=8000, most=MILLION),
    Flood("clients", "flows", timed(clients)),
    Flood("reconnects", "flows", timed(reconnects)),
    Flood("shared", "clients", timed(vain.shared)),
    Flood("entries", "entries", log_traffic.write_entries, counted=4000, most=MILLION),
    Flood("entries-fields", "entries", log_traffic.write_entries, FIELDS, ROWS, counted=4000, most=MILLION),
    Flood("errors", "entries", failures.write_log, counted=4000, most=MILLION),
)}
