"""What `compile` is made of: optimizers, schedules, losses and metrics, with the facts that rules ask for."""

from typing import ClassVar

from netbuilder.schema.node import Item, Named
from netbuilder.schema.values import Name


class Schedule(Item, frozen=True):
    """A learning rate that changes with the step."""

    kind = "schedule"

    def peak(self) -> float:
        """The largest rate it reaches."""
        raise NotImplementedError(type(self).__name__)


class Optimizer(Named, frozen=True):
    """The rule by which gradients change the weights."""

    kind = "optimizer"

    highest_rate: ClassVar[float] = 0.01
    """Above this learning rate NB701 warns."""
    adaptive: ClassVar[bool] = True
    """Whether it scales every weight's step by its own gradients."""
    slots: ClassVar[int] = 2
    """How many numbers it keeps for every trainable weight (Adam: 2)."""

    @property
    def slot_count(self) -> int:
        """The same with its options taken into account: momentum, amsgrad, averaging."""
        return self.slots


class Loss(Named, frozen=True):
    """What training makes small."""

    kind = "loss"

    name: Name = None
    """Name of the loss; left out, Keras' own."""

    family: ClassVar[str] = "other"
    """categorical, binary, regression, other or custom, as RULES defines them."""
    labels: ClassVar[str] = ""
    """The label form it expects: integer, one_hot, zero_one, minus_one_one, number; empty where it is no matter."""
    one_sided: ClassVar[bool] = False
    """Whether predictions below 0 make no sense to it: poisson, kld, msle."""

    @property
    def expects_logits(self) -> bool:
        """Whether `from_logits: true` was written."""
        return False


class Metric(Named, frozen=True):
    """A number that is shown, and not trained on."""

    kind = "metric"

    name: Name = None
    """Name of the metric; left out, Keras' own."""

    family: ClassVar[str] = "other"
    """accuracy, regression, binary, crossentropy, segmentation or other."""
    labels: ClassVar[str] = ""
    """For an accuracy: which labels it compares: any (the strings accuracy and acc), exact, zero_one, one_hot, integer."""
    top_k: ClassVar[bool] = False
    """Whether it asks if the truth is among the k best."""
