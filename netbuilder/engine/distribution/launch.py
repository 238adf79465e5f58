"""Who started the processes, and how they find each other: the environment says it, and nothing else does."""

import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.sentence import _
from netbuilder.engine.findings import error

ADDRESSES, COUNT, NUMBER = (
    "KERAS_DISTRIBUTION_JOB_ADDRESSES",
    "KERAS_DISTRIBUTION_NUM_PROCESSES",
    "KERAS_DISTRIBUTION_PROCESS_ID",
)
COORDINATOR = "JAX_COORDINATOR_ADDRESS"
_UNREAD = ("OMPI_COMM_WORLD_SIZE", "PMI_SIZE")
"""What Open MPI from 5 on and MPICH say to their processes: JAX looks for the address that only Open MPI 4 gives."""
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
        return Launch("SLURM", _numbered(*reversed(processes))) if processes[0] != "1" else None
    if "OMPI_MCA_orte_hnp_uri" in environment and environment.get("OMPI_COMM_WORLD_SIZE", "1") != "1":
        number, count = environment.get("OMPI_COMM_WORLD_RANK", "?"), environment["OMPI_COMM_WORLD_SIZE"]
        return Launch("Open MPI", _numbered(number, count))
    if "KUBERNETES_SERVICE_HOST" in environment and "JOB_COMPLETION_INDEX" in environment:
        return Launch("Kubernetes", _("process {number}", number=environment["JOB_COMPLETION_INDEX"]))
    if COORDINATOR in environment:
        return Launch(COORDINATOR, _("one process of several"), environment[COORDINATOR].rpartition(":")[0])
    for name in _UNREAD:
        if environment.get(name, "1") != "1":
            message = _(
                "{name} says {count} processes, and JAX does not see it", name=name, count=environment[name][:20]
            )
            why = _("each would train a model of its own, without a word")
            raise _wrong(
                message, why, _("set KERAS_DISTRIBUTION_* too, as in docs/cluster.md; or unset it for one process")
            )
    return None


def _by_keras(environment: Mapping[str, str]) -> Launch:
    missing = [name for name in (ADDRESSES, COUNT, NUMBER) if not environment.get(name)]
    if missing:
        why = _("the three settings KERAS_DISTRIBUTION_* go together")
        raise _wrong(_("{name} is not set", name=missing[0]), why)
    count, number = environment[COUNT], environment[NUMBER]
    if not (count.isdecimal() and number.isdecimal() and int(number) < int(count)):
        why = _("{number} counts from 0 to {count} - 1", number=NUMBER, count=COUNT)
        raise _wrong(_("process {number} of {count} is none", number=number[:20], count=count[:20]), why)
    addresses = environment[ADDRESSES].split(",")
    if len(addresses) not in (1, int(count)):
        message = _("{listed} addresses for {count} processes", listed=len(addresses), count=count)
        raise _wrong(message, _("one for process 0, or one for each"))
    host, _colon, port = addresses[0].strip().rpartition(":")
    if not (host and port.isdecimal()):
        why = _("as `10.0.0.1:1234`: the host of process 0, and a free port")
        raise _wrong(_("`{address}` is no address", address=addresses[0][:40]), why)
    return Launch("KERAS_DISTRIBUTION_*", _numbered(number, count), host)


def _numbered(number: str, count: str) -> str:
    return _("process {number} of {count}", number=number, count=count)


def _wrong(message: str, why: str, fix: str = "") -> ConfigError:
    return ConfigError([error("NB914", message, why=why, fix=fix)])


@contextmanager
def at_most(seconds: float, message: str, why: str = "") -> Iterator[None]:
    """End the process with a finding where the block takes longer: nothing interrupts the native code in it."""
    fix = _("start all processes within that time, with the same addresses")
    text = str(ConfigError([error("NB914", message, why=why, fix=fix)])).strip()
    timer = threading.Timer(seconds, end, (text,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def end(message: str) -> None:
    """End this process at once, whatever its threads wait for."""
    try:
        sys.stdout.flush()
        os.write(2, f"{message}\n".encode(errors="backslashreplace"))
    finally:
        os._exit(1)
