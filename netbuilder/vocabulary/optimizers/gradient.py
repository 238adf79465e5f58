"""What every optimizer that makes steps itself can be told."""

from typing import TYPE_CHECKING, Annotated, ClassVar, Self, cast

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.facts import CountsWith
from netbuilder.vocabulary.base.fields import Nullable
from netbuilder.vocabulary.base.node_fields import LearningRate
from netbuilder.vocabulary.base.number_fields import WholeField
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.training import Optimizer, Schedule
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import Flag, Fraction, Name, OptionalCount, OptionalNonNegative, OptionalPositive

AtLeastTwo = Annotated[int | None, Nullable(WholeField(_("a whole number of at least 2"), 2))]


class _GradientOptimizer(Optimizer, frozen=True):
    """An optimizer with a learning rate, clipping, weight decay and averaging."""

    if TYPE_CHECKING:
        learning_rate: LearningRate

    weight_decay: OptionalNonNegative = None
    """Fraction of every weight that a step takes away, times the learning rate."""
    clipnorm: OptionalNonNegative = None
    """Greatest length of every weight's gradient; longer ones are shortened."""
    clipvalue: OptionalNonNegative = None
    """Greatest absolute value in a gradient; larger ones are cut."""
    global_clipnorm: OptionalNonNegative = None
    """Greatest length of all gradients taken together."""
    use_ema: Flag = False
    """Whether a moving average of the weights is kept, and takes their place at the end."""
    ema_momentum: Fraction = 0.99
    """How slowly that average moves."""
    ema_overwrite_frequency: OptionalCount = None
    """After how many steps the weights become their average; left out, at the end of training."""
    loss_scale_factor: OptionalPositive = None
    """Factor of the loss and divisor of the gradients, against underflow in float16."""
    gradient_accumulation_steps: Annotated[AtLeastTwo, Since("3.0.2")] = None
    """How many batches make one step."""
    name: Name = None
    """Name of the optimizer; left out, Keras' own."""

    counts_with: ClassVar[tuple[CountsWith, ...]] = (
        CountsWith(("ema_momentum", "ema_overwrite_frequency"), ("use_ema",)),
    )

    @model_validator(mode="after")
    def _clipped_once(self) -> Self:
        options = ("clipnorm", "clipvalue", "global_clipnorm")
        clipped = [option for option in options if getattr(self, option) is not None]
        if len(clipped) > 1:
            first, second, *_rest = clipped
            raise clash(
                second,
                getattr(self, second),
                _("null where `{first}` is given: gradients are clipped one way", first=first),
            )
        return self

    @property
    def slot_count(self) -> int:
        """How many numbers it keeps for every trainable weight, averages and accumulated gradients included."""
        return self.own_slots() + self.use_ema + (self.gradient_accumulation_steps is not None)

    def own_slots(self) -> int:
        """How many of them its own rule keeps, with its options."""
        return self.slots

    @property
    def schedule(self) -> Schedule | None:
        rate = self.learning_rate
        return rate if isinstance(rate, Schedule) else None

    def peak(self) -> float:
        rate = cast("float | Schedule", self.learning_rate)
        return rate.peak() if isinstance(rate, Schedule) else float(rate)
