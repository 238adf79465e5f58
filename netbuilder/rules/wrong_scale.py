"""NB205."""

from collections.abc import Iterator
from math import log10, sqrt

from netbuilder.diagnostics import Change, Diagnostic, Related, Suggestion
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.chosen_initializer import chosen_s2
from netbuilder.graph.objective import display_name
from netbuilder.graph.scale import initializer_of, is_enforced, is_written, main_option, s2, weight_of
from netbuilder.rules.base import WARN, Rule
from netbuilder.vocabulary.base.activation import Activation
from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_roles import ActivationLayer, Kernel, Normalizer, Recurrent

# Sum of log10(s2 * E f^2) over the layers that still trains with SGD, by activation.
_BANDS = {"smooth": (-2.5, 3.0), "elu": (-6.0, 6.0), "tanh": (-8.0, 2.5), "relu": (-4.0, 3.0)}
_OVERFLOW_HIDDEN = 2.0
_OVERFLOW_OUTPUT = 3.0
_SHOWN = 3  # of a hundred layers nobody reads the places


class WrongScale(Rule):
    """A written scale that lets the signal vanish or explode

    ## What it does
    Adds up what the written scales (RandomNormal, RandomUniform, TruncatedNormal, VarianceScaling, Orthogonal) do to
    the signal over all layers, and looks for single layers that start with saturated or huge values.

    ## Why is this bad
    A kernel of variance `v` with `n` inputs multiplies the signal's power by `v * n`, and the activation by its own
    factor. The product over the layers decides: outside a factor of 10^-4 to 10^3, a relu net no longer trained with
    SGD. A fixed `RandomNormal(0.05)` is right for relu at 800 inputs; at 64 the power falls to 4e-5 in five
    layers, and ten stay at chance. With `RandomNormal(1.0)` on 64 inputs the loss starts at 66 behind one hidden relu
    layer and at 370 behind two, instead of 3.

    ## When it is fine
    Before or behind normalization, with one hidden layer and a small scale, and where the product stays inside the
    band. There the rule is silent, whatever single layers do.

    ## Example
    Five layers of `Dense: {units: 64, activation: relu, kernel_initializer: {RandomNormal: {stddev: 0.01}}}`

    ## Use instead
    Leave the initializer out, or scale it: a standard deviation of sqrt(2 / inputs) for relu.

    ## References
    - He, Zhang, Ren and Sun, *Delving Deep into Rectifiers*, 2015, arXiv:1502.01852
    - Schoenholz, Gilmer, Ganguli and Sohl-Dickstein, *Deep Information Propagation*, 2017, arXiv:1611.01232
    """

    code = "NB205"
    name = "wrong-scale"
    severity = WARN
    applies_to = LayerGraph
    option_suffixes = ("_initializer",)
    supersedes = ("NB204",)  # the same scale, before selu
    bad = [
        """\
input: [64]
layers:
  - Dense: {units: 64, activation: relu, kernel_initializer: {RandomNormal: {stddev: 0.01}}}
  - Dense: {units: 64, activation: relu, kernel_initializer: {RandomNormal: {stddev: 0.01}}}  # NB205
  - Dense: {units: 64, activation: relu, kernel_initializer: {RandomNormal: {stddev: 0.01}}}
  - Dense: {units: 64, activation: relu, kernel_initializer: {RandomNormal: {stddev: 0.01}}}
  - Dense: {units: 10}
""",
        """\
input: [64]
layers:
  - Dense: {units: 64, activation: tanh, kernel_initializer: {RandomNormal: {stddev: 2.0}}}  # NB205
  - Dense: {units: 10}
""",
        """\
input: [64]
layers:
  - Dense: {units: 64, activation: relu, kernel_initializer: {RandomNormal: {stddev: 1.0}}}
  - Dense: {units: 10, activation: softmax, kernel_initializer: {RandomNormal: {stddev: 1.0}}}  # NB205
""",
    ]
    good = [
        """\
input: [64]
layers:
  - Dense: {units: 64, activation: relu, kernel_initializer: {RandomNormal: {stddev: 0.01}}}
  - Dense: {units: 10, kernel_initializer: {RandomNormal: {stddev: 0.01}}}
""",
        """\
input: [100]
layers:
  - Dense: {units: 256, use_bias: false, kernel_initializer: {RandomNormal: {stddev: 0.02}}}
  - BatchNormalization
  - LeakyReLU
  - Dense: {units: 256, use_bias: false, kernel_initializer: {RandomNormal: {stddev: 0.02}}}
  - BatchNormalization
  - LeakyReLU
  - Dense: {units: 784, activation: tanh, kernel_initializer: {RandomNormal: {stddev: 0.02}}}
""",
        """\
input: [800]
layers:
  - Dense: {units: 800, activation: relu, kernel_initializer: random_normal}
  - Dense: {units: 800, activation: relu, kernel_initializer: random_normal}
  - Dense: {units: 800, activation: relu, kernel_initializer: random_normal}
  - Dense: {units: 10}
""",
    ]

    def check(self, graph: LayerGraph, subject: LayerGraph) -> Iterator[Diagnostic]:
        written = [call for call in graph.kernels if _scaled(call)]
        if not written:
            return
        size = self._size(graph)
        if size is not None:
            yield size
            return
        yield from self._depth(graph)

    def _depth(self, graph: LayerGraph) -> Iterator[Diagnostic]:
        first = graph.kernels[0]
        terms: list[tuple[LayerCall, float]] = []
        functions: list[Activation] = []
        for call in graph.kernels:
            if not _any_written(call):
                continue
            if _is_renormalized(graph, call):
                continue
            behind = graph.effective[call.index]
            function = behind.activation
            if call is first or call is graph.output or function is None or behind.family == "sigmoid":
                continue
            scale = _s2(call)
            if not scale or not function.power:
                continue
            terms.append((call, log10(scale * function.power)))
            functions.append(function)
        if not any(_scaled(call) for call, _ in terms):
            return
        total = sum(term for _, term in terms)
        words = [function.scale_band for function in functions]
        band = max(sorted(set(words)), key=words.count)
        low, high = _BANDS[band]
        if low <= total <= high:
            return
        scaled = [(call, abs(term)) for call, term in terms if _scaled(call)]
        fate = "vanish" if total < 0 else "explode"
        yield self._finding(
            graph,
            [call for call, _ in scaled],
            max(scaled, key=lambda pair: pair[1])[0],
            _(
                "over {count} layers such weights let the signal {fate}: 10^{total:.0f}",
                count=len(terms),
                fate=fate,
                total=total,
            ),
            _(
                "the signal's power changes by 10^{total:.1f}; with {function} SGD copes with 10^{low:g} "
                "to 10^{high:g}",
                total=total,
                function=_function(functions, band),
                low=low,
                high=high,
            ),
        )

    def _size(self, graph: LayerGraph) -> Diagnostic | None:
        """Follow the signal's power from the input; None where no layer starts too large."""
        power, scaled = 0.0, list[tuple[LayerCall, float]]()
        auto = is_enforced(graph)
        for call in graph.calls:
            layer = call.layer
            if not isinstance(layer, Kernel):
                if layer is None or not _keeps_size(layer):
                    power, scaled = 0.0, []
                continue
            behind = graph.effective[call.index]
            weight = weight_of(call, main_option(layer))
            scale = _s2(call) if _any_written(call) else chosen_s2(weight, behind.family, auto=auto) if weight else None
            if not scale:
                power, scaled = 0.0, []
                continue
            before = power + log10(scale)
            if _scaled(call):
                scaled.append((call, log10(scale)))
            if scaled and not behind.scale_free:
                if call is graph.output and before > _OVERFLOW_OUTPUT:
                    return self._too_large(graph, scaled, before, None)
                is_bent = behind.family in ("tanh", "sigmoid") and call is not graph.output
                if is_bent and _any_written(call) and before > _OVERFLOW_HIDDEN:
                    return self._too_large(graph, scaled, before, behind.activation)
            factor = behind.activation.power if behind.activation is not None else None
            power = before + (log10(factor) if factor else 0.0)
            if behind.family in ("tanh", "sigmoid", "softmax"):
                power, scaled = min(power, -0.3), []
        return None

    def _too_large(
        self, graph: LayerGraph, scaled: list[tuple[LayerCall, float]], power: float, bent: Activation | None
    ) -> Diagnostic:
        """The finding where outputs start too large, or what goes into an activation that `bent` is."""
        what = _("inputs of {bent}", bent=display_name(bent)) if bent is not None else "outputs"
        size = f"{10 ** (power / 2):.0f}" if power < 12 else f"10^{power / 2:.0f}"
        return self._finding(
            graph,
            [call for call, _ in scaled],
            max(reversed(scaled), key=lambda pair: pair[1])[0],
            _("such weights make {what} of size {size} before training", what=what, size=size),
            _("a loss that starts that high takes long to come down")
            if bent is None
            else _("{bent} is flat where what goes in is that large", bent=display_name(bent)),
        )

    def _finding(
        self, graph: LayerGraph, scaled: list[LayerCall], worst: LayerCall, message: str, why: str
    ) -> Diagnostic:
        """At the kernel that does most; the others are related."""
        places = {(*call.path, main_option(_kernel(call))): call for call in scaled}
        changes = tuple([Change(path, "entry", None) for path in places])
        option, weight = main_option(_kernel(worst)), weight_of(worst, main_option(_kernel(worst)))
        assert weight is not None
        assert weight.fans is not None
        inputs = weight.fans.inputs
        others = [
            Related(graph.draft.address(path), _("such weights too")) for path in places if path[:-1] != worst.path
        ]
        function = graph.effective[worst.index].activation
        target_std = sqrt(1 / ((function.power if function is not None else None) or 1) / inputs)
        words = _(
            "leave {part} out, or aim at a standard deviation of {target_std:.2g} ",
            part=_("it") if len(places) == 1 else _("them"),
            target_std=target_std,
        )
        return self.at(
            graph,
            worst,
            option,
            message,
            why=why,
            fix=Suggestion(changes, _("{words}for {inputs:.0f} inputs", words=words, inputs=inputs)),
            related=[*graph.related(worst, option), *others[:_SHOWN]],
        )


def _function(functions: list[Activation], band: str) -> str:
    """The activation of a band that is the most frequent of these."""
    names = [display_name(function) for function in functions if function.scale_band == band]
    return max(sorted(set(names)), key=names.count)


def _kernel(call: LayerCall) -> Kernel:
    assert isinstance(call.layer, Kernel)
    return call.layer


def _keeps_size(layer: Layer) -> bool:
    """Whether the layer keeps the size of the values; an activation is counted with its kernel."""
    return isinstance(layer, ActivationLayer) or (layer.passes_signal and not isinstance(layer, Normalizer))


def _any_written(call: LayerCall) -> bool:
    return is_written(call, main_option(_kernel(call)))


def _scaled(call: LayerCall) -> bool:
    """Whether the author wrote an initializer with a scale of its own."""
    option = main_option(_kernel(call))
    if not is_written(call, option):
        return False
    initializer = initializer_of(call, option)
    return initializer is not None and initializer.family in ("random", "scaling", "orthogonal")


def _s2(call: LayerCall) -> float | None:
    option = main_option(_kernel(call))
    weight, initializer = weight_of(call, option), initializer_of(call, option)
    return s2(weight, initializer) if weight is not None and initializer is not None else None


def _is_renormalized(graph: LayerGraph, call: LayerCall) -> bool:
    """Whether normalization or a recurrent layer stands between this kernel and the next."""
    for after in graph.behind(call):
        if isinstance(after.layer, Normalizer):
            return True
        if isinstance(after.layer, Kernel | Recurrent):
            return False
    return False
