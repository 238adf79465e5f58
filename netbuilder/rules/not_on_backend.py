"""NB921."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.held_weights import applied
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.layer import TRAINING, Layer
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.network import BACKEND_LABELS, Runtime


class NotOnBackend(Rule):
    """Something that Keras runs on one backend, and not on that of the network

    ## What it does
    With `backend: jax` or `torch` it finds layers that Keras stops at there, text, and `strategy: mirrored`; on
    TensorFlow `fill_mode: mirror` of RandomElasticTransform.

    ## Why is this bad
    Keras builds the model and saves it, and stops at the first batch or in `fit`, with words about types or about a
    model that is not built. Neither JAX nor PyTorch has tensors of text.

    ## When it is fine
    Never on that backend.

    ## Example
    `StringLookup` with `runtime: {backend: jax}`

    ## Use instead
    `backend: tensorflow`, or the layer in front of the data and out of the network: whole numbers come in then.

    ## References
    Every layer was run on every backend; tests/backends does so again.
    """

    code = "NB921"
    name = "not-on-backend"
    severity = ERROR
    bad = [
        """\
input: {shape: [1], dtype: string}
layers:
  - StringLookup: {vocabulary: [red, green], output_mode: multi_hot}  # NB921
  - Dense: {units: 1}
runtime: {backend: jax}
""",
        """\
input: [32, 32, 3]
layers:
  - RandomElasticTransform: {factor: 0.5}  # NB921
  - Flatten
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
runtime: {backend: jax}
""",
        """\
input: {shape: [1], dtype: string}
layers:
  - Hashing: {num_bins: 8, output_mode: multi_hot}  # NB921
  - Dense: {units: 1}
runtime: {backend: torch}
""",
        """\
input: [8]
layers:
  - Dense: {units: 1}
runtime:
  backend: torch
  strategy: mirrored  # NB921
""",
        """\
input: [32, 32, 3]
layers:
  - RandomElasticTransform: {fill_mode: mirror}  # NB921
  - Flatten
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
    ]
    good = [
        """\
input: {shape: [1], dtype: string}
layers:
  - StringLookup: {vocabulary: [red, green], output_mode: multi_hot}
  - Dense: {units: 1}
""",
        """\
input: {shape: [1], dtype: int32}
layers:
  - IntegerLookup: {vocabulary: [3, 5], output_mode: multi_hot}
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
runtime: {backend: torch}
""",
        """\
input: [32, 32, 3]
layers:
  - RandomElasticTransform: {fill_mode: mirror}
  - Flatten
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
runtime: {backend: torch}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """The network has to name a backend, or what TensorFlow itself lacks."""
        return "fill_mode" in written or (cls is Runtime and "backend" in written)

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        runtime = graph.draft.runtime
        label = BACKEND_LABELS[runtime.backend]
        if runtime.strategy == "mirrored" and runtime.backend != "tensorflow":
            message = _("`strategy: mirrored` works on TensorFlow only, not on {label}", label=label)
            instead = "`distribution:`" if runtime.backend == "jax" else "`strategy: none`"
            yield self.about(
                graph, ("runtime", "strategy"), message, fix=_("{instead}, or `backend: tensorflow`", instead=instead)
            )
        for call in subject.calls:
            yield from self._of_a_layer(graph, call, runtime.backend, label)

    def _of_a_layer(self, graph: LayerGraph, call: LayerCall, backend: str, label: str) -> Iterator[Diagnostic]:
        fix = _("`backend: tensorflow`, or this step before the data goes in")
        for path, layer in applied(call):
            name: str = type(layer).__name__
            if backend == "tensorflow":
                name = _("{layer} with `mirror`", layer=name)
                fix = _("`fill_mode: reflect`, which is nearest")
            when = _stops(layer, backend, graph.draft.compile is not None)
            if when:
                message = _(
                    "Keras on {label} does not {part} {layer}",
                    label=label,
                    part=_("train") if when == TRAINING else _("run"),
                    layer=name,
                )
                yield self.about(
                    graph,
                    path,
                    message,
                    part="name",
                    why=_("it builds the model and stops {when}", when=when),
                    fix=fix,
                    call=call,
                )
                return
        if backend != "tensorflow" and graph.values[call.index].dtype == "string":
            message = _("{call} gets text, and {label} has no tensors of text", call=call.name, label=label)
            yield self.at(
                graph, call, "", message, why=_("Keras builds the model and stops at the first batch"), fix=fix
            )


def _stops(layer: Layer, backend: str, is_trained: bool) -> str:
    """When Keras stops at a layer; empty where it does not."""
    when = layer.stops_on_backend.get(backend, "")
    return when if when != TRAINING or is_trained else ""
