"""Layers and models of other packages: named as what they are, and never taken for a slip of one of Keras' layers."""

import re

from netbuilder.diagnostics import Suggestion, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.suggest.rewrite import node_change
from netbuilder.vocabulary.base.validation_errors import Problem

_APPLICATIONS = re.compile(
    r"(MobileNet|ResNet|EfficientNet|VGG|Inception|InceptionResNet|DenseNet|NASNet|ConvNeXt)"
    r"(V\d)?([BS]?\d\w*|Mobile|Large|Small|Tiny|Base|XLarge|[SML])?(V\d)?\Z|Xception\Z"
)
_PACKAGES = {
    "qkeras": re.compile(r"Q[A-Z]\w*\Z"),
    "larq": re.compile(r"Quant[A-Z]\w*\Z"),
    "keras_hub": re.compile(
        r"(Transformer(Encoder|Decoder)|(TokenAnd)?PositionEmbedding|SinePositionEncoding|RotaryEmbedding"
        r"|\w*(Backbone|Tokenizer|Preprocessor))\Z"
    ),
    "tensorflow_hub": re.compile(r"(hub\.)?KerasLayer\Z"),
    "tensorflow_addons": re.compile(r"(WeightNormalization|MaxUnpooling2D|FilterResponseNormalization|Maxout)\Z"),
    "antialiased layers": re.compile(r"(Max|Average|Avg)?Blur(Pool|Pooling)\w*\Z"),
    "coordconv": re.compile(r"Coord(Conv|inateChannel)\w*\Z"),
}
_INSTANCE = re.compile(r"InstanceNorm(alization)?([123][dD])?\Z")
_OF_INSTANCE = frozenset({"epsilon", "center", "scale", "beta_initializer", "gamma_initializer", "name"})


def of_another_package(problem: Problem, is_key: bool) -> tuple[str, Suggestion] | None:
    """Why Keras has no such layer and what to write, where the name is known from elsewhere; None where it is not."""
    written, _bracket, args = str(problem.value).strip().partition("(")
    last = written.rpartition(".")[2]
    if _INSTANCE.match(last) and args not in ("", ")"):
        return _("it is GroupNormalization with a group for every channel"), advice(
            "`GroupNormalization: {groups: -1}`"
        )
    if _INSTANCE.match(last):
        return _("it is GroupNormalization with a group for every channel"), _instance(problem, is_key)
    if _APPLICATIONS.match(last):
        build = "`keras.Sequential([base, nb.build('head.yaml')])`"
        why = _("it is a whole model of keras.applications, and a file holds the layers of one Sequential")
        return why, advice(
            _("write the head alone, its `input` the base's output, and join both in Python: {build}", build=build)
        )
    for package, names in _PACKAGES.items():
        if names.match(last):
            module = package if package.isidentifier() and package != "coordconv" else "MODULE"
            why = (
                _("it is a layer of {package}, not of Keras", package=package)
                if module == package
                else _("it is no layer of Keras")
            )
            return why, advice(
                _("`--import {module}`, or `custom_objects=` in Python, where that is installed", module=module)
            )
    return None


def _instance(problem: Problem, is_key: bool) -> Suggestion:
    """GroupNormalization with the options that were written, where it has all of them; the channels stand last."""
    below = {} if problem.below is None else problem.below
    if isinstance(below, dict) and set(below) - {"axis"} <= _OF_INSTANCE and below.get("axis", -1) == -1:
        options = {name: value for name, value in below.items() if name != "axis"}
        change = node_change(problem.path[: -1 if is_key else None], {"GroupNormalization": {"groups": -1, **options}})
        if change is not None:
            return Suggestion((change,))
    return advice("`GroupNormalization: {groups: -1}`")
