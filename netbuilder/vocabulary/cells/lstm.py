"""LSTMCell."""

from typing import Self

from pydantic import model_validator

from netbuilder.vocabulary.base.cell import Cell, recurrent_weights
from netbuilder.vocabulary.base.facts import BIAS, DROPOUT_SEED, CountsWith
from netbuilder.vocabulary.base.node_fields import ActivationLike, ConstraintLike, InitializerLike, RegularizerLike
from netbuilder.vocabulary.base.values import Count, Flag, Rate, Seed
from netbuilder.vocabulary.base.weights import Weight
from netbuilder.vocabulary.families.recurrent import check_state_activations


class LSTMCell(Cell, frozen=True):
    """One step of LSTM: a state, and three gates that say what of it is kept."""

    units: Count
    """How many values a step gives."""
    activation: ActivationLike = "tanh"
    """Function of the new state and of the output."""
    recurrent_activation: ActivationLike = "sigmoid"
    """Function of the gates, which lie between 0 and 1."""
    use_bias: Flag = True
    """Whether a bias is added."""
    kernel_initializer: InitializerLike = "glorot_uniform"
    """Draws the (features, 4 units) kernel."""
    recurrent_initializer: InitializerLike = "orthogonal"
    """Draws the (units, 4 units) kernel of the state."""
    bias_initializer: InitializerLike = "zeros"
    """Draws the (4 units,) bias."""
    unit_forget_bias: Flag = True
    """Whether the bias of the forget gate starts at 1, so that the state is kept at first."""
    kernel_regularizer: RegularizerLike = None
    """Penalty on the kernel."""
    recurrent_regularizer: RegularizerLike = None
    """Penalty on the kernel of the state."""
    bias_regularizer: RegularizerLike = None
    """Penalty on the bias."""
    kernel_constraint: ConstraintLike = None
    """Condition that the kernel is brought back to after every update."""
    recurrent_constraint: ConstraintLike = None
    """Condition that the kernel of the state is brought back to after every update."""
    bias_constraint: ConstraintLike = None
    """Condition that the bias is brought back to after every update."""
    dropout: Rate = 0.0
    """Fraction of the features that training sets to zero."""
    recurrent_dropout: Rate = 0.0
    """Fraction of the state that training sets to zero."""
    seed: Seed = None
    """Makes the dropout repeatable."""

    counts_with = (BIAS, CountsWith(("unit_forget_bias",), ("use_bias",)), DROPOUT_SEED)
    has_one_state = False
    steps_with_relu = 30
    example = {"units": 4}

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        check_state_activations(self, ("activation", "recurrent_activation"))
        return self

    @property
    def width(self) -> int:
        return self.units

    def weights(self, features: int) -> list[Weight]:
        return recurrent_weights(features, self.units, 4, (4 * self.units,) if self.use_bias else None)
