"""What a class's options change: facts about it, and whether its other options count."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

LARGE = 1e100
"""Stands for what is larger; its square is still a float."""

T = TypeVar("T")
U = TypeVar("U")


class _Fact:
    """Reads as the usual value on the class, and as the value for its options on a node."""

    __slots__ = ("of", "usual")

    def __init__(self, usual: Any, of: Callable[[Any], Any]) -> None:
        self.usual = usual
        self.of = of

    def __get__(self, node: Any, cls: Any = None) -> Any:
        if node is None:
            return self.usual
        try:
            return self.of(node)
        except OverflowError:
            # A number beyond floats is as telling as any that is as large.
            return LARGE


def option_dependent(usual: T, of: Callable[[Any], U]) -> T | U:
    """A class attribute that is `usual` with default options, and what `of` makes of a node with its own."""
    # To a type checker it is the plain value, so that it can stand where a ClassVar is declared.
    return cast("T | U", _Fact(usual, of))


class CountsWith(NamedTuple):
    """Options that count only where another option of the same node is set."""

    options: tuple[str, ...]
    others: tuple[str, ...]
    """They count where one of these is set."""
    values: tuple[Any, ...] = ()
    """The values that count as set; empty for all but null, false and 0."""
    unless: bool = False
    """Reversed: they count where none of the others is set."""

    def is_idle(self, node: Any) -> bool:
        """Whether the options change nothing, with what the node has for the others."""
        values = [getattr(node, other) for other in self.others]
        is_set = any(value in self.values for value in values) if self.values else any(values)
        return is_set if self.unless else not is_set


BIAS = CountsWith(("bias_initializer", "bias_regularizer", "bias_constraint"), ("use_bias",))
SHIFT = CountsWith(("beta_initializer", "beta_regularizer", "beta_constraint"), ("center",))
GAIN = CountsWith(("gamma_initializer", "gamma_regularizer", "gamma_constraint"), ("scale",))
LORA = CountsWith(("lora_alpha",), ("lora_rank",))
LORA_DRAWS_FROM = "he_uniform"
"""What `enable_lora` draws the first matrix of a low-rank update from; the second is zeros."""
DROPOUT_SEED = CountsWith(("seed",), ("dropout", "recurrent_dropout"))
FILL = CountsWith(("fill_value",), ("fill_mode",), values=("constant",))
PADDED = CountsWith(("pad_to_max_tokens",), ("output_mode",), values=("multi_hot", "one_hot", "count", "tf_idf"))
DILATION = CountsWith(
    ("dilation_rate",), ("kernel_size",), values=(1, (1,), (1, 1), (1, 1, 1), [1], [1, 1], [1, 1, 1]), unless=True
)
