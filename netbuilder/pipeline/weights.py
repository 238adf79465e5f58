"""A saved model with its weights: its network built with Keras, and the file's numbers in it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from netbuilder.convert.model_files.chain import chain_of
from netbuilder.convert.model_files.detect import open_model
from netbuilder.convert.model_files.era import era_of, opened
from netbuilder.convert.model_files.importing import Imported
from netbuilder.convert.model_files.names import archive_keys
from netbuilder.convert.model_files.network_data import ImportOptions
from netbuilder.convert.model_files.refusal import Ask, Refused, listed
from netbuilder.convert.model_files.spelling import Spelling
from netbuilder.diagnostics.sentence import _
from netbuilder.pipeline.importing import import_path
from netbuilder.pipeline.session import Session

_ACCEPT = Ask("accept_changes", True, _(", and train it on"))
_OTHER_FUNCTION = _(
    "hard_sigmoid is steeper in the file's Keras: with the weights of a real LSTM the outputs moved by 0.13, "
    "where the largest was 0.58"
)
_OTHER_PADDING = _(
    "with `same` Theano pads both sides alike, Keras 3 the end first: with even sizes and with strides every "
    "window lies elsewhere, and outputs of 3 moved by 2"
)
_CHECKPOINT = _("a SavedModel keeps them in TensorFlow's own checkpoint; its TensorFlow can save the model as `.h5`")
_OTHER_BIAS = _("Keras on TensorFlow takes a bias for one of the last axis where the numbers fit")
_OTHER_BACKEND = _("Theano turns kernels of convolutions by 180 degrees, and Keras 1 does not say what it ran on")
_BY_ORDER = {"channels_first": "theano", "channels_last": "tensorflow"}


class WeightsOptions(NamedTuple):
    """What a caller says of the weights of a file."""

    backend: str | None = None
    """What a model of Keras 1 was trained with, `theano` or `tensorflow`; None: what the order of axes speaks for."""
    accept_changes: bool = False
    """Whether it may predict something else than the file's model did."""


class ModelWithWeights(NamedTuple):
    """A model that predicts as the file's did."""

    model: Any
    imported: Imported
    remark: str
    """What was taken for granted, in words; empty where the file says everything."""


def model_with_weights(path: str, options: WeightsOptions, import_options: ImportOptions) -> ModelWithWeights:
    """The compiled model of a saved one, which predicts as that did.

    Raises:
        Refused: it cannot be imported, its weights are others, or it would predict something else.
        ConfigError: this machine cannot build it.
        OSError: a file cannot be read.
    """
    imported = import_path(path, import_options)
    file = open_model(path)
    if imported is None or file is None:
        raise Refused("no-topology", _("the file is no model of Keras or TensorFlow.js"))
    if imported.refusal is not None:
        raise imported.refusal
    if imported.stored is None:
        why = _CHECKPOINT if imported.container == "SavedModel" else ""
        raise Refused("no-topology", _("the file holds no weights that can be read"), why)
    if imported.changes_function and not options.accept_changes:
        message = _("the model would predict something else: hard_sigmoid is another function now")
        raise Refused("not-buildable", message, _OTHER_FUNCTION, _ACCEPT)
    chain = chain_of(file.topology)
    era = era_of(file, chain, import_options.data_format)
    layers = [era.respelled(record) for record in opened(chain)]
    backend, remark = options.backend or file.backend, ""
    if era.is_keras_1 and backend is None:
        backend, remark = _backend(layers, era.data_format)
    moved = list(_padded_otherwise(layers)) if backend == "theano" else []
    if moved and not options.accept_changes:
        message = _("{layers}: `same` of Theano is another padding", layers=listed(moved))
        raise Refused("not-buildable", message, _OTHER_PADDING, _ACCEPT)
    from netbuilder.engine.stored_weights import Names, WeightsRefused, misplaced_biases, put_weights

    model = Session(imported.text, path).built.model
    misplaced = misplaced_biases(model)
    if misplaced and not options.accept_changes:
        message = _("{layers}: Keras 3 adds the bias along the width, not the channels", layers=listed(misplaced))
        raise Refused("not-buildable", message, _OTHER_BIAS, _ACCEPT)
    names = Names(list(archive_keys(chain)), [record.name or "" for record in chain.leaves()])
    try:
        put_weights(model, path, names, is_keras_1=era.is_keras_1, is_turned=backend == "theano")
    except WeightsRefused as refused:
        raise Refused("weights-differ", refused.args[0]) from None
    return ModelWithWeights(model, imported, remark)


def _backend(layers: list[Spelling], data_format: str | None) -> tuple[str | None, str]:
    """What a model of Keras 1 ran on, and how that is known; None where it makes no difference."""
    if not any("Conv" in layer.class_name for layer in layers):
        return None, ""
    backend = _BY_ORDER.get(data_format or "")
    if backend is None:
        fix = Ask("backend", "theano", _(", or `tensorflow`"))
        raise Refused("not-buildable", _("the file does not say which backend trained it"), _OTHER_BACKEND, fix)
    kernels, other = ("turned by 180 degrees", "tensorflow") if backend == "theano" else ("taken as they are", "theano")
    return backend, f"{data_format}, so kernels were {kernels}; backend={other} if that trained it"


def _padded_otherwise(layers: list[Spelling]) -> Iterator[str]:
    """The layers whose windows lie elsewhere with Theano's `same`."""
    for layer in layers:
        config = layer.config
        sizes = [config.get(option) for option in ("kernel_size", "pool_size")]
        strides = config.get("strides", config.get("pool_size", 1))
        is_moved = any(size % 2 == 0 for size in _sizes(sizes)) or any(stride != 1 for stride in _sizes(strides))
        if config.get("padding") == "same" and is_moved and "LSTM" not in layer.class_name:
            yield layer.label


def _sizes(value: Any) -> Iterator[int]:
    """The numbers within lists of sizes."""
    if isinstance(value, list):
        for item in value:
            yield from _sizes(item)
    elif isinstance(value, int):
        yield value
