"""NB704."""

from collections.abc import Iterator

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.training import Schedule

_FEW = 100


class ScheduleCollapse(Rule):
    """A learning rate that is gone before training has begun

    ## What it does
    Finds a schedule that falls to 1% of its largest rate within 100 steps.

    ## Why is this bad
    `decay_steps` counts batches, not epochs. With 60,000 samples in batches of 32 one epoch has 1875 steps; a decay
    meant for 20 epochs is over after 1 % of the first one. Halving every 10 steps stopped at 0.80, where 0.99 was
    possible.

    ## When it is fine
    With full-batch training, where a step is an epoch.

    ## Example
    `{ExponentialDecay: {initial_learning_rate: 0.01, decay_steps: 10, decay_rate: 0.5}}`

    ## Use instead
    `decay_steps` times the number of batches in an epoch.
    """

    code = "NB704"
    name = "schedule-collapse"
    severity = WARN
    applies_to = LayerGraph
    option_suffixes = ("learning_rate",)
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dense: {units: 1}
compile:
  optimizer:
    SGD:
      learning_rate: {ExponentialDecay: {initial_learning_rate: 0.01, decay_steps: 10, decay_rate: 0.5}}  # NB704
  loss: mse
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: relu}
  - Dense: {units: 1}
compile:
  optimizer:
    SGD:
      learning_rate: {ExponentialDecay: {initial_learning_rate: 0.01, decay_steps: 10000, decay_rate: 0.9}}
  loss: mse
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        inner = graph.inner_optimizer
        schedule = inner.optimizer.schedule if inner is not None else None
        if inner is None or not isinstance(schedule, Schedule):
            return
        peak = schedule.peak()
        if not peak > 0:
            return
        warmed = [schedule.at(step) for step in range(_FEW + 1)]
        highest = max(range(len(warmed)), key=lambda step: warmed[step])
        after = [step for step in range(highest, _FEW + 1) if warmed[step] <= 0.01 * peak]
        # A warm-up starts low and still rises.
        if not after or warmed[highest] < 0.5 * peak or schedule.at(10 * _FEW) > 0.01 * peak:
            return
        name = type(schedule).__name__
        yield self.about(
            graph,
            (*inner.path, "learning_rate", name),
            _("{name} is down to 1% of its rate after {after} steps", name=name, after=after[0]),
            why=_("steps are batches, not epochs: an epoch of 60,000 samples in batches of 32 has 1875"),
            part="name",
            fix=_("multiply the steps by the number of batches in an epoch"),
        )
