"""NB312."""

from collections.abc import Iterator
from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import Head, LayerGraph
from netbuilder.graph.objective import display_name
from netbuilder.rules.base import LOSS, WARN, HeadRule, network_with
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.training import Loss


class _Mismatch(NamedTuple):
    message: str
    why: str
    fix: str


class LossDomain(HeadRule):
    """A loss whose range the head does not share

    ## What it does
    Finds poisson, KL divergence and msle on a head that goes below 0; KL divergence on relu; hinge on sigmoid or
    softmax; cosine similarity on relu; dice and tversky on anything that leaves 0 to 1; the generalized cross-entropy
    on anything but softmax; ctc on what cannot go below some number; where `task` says which targets there are, msle
    with negative ones and mape with 0 among them.

    ## Why is this bad
    All three take a logarithm. Of a negative number poisson makes nan; the other two clip it, and then it has no
    gradient. hinge has the labels -1 and 1, and sigmoid never reaches -1: half of the samples can never
    be right by the margin. A relu vector points into one of 2^n corners only. mape divides by the target: with zeros
    among the targets, 0 was predicted for everything. dice on a linear head ended at losses above 1 with 0.80 of
    the pixels right, on tanh with 0.75 (the larger class: 0.70), on sigmoid with 0.86. The generalized cross-entropy
    looks at the true class alone: sigmoids all went to 1. ctc ended at 12 with tanh where a linear head reached 0.1.

    ## When it is fine
    categorical_hinge on softmax, KL divergence on softmax, poisson on exponential or softplus. There the rule is
    silent.

    ## Example
    `Dense: {units: 1}` with `loss: poisson`

    ## Use instead
    exponential or softplus for counts, softmax for distributions, tanh or no activation for hinge.

    ## References
    - Keras, *Probabilistic losses* and *Hinge losses*
    """

    code = "NB312"
    name = "loss-domain"
    severity = WARN
    loss_families = ("regression", "other")
    bad = [
        network_with("Dense: {units: 1}  # NB312", loss="poisson"),
        network_with("Dense: {units: 1, activation: sigmoid}  # NB312", loss="squared_hinge"),
        network_with("Dense: {units: 64}", "ReLU  # NB312", loss="cosine_similarity"),
        """\
input: [16, 16, 1]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - Conv2D: {filters: 1, kernel_size: 1}  # NB312
compile: {optimizer: adam, loss: dice}
""",
        network_with(
            "Dense: {units: 4, activation: sigmoid}  # NB312", loss="{CategoricalGeneralizedCrossEntropy: {}}"
        ),
        """\
input: [100, 16]
layers:
  - LSTM: {units: 8, return_sequences: true}
  - Dense: {units: 29, activation: tanh}  # NB312
compile: {optimizer: adam, loss: ctc}
""",
    ]
    good = [
        """\
input: [16, 16, 1]
layers:
  - Conv2D: {filters: 8, kernel_size: 3, padding: same, activation: relu}
  - Conv2D: {filters: 1, kernel_size: 1, activation: sigmoid}
compile: {optimizer: adam, loss: tversky}
""",
        """\
input: [100, 16]
layers:
  - LSTM: {units: 8, return_sequences: true}
  - Dense: {units: 29, activation: log_softmax}
compile: {optimizer: adam, loss: ctc}
""",
        network_with("Dense: {units: 1, activation: exponential}", loss="poisson"),
        network_with("Dense: {units: 1, activation: tanh}", loss="hinge"),
        network_with("Dense: {units: 5, activation: softmax}", loss="kl_divergence"),
        network_with("Dense: {units: 1, activation: relu}", loss="mean_squared_logarithmic_error"),
    ]

    def judge(self, graph: LayerGraph, head: Head, loss: Loss) -> Iterator[Diagnostic]:
        task = graph.draft.task
        targets = task.targets if task is not None else None
        outside = _of_targets(loss, targets[0], targets[1]) if targets is not None else None
        if outside is not None:
            yield self.about(graph, LOSS, outside.message, why=outside.why, fix=outside.fix, call=head.call)
            return
        mismatch = _mismatch(loss, head.activation)
        if mismatch is not None:
            yield self.at_head(graph, mismatch.message, why=mismatch.why, fix=mismatch.fix)


def _is_chance(function: Activation) -> bool:
    return function.family in ("softmax", "sigmoid")  # NB305


def _of_targets(loss: Loss, low: float | None, high: float | None) -> _Mismatch | None:
    """What the range of the targets says against the loss."""
    if loss.one_sided and low is not None and low < 0:
        message = _(
            "{loss} takes a logarithm of the targets, which go down to {low:g}", loss=display_name(loss), low=low
        )
        return _Mismatch(message, _("what is negative is clipped"), "`loss: mse`")
    if loss.divides_by_target and low is not None and low <= 0 and (high is None or high >= 0):
        message = _("{loss} divides by the target, and targets of 0 are among these", loss=display_name(loss))
        return _Mismatch(
            message, _("one target near 0 outweighs all others, and 0 is predicted for all"), "`loss: mae`"
        )
    return None


def _mismatch(loss: Loss, function: Activation) -> _Mismatch | None:
    if loss.aim == "sequence" and function.floor is not None and not _is_chance(function):
        message = _("{loss} applies softmax itself", loss=display_name(loss))
        message = _(
            "{message}, and {function} never goes below {floor:g}",
            message=message,
            function=display_name(function),
            floor=function.floor,
        )
        return _Mismatch(message, _("logits that cannot go far down rule no class out"), _("no activation here"))
    if loss.aim == "overlap" and not (function.floor == 0 and function.ceiling == 1):
        message = _(
            "{loss} compares masks of 0 to 1, and {function} goes beyond",
            loss=display_name(loss),
            function=display_name(function),
        )
        why = _("the loss falls or rises without bound where nothing overlaps better")
        return _Mismatch(message, why, _("`activation: sigmoid`, or softmax over several classes"))
    if loss.family == "other" and not loss.aim and function.family != "softmax":
        message = _(
            "{loss} takes a softmax, and the head is {function}",
            loss=display_name(loss),
            function=display_name(function),
        )
        why = _("it looks at the true class alone: nothing keeps the others down, or it is nan")
        return _Mismatch(message, why, "`activation: softmax`")
    if loss.one_sided and function.ceiling != 0 and (function.floor is None or function.floor <= -1):
        better = {"counts": "exponential", "distribution": "softmax"}.get(loss.aim, "softplus")
        why = (
            _("it takes a logarithm, which is nan for what is negative")
            if loss.aim == "counts"
            else _("it takes a logarithm: what is negative is clipped, and gives no gradient")
        )
        return _Mismatch(
            _(
                "{loss} wants outputs from 0 up, {function} goes below",
                loss=display_name(loss),
                function=display_name(function),
            ),
            why,
            f"`activation: {better}`",
        )
    if loss.aim == "distribution" and function.flat_below:
        message = _(
            "{loss} compares distributions, {function} grows without bound",
            loss=display_name(loss),
            function=display_name(function),
        )
        return _Mismatch(message, _("the loss falls below 0 as the outputs grow"), "`activation: softmax`")
    if loss.labels == "minus_one_one" and function.family in ("sigmoid", "softmax"):
        message = _(
            "{loss} has labels -1 and 1, and {function} stays between 0 and 1",
            loss=display_name(loss),
            function=display_name(function),
        )
        why = _("the samples of class -1 can never be right by the margin")
        return _Mismatch(message, why, _("`activation: tanh`, none at all, or `loss: binary_crossentropy`"))
    if loss.aim == "direction" and function.flat_below:
        message = _("{function} allows only directions without a negative part", function=display_name(function))
        return _Mismatch(message, _("the labels' negative parts cannot be met"), _("no activation here"))
    return None
