"""Who chooses what each weight is drawn from: the author, a rule, or Keras.

Depthwise and transposed kernels get the family that their activation wants by the fan they really have; Keras 3 counts
another one for them. Recurrent kernels, embeddings, gates and biases stay Keras'.
"""

from typing import Any, NamedTuple

from netbuilder.graph import Effective, LayerCall, LayerGraph
from netbuilder.graph.chosen_initializer import GLOROT, HE, LECUN, Family, chosen_family
from netbuilder.graph.effective_activation import own_activation
from netbuilder.graph.scale import keras_fans, main_option, weight_of
from netbuilder.plan.places import Place
from netbuilder.system.caches import remembered
from netbuilder.vocabulary.base.layer_roles import Kernel
from netbuilder.vocabulary.base.registry import find
from netbuilder.vocabulary.base.weights import Initializer, Weight


class Decision(NamedTuple):
    """The initializer of one weight, and who chose it."""

    initializer: Initializer
    by: str
    """`you`, `keras`, or the code of the rule, as `NB201`."""
    why: str
    """One sentence."""


def decide(place: Place, call: LayerCall, graph: LayerGraph) -> Decision:
    """Who chose what one place is drawn from."""
    initializer, owner = place.initializer, place.owner
    assert initializer is not None
    if place.option in owner.written:
        return Decision(initializer, "you", "written in the network")
    if graph.draft.initializers == "keras":
        return Decision(initializer, "keras", "`initializers: keras` keeps Keras' default")
    assert call.layer is not None  # a network with a hole has no plan
    if not isinstance(owner, Kernel) or place.option not in owner.kernel_options:
        return Decision(initializer, "keras", f"Keras' default for {_what(place.option)}")
    if call.layer.is_container:
        inside = next(
            (
                inner
                for inner in graph.unwrapped.calls
                if inner.model_index == call.model_index and inner.layer is owner
            ),
            None,
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
    word += " kernel" if word in ("recurrent", "depthwise", "pointwise") else ""
    return "embeddings" if word == "embeddings" else f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _for_kernel(
    default: Initializer, kernel: Kernel, option: str, effective: Effective | None, weight: Weight | None
) -> Decision:
    family, why = _family(kernel, option, effective)
    if (kernel.per_channel or kernel.is_transposed) and weight is not None:
        corrected = _by_true_fan(family, weight)
        if corrected is not None:
            return Decision(corrected, "NB206", f"{why}, by the fan the kernel really has")
    return Decision(default if family is GLOROT else _initializer(family.cls), family.code, why)


def _family(kernel: Kernel, option: str, effective: Effective | None) -> tuple[Family, str]:
    if option != main_option(kernel):
        return GLOROT, "Keras' default, as nothing stands between this kernel and the next"
    if effective is None or effective.activation is None:
        return GLOROT, "Keras' default, as the activation behind is unknown"
    name = type(effective.activation).__name__
    behind = ", though normalization makes the scale matter little" if effective.scale_free else ""
    family = chosen_family(effective.family)
    if family is HE:
        return family, f"{name} lets about half of the signal through and He makes up for it{behind}"
    if family is LECUN:
        return family, f"selu keeps mean and variance with LeCun kernels{behind}"
    suits = "suits a linear output" if effective.family == "linear" else f"suits {name}"
    return family, f"Keras' default, which {suits}"


def _by_true_fan(family: Family, weight: Weight) -> Initializer | None:
    true = weight.fans
    assert true is not None  # of every kernel
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
    return _initializer("VarianceScaling", scale=family.scale * ratio, mode=mode, distribution=family.distribution)


@remembered
def _initializer(cls: str, **options: Any) -> Initializer:
    chosen = find("initializer", cls)
    assert chosen is not None
    assert issubclass(chosen, Initializer)
    return chosen.model_validate(options)
