"""NB404."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.scale import initializer_of, is_written, main_option, s2, weight_of
from netbuilder.rules.base import INFO, WARN, Rule
from netbuilder.vocabulary.base.layer_roles import Kernel


class SaturatingStack(Rule):
    """Several sigmoid layers, or many tanh layers, in a row

    ## What it does
    Counts hidden kernels whose effective activation is of the sigmoid family, without normalization and without a large
    written scale; a sigmoid output under a regression loss counts too. Speaks at two with plain SGD, at three with
    momentum or without `compile`, at four with the adaptive optimizers. Five tanh layers are information.

    ## Why is this bad
    sigmoid's slope is at most 1/4, so that every layer takes away three quarters of the gradient and more. After 300
    steps on handwritten digits, one, two and three such layers had reached 0.73, 0.38 and 0.15 with plain SGD, 0.94,
    0.82 and 0.32 with momentum, 0.95, 0.94 and 0.90 with Adam. tanh holds: ten layers reached 0.90 and more.

    ## When it is fine
    Gates of recurrent layers, the output under cross-entropy, behind batch normalization, and with a scale such as
    `VarianceScaling(16)`. There the rule is silent.

    ## Example
    Three times `Dense: {units: 64, activation: sigmoid}` with SGD

    ## Use instead
    `activation: relu` in the hidden layers.

    ## References
    - Glorot and Bengio, *Understanding the difficulty of training deep feedforward neural networks*, 2010
    """

    code = "NB404"
    name = "saturating-stack"
    severity = WARN
    applies_to = LayerGraph
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: sigmoid}
  - Dense: {units: 64, activation: sigmoid}  # NB404
  - Dense: {units: 4, activation: softmax}
compile: {optimizer: sgd, loss: sparse_categorical_crossentropy}
""",
        """\
input: [20]
layers:
  - repeat:
      times: 5
      layers:
        - Dense: {units: 64, activation: tanh}  # NB404
  - Dense: {units: 4, activation: softmax}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: sigmoid}
  - Dense: {units: 64, activation: sigmoid}
  - Dense: {units: 4, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
""",
        """\
input: [28, 28, 1]
layers:
  - Conv2D: {filters: 6, kernel_size: 5, activation: tanh}
  - AveragePooling2D: {pool_size: 2}
  - Conv2D: {filters: 16, kernel_size: 5, activation: tanh}
  - Flatten
  - Dense: {units: 120, activation: tanh}
  - Dense: {units: 84, activation: tanh}
  - Dense: {units: 10, activation: softmax}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        behind = graph.effective
        flat = [call for call in graph.hidden_kernels if behind[call.index].family in ("sigmoid", "tanh")]
        if not flat:
            return
        sigmoids, tanhs = _saturating(graph, flat, "sigmoid"), _saturating(graph, flat, "tanh")
        head, loss = graph.head, graph.loss
        count = len(sigmoids)
        if (
            head is not None
            and loss is not None
            and head.activation.family == "sigmoid"
            and loss.family == "regression"
        ):
            count += 1
        limit, trainer = _limit(graph)
        severity = self.severity
        if sigmoids and count >= limit:
            at, what = (
                sigmoids[-1],
                _("{count} sigmoid layers hardly learn with {trainer}", count=count, trainer=trainer),
            )
            why = _("sigmoid's slope is at most 1/4, and the gradient is multiplied by it in every layer")
        elif len(tanhs) >= 5:
            at, what = tanhs[-1], _("{count} tanh layers without normalization", count=len(tanhs))
            why = _("tanh flattens out on both sides, so that gradients shrink; it trains all the same")
            severity = INFO
        else:
            return
        yield self.at(
            graph, at, "activation", what, why=why, fix=_("`activation: relu` in the hidden layers"), severity=severity
        )


def _saturating(graph: LayerGraph, calls: list[LayerCall], family: str) -> list[LayerCall]:
    behind = graph.effective
    return [call for call in calls if behind[call.index].family == family and _saturates(graph, call)]


def _saturates(graph: LayerGraph, call: LayerCall) -> bool:
    if graph.effective[call.index].scale_free:
        return False
    assert isinstance(call.layer, Kernel)
    option = main_option(call.layer)
    weight, initializer = weight_of(call, option), initializer_of(call, option)
    if not is_written(call, option) or weight is None or initializer is None:
        return True
    scale = s2(weight, initializer)
    return scale is None or scale < 4


def _limit(graph: LayerGraph) -> tuple[int, str]:
    steps = graph.inner_optimizer
    if steps is None:
        return 3, "SGD"
    optimizer, name = steps.optimizer, steps.name
    if optimizer.adaptive:
        return 4, name
    return (3, _("{name} and momentum", name=name)) if optimizer.has_momentum else (2, _("plain {name}", name=name))
