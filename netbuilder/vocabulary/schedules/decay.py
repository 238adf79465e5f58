"""Schedules that fall along a curve: exponential, inverse, polynomial."""

from math import ceil, floor, inf
from typing import Annotated

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.number_fields import RealField
from netbuilder.vocabulary.base.training import Schedule
from netbuilder.vocabulary.base.values import Count, Flag, Real

NonNegativeReal = Annotated[float, RealField(_("a number of at least 0"), at_least=0)]


class ExponentialDecay(Schedule, frozen=True):
    """Multiplies the rate by `decay_rate` every `decay_steps` steps."""

    initial_learning_rate: Real
    """The rate at the start."""
    decay_steps: Count
    """Over how many steps the rate is multiplied once."""
    decay_rate: NonNegativeReal
    """What it is multiplied by, as 0.96."""
    staircase: Flag = False
    """Whether it falls at once after every `decay_steps`, not a little every step."""

    example = {"initial_learning_rate": 0.01, "decay_steps": 1000, "decay_rate": 0.96}

    def at(self, step: int) -> float:
        rounds = step / self.decay_steps
        return float(self.initial_learning_rate * self.decay_rate ** (floor(rounds) if self.staircase else rounds))

    def peak(self) -> float:
        return inf if self.decay_rate > 1 and self.initial_learning_rate > 0 else self.initial_learning_rate


class InverseTimeDecay(Schedule, frozen=True):
    """Divides the rate by 1 + decay_rate x step / decay_steps."""

    initial_learning_rate: Real
    """The rate at the start."""
    decay_steps: Count
    """Over how many steps the divisor grows by `decay_rate`."""
    decay_rate: NonNegativeReal
    """By how much the divisor grows, as 0.5."""
    staircase: Flag = False
    """Whether it falls at once after every `decay_steps`, not a little every step."""

    example = {"initial_learning_rate": 0.01, "decay_steps": 1000, "decay_rate": 0.5}

    def at(self, step: int) -> float:
        rounds = step / self.decay_steps
        return self.initial_learning_rate / (1 + self.decay_rate * (floor(rounds) if self.staircase else rounds))

    def peak(self) -> float:
        return self.initial_learning_rate


class PolynomialDecay(Schedule, frozen=True):
    """Falls to a last rate within `decay_steps`, along a line or a steeper curve."""

    initial_learning_rate: Real
    """The rate at the start."""
    decay_steps: Count
    """Within how many steps it falls."""
    end_learning_rate: Real = 0.0001
    """The rate at the end."""
    power: NonNegativeReal = 1.0
    """Shape of the curve: 1 is a line."""
    cycle: Flag = False
    """Whether it starts again, over ever more steps, when the end is reached."""

    example = {"initial_learning_rate": 0.01, "decay_steps": 1000}

    def at(self, step: int) -> float:
        steps = self.decay_steps * max(1, ceil(step / self.decay_steps)) if self.cycle else self.decay_steps
        left = 1 - min(step, steps) / steps
        fallen = (self.initial_learning_rate - self.end_learning_rate) * left**self.power
        return float(fallen + self.end_learning_rate)

    def peak(self) -> float:
        return max(self.initial_learning_rate, self.end_learning_rate)
