"""NB109."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Suggestion
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import advice, set_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.shape_walk import Values
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.dtypes import FLOATS, TEXT, kind_of
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Normalizer
from netbuilder.vocabulary.base.node import Node


class InputDtype(Rule):
    """A layer gets values of a type that it cannot compute with

    ## What it does
    Follows the type of the values through the layers (text, whole numbers, truth values, floats) and finds a layer
    that Keras cannot run on what it gets: text into `Dense`, `Embedding` or `Rescaling`, whole numbers into
    `StringLookup` or a convolution, text into `IntegerLookup`. With `compile` it finds dropout and noise on whole
    numbers too, which Keras runs in `predict` and not in `fit`. With `backend: jax` or `torch` only what stops there
    too is said: convolutions on JAX take whole numbers.

    ## Why is this bad
    Keras builds such a model without a word and stops at the first batch, with an error of the backend's that names no
    layer.

    ## When it is fine
    Whole numbers into what Keras itself turns into floats (`Dense`, `Rescaling`, normalization, recurrent layers) and
    into what leaves values as they are (`Flatten`, `Reshape`, padding). Behind a layer of your own nothing is known.
    There the rule is silent.

    ## Example
    `input: {shape: [1], dtype: int32}`, then `StringLookup`

    ## Use instead
    The layer for that type: `IntegerLookup` for whole numbers, `StringLookup`, `TextVectorization` or `Hashing` for
    text; `Rescaling` or a left-out `dtype` where floats are wanted.

    ## References
    - Keras, *Preprocessing layers*
    """

    code = "NB109"
    name = "input-dtype"
    severity = ERROR
    applies_to = LayerGraph
    bad = [
        """\
input: {shape: [8], dtype: int32}
layers:
  - LayerNormalization  # NB109
  - Dense: {units: 1}
""",
        """\
input: {shape: [1], dtype: int32}
layers:
  - StringLookup: {vocabulary: [a, b, c]}  # NB109
  - Embedding: {input_dim: 4, output_dim: 4}
  - Flatten
  - Dense: {units: 1}
""",
        """\
input: {shape: [4], dtype: string}
layers:
  - Flatten
  - Dense: {units: 1}  # NB109
""",
        """\
input: {shape: [28, 28, 1], dtype: uint8}
layers:
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}  # NB109
  - GlobalAveragePooling2D
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [6]
layers:
  - Discretization: {bin_boundaries: [0.0, 1.0]}
  - Dropout: {rate: 0.2}  # NB109
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
    ]
    good = [
        """\
input: {shape: [1], dtype: string}
layers:
  - StringLookup: {vocabulary: [a, b, c]}
  - Embedding: {input_dim: 4, output_dim: 4}
  - Flatten
  - Dense: {units: 1}
""",
        """\
input: {shape: [28, 28, 1], dtype: uint8}
layers:
  - Rescaling: {scale: 0.00392156862745098}
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}
  - GlobalAveragePooling2D
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: {shape: [4], dtype: int32}
layers:
  - Dense: {units: 8, activation: relu}
  - Dropout: {rate: 0.2}
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
        """\
input: [1]
layers:
  - Flatten
  - Discretization: {bin_boundaries: [0.0, 1.0], output_mode: one_hot}
  - Dropout: {rate: 0.2}
  - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """Floats fit nearly every layer: something has to make other values, or to want them."""
        return "dtype" in written or (issubclass(cls, Layer) and not cls.keeps_to_floats())

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        is_trained, backend = graph.has_loss, graph.draft.runtime.backend
        for call, values in zip(graph.calls, graph.values, strict=False):
            layer, dtype = call.outer, values.dtype
            if layer is None or dtype is None or layer.runs_on(backend, dtype):
                continue
            if isinstance(call.layer, Normalizer) and call.layer.rounds_whole and kind_of(dtype) in ("whole", "bool"):
                message = _("{call} takes floats, here it gets {dtype}", call=call.name, dtype=dtype)
                why = _("Keras rounds what it has normalized to whole numbers, and its weights never learn")
                yield self.at(graph, call, "", message, why=why, fix=_fix(graph, call, values, _("floats")))
                continue
            stops = not layer.accepts(dtype)
            if not stops and not (is_trained and not layer.accepts(dtype, training=True)):
                continue
            takes, gets = _takes(call, dtype, stops, backend), _("text") if kind_of(dtype) == "text" else dtype
            yield self.at(
                graph,
                call,
                "",
                _("{call} takes {takes}, here it gets {gets}", call=call.name, takes=takes, gets=gets),
                why=_("Keras builds the model and stops at the first batch")
                if stops
                else _("Keras runs it in `predict` and stops in `fit`"),
                fix=_fix(graph, call, values, takes),
            )


def _takes(call: LayerCall, dtype: str, stops: bool, backend: str) -> str:
    layer = call.layer
    assert layer is not None
    if dtype in layer.stops_on | layer.stops_training_on or layer.runs_on(backend, "int32"):
        return _("other numbers")
    accepted = layer.accepted if stops or layer.trained_on is None else layer.trained_on
    if accepted == TEXT:
        return _("text")
    if accepted == FLOATS:
        return _("floats")
    return _("whole numbers") if layer.input_dtype.startswith("int") else _("numbers")


def _fix(graph: LayerGraph, call: LayerCall, values: Values, takes: str) -> Suggestion:
    """What makes the types fit: another layer for the same purpose, a layer between, or another input."""
    assert values.dtype is not None
    is_text, source = kind_of(values.dtype) == "text", values.source
    if takes == "text":
        other = _("`IntegerLookup`, or ") if call.name == "StringLookup" else ""
        if source is not None:
            return advice(_("{other}text up to here, without {source}", other=other, source=source.name))
        return _of_the_input(graph, "string", before=other)
    if is_text and call.name == "IntegerLookup":
        return advice(_("`StringLookup`, or `dtype: int64` in `input` if these are numbers"))
    if is_text:
        into = _("`TextVectorization`, `StringLookup` or `Hashing` before it")
        return advice(
            into
            if source is not None
            else _("{into}, or `input` without `dtype: string` if these are numbers", into=into)
        )
    assert graph.draft.input is not None
    if source is None and graph.draft.input.dtype is not None:
        return _of_the_input(graph, "float32", after=_(", or `- Rescaling` before it"))
    return advice(
        _("`- Rescaling: {{scale: 1.0}}` before it, or {call} behind what makes floats of them", call=call.name)
    )


def _of_the_input(graph: LayerGraph, dtype: str, *, before: str = "", after: str = "") -> Suggestion:
    """Another dtype of the input, which is a mapping already or only a list of sizes."""
    written = graph.draft.input
    assert written is not None
    if written.dtype is None:
        return advice(f"{before}`input: {{shape: [...], dtype: {dtype}}}`{after}")
    return set_option(("input",), "dtype", dtype, _(" in `input`{after}", after=after), before=before)
