"""Comparison: what losses and metrics have in common, and the facts about what they take."""

from typing import ClassVar, Literal, NamedTuple

from netbuilder.vocabulary.base.node import Named

Outputs = Literal["any", "fraction", "distribution", "logits", "positive", "classes"]


class OutputCount(NamedTuple):
    """How many outputs of a model an option goes with."""

    option: str
    least: int
    """The fewest."""
    most: int | None
    """The most; None where more do no harm."""


class Comparison(Named, frozen=True):
    """What compares outputs with labels: a loss or a metric."""

    rank: ClassVar[int | None] = None
    """Rank of the outputs it takes, batch axis included: 2 for one vector a sample; None for any."""
    outputs: ClassVar[Outputs] = "any"
    """The numbers it takes for outputs: any; fraction, each from 0 to 1; distribution, which sum to 1; logits, to which
    it applies sigmoid or softmax itself; positive, of which it takes a logarithm; classes, the numbers of classes."""
    labels: ClassVar[str] = ""
    """The labels it takes: integer (a class number in place of a row of outputs), one_hot, zero_one, minus_one_one or
    number (one for every output), sequence (of class numbers), any, exact; empty where it is no matter."""
    least_outputs: ClassVar[int] = 1
    """With fewer outputs it is constant."""

    @property
    def expects_logits(self) -> bool:
        """Whether it applies sigmoid or softmax itself."""
        return self.outputs == "logits"

    def output_counts(self) -> tuple[OutputCount, ...]:
        """The options that go only with some numbers of outputs."""
        return ()


def class_index(index: int | None) -> tuple[OutputCount, ...]:
    """`class_id`, which looks at one class by its number, if it is given."""
    return () if index is None else (OutputCount("class_id", index + 1, None),)
