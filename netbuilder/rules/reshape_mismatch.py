"""NB103."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Related, Suggestion, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.shape_walk import as_input, without_batch_axis
from netbuilder.rules.base import ERROR, Rule
from netbuilder.vocabulary.base.layer_roles import Adaptable
from netbuilder.vocabulary.base.shapes import ShapeError, sample


class ReshapeMismatch(Rule):
    """Sizes that do not add up

    ## What it does
    Finds the first layer whose sizes do not fit together: a `Reshape` to another number of values, an axis that is
    not there, channels that do not divide into groups, a size that a kernel depends on and that is null.

    ## Why is this bad
    Keras refuses to build such a model.

    ## When it is fine
    Never.

    ## Example
    `Reshape: {target_shape: [7, 7, 32]}` on 784 values.

    ## Use instead
    Sizes whose product is that of the input; -1 stands for the one that follows from the others.

    ## References
    - Keras, *Reshape layer*
    """

    code = "NB103"
    name = "reshape-mismatch"
    severity = ERROR
    applies_to = ShapeError
    bad = [
        """\
input: [100]
layers:
  - Dense: {units: 784, activation: relu}
  - Reshape: {target_shape: [7, 7, 32]}  # NB103
  - Conv2DTranspose: {filters: 1, kernel_size: 3, activation: sigmoid}
""",
        """\
input: [8, 8, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, groups: 2, activation: relu}  # NB103
  - Flatten
  - Dense: {units: 10, activation: softmax}
""",
        """\
input: [null, null, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}
  - Flatten
  - Dense: {units: 10, activation: softmax}  # NB103
""",
    ]
    good = [
        """\
input: [100]
layers:
  - Dense: {units: 1568, activation: relu}
  - Reshape: {target_shape: [7, 7, -1]}
  - Conv2DTranspose: {filters: 1, kernel_size: 3, activation: sigmoid}
""",
        """\
input: [null, null, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, activation: relu}
  - GlobalAveragePooling2D
  - Dense: {units: 10, activation: softmax}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        written = graph.draft.input
        for call, error in graph.shape_errors:
            if error.cause != "reshape":
                continue
            assert written is not None
            fix, rest = error.fix, without_batch_axis(graph.draft.input, graph.calls[: call.index + 1])
            if rest is not None:
                fix = _("`input: {rest}` if the null is the batch axis", rest=as_input(rest)) + (
                    _("; else {fix}", fix=fix) if fix else ""
                )
            place = Related(
                graph.draft.address(("input", "shape")), _("one sample is {batched}", batched=sample(written.batched()))
            )
            yield self.at(
                graph,
                call,
                error.field,
                error.message,
                why=error.why,
                fix=_closed(graph, call) or fix,
                related=(place,),
            )


def _closed(graph: LayerGraph, failed: LayerCall) -> Suggestion | None:
    """What fixes a size that a preprocessing layer leaves open until `adapt`; None where none does."""
    opened = next((call for call in reversed(graph.calls[: failed.index]) if _leaves_open(call)), None)
    assert failed.input is not None
    if opened is None or None not in failed.input[1:]:
        return None
    layer, path = opened.layer, opened.path
    if getattr(layer, "output_mode", "int") == "int":
        return advice(
            _(
                "`output_sequence_length` in {opened}: how many come out; or global pooling, not Flatten",
                opened=opened.name,
            )
        )
    if getattr(layer, "max_tokens", None) is not None:
        return set_option(
            path, "pad_to_max_tokens", "true", _(" in {opened}, or its `vocabulary` as a list", opened=opened.name)
        )
    return advice(
        _("the `vocabulary` of {opened} as a list, or `max_tokens` with `pad_to_max_tokens: true`", opened=opened.name)
    )


def _leaves_open(call: LayerCall) -> bool:
    """Whether a preprocessing layer gives vectors of a size that only its vocabulary or its texts decide."""
    assert call.input is not None
    assert call.output is not None
    return isinstance(call.layer, Adaptable) and None in call.output[1:] and None not in call.input[1:]
