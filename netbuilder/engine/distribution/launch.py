"""Who started the processes, and how they find each other: the environment says it, and nothing else does."""

import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.engine.findings import error

ADDRESSES, COUNT, NUMBER = (
    "KERAS_DISTRIBUTION_JOB_ADDRESSES",
    "KERAS_DISTRIBUTION_NUM_PROCESSES",
    "KERAS_DISTRIBUTION_PROCESS_ID",
)
COORDINATOR = "JAX_COORDINATOR_ADDRESS"
START_LIMIT = 60.0
"""Seconds that processes wait for each other at the start."""
LONGEST_LIMIT = 280.0
"""JAX itself waits 300 seconds, and then ends the process without a Python exception."""


class Launch(NamedTuple):
    """How this process was started beside others."""

    by: str
    """What said so, as `SLURM`."""
    processes: str
    """How many there are to be, and which one this is, as far as the environment says it."""
    host: str = ""
    """Where process 0 runs, where the environment says it."""


def launch(environment: Mapping[str, str] = os.environ) -> Launch | None:
    """What the launcher says; None where this process was started alone.

    Raises:
        ConfigError: what it says does not fit together.
    """
    if any(name in environment for name in (ADDRESSES, COUNT, NUMBER)):
        return _by_keras(environment)
    processes = environment.get("SLURM_NTASKS", "1"), environment.get("SLURM_PROCID", "")
    if {"SLURM_JOB_ID", "SLURM_STEP_NODELIST", "SLURM_PROCID", "SLURM_LOCALID"} <= environment.keys():
        return Launch("SLURM", f"process {processes[1]} of {processes[0]}") if processes[0] != "1" else None
    if "OMPI_MCA_orte_hnp_uri" in environment and environment.get("OMPI_COMM_WORLD_SIZE", "1") != "1":
        number, count = environment.get("OMPI_COMM_WORLD_RANK", "?"), environment["OMPI_COMM_WORLD_SIZE"]
        return Launch("Open MPI", f"process {number} of {count}")
    if "KUBERNETES_SERVICE_HOST" in environment and "JOB_COMPLETION_INDEX" in environment:
        return Launch("Kubernetes", f"process {environment['JOB_COMPLETION_INDEX']}")
    if COORDINATOR in environment:
        return Launch(COORDINATOR, "one process of several", environment[COORDINATOR].rpartition(":")[0])
    return None


def _by_keras(environment: Mapping[str, str]) -> Launch:
    missing = [name for name in (ADDRESSES, COUNT, NUMBER) if not environment.get(name)]
    if missing:
        raise _wrong(f"{missing[0]} is not set", "the three settings KERAS_DISTRIBUTION_* go together")
    count, number = environment[COUNT], environment[NUMBER]
    if not (count.isdecimal() and number.isdecimal() and int(number) < int(count)):
        raise _wrong(f"process {number[:20]} of {count[:20]} is none", f"{NUMBER} counts from 0 to {COUNT} - 1")
    addresses = environment[ADDRESSES].split(",")
    if len(addresses) not in (1, int(count)):
        raise _wrong(f"{len(addresses)} addresses for {count} processes", "one for process 0, or one for each")
    host, colon, port = addresses[0].strip().rpartition(":")
    if not (colon and host and port.isdecimal()):
        raise _wrong(
            f"`{addresses[0][:40]}` is no address", "as `10.0.0.1:1234`: the host of process 0, and a free port"
        )
    return Launch("KERAS_DISTRIBUTION_*", f"process {number} of {count}", host)


def _wrong(message: str, why: str) -> ConfigError:
    return ConfigError([error("NB914", message, why=why)])


@contextmanager
def at_most(seconds: float, what: str) -> Iterator[None]:
    """End the process with a sentence where the block takes longer: nothing interrupts the native code in it."""
    timer = threading.Timer(seconds, _end, (f"{what} took more than {seconds:g} seconds",))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(message: str) -> None:
    end(f"error[NB914] processes: {message}\n  = fix: start all processes within that time, with the same addresses")


def end(message: str, status: int = 1) -> None:
    """End this process at once, whatever its threads wait for."""
    try:
        sys.stdout.flush()
        os.write(2, f"{message}\n".encode(errors="backslashreplace"))
    finally:
        os._exit(status)
