"""NB922."""

import os
import sys
from collections.abc import Iterator
from typing import Any

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import advice
from netbuilder.graph import LayerGraph
from netbuilder.graph.held_weights import holders
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.network import Runtime

VARIABLE = "JAX_ENABLE_X64"


class Float64OnJax(Rule):
    """A precision of float64 that is float32 on JAX

    ## What it does
    Finds `precision: float64` and layers of that `dtype` with `backend: jax`, where JAX_ENABLE_X64 is not set.

    ## Why is this bad
    Keras and the saved file say float64, and weights and predictions are float32: JAX warns once at most.

    ## When it is fine
    With JAX_ENABLE_X64=1 in the environment; the rule is silent then.

    ## Example
    `runtime: {backend: jax, precision: float64}`

    ## Use instead
    JAX_ENABLE_X64=1 in front of every command that builds, trains or opens the model; or float32.

    ## References
    Built with it and without; tests/backends/test_other_backends.py.
    """

    code = "NB922"
    name = "float64-on-jax"
    severity = ERROR
    bad = [
        """\
input: [8]
layers:
  - Dense: {units: 1}
runtime: {backend: jax, precision: float64}  # NB922
""",
        """\
input: [8]
layers:
  - Dense: {units: 4, activation: relu}
  - Dense: {units: 1, dtype: float64}  # NB922
runtime: {backend: jax}
""",
    ]
    good = [
        """\
input: [8]
layers:
  - Dense: {units: 1}
runtime: {backend: torch, precision: float64}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """The network has to name a backend."""
        return cls is Runtime and "backend" in written

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        runtime = graph.draft.runtime
        if runtime.backend != "jax" or jax_has_float64():
            return
        why = _("Keras and the file say float64, and every value is a float32")
        if runtime.precision == "float64":
            message = _("`precision: float64` is float32 on JAX as it starts")
            fix = advice(
                _("set {variable}=1 wherever the model is built or opened, or `precision: float32`", variable=VARIABLE)
            )
            yield self.about(graph, ("runtime", "precision"), message, why=why, fix=fix)
        for call in subject.calls:
            for path, holder in holders(call):
                if holder.dtype == "float64":
                    message = _(
                        "`dtype: float64` of {holder} is float32 on JAX as it starts", holder=type(holder).__name__
                    )
                    fix = advice(
                        _(
                            "set {variable}=1 wherever the model is built or opened, or `dtype: float32`",
                            variable=VARIABLE,
                        )
                    )
                    yield self.about(graph, (*path, "dtype"), message, why=why, fix=fix, call=call)


def jax_has_float64() -> bool:
    """What a JAX that is imported says, else what the environment will tell it; nothing is imported."""
    jax: Any = sys.modules.get("jax")
    config = getattr(jax, "config", None)
    if config is not None:
        return bool(getattr(config, "jax_enable_x64", False))
    return os.environ.get(VARIABLE, "").lower() in ("y", "yes", "t", "true", "on", "1")
