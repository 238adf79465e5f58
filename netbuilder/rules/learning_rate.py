"""NB701."""

from collections.abc import Iterator
from math import inf, isnan, prod

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.rules.base import ERROR, WARN, Rule, network_with
from netbuilder.vocabulary.base.layer_roles import Kernel, Normalizer
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.training import Optimizer


class LearningRate(Rule):
    """A learning rate far from what the optimizer takes

    ## What it does
    Looks at the largest rate that the optimizer reaches, schedules included: not positive, too large for this
    optimizer, or 1e-6 and below.

    ## Why is this bad
    Keras takes any number. At -1 training climbs instead of descending; far too large a rate makes the loss jump or
    stand still (through two hidden layers Adam reached 1.00 at 0.01, 0.65 at 0.1 and chance at 0.5, and SGD with a
    momentum of 0.9 chance at 0.3 where 0.1 reached 1.00); far too small a one changes next to nothing (300 steps of
    Adam at 1e-6 moved no weight by more than 0.0003).

    ## When it is fine
    Exactly 0.01 with Adam, 1.0 with Adadelta, 0.1 with SGD and momentum; up to 0.5 in a model without a hidden layer,
    which is convex; up to 2.0 with SGD and a binary loss over 64 outputs or more, whose mean makes every gradient small
    (an autoencoder's loss fell from 0.69 to 0.43 at 0.1, to 0.31 at 2.0); up to half of an `epsilon` that outweighs the
    gradients (Adam reached 1.00 at 0.5 with an epsilon of 1.0); tiny rates that momentum makes larger.
    There, and with a loss of the caller's own, the rule is silent; a rate of 0 or below is always found.

    ## Example
    `optimizer: {Adam: {learning_rate: 0.5}}`

    ## Use instead
    1e-3 for Adam, 1e-2 for SGD.

    ## References
    - Karpathy, *A Recipe for Training Neural Networks*, 2019
    """

    code = "NB701"
    name = "learning-rate"
    severity = WARN
    applies_to = LayerGraph
    option_suffixes = ("learning_rate",)
    bad = [
        network_with(
            "Dense: {units: 4, activation: softmax}",
            optimizer="{Adam: {learning_rate: 0.5}}  # NB701",
            loss="sparse_categorical_crossentropy",
        ),
        network_with("Dense: {units: 1}", optimizer="{SGD: {learning_rate: -1.0}}  # NB701", loss="mse"),
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dense: {units: 1}
compile:
  optimizer:
    Adam:
      learning_rate: {ExponentialDecay: {initial_learning_rate: 1.0e-7, decay_steps: 100, decay_rate: 0.9}}  # NB701
  loss: mse
""",
    ]
    good = [
        network_with(
            "Dense: {units: 4, activation: softmax}",
            optimizer="{Adam: {learning_rate: 0.01}}",
            loss="sparse_categorical_crossentropy",
        ),
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dense: {units: 1}
compile: {optimizer: {SGD: {learning_rate: 1.0e-7, momentum: 0.9}}, loss: mse}
rules: {NB701: off}
""",
        network_with("Dense: {units: 1}", optimizer="{SGD: {learning_rate: 2.0e-7, momentum: 0.9}}", loss="mse"),
        """\
input: [4]
layers:
  - Dense: {units: 1, activation: sigmoid}
compile: {optimizer: {Adam: {learning_rate: 0.1}}, loss: binary_crossentropy}
""",
        """\
input: [784]
layers:
  - Dense: {units: 30, activation: selu}
  - Dense: {units: 784, activation: sigmoid}
compile: {optimizer: {SGD: {learning_rate: 1.5}}, loss: binary_crossentropy}
""",
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dense: {units: 1}
compile: {optimizer: {RMSprop: {learning_rate: 0.05, epsilon: 1.0}}, loss: mse}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        inner = graph.inner_optimizer
        if inner is None or "learning_rate" not in inner.optimizer.written:
            return
        optimizer, name = inner.optimizer, inner.name
        rate = optimizer.peak()
        if isnan(rate):
            return  # of a schedule of the caller's own nothing is known
        path = (*inner.path, "learning_rate")
        if not rate > 0:
            yield self.about(
                graph,
                path,
                _("a learning rate of {rate:g} does not descend", rate=rate),
                why=_("a step is the gradient times the rate, and downhill only if the rate is above 0"),
                fix=_("1e-3 for Adam, 1e-2 for SGD"),
                severity=ERROR,
            )
            return
        if graph.loss is not None and graph.loss.family == "custom":
            return  # how large its gradients are is not known
        carried = rate * optimizer.carry
        limit, most = _highest(optimizer), inf if optimizer.carry == 1 else 10 * optimizer.highest_rate
        if _is_deep(graph):
            most /= 2
        if not optimizer.adaptive and _is_averaged(graph):
            limit, most = 4 * limit, 4 * most
        if _is_convex(graph):
            limit, most = max(limit, 0.5), inf
        too_far = carried > most * (1 + 1e-9)
        if rate > limit * (1 + 1e-9) or too_far:
            yield self.about(
                graph,
                path,
                _("a learning rate of {rate:g} is large for {name}", rate=rate, name=name)
                if rate < inf
                else _(
                    "{schedule} lets the learning rate grow without end", schedule=type(optimizer.schedule).__name__
                ),
                why=_("above {limit:g} the loss mostly jumps or stands still", limit=limit)
                if not too_far
                else _("momentum makes {carried:g} of it in the long run", carried=carried),
                fix=_("`learning_rate: {usual:g}` is usual for {name}", usual=_usual(optimizer), name=name),
            )
        elif carried <= 1e-6 * (1 + 1e-6):
            yield self.about(
                graph,
                path,
                _("a learning rate of {rate:g} changes next to nothing", rate=rate),
                why=_("in 1000 steps no weight moves by more than about a thousandth"),
                fix=_("`learning_rate: {usual:g}` is usual for {name}", usual=_usual(optimizer), name=name),
            )


def _highest(optimizer: Optimizer) -> float:
    """The largest rate that mostly learns: with a large epsilon a step is the gradient divided by that, as SGD's."""
    return max(optimizer.highest_rate, 0.5 * getattr(optimizer, "epsilon", 0.0))


def _usual(optimizer: Optimizer) -> float:
    return optimizer.highest_rate / (50 if not optimizer.adaptive else 10)


def _is_averaged(graph: LayerGraph) -> bool:
    """Whether a binary loss averages over 64 outputs a sample or more: a mean over n divides the gradient by n."""
    shape = graph.output_shape
    return graph.loss is not None and graph.loss.family == "binary" and shape is not None and _values(shape) >= 64


def _values(shape: Shape) -> int:
    return prod(size or 1 for size in shape[1:])


def _is_deep(graph: LayerGraph) -> bool:
    """Whether the network has two hidden kernels or more and no normalization."""
    return len(graph.hidden_kernels) > 1 and not any(isinstance(call.layer, Normalizer) for call in graph.calls)


def _is_convex(graph: LayerGraph) -> bool:
    """Whether no layer but the output layer, and normalization, has trainable weights."""
    before = [call for call in graph.calls if call is not graph.output and not isinstance(call.layer, Normalizer)]
    return not graph.recurrent and not graph.has_holes and not any(map(_learns, before))


def _learns(call: LayerCall) -> bool:
    """Whether it has trainable weights; a kernel behind a shape error counts as having some."""
    return call.trainable_parameters > 0 or (call.output is None and isinstance(call.layer, Kernel))
