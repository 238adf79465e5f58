"""nb.probe: whether signal and gradient flow, measured before training."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netbuilder.propagation.findings import findings
from netbuilder.propagation.records import Probe

if TYPE_CHECKING:
    from netbuilder.graph import LayerGraph
    from netbuilder.vocabulary.network import Network


def probe(
    network: "Network | str | Path | Any",
    data: Any = None,
    *,
    fit_one_batch: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Probe:
    """Measure one forward and one backward pass of a network at initialization.

    Args:
        network: a config file, a `Network`, or a built `keras.Sequential`, which is left as it was, byte for byte.
        data: a batch to use instead of synthetic samples: `x`, or `(x, y)`, with at least 2 samples.
        fit_one_batch: also train a copy on one batch for 200 steps.
        progress: called with the number of every step of that.

    Returns:
        The measurement with its verdict: healthy, borderline, vanishing, severe, exploding, dead or symmetric.

    Raises:
        ConfigError: the network has errors.
        ValueError: the model is not built, takes strings, or is not compiled where it must be.
    """
    if hasattr(network, "layers") and hasattr(network, "predict"):
        return of_model(network, None, data, fit_one_batch, progress)
    from netbuilder.api import build_with_report, draft_of

    report, model, _ = build_with_report(draft_of(network, None))
    return of_model(model, report.graph, data, fit_one_batch, progress)


def of_model(
    model: Any,
    graph: "LayerGraph | None",
    data: Any = None,
    fit_one_batch: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Probe:
    """The probe of a built model; with the chain it was built from, its findings have addresses."""
    from netbuilder.engine.probe.measure import measure
    from netbuilder.engine.probe.one_batch import fit_one_batch as fit

    measured = measure(model, data)
    if fit_one_batch:
        measured = measured._replace(one_batch=fit(model, data, progress=progress))
    optimizer = graph.optimizer if graph is not None else None
    adaptive = optimizer.inner.adaptive if optimizer is not None else measured.optimizer not in ("", "SGD")
    return measured._replace(findings=findings(measured, graph, adaptive))
