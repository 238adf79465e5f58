"""NB405."""

from collections.abc import Iterator
from math import inf

from netbuilder.diagnostics import Diagnostic, Path
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import remove_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.effective_activation import function_of
from netbuilder.graph.held_weights import applied
from netbuilder.rules.base import INFO, WARN, Rule
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.cell import Cell
from netbuilder.vocabulary.base.layer_roles import Recurrent
from netbuilder.vocabulary.base.node_fields import activation, initializer


class RecurrentActivation(Rule):
    """A recurrent layer with an activation that its state cannot bear

    ## What it does
    Finds LSTM, GRU and ConvLSTM with a relu-like, exponential, linear or softmax activation or with gates that are no
    sigmoid, and SimpleRNN with relu, exponential or softmax.

    ## Why is this bad
    The activation is applied again at every step. An unbounded one lets the state grow from step to step once the
    recurrent weights have grown: over 100 steps SimpleRNN with relu reached 4e13 at a gain of 2 and LSTM 1e7 at a gain
    of 3, where tanh stays within 1. exponential is nan at once. A softmax leaves next to no memory, and gates have to
    lie between 0 and 1. Besides, the fast fused kernel runs with the defaults only.

    ## When it is fine
    SimpleRNN with relu and an Identity recurrent kernel, which helps neither softmax nor exponential; softmax or linear
    on the output layer. At that gain of 3 the state with relu stayed below 10 over 30 steps in an LSTM, over 10 in a
    ConvLSTM, and in a GRU over 100: there it is a note.

    ## Example
    `LSTM: {units: 50, activation: relu}`

    ## Use instead
    Leave the option out: tanh is the default.

    ## References
    - Le, Jaitly and Hinton, *A Simple Way to Initialize Recurrent Networks of Rectified Linear Units*, 2015,
      arXiv:1504.00941
    """

    code = "NB405"
    name = "recurrent-activation"
    severity = WARN
    applies_to = Recurrent
    bad = [
        """\
input: [100, 4]
layers:
  - LSTM: {units: 50, activation: relu}  # NB405
  - Dense: {units: 1}
""",
        """\
input: [20, 4]
layers:
  - Bidirectional:
      layer: {GRU: {units: 50, recurrent_activation: tanh}}  # NB405
  - Dense: {units: 1}
""",
    ]
    good = [
        """\
input: [20, 4]
layers:
  - SimpleRNN: {units: 50, activation: relu, recurrent_initializer: identity, return_sequences: true}
  - LSTM: {units: 50, recurrent_activation: hard_sigmoid}
  - Dense: {units: 1}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        for where, state, is_last in _states(subject):
            is_output = is_last and not graph.is_hidden(subject)
            name = type(state).__name__
            function = function_of(state.nonlinearity)
            if function is not None and _is_unfit(state, function, is_output):
                yield self.about(
                    graph,
                    (*where, "activation"),
                    _(
                        "{function} is applied to the state of {name} at every step",
                        function=type(function).__name__,
                        name=name,
                    ),
                    why=_("a softmax leaves no memory")
                    if function.family == "softmax"
                    else _("nothing keeps the state from growing from step to step"),
                    fix=remove_option(where, "activation", _("leave it out: tanh is the default")),
                    call=subject,
                    severity=INFO if _stays_small(subject, state, function) else WARN,
                )
            if not state.is_gated or "recurrent_activation" not in state.written:
                continue
            gate = function_of(activation(state.recurrent_activation))
            if gate is not None and gate.family not in ("sigmoid", "unknown"):
                yield self.about(
                    graph,
                    (*where, "recurrent_activation"),
                    _("the gates of {name} are {gate}, and not between 0 and 1", name=name, gate=type(gate).__name__),
                    why=_("a gate says which part of the state is kept"),
                    fix=remove_option(where, "recurrent_activation", _("leave it out: sigmoid is the default")),
                    call=subject,
                )


def _states(subject: LayerCall) -> Iterator[tuple[Path, Recurrent | Cell, bool]]:
    """What carries the states of a step, where it is written, and whether it makes the output."""
    for path, layer in applied(subject):
        states = list(layer.states()) if isinstance(layer, Recurrent) else []
        for inside, state in states:
            yield (*path, *inside), state, state is states[-1][1]


def _stays_small(subject: LayerCall, state: Recurrent | Cell, function: Activation) -> bool:
    """Whether relu over no more steps than `steps_with_relu` keeps the state small."""
    at = 2 if subject.per_step else 1
    steps = subject.input[at] if subject.input is not None and len(subject.input) > at else None
    return function.family == "relu" and (inf if steps is None else steps) <= state.steps_with_relu


def _is_unfit(state: Recurrent | Cell, function: Activation, is_output: bool) -> bool:
    family = function.family
    if state.is_gated:
        if family in ("softmax", "linear") and is_output:
            return False
        return family in ("relu", "selu", "linear", "softmax", "exponential")
    if family == "softmax":
        return not is_output
    if family == "exponential":
        return True
    if not function.flat_below:
        return False
    return initializer(state.recurrent_initializer).family != "identity"
