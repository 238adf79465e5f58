"""GRU."""

from math import inf
from typing import Annotated, Self

from pydantic import model_validator

from netbuilder.vocabulary.base.cell import gru_bias, recurrent_weights
from netbuilder.vocabulary.base.facts import BIAS, DROPOUT_SEED, option_dependent
from netbuilder.vocabulary.base.node_fields import ActivationLike, ConstraintLike, InitializerLike, RegularizerLike
from netbuilder.vocabulary.base.releases import Since
from netbuilder.vocabulary.base.shapes import Shape
from netbuilder.vocabulary.base.values import Count, Flag, Rate, Seed
from netbuilder.vocabulary.base.weights import Weight
from netbuilder.vocabulary.families.recurrent import (
    OverSteps,
    ReturnState,
    UseCudnn,
    check_cudnn,
    check_state_activations,
)


class GRU(OverSteps, frozen=True):
    """Runs over the steps with a state and two gates, a smaller relative of LSTM: gated recurrent units."""

    units: Count
    """How many values a step gives: (steps, features) becomes (units,)."""
    activation: ActivationLike = "tanh"
    """Function of the new state; cuDNN runs only with tanh."""
    recurrent_activation: ActivationLike = "sigmoid"
    """Function of the gates, which lie between 0 and 1."""
    use_bias: Flag = True
    """Whether a bias is added."""
    kernel_initializer: InitializerLike = "glorot_uniform"
    """Draws the (features, 3 units) kernel."""
    recurrent_initializer: InitializerLike = "orthogonal"
    """Draws the (units, 3 units) kernel of the state."""
    bias_initializer: InitializerLike = "zeros"
    """Draws the bias: (2, 3 units), or (3 units,) without `reset_after`."""
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
    """Fraction of the state that training sets to zero; above 0, cuDNN is not used."""
    seed: Seed = None
    """Makes the dropout repeatable."""
    return_sequences: Flag = False
    """Whether every step comes out, (steps, units), and not only the last."""
    return_state: ReturnState = False
    """Always false: the state would be a second tensor, and a Sequential passes on one."""
    go_backwards: Flag = False
    """Whether it runs from the last step to the first."""
    stateful: Flag = False
    """Whether a batch starts from the states that the one before it ended with; needs a fixed batch size."""
    unroll: Flag = False
    """Whether the steps are written out in the graph: faster on short sequences, and takes more memory."""
    reset_after: Flag = True
    """Whether the reset gate is applied after the product with the state's kernel, as cuDNN does it."""
    use_cudnn: Annotated[UseCudnn, Since("3.2")] = "auto"
    """Whether cuDNN's kernel is used on a GPU; `auto` where the options allow it."""

    counts_with = (BIAS, DROPOUT_SEED)
    steps_with_relu = inf
    cell_name = "gru_cell"
    # With dropout Keras stops in `fit`: what it drops is of the layer's own precision.
    computes_uncast = option_dependent(True, lambda layer: not layer.dropout)
    example = {"units": 4}
    example_input = (5, 3)

    def may_lack_cpu_kernel(self, precision: str, shape: Shape) -> bool:
        return self.use_cudnn is True

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        check_state_activations(self, ("activation", "recurrent_activation"))
        check_cudnn(self)
        return self

    @property
    def width(self) -> int:
        return self.units

    def step_weights(self, features: int) -> list[Weight]:
        return recurrent_weights(
            features, self.units, 3, gru_bias(self.units, self.reset_after) if self.use_bias else None
        )
