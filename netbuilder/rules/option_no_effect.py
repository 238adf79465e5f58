"""NB707."""

from collections.abc import Iterator
from typing import Any

from netbuilder.diagnostics import Diagnostic, Path
from netbuilder.diagnostics.sentence import _
from netbuilder.diagnostics.suggestion import advice, remove_option
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.held_weights import never_penalized
from netbuilder.rules.base import LOSS, WARN, Rule
from netbuilder.vocabulary.base.facts import CountsWith
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import Recurrent
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.node_fields import NodeField, settled


class OptionNoEffect(Rule):
    """An option that changes nothing as long as another one is not set

    ## What it does
    Finds options with another value than the default that Keras does not look at: `nesterov` without `momentum`,
    `alpha` of the binary focal loss without `apply_class_balancing`, `ema_momentum` without `use_ema`, `num_thresholds`
    beside `thresholds`, `bias_regularizer` with `use_bias: false`, `dilation_rate` on a window of 1,
    `pad_to_max_tokens` where places come out and no vectors, a penalty on the output of what TimeDistributed applies,
    ...

    ## Why is this bad
    The file says something about the model that is not so. For every such option the weights, losses or outputs were
    measured to be equal bit for bit for two of its values.

    ## When it is fine
    With the default value, as in a file that lists all options: there the rule is silent.

    ## Example
    `SGD: {learning_rate: 0.01, nesterov: true}`

    ## Use instead
    Both options, or neither.

    ## References
    - Keras, *SGD*: nesterov; *BinaryFocalCrossentropy*: alpha
    """

    code = "NB707"
    name = "option-no-effect"
    severity = WARN
    finds_no_effect = True
    bad = [
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu, use_bias: false, bias_regularizer: l2}  # NB707
  - BatchNormalization: {scale: false, gamma_initializer: zeros}  # NB707
  - Dense: {units: 1, activation: sigmoid}
compile:
  optimizer: {SGD: {learning_rate: 0.01, nesterov: true}}  # NB707
  loss: {BinaryFocalCrossentropy: {alpha: 0.8}}  # NB707
  metrics: [{AUC: {num_thresholds: 50, thresholds: [0.25, 0.75]}}]  # NB707
""",
        """\
input: [12, 4]
layers:
  - TimeDistributed: {layer: {Dense: {units: 8, activity_regularizer: l2}}}  # NB707
  - Bidirectional: {layer: {LSTM: {units: 16, use_bias: false, unit_forget_bias: false}}}  # NB707
  - Dense: {units: 1}
compile:
  optimizer:
    Adam:
      ema_momentum: 0.9  # NB707
      learning_rate:
        CosineDecay: {initial_learning_rate: 0.001, decay_steps: 5000, warmup_steps: 500}  # NB707
  loss: mse
""",
        """\
input: {shape: [], dtype: string}
layers:
  - TextVectorization: {max_tokens: 100, output_sequence_length: 5, pad_to_max_tokens: true}  # NB707
  - Embedding: {input_dim: 100, output_dim: 8}
  - Conv1D: {filters: 8, kernel_size: 1, dilation_rate: 2, activation: relu}  # NB707
  - GlobalAveragePooling1D
  - Dense: {units: 1}
""",
    ]
    good = [
        """\
input: [12, 4]
layers:
  - TimeDistributed: {layer: {Dense: {units: 8, kernel_regularizer: l2}}, activity_regularizer: l2}
  - TimeDistributed: {layer: {Sequential: {layers: [{Dense: {units: 8, activation: relu, activity_regularizer: l2}}]}}}
  - Bidirectional: {layer: {LSTM: {units: 16, activity_regularizer: l2}}}
  - Dense: {units: 1}
""",
        """\
input: {shape: [], dtype: string}
layers:
  - TextVectorization: {max_tokens: 100, output_mode: multi_hot, pad_to_max_tokens: true}
  - Dense: {units: 1}
""",
        """\
input: [16, 16, 3]
layers:
  - Conv2D: {filters: 8, kernel_size: [1, 3], dilation_rate: 2, activation: relu}
  - Conv2D: {filters: 8, kernel_size: 1, dilation_rate: 1, activation: relu}
  - Conv2D: {filters: 8, kernel_size: [1, 1], dilation_rate: [1, 1], activation: relu}
  - GlobalAveragePooling2D
  - Dense: {units: 1}
""",
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu, bias_regularizer: l2}
  - Dense: {units: 16, activation: relu, use_bias: false, bias_initializer: zeros, bias_regularizer: null}
  - Dense: {units: 1, activation: sigmoid}
compile:
  optimizer: {SGD: {learning_rate: 0.01, momentum: 0.9, nesterov: true}}
  loss: {BinaryFocalCrossentropy: {apply_class_balancing: true, alpha: 0.8}}
  metrics: [{AUC: {num_thresholds: 50}}]
""",
        """\
input: [8]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 1}
compile: {optimizer: {SGD: {learning_rate: 0.01, nesterov: false, ema_momentum: 0.99}}, loss: mse}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        """An option has to be written that another one decides about, in the node or in a cell that it runs."""
        return not _dependent_options(cls).isdisjoint(written) or not written.isdisjoint(("cell", "layer"))

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        for call in graph.calls:
            for path, node in _nodes(call):
                yield from self._options(graph, path, node, call)
            for path, layer in never_penalized(call):
                yield from self._penalty(graph, path, layer, call)
        for path, node in _compiled(graph):
            yield from self._options(graph, path, node, None)

    def _options(self, graph: LayerGraph, path: Path, node: Node, call: LayerCall | None) -> Iterator[Diagnostic]:
        written = node.written
        for statement in type(node).counts_with:
            for option in statement.options:
                if option in written and statement.is_idle(node) and not _is_default(node, option):
                    yield self.about(
                        graph,
                        (*path, option),
                        _("`{option}` counts only {condition}", option=option, condition=_condition(node, statement)),
                        why=_("as it stands any value gives the same, bit for bit"),
                        fix=remove_option(path, option, _fix(node, option, statement)),
                        call=call,
                    )

    def _penalty(self, graph: LayerGraph, path: Path, layer: Layer, call: LayerCall) -> Iterator[Diagnostic]:
        option = "activity_regularizer"
        if layer.own_penalty_stops_on is not None:
            message = _("TimeDistributed never adds the penalty of {layer}", layer=type(layer).__name__)
            fix = advice(_("put it behind TimeDistributed, or leave it out"))
        elif settled("regularizer", layer.activity_regularizer) is not None:
            message = _("TimeDistributed never adds the penalty of `{option}`", option=option)
            words = _("put `{option}` beside `layer:`, or leave it out", option=option)
            path, fix = (*path, option), remove_option(path, option, words)
        else:
            return
        why = _("it runs the layer's `call`, and Keras adds penalties around it")
        yield self.about(graph, path, message, why=why, fix=fix, call=call)


def _dependent_options(cls: type[Node]) -> frozenset[str]:
    return frozenset(option for statement in cls.counts_with for option in statement.options)


def _nodes(call: LayerCall) -> Iterator[tuple[Path, Node]]:
    """The layer as written, the one that a wrapper applies, and the cells that it runs, each with its path."""
    if call.outer is not None:
        yield call.entry.path, call.outer
    if call.layer is not None and call.layer is not call.outer:
        yield call.path, call.layer
    if isinstance(call.layer, Recurrent):
        for path, state in call.layer.states():
            if state is not call.layer:
                yield (*call.path, *path), state


def _compiled(graph: LayerGraph) -> Iterator[tuple[Path, Node]]:
    """The optimizer that makes the steps, its schedule, the loss and the metrics, each with its path."""
    inner = graph.inner_optimizer
    if inner is not None:
        yield inner.path, inner.optimizer
        schedule = inner.optimizer.schedule
        if schedule is not None:
            yield (*inner.path, "learning_rate", type(schedule).__name__), schedule
    if graph.loss is not None:
        yield (*LOSS, type(graph.loss).__name__), graph.loss
    for placed in graph.metrics:
        yield (*placed.path, type(placed.metric).__name__), placed.metric


def _is_default(node: Node, option: str) -> bool:
    """Whether an option has the value that it has where it is left out."""
    field = type(node).field_of(option)
    kind = next(iter(field.kinds)) if isinstance(field, NodeField) else ""
    default: Any = type(node).model_fields[option].get_default(call_default_factory=True)
    value: Any = getattr(node, option)
    if not kind:
        return bool(_per_axis(value) == _per_axis(default))
    default, value = settled(kind, default), settled(kind, value)
    return type(default) is type(value) and (value is None or dict(default) == dict(value))


def _per_axis(value: Any) -> Any:
    """One number where the same is written for every axis: `[1, 1]` is 1."""
    return value[0] if isinstance(value, list | tuple) and value and len(set(map(str, value))) == 1 else value


def _condition(node: Node, statement: CountsWith) -> str:
    options = _any_of(_set(node, statement))
    return _("without {options}", options=options) if statement.unless else _("with {options}", options=options)


def _any_of(options: list[str]) -> str:
    text = options[0]
    for option in options[1:]:
        text = _("{first} or {last}", first=text, last=option)
    return text


def _set(node: Node, statement: CountsWith) -> list[str]:
    """The options that decide, as they are written where they are set."""
    values = [str(value).lower() for value in statement.values]
    if values:
        return [f"`{other}: {values[0]}`" for other in statement.others]
    return [f"`{other}{': true' if getattr(node, other) is False else ''}`" for other in statement.others]


def _fix(node: Node, option: str, statement: CountsWith) -> str:
    if statement.unless and statement.values:
        return _("leave `{option}` out, or another `{others}`", option=option, others=statement.others[0])
    if statement.unless:
        return _("one of the two: `{option}` or `{others}`", option=option, others=statement.others[0])
    return _("{set} with it, or leave `{option}` out", set=_any_of(_set(node, statement)), option=option)
