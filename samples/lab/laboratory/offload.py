"""Switch off checksum and segmentation offload of an interface, as `ethtool -K` does.

Otherwise a capture between namespaces shows unfinished checksums and segments larger than the MTU.
"""

import array
import fcntl
import socket
import struct
import sys

SIOCETHTOOL = 0x8946
SWITCHES = {"tx checksum": 0x17, "scatter-gather": 0x19, "tso": 0x1F, "gso": 0x24, "gro": 0x2C}


def switch_off(interface: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        for command in SWITCHES.values():
            value = array.array("I", [command, 0])
            request = struct.pack("16sP", interface.encode(), value.buffer_info()[0])
            fcntl.ioctl(control, SIOCETHTOOL, request)


if __name__ == "__main__":
    switch_off(sys.argv[1])
