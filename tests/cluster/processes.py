"""Real processes on one machine that find each other over loopback, each running one program."""

import os
import socket
import subprocess
import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
_END_TOGETHER = "import ctypes, sys\nif sys.platform == 'linux': ctypes.CDLL(None).prctl(1, 9)\n"
"""A process that trains for ever is killed with the one that started it, however that ends."""


class Ended(NamedTuple):
    """How one process ended."""

    status: int
    out: str
    err: str


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(number: int, count: int, port: int, devices: int) -> dict[str, str]:
    """That of process `number` of `count`, with so many devices of its own."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("SLURM", "OMPI", "KERAS"))}
    variables |= {
        "KERAS_BACKEND": "jax",
        "JAX_PLATFORMS": "cpu",
        "XLA_FLAGS": f"--xla_force_host_platform_device_count={devices}",
        "PYTHONPATH": str(ROOT),
        "OMP_NUM_THREADS": "1",
    }
    if count > 1:
        variables |= {
            "KERAS_DISTRIBUTION_JOB_ADDRESSES": f"127.0.0.1:{port}",
            "KERAS_DISTRIBUTION_NUM_PROCESSES": str(count),
            "KERAS_DISTRIBUTION_PROCESS_ID": str(number),
        }
    return variables


def start(
    program: str, count: int, folder: Path, *, devices: int = 1, only: Sequence[int] = (), more: Mapping[str, str] = {}
) -> "list[subprocess.Popen[str]]":
    """Start the processes; `only` some of them where others are to be missing."""
    port, text = free_port(), _END_TOGETHER + textwrap.dedent(program)
    return [
        subprocess.Popen(
            [sys.executable, "-c", text],
            env=environment(number, count, port, devices) | dict(more),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in only or range(count)
    ]


def ended(processes: "Sequence[subprocess.Popen[str]]", timeout: float = 500) -> list[Ended]:
    """What became of them; whoever is late is killed, and the test fails."""
    results = []
    try:
        for process in processes:
            out, err = process.communicate(timeout=timeout)
            results.append(Ended(process.returncode, out, err))
    finally:
        for process in processes:
            if process.poll() is None:
                process.kill()
                process.communicate()
    return results


def run(program: str, count: int, folder: Path, *, devices: int = 1, more: Mapping[str, str] = {}) -> list[Ended]:
    """Run a program in all processes to its end."""
    return ended(start(program, count, folder, devices=devices, more=more))
