"""What TensorFlow computes on a GPU and perhaps not on this CPU: tried on one sample when a model is built."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from netbuilder.diagnostics import Diagnostic, LayerRef
from netbuilder.diagnostics.sentence import _
from netbuilder.engine.findings import error, first_sentence
from netbuilder.engine.silence import hushed
from netbuilder.plan import Plan, Planned
from netbuilder.rules.needs_gpu import instead

_UNKNOWN = 4
"""Tried for a size that is not known."""
_MOST = 1_000_000
"""Numbers of one sample; a larger one is not tried, as it takes its time."""


def missing(plan: Plan, layers: Sequence[Any], tensorflow: Any) -> list[Diagnostic]:
    """NB909 for every layer of a built model that this CPU cannot run, or not train."""
    return [
        diagnostic
        for planned, layer in _at_risk(plan.layers, layers, plan.runtime.precision)
        if (diagnostic := _tried(plan, planned, layer, tensorflow)) is not None
    ]


def _at_risk(planned: Sequence[Planned], layers: Sequence[Any], precision: str) -> Iterator[tuple[Planned, Any]]:
    for planned_layer, layer in zip(planned, layers, strict=True):
        if planned_layer.inner is not None:
            yield from _at_risk(planned_layer.inner, layer.layers, precision)
            continue
        call = planned_layer.call
        assert call is not None
        assert call.layer is not None  # a plan has no holes
        if call.input is not None and call.layer.may_lack_cpu_kernel(call.layer.dtype or precision, call.input):
            yield planned_layer, layer


def _tried(plan: Plan, planned: Planned, layer: Any, tensorflow: Any) -> Diagnostic | None:
    call = planned.call
    assert call is not None
    assert call.input is not None
    shape = [1, *(_UNKNOWN if size is None else size for size in call.input[1:])]
    if math.prod(shape) > _MOST:
        return None
    try:
        with hushed():
            _run(layer, tensorflow.zeros(shape, layer.compute_dtype), plan.compile is not None, tensorflow)
    except Exception as cause:
        return _cannot(plan, planned, first_sentence(cause))
    return None


def _run(layer: Any, sample: Any, is_trained: bool, tensorflow: Any) -> None:
    @tensorflow.function(autograph=False)  # type: ignore[untyped-decorator]
    def run(sample: Any) -> Any:
        if not is_trained:
            return layer(sample)
        with tensorflow.GradientTape() as tape:
            tape.watch(sample)
            loss = tensorflow.reduce_sum(tensorflow.cast(layer(sample), "float32"))
        return tape.gradient(loss, [sample, *[weight.value for weight in layer.trainable_variables]])

    run(sample)


def _cannot(plan: Plan, planned: Planned, why: str) -> Diagnostic:
    call, graph = planned.call, plan.graph
    assert call is not None
    assert call.layer is not None
    assert call.input is not None
    diagnostic = error(
        "NB909",
        _("this CPU cannot run {call} as it is written", call=call.name),
        address=graph.draft.address(call.path, "name"),
        why=why,
        fix=instead(call.layer, len(call.input)),
    )
    return diagnostic._replace(layer=LayerRef(call.index, call.name))
