"""Schedules that fall along half a cosine wave."""

from math import cos, floor, inf, log, pi
from typing import Annotated

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.facts import CountsWith
from netbuilder.vocabulary.base.fields import Nullable
from netbuilder.vocabulary.base.number_fields import RealField
from netbuilder.vocabulary.base.training import Schedule
from netbuilder.vocabulary.base.values import REAL, Count, Real, Whole

NonNegativeReal = Annotated[float, RealField(_("a number of at least 0"), at_least=0)]


class CosineDecay(Schedule, frozen=True):
    """Falls along half a cosine wave, after a linear rise if wanted."""

    initial_learning_rate: Real
    """The rate at the start."""
    decay_steps: Count
    """Within how many steps it falls, the rise not counted."""
    alpha: NonNegativeReal = 0.0
    """The last rate as a fraction of the one it falls from."""
    warmup_target: Annotated[float | None, Nullable(REAL)] = None
    """The rate that it rises to first; left out, it does not rise."""
    warmup_steps: Whole = 0
    """Within how many steps it rises."""

    counts_with = (CountsWith(("warmup_steps",), ("warmup_target",)),)
    example = {"initial_learning_rate": 0.01, "decay_steps": 1000}

    def at(self, step: int) -> float:
        top, start = self.initial_learning_rate, 0
        if self.warmup_target is not None:
            top, start = self.warmup_target, self.warmup_steps
            if step < start:
                return self.initial_learning_rate + (top - self.initial_learning_rate) * step / start
        done = min(step - start, self.decay_steps) / self.decay_steps
        return top * ((1 - self.alpha) * (1 + cos(pi * done)) / 2 + self.alpha)

    def peak(self) -> float:
        if self.warmup_target is None:
            return self.initial_learning_rate * max(1.0, self.alpha)
        falls_from = self.warmup_target * max(1.0, self.alpha)
        return max(self.initial_learning_rate, falls_from) if self.warmup_steps else falls_from


class CosineDecayRestarts(Schedule, frozen=True):
    """Falls along half a cosine wave, again and again."""

    initial_learning_rate: Real
    """The rate at the start."""
    first_decay_steps: Count
    """Within how many steps it falls the first time."""
    t_mul: Annotated[float, RealField(_("a number of at least 1"), at_least=1)] = 2.0
    """How many times longer every fall is than the one before."""
    m_mul: NonNegativeReal = 1.0
    """How many times higher every fall begins than the one before."""
    alpha: NonNegativeReal = 0.0
    """The last rate as a fraction of the first."""

    example = {"initial_learning_rate": 0.01, "first_decay_steps": 1000}

    def at(self, step: int) -> float:
        done = step / self.first_decay_steps
        if self.t_mul == 1:
            restarts = floor(done)
            done -= restarts
        else:
            restarts = floor(log(1 + done * (self.t_mul - 1)) / log(self.t_mul))
            done = (done - (1 - self.t_mul**restarts) / (1 - self.t_mul)) / self.t_mul**restarts
        wave = self.m_mul**restarts * (1 + cos(pi * done)) / 2
        return float(self.initial_learning_rate * ((1 - self.alpha) * wave + self.alpha))

    def peak(self) -> float:
        if self.m_mul > 1 and self.alpha < 1 and self.initial_learning_rate > 0:
            return inf
        return self.initial_learning_rate * max(1.0, self.alpha)
