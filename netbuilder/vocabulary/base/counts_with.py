"""CountsWith: an option that changes nothing by itself, because another one decides whether it is looked at."""

from typing import Any, NamedTuple


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
DROPOUT_SEED = CountsWith(("seed",), ("dropout", "recurrent_dropout"))
FILL = CountsWith(("fill_value",), ("fill_mode",), values=("constant",))
