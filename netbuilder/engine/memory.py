"""Whether a model fits into this machine, found before TensorFlow is imported and anything is allocated."""

import os
from pathlib import Path

from netbuilder.diagnostics import Diagnostic, Severity, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.graph.memory import format_bytes, memory_needed


def too_large(graph: LayerGraph) -> Diagnostic | None:
    """NB108 for a model that this machine has no memory for; None where it fits or nobody can say."""
    available_bytes = available()
    need = memory_needed(graph)
    if available_bytes is None or need.weights <= available_bytes:
        return None
    largest = max(graph.calls, key=lambda call: call.parameters)
    optimizer = _("; with what the optimizer keeps, {total}", total=format_bytes(need.total)) if need.optimizer else ""
    return Diagnostic(
        "NB108",
        "too-many-parameters",
        Severity.ERROR,
        _(
            "the weights need {weights}, this machine has {available_bytes} left",
            weights=format_bytes(need.weights),
            available_bytes=format_bytes(available_bytes),
        ),
        graph.address(largest),
        why=_(
            "{parameters:,} numbers, {parameters2:,} of them in this layer{optimizer}",
            parameters=graph.parameters,
            parameters2=largest.parameters,
            optimizer=optimizer,
        ),
        suggestion=advice(_("a smaller layer, or a machine with more memory")),
        layer=graph.reference(largest),
    )


def available() -> int | None:
    """How many bytes this process can still have; None where the system does not say."""
    limits = [amount for amount in (_free(), _allowed()) if amount is not None]
    return min(limits) if limits else None


def _free() -> int | None:
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


def _allowed() -> int | None:
    """The limit of the container, if it is one."""
    for name in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            return int(Path(name).read_text(encoding="ascii"))
        except (OSError, ValueError):
            continue
    return None
