"""What an initializer that is left out becomes: He for the ReLU family, LeCun for SELU, else Keras' own default.

The choice follows a kernel's effective activation, behind normalization too: there the scale hardly matters, and one
answer an activation is easier to remember than two. Depthwise and transposed kernels get the same family by the fan
they really have; Keras 3 counts another one for them. Recurrent kernels, embeddings, gates and biases stay Keras'.
"""

from functools import cache
from typing import Any, NamedTuple

from netbuilder.graph import Effective, LayerCall, LayerGraph
from netbuilder.graph.effective_activation import own_activation
from netbuilder.graph.scale import keras_fans, weight_of
from netbuilder.plan.places import Place
from netbuilder.vocabulary.base.layer import Kernel
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.weights import Initializer, Weight


class Decision(NamedTuple):
    """The initializer of one weight, and who chose it."""

    initializer: Initializer
    by: str
    """`you`, `keras`, or the code of the rule, as `NB201`."""
    why: str
    """One sentence."""


class _Family(NamedTuple):
    """A family of initializers, as the class that Keras has and as the VarianceScaling that it stands for."""

    name: str
    cls: str
    scale: float
    mode: str
    distribution: str
    code: str


_HE = _Family("He", "HeNormal", 2.0, "fan_in", "truncated_normal", "NB201")
_LECUN = _Family("LeCun", "LecunNormal", 1.0, "fan_in", "truncated_normal", "NB204")
_GLOROT = _Family("Glorot", "GlorotUniform", 1.0, "fan_avg", "uniform", "keras")


def decide(place: Place, call: LayerCall, graph: LayerGraph) -> Decision:
    """Who chose what one place is drawn from."""
    initializer, owner = place.initializer, place.owner
    assert initializer is not None
    if place.option in owner.written:
        return Decision(initializer, "you", "written in the network")
    if graph.draft.initializers == "keras":
        return Decision(initializer, "keras", "`initializers: keras` keeps Keras' default")
    inside_a_model = call.layer is not None and call.layer.is_container
    if not isinstance(owner, Kernel) or place.option not in owner.kernel_options:
        return Decision(initializer, "keras", f"Keras' default for {_what(place.option)}")
    if inside_a_model:
        inside = next(
            (one for one in graph.unwrapped.calls if one.model_index == call.model_index and one.layer is owner), None
        )
        if inside is None:  # a model within a model that is applied: what counts is the kernel's own activation
            behind = Effective(own_activation(owner), "own", None, False, False)
            return _for_kernel(initializer, owner, place.option, behind, None)
        call, graph = inside, graph.unwrapped
    if owner is not call.layer:
        return Decision(initializer, "keras", f"Keras' default for {_what(place.option)}")
    return _for_kernel(initializer, owner, place.option, graph.effective.get(call.index), weight_of(call, place.option))


def _what(option: str) -> str:
    word = option.removesuffix("_initializer").replace("_", " ")
    return "embeddings" if word == "embeddings" else f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _for_kernel(
    default: Initializer, kernel: Kernel, option: str, effective: Effective | None, weight: Weight | None
) -> Decision:
    family, why = _family(kernel, option, effective)
    if (kernel.per_channel or kernel.is_transposed) and weight is not None:
        corrected = _by_true_fan(family, weight)
        if corrected is not None:
            return Decision(corrected, "NB206", f"{why}, by the fan the kernel really has")
    return Decision(default if family is _GLOROT else _plain(family.cls), family.code, why)


def _family(kernel: Kernel, option: str, effective: Effective | None) -> tuple[_Family, str]:
    if option != kernel.kernel_options[-1]:
        return _GLOROT, "Keras' default, as nothing stands between this kernel and the next"
    if effective is None or effective.activation is None:
        return _GLOROT, "Keras' default, as the activation behind is unknown"
    name = type(effective.activation).__name__
    behind = ", though normalization makes the scale matter little" if effective.scale_free else ""
    if effective.family == "relu":
        return _HE, f"{name} lets about half of the signal through and He makes up for it{behind}"
    if effective.family == "selu":
        return _LECUN, f"selu keeps mean and variance with LeCun kernels{behind}"
    if effective.family == "linear":
        return _GLOROT, "Keras' default, which suits a linear output"
    return _GLOROT, f"Keras' default, which suits {name}"


def _by_true_fan(family: _Family, weight: Weight) -> Initializer | None:
    true = weight.fans
    if true is None or len(weight.shape) < 2:
        return None
    counted = keras_fans(weight.shape)
    if family.mode == "fan_avg":
        mode, ratio = "fan_avg", (counted.inputs + counted.outputs) / (true.inputs + true.outputs)
    elif counted.inputs == true.inputs:
        return None
    else:
        # Keras' fan_out is the fan-in of both kinds of kernel but for a factor that no channel count enters.
        mode, ratio = "fan_out", counted.outputs / true.inputs
    if ratio == 1.0 and mode == family.mode:
        return None
    return _scaled(family.scale * ratio, mode, family.distribution)


@cache
def _plain(cls: str) -> Initializer:
    return _made(cls, {})


@cache
def _scaled(scale: float, mode: str, distribution: str) -> Initializer:
    return _made("VarianceScaling", {"scale": scale, "mode": mode, "distribution": distribution})


def _made(cls: str, options: dict[str, Any]) -> Initializer:
    found = find("initializer", cls)
    assert found is not None
    assert issubclass(found, Initializer)
    return found.model_validate(options)
