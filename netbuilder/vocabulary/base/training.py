"""What `compile` is made of: optimizers, schedules, losses and metrics, with the facts that rules ask for."""

from typing import Annotated, ClassVar

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.comparison import Comparison
from netbuilder.vocabulary.base.fields import Choice, Nullable
from netbuilder.vocabulary.base.node import Item, Named
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.values import Dtype, Name, Title

_REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none")
REDUCTION = Nullable(Choice(*_REDUCTIONS, expected=_("a reduction such as `sum_over_batch_size` or `none`")))
Reduction = Annotated[str | None, REDUCTION]


class Schedule(Item, frozen=True):
    """A learning rate that changes with the step."""

    kind = "schedule"
    keras_module = "optimizers.schedules"

    name: Name = None
    """Name of the operations in the graph; left out, Keras' own."""

    def at(self, step: int) -> float:
        """The rate at a step, counted from 0."""
        raise NotImplementedError(type(self).__name__)

    def peak(self) -> float:
        """The largest rate it reaches; infinite where it grows without end."""
        raise NotImplementedError(type(self).__name__)


class Optimizer(Named, frozen=True):
    """The rule by which gradients change the weights."""

    kind = "optimizer"
    keras_module = "optimizers"

    highest_rate: ClassVar[float] = 0.01
    """Above this learning rate NB701 warns."""
    adaptive: ClassVar[bool] = True
    """Whether it scales every weight's step by its own gradients."""
    slots: ClassVar[int] = 2
    """How many numbers it keeps for every trainable weight (Adam: 2)."""

    paper_rate: ClassVar[float | None] = None
    """The rate of the optimizer's paper, where Keras' default is another."""
    decays: ClassVar[tuple[str, ...]] = ("momentum", "beta_1", "beta_2", "rho")
    """The options that say how much of the past a step keeps; from 0 to below 1."""

    @property
    def carry(self) -> float:
        """How much larger momentum makes a step in the long run: 1 / (1 - momentum); 1 where steps are scaled."""
        return 1.0

    @property
    def schedule(self) -> "Schedule | None":
        """The schedule of its learning rate, if it has one."""
        return None

    stops_under: ClassVar[frozenset[str]] = frozenset()
    """The dtypes of weights that Keras stops at in `fit`."""

    @property
    def has_momentum(self) -> bool:
        """Whether steps carry on in the direction of earlier ones."""
        return False

    @property
    def slot_count(self) -> int:
        """The same with its options taken into account: momentum, amsgrad, averaging."""
        return self.slots

    def slots_of(self, shape: tuple[int, ...], path: str) -> int:
        """How many of that shape it keeps for a weight of that shape and path."""
        return self.slot_count

    def factors_of(self, shape: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        """The shapes of what it keeps besides for such a weight, which no layout of the weight spreads."""
        return ()

    @property
    def inner(self) -> "Optimizer":
        """The optimizer that makes the steps: itself, or the one it wraps."""
        return self

    def peak(self) -> float:
        """The largest learning rate it reaches."""
        raise NotImplementedError(type(self).__name__)


class Loss(Comparison, frozen=True):
    """What training makes small."""

    kind = "loss"
    keras_module = "losses"

    reduction: Annotated[Reduction, Since("3.7", values=("mean", "mean_with_sample_weight"))] = "sum_over_batch_size"
    """How the losses of a batch become one number."""
    name: Name = None
    """Name of the loss; left out, Keras' own."""
    dtype: Annotated[Dtype, Since("3.4")] = None
    """Precision of the computation; left out, Keras' default float."""

    family: ClassVar[str] = "other"
    """categorical, binary, regression, other or custom, as RULES defines them; `crossentropy` for the string that
    becomes binary or categorical, see `family_for`."""
    aim: ClassVar[str] = ""
    """For the family `other`: counts, distribution, margin, direction, overlap, sequence or embedding; what the output
    is to be."""
    divides_by_target: ClassVar[bool] = False
    """Whether an error counts in proportion to its target: mape."""
    one_sided: ClassVar[bool] = False
    """Whether predictions below 0 make no sense to it: poisson, kld, msle."""

    def family_for(self, units: int | None) -> str:
        """The family for an output of that many units: `crossentropy` is binary for one and else categorical."""
        return self.family


class Metric(Comparison, frozen=True):
    """A number that is shown, and not trained on."""

    kind = "metric"
    keras_module = "metrics"

    name: Title = None
    """Name of the metric; left out, Keras' own."""
    dtype: Dtype = None
    """Precision of the computation; left out, Keras' default float."""

    family: ClassVar[str] = "other"
    """accuracy, regression, binary, crossentropy, segmentation or other."""
    is_top_k: ClassVar[bool] = False
    """Whether it asks if the truth is among the k best."""
    best_of: ClassVar[int | None] = None
    """How many of the greatest outputs it takes for the answer, with `is_top_k`."""
    cut: ClassVar[float | None] = None
    """The number that an output has to exceed to count as 1; None where there is none, or several."""
    takes_greatest: ClassVar[bool] = False
    """Whether the greatest output of a sample stands for its class, whatever the others are."""
    by_class: ClassVar[bool] = True
    """Whether classes are told apart; False where every output counts alike, as in plain precision."""
