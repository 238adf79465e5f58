"""The measurement of a built model, and what it means: the last step of the way."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Any

from netbuilder.graph import LayerGraph
from netbuilder.lint.severities import NO_SETTINGS, Settings
from netbuilder.propagation.findings import findings
from netbuilder.propagation.records import Probe
from netbuilder.propagation.verdict import beside


def measured(
    model: Any,
    graph: LayerGraph | None = None,
    settings: Settings = NO_SETTINGS,
    data: Any = None,
    fit_one_batch: bool = False,
    progress: Callable[[int], None] | None = None,
    added: AbstractSet[str] = frozenset(),
) -> Probe:
    """The probe of a built `keras.Sequential`; with the graph it was built from, its findings have addresses.

    `added` are the names of layers that the graph does not have.

    Raises:
        NotProbed: the model or the batch cannot be measured.
    """
    from netbuilder.engine.probe.measure import measure  # loads nothing of TensorFlow before it is called
    from netbuilder.engine.probe.one_batch import fit_one_batch as fit

    probe = measure(model, data, added)
    if fit_one_batch:
        probe = probe._replace(one_batch=fit(model, data, progress=progress))
    optimizer = graph.optimizer if graph is not None else None
    adaptive = optimizer.inner.adaptive if optimizer is not None else probe.optimizer not in ("", "SGD")
    diagnostics = findings(probe, graph, adaptive, settings)
    return probe._replace(findings=diagnostics, verdict=beside(probe.verdict, diagnostics))
