"""NB204."""

from collections.abc import Iterator

from netbuilder.diagnostics import Change, Diagnostic, Suggestion
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.effective_activation import function_of
from netbuilder.graph.objective import display_name
from netbuilder.graph.scale import has_kernels, initializer_of, is_enforced, is_written, main_option, s2, weight_of
from netbuilder.rules.base import INFO, WARN, Rule
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Dropping, Kernel, Normalizer, Recurrent
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.weights import Initializer

_DEEP = 30
"""From so many layers on SGD stays at chance with He: measured, see the proof of NB204."""


class NotLecunForSelu(Rule):
    """SELU without what makes it self-normalizing

    ## What it does
    Finds a hidden kernel before selu with a written He or Glorot initializer, or with a written scale that is off by
    a factor of 2 and more, and plain dropout or a normalization between selu and the next kernel.

    ## Why is this bad
    selu keeps the mean at 0 and the variance at 1 from layer to layer, but only for weights of variance 1/fan_in
    (LeCun) and only if nothing between the layers changes mean and variance. Behind 30 layers of width 256 the power
    of the signal is 1.0 with LeCun, whatever came in, and 100 to 500 with He: 20 layers still trained with SGD, 30
    in one draw of four, 40 in none. Glorot is the same as LeCun where a layer is as wide as its input, and off by up
    to a factor of 2 where not. Dropout of 0.1 moves the variance to 1.6 in 20 layers, AlphaDropout leaves it at 1.0.

    ## When it is fine
    With a scale of your own that comes to about 1/fan_in. Under `initializers: keras` a written initializer
    is a note, and a warning for 30 layers with He.

    ## Example
    `Dense: {units: 64, activation: selu, kernel_initializer: he_normal}`, then `Dropout`

    ## Use instead
    `lecun_normal`, or nothing at all, and `AlphaDropout`.

    ## References
    - Klambauer, Unterthiner, Mayr and Hochreiter, *Self-Normalizing Neural Networks*, 2017, arXiv:1706.02515
    """

    code = "NB204"
    name = "not-lecun-for-selu"
    severity = WARN
    applies_to = (Kernel, ActivationLayer)
    activation_families = ("selu",)
    bad = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: selu, kernel_initializer: he_normal}  # NB204
  - Dense: {units: 64, activation: selu}
  - Dropout: {rate: 0.1}  # NB204
  - Dense: {units: 64}
  - Activation: {activation: selu}
  - BatchNormalization  # NB204
  - Dense: {units: 4}
""",
    ]
    good = [
        """\
input: [20]
layers:
  - Dense: {units: 64, activation: selu, kernel_initializer: lecun_normal}
  - AlphaDropout: {rate: 0.1}
  - Dense: {units: 64, activation: selu}
  - Dense: {units: 64, activation: relu}
  - Dropout: {rate: 0.1}
  - Dense: {units: 4}
""",
    ]

    def concerns(self, cls: type[Node], written: frozenset[str]) -> bool:
        # Of the activation layers only Activation can be selu.
        return not issubclass(cls, ActivationLayer) or "activation" in cls.model_fields

    def check(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        layer = subject.layer
        assert isinstance(layer, Kernel | ActivationLayer)
        if isinstance(layer, Kernel) and subject is not graph.output:
            yield from self._initializer(graph, subject, layer)
        function = function_of(layer.nonlinearity)
        if function is not None and function.family == "selu":
            yield from self._behind(graph, subject)

    def _initializer(self, graph: LayerGraph, subject: LayerCall, layer: Kernel) -> Iterator[Diagnostic]:
        option = main_option(layer)
        behind = graph.effective[subject.index]
        if behind.family != "selu" or behind.scale_free or not is_written(subject, option):
            return
        initializer = initializer_of(subject, option)
        if initializer is None or not _is_other(subject, option, initializer):
            return
        lecun, path = initializer.sibling("lecun"), (*subject.path, option)
        is_named = initializer.family in ("he", "glorot")  # those have LeCun's options
        yield self.at(
            graph,
            subject,
            option,
            _("selu wants LeCun weights, here they are {initializer}", initializer=display_name(initializer)),
            severity=WARN if is_enforced(graph) or has_kernels(graph, _DEEP, "selu", ("he",)) else INFO,
            why=_("only weights of variance 1/fan_in keep selu's mean at 0 and its variance at 1"),
            fix=Suggestion((Change(path, "name" if is_named else "entry", lecun),), after=_(", or leave it out")),
        )

    def _behind(self, graph: LayerGraph, subject: LayerCall) -> Iterator[Diagnostic]:
        for call in _until_kernel(graph, subject):
            layer = call.layer
            if isinstance(layer, Normalizer):
                message, fix = (
                    _("{call} after selu does its work a second time", call=call.name),
                    _("remove it, or use relu with it"),
                )
            elif isinstance(layer, Dropping) and layer.breaks_moments and layer.strength:
                message, fix = (
                    _("{call} changes the mean and variance that selu keeps", call=call.name),
                    _("use `AlphaDropout`"),
                )
            else:
                continue
            yield self.at(
                graph, call, "", message, why=_("selu holds its fixed point only if nothing disturbs it"), fix=fix
            )


def _is_other(call: LayerCall, option: str, initializer: Initializer) -> bool:
    """Whether a kernel starts with another variance than LeCun's: by its name, or by a factor of 2 and more."""
    if initializer.family not in ("random", "scaling", "orthogonal"):
        return initializer.family in ("he", "glorot")
    weight = weight_of(call, option)
    scale = s2(weight, initializer) if weight is not None else None
    return scale is not None and not 0.5 <= scale <= 2


def _until_kernel(graph: LayerGraph, subject: LayerCall) -> list[LayerCall]:
    """The layers between selu and the next kernel; none where it is the output, or what comes next is unknown."""
    between: list[LayerCall] = []
    for call in graph.behind(subject):
        layer = call.layer
        if isinstance(layer, Kernel):
            return between
        if layer is None or isinstance(layer, Recurrent) or not layer.passes_signal:
            return []
        between.append(call)
    return []
