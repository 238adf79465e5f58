"""SimpleRNN."""

from typing import Self

from pydantic import model_validator

from netbuilder.diagnostics.sentence import _
from netbuilder.vocabulary.base.cell import recurrent_weights
from netbuilder.vocabulary.base.facts import BIAS, DROPOUT_SEED, option_dependent
from netbuilder.vocabulary.base.node_fields import ActivationLike, ConstraintLike, InitializerLike, RegularizerLike
from netbuilder.vocabulary.base.validation_errors import clash
from netbuilder.vocabulary.base.values import Count, Flag, Rate, Seed
from netbuilder.vocabulary.base.weights import Weight
from netbuilder.vocabulary.families.recurrent import OverSteps, ReturnState, check_state_activations


class SimpleRNN(OverSteps, frozen=True):
    """Runs over the steps and feeds its output back: state = activation(step x kernel + state x recurrent kernel)."""

    units: Count
    """How many values a step gives: (steps, features) becomes (units,)."""
    activation: ActivationLike = "tanh"
    """Function of the state, which is the output too."""
    use_bias: Flag = True
    """Whether a bias is added."""
    kernel_initializer: InitializerLike = "glorot_uniform"
    """Draws the (features, units) kernel."""
    recurrent_initializer: InitializerLike = "orthogonal"
    """Draws the (units, units) kernel of the state."""
    bias_initializer: InitializerLike = "zeros"
    """Draws the (units,) bias."""
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
    seed: Seed = None
    """Makes the dropout repeatable."""

    counts_with = (BIAS, DROPOUT_SEED)
    is_gated = False
    loses_seed = True
    cell_name = "simple_rnn_cell"
    # With dropout Keras stops in `fit`: what it drops is of the layer's own precision.
    computes_uncast = option_dependent(True, lambda layer: not layer.dropout)
    example = {"units": 4}
    example_input = (5, 3)

    @model_validator(mode="after")
    def _go_together(self) -> Self:
        check_state_activations(self, ("activation",))
        if self.activity_regularizer is not None:
            why = _("Keras takes the penalty and never adds it")
            raise clash("activity_regularizer", self.activity_regularizer, "null", why=why)
        return self

    @property
    def width(self) -> int:
        return self.units

    def step_weights(self, features: int) -> list[Weight]:
        return recurrent_weights(features, self.units, 1, (self.units,) if self.use_bias else None)
