"""Whether the editor's process still runs."""

import os
import subprocess
import sys

from netbuilder.language_server.transport import is_alive


def test_a_process_is_alive_until_it_is_waited_for() -> None:
    process = subprocess.Popen([sys.executable, "-ISc", "input()"], stdin=subprocess.PIPE)
    assert is_alive(process.pid)
    process.communicate(b"\n")
    assert not is_alive(process.pid)
    assert is_alive(os.getpid())
    assert is_alive(1)  # another user's, maybe


def test_what_is_no_process_is_not_alive() -> None:
    assert not is_alive(0)
    assert not is_alive(-1)
    assert not is_alive(2**70)
