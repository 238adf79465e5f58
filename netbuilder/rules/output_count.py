"""NB319."""

from collections.abc import Iterator
from typing import Any

from netbuilder.diagnostics import Diagnostic, Path, Suggestion, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import set_option
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.objective import display_name, output_size
from netbuilder.rules.base import ERROR, LOSS, WARN, Rule, network_with
from netbuilder.vocabulary.base.comparison import Comparison, OutputCount
from netbuilder.vocabulary.base.node import Node


class OutputCountMismatch(Rule):
    """An option that counts other classes than the head has outputs

    ## What it does
    Compares the options of losses and metrics that count or name classes with the number of outputs: `num_labels`,
    `num_classes`, `class_id`, `top_k` and the weights in `alpha`.

    ## Why is this bad
    Keras stops in the first step of fit at `num_labels`, `class_id`, `alpha` and a `top_k` above the number of outputs.
    With all outputs among the k greatest the recall is always 1.0. `num_classes` below it leaves classes out in
    silence; above it there are classes that are never predicted.

    ## When it is fine
    Never.

    ## Example
    `AUC: {multi_label: true, num_labels: 4}` with `Dense: {units: 3, activation: sigmoid}`

    ## Use instead
    The number of outputs that the head has.

    ## References
    - Keras, *Classification metrics* and *Image segmentation metrics*
    """

    code = "NB319"
    name = "output-count"
    severity = ERROR
    applies_to = LayerGraph
    bad = [
        """\
input: [10]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 3, activation: sigmoid}
compile:
  optimizer: adam
  loss: binary_crossentropy
  metrics:
    - AUC: {multi_label: true, num_labels: 4}  # NB319
    - Precision: {class_id: 3}  # NB319
""",
        """\
input: [10]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 3, activation: softmax}
compile:
  optimizer: adam
  loss: {CategoricalFocalCrossentropy: {alpha: [0.2, 0.8]}}  # NB319
  metrics:
    - Recall: {top_k: 5}  # NB319
    - OneHotMeanIoU: {num_classes: 2}  # NB319
""",
    ]
    good = [
        network_with(
            "Dense: {units: 3, activation: sigmoid}",
            loss="binary_crossentropy",
            metrics="[{AUC: {multi_label: true, num_labels: 3}}, {Precision: {class_id: 2}}]",
        ),
        network_with(
            "Dense: {units: 3, activation: softmax}",
            loss="{CategoricalFocalCrossentropy: {alpha: [0.2, 0.3, 0.5]}}",
            metrics="[{Recall: {top_k: 2}}, {OneHotMeanIoU: {num_classes: 3}}]",
        ),
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """There has to be a loss or a metric with options that ask for a number of outputs."""
        return issubclass(cls, Comparison) and cls.output_counts is not Comparison.output_counts

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        head = graph.head
        if head is None:
            return
        size = output_size(graph, head)
        if size is None:
            return
        if graph.loss is not None:
            yield from self._options(graph, head, graph.loss, LOSS, size)
        for placed in graph.metrics:
            if size == 1 and placed.metric.takes_greatest:
                continue  # NB318: it is constant
            yield from self._options(graph, head, placed.metric, placed.path, size)

    def _options(
        self, graph: LayerGraph, head: Head, comparison: Comparison, path: Path, size: int
    ) -> Iterator[Diagnostic]:
        for count in comparison.output_counts():
            if count.least <= size and (count.most is None or size <= count.most):
                continue
            value = getattr(comparison, count.option)
            option = (*path, type(comparison).__name__, count.option)
            outputs = _("{size} outputs", size=size) if size > 1 else _("1 output")
            message = _(
                "{phrase} of {comparison}, and the head has {outputs}",
                phrase=_phrase(count, value),
                comparison=display_name(comparison),
                outputs=outputs,
            )
            stops = not (count.option == "num_classes" or (count.option == "top_k" and value == size))
            yield self.about(
                graph,
                option,
                message,
                why=_("Keras stops in fit") if stops else _reason(count, size),
                fix=_fix(comparison, option[:-1], count, size),
                severity=ERROR if stops else WARN,
                call=head.call,
            )


def _phrase(count: OutputCount, value: Any) -> str:
    if count.option == "alpha":
        return _("{least} weights in `alpha`", least=count.least)
    return f"`{count.option}: {value}`"


def _reason(count: OutputCount, size: int) -> str:
    if count.option == "top_k":
        return _("all outputs are among the greatest, so that every class counts as found")
    if count.least < size:
        return _("the classes above it are left out without a word")
    return _("the classes above the last output are never predicted")


def _fix(comparison: Comparison, path: Path, count: OutputCount, size: int) -> Suggestion:
    """The number of outputs in place of the option's: a change where no class is looked at that is not there."""
    if count.option == "alpha":
        return advice(_("one weight for each of the {size} classes, or one number for all", size=size))
    if count.most is not None:
        is_certain = max(getattr(comparison, "target_class_ids", None) or (0,)) < size
        return set_option(path, count.option, str(size)).edited_if(is_certain)
    if count.option == "top_k":
        return advice(_("a `top_k` below {size}", size=size) if size > 1 else _("leave `top_k` out"))
    return advice(
        _("a `class_id` from 0 to {size}", size=size - 1)
        if size > 1
        else _("leave `class_id` out: there is one output")
    )
