"""A command line of a shell, run by a server with the shell's streams: `python -IS client.py ADDRESS ARGUMENTS...`."""

import json
import os
import socket
import sys


def main(address: str, *arguments: str) -> int:
    """The exit status of `python -m netbuilder ARGUMENTS...`."""
    request = {
        "arguments": ["-m", "netbuilder", *arguments], "environment": dict(os.environ), "folder": os.getcwd(),
    }  # fmt: skip
    with socket.socket(socket.AF_UNIX) as link:
        link.connect(address)
        socket.send_fds(link, [json.dumps(request).encode()], [0, 1, 2])
        return int(link.recv(16))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
