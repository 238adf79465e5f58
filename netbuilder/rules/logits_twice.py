"""NB305."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic, Related
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_option
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.objective import display_name, without_activation
from netbuilder.rules.base import LOSS, WARN, HeadRule, network_with
from netbuilder.rules.units_versus_loss import contradicted
from netbuilder.vocabulary.base.training import Loss


class LogitsTwice(HeadRule):
    """from_logits behind an activation that has already made probabilities

    ## What it does
    Finds `from_logits: true` in the loss of a model that ends in softmax or sigmoid, and ctc, which always applies
    softmax itself.

    ## Why is this bad
    The loss then applies the activation once more. Keras notices where the activation is the very last operation,
    and ignores the flag; with a `Reshape` or `Flatten` behind it, it does not, and the model was measured to end at
    a loss of 0.89 where 0.29 was possible. ctc ended at 21 with softmax or sigmoid where a linear head reached 0.1.

    ## When it is fine
    A linear head with `from_logits: true` is the recommended pair.

    ## Example
    `activation: softmax` with `loss: {CategoricalCrossentropy: {from_logits: true}}`

    ## Use instead
    One of the two.

    ## References
    - Keras, *CategoricalCrossentropy*: from_logits
    """

    code = "NB305"
    name = "logits-twice"
    severity = WARN
    activation_families = ("softmax", "sigmoid")
    bad = [
        network_with(
            "Dense: {units: 10, activation: softmax}",
            loss="{SparseCategoricalCrossentropy: {from_logits: true}}  # NB305",
            metrics="[accuracy]",
        ),
        """\
input: [64]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 10}
  - Activation: {activation: sigmoid}
  - Reshape: {target_shape: [2, 5]}
compile:
  optimizer: adam
  loss:
    BinaryCrossentropy:
      label_smoothing: 0.1
      from_logits: true  # NB305
""",
        """\
input: [100, 16]
layers:
  - LSTM: {units: 8, return_sequences: true}
  - Dense: {units: 29, activation: softmax}  # NB305
compile: {optimizer: adam, loss: ctc}
""",
    ]
    good = [
        network_with("Dense: {units: 10}", loss="{CategoricalCrossentropy: {from_logits: true}}", metrics="[accuracy]"),
        network_with(
            "Dense: {units: 10, activation: softmax}",
            loss="{CategoricalCrossentropy: {from_logits: false}}",
            metrics="[accuracy]",
        ),
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        if not loss.expects_logits or contradicted(graph, head):
            return
        function = display_name(head.activation)
        if "from_logits" not in type(loss).model_fields:
            yield self.at_head(
                graph,
                _(
                    "{loss} applies softmax itself, and {function} has made probabilities already",
                    loss=display_name(loss),
                    function=function,
                ),
                why=_("between 0 and 1 the logits say next to nothing, and the loss stays where it was"),
                fix=without_activation(head, _("no activation here: the loss takes the numbers as they are")),
            )
            return
        ignored = head.is_last and head.activation.keeps_logits
        name = type(loss).__name__
        yield self.at_loss(
            graph,
            _("{function} has made probabilities already, from_logits asks for it again", function=function),
            why=_("Keras ignores the flag where the activation comes last, so that it only misleads")
            if ignored
            else _(
                "what follows {function} hides it from Keras: it is applied twice, and the model learns badly",
                function=function,
            ),
            fix=remove_option(
                (*LOSS, name), "from_logits", _("remove `from_logits: true`, or the {function}", function=function)
            ),
            # Ignored or not, the weights are the same; ignored, so is the training.
            safe=ignored,
            related=(
                Related(graph.address(head.call, "activation"), _("{function} is applied here", function=function)),
            ),
            option=(name, "from_logits"),
        )
