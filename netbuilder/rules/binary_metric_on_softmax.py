"""NB315."""

from collections.abc import Iterator

from netbuilder.chain import Chain, Head
from netbuilder.chain.objective import called
from netbuilder.diagnostics import Diagnostic
from netbuilder.rules.base import INFO, Rule


class BinaryMetricOnSoftmax(Rule):
    """Precision, recall or AUC over all classes at once

    ## What it does
    Finds a metric made for two classes (Precision, Recall, AUC, TruePositives, ...) on a softmax over three or more
    classes without `class_id`.

    ## Why is this bad
    Every output counts as a yes or no of its own, so the number is an average over all classes that says little
    about any.

    ## When it is fine
    Where that average is what is wanted.

    ## Example
    `metrics: [Precision]` with `Dense: {units: 10, activation: softmax}`

    ## Use instead
    `Precision: {class_id: 3}`, `AUC: {multi_label: true}`, or `F1Score: {average: macro}`.

    ## References
    - Keras, *Classification metrics*
    """

    code = "NB315"
    name = "binary-metric-on-softmax"
    severity = INFO
    wants = Head
    needs_loss = True
    bad = [
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 3, activation: softmax}
compile:
  optimizer: adam
  loss: categorical_crossentropy
  metrics:
    - accuracy
    - Precision  # NB315
    - AUC: {curve: PR}  # NB315
""",
    ]
    good = [
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 3, activation: softmax}
compile:
  optimizer: adam
  loss: categorical_crossentropy
  metrics: [accuracy, {Precision: {class_id: 1}}, {AUC: {multi_label: true}}]
""",
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 2, activation: softmax}
compile: {optimizer: adam, loss: categorical_crossentropy, metrics: [AUC]}
""",
    ]

    def check(self, chain: Chain, subject: Head) -> Iterator[Diagnostic]:
        if subject.activation.family != "softmax" or subject.units is None or subject.units < 3:
            return
        for one in chain.metrics:
            if one.metric.family == "binary" and not one.metric.by_class:
                yield self.finding(
                    chain.draft.address(one.path),
                    f"{called(one.metric)} counts each of {subject.units} classes as a yes or no",
                    why="it is an average over all classes that says little about any",
                    fix="a `class_id`" if "class_id" in type(one.metric).model_fields else "`AUC: {multi_label: true}`",
                    chain=chain,
                    step=subject.step,
                )
