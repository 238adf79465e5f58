"""NB506."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_item
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Normalizer


class NormLast(Rule):
    """Normalization as the last layer

    ## What it does
    Finds a normalization as the last layer of a model whose loss is known.

    ## Why is this bad
    Behind batch normalization the predictions of one sample depend in training on the other samples of its batch.
    Behind a softmax they no longer sum to 1: they were between -0.2 and 1.5.

    ## When it is fine
    At the end of a block or an embedding without `compile`. There the rule is silent.

    ## Example
    `Dense: {units: 10, activation: softmax}`, then `BatchNormalization`

    ## Use instead
    Remove it, or move it before the output layer.
    """

    code = "NB506"
    name = "norm-last"
    severity = WARN
    applies_to = Normalizer
    needs_model = True
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 4, activation: softmax}
  - BatchNormalization  # NB506
compile: {optimizer: adam, loss: mse}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 4, use_bias: false}
  - BatchNormalization
""",
        """\
input: [20]
layers:
  - Dense: {units: 4, use_bias: false}
  - BatchNormalization
  - Softmax
compile: {optimizer: adam, loss: categorical_crossentropy}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        if subject is not graph.calls[-1]:
            return
        yield self.at(
            graph,
            subject,
            "",
            _("{subject} is the last layer: it rewrites the predictions", subject=subject.name),
            why=_("in training a prediction then depends on what else is in the batch")
            if isinstance(subject.layer, Normalizer) and subject.layer.keeps_statistics
            else _("whatever the output layer says, it comes out with the same mean and size"),
            fix=remove_item(subject.path, _("remove it, or move it before the output layer")).edited_if(
                len(graph.repetitions(subject)) == 1
            ),
        )
