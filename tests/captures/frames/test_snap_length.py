"""Both sides captured with a snap length: what recognises a connection is in the first bytes of its segments."""

import pytest
from merging import Merging, pairs_of
from scenes import CLIENT, ELSEWHERE, REFLECTED, SERVER, SERVER_LAN
from two_sides import RANDOMS, RECORD, Scene, check_pair, check_unpaired, records, see, tls

NEAR = (CLIENT, SERVER)
TRANSLATIONS = {"destination": (CLIENT, SERVER_LAN), "reflected": (REFLECTED, SERVER_LAN),
                "source": (ELSEWHERE, SERVER_LAN), "port": ((CLIENT[0], 4401), SERVER_LAN)}
# Ethernet, IPv4 and TCP take 66 bytes; a mark is 29 bytes of a record, a random ends at byte 43 of a hello.
HEADERS, MARK = 66, 29


@pytest.fixture(scope="module")
def merging(wireshark):
    return Merging(wireshark)


def crossing(far, *flights):
    scene = Scene()
    crossed = scene.connect(NEAR, far)
    for each in flights:
        crossed.play(each)
    return scene


def cut(wireshark, merging, scene, lengths):
    """Both captures, each cut to its length, merged. Length 0 leaves a capture as it is."""
    paths = [wireshark.save(capture) for capture in scene.captures]
    paths = [merging.cut(path, length) if length else path for path, length in zip(paths, lengths)]
    return merging.merge(*paths, options=("-I", "none"))


@pytest.mark.parametrize("version, length, method", (("1.3", 96, RECORD), ("1.3", 128, RANDOMS), ("1.2", 96, RECORD),
                                                     ("1.2", 200, RANDOMS)))
@pytest.mark.parametrize("kind", TRANSLATIONS)
def test_both_sides(wireshark, merging, kind, version, length, method):
    far = TRANSLATIONS[kind]
    path = cut(wireshark, merging, crossing(far, tls(version).flights), (length, length))
    for two_pass in (False, True):
        check_pair(see(wireshark, path, two_pass), NEAR, far, (method,))


@pytest.mark.parametrize("lengths", ((96, 0), (0, 128), (128, 96)), ids=str)
def test_each_with_its_own_length(wireshark, merging, lengths):
    """Whole records at one side, only their beginnings at the other; the segments differ too."""
    far = TRANSLATIONS["reflected"]
    path = cut(wireshark, merging, crossing(far, tls("1.3").flights), lengths)
    check_pair(see(wireshark, path), NEAR, far, (RANDOMS, RECORD))


@pytest.mark.parametrize("length, is_enough", ((HEADERS + MARK, True), (HEADERS + MARK - 1, False)))
def test_the_shortest(wireshark, merging, length, is_enough):
    far = TRANSLATIONS["reflected"]
    path = cut(wireshark, merging, crossing(far, records("a", rounds=6)), (length, length))
    seen = see(wireshark, path)
    if is_enough:
        check_pair(seen, NEAR, far, (RECORD,))
    else:
        check_unpaired(seen)


def test_other_connections_stay_apart(wireshark, merging):
    """Records of the same sizes at the same times, and other bytes."""
    scene = Scene()
    scenes = [crossing(TRANSLATIONS["source"], tls("1.3", number).flights) for number in range(2)]
    scene.captures = [scenes[0].captures[0], scenes[1].captures[1]]
    seen = see(wireshark, cut(wireshark, merging, scene, (128, 128)))
    assert len(seen.flows) == 2
    check_unpaired(seen)


@pytest.mark.parametrize("scenario, length", (("single-nic-reflected", 96), ("port-translated", 128),
                                              ("reflected-ipv6", 128), ("dual-nic-inner-snat", 200)))
def test_the_laboratory(wireshark, merging, scenario, length):
    """Real TLS 1.2, without keys. IPv6 takes 20 bytes more."""
    files = [merging.cut(merging.sample(scenario, name), length) for name in ("c", "e")]
    seen = see(wireshark, merging.merge(*files, options=("-I", "none")))
    for near, far in pairs_of(scenario):
        check_pair(seen, near, far, (RANDOMS, RECORD))
