"""A saved model as a config; and with its weights: its network built with Keras, and the file's numbers in it."""

import os
from typing import Any

from netbuilder.convert.model_files.detect import of_bytes, open_model
from netbuilder.convert.model_files.importing import DEFAULT, Imported, import_file
from netbuilder.convert.model_files.model_file import ModelFile
from netbuilder.convert.model_files.names import layer_keys
from netbuilder.convert.model_files.network_data import ImportOptions
from netbuilder.convert.model_files.refusal import Refused, as_config_error
from netbuilder.pipeline.session import Session

_OTHER_FUNCTION = (
    "hard_sigmoid is steeper in the file's Keras: with the weights of a real LSTM the outputs moved by 0.13, "
    "where the largest was 0.58"
)


def import_path(path: str | os.PathLike[str], options: ImportOptions = DEFAULT) -> Imported | None:
    """The config of a model file or of a SavedModel's folder; None where it is something else.

    Raises:
        Refused: it cannot be written as a config.
        OSError: it cannot be opened.
    """
    name = os.fspath(path)
    return _imported(open_model(name), name, options)


def import_bytes(data: bytes, name: str, options: ImportOptions = DEFAULT) -> Imported | None:
    """The same for the bytes of a file."""
    return _imported(of_bytes(data), name, options)


def _imported(file: ModelFile | None, name: str, options: ImportOptions = DEFAULT) -> Imported | None:
    return None if file is None else import_file(file, lambda text: Session(text, name).report, options)


def model_with_weights(path: str, *, accept_changes: bool = False) -> Any:
    """The compiled model of a saved one, which predicts as that did.

    Args:
        accept_changes: build it although a function of that name is another one in Keras 3.

    Raises:
        ConfigError: it cannot be imported, its weights are others, it would predict something else, or this machine
            cannot build it.
        OSError: a file cannot be read.
    """
    from netbuilder.engine.stored_weights import WeightsRefused, put_weights

    with as_config_error(path):
        file = open_model(path)
        imported = _imported(file, path)
        if imported is None or file is None:
            raise Refused("no-topology", "the file is no model of Keras or TensorFlow.js")
        _refuse_weights(imported, accept_changes)
        model = Session(imported.text, path).built.model
        try:
            put_weights(model, path, layer_keys(file.topology))
        except WeightsRefused as refused:
            raise Refused("weights-differ", str(refused)) from None
        return model


def _refuse_weights(imported: Imported, accept_changes: bool) -> None:
    if imported.refusal is not None:
        raise imported.refusal
    if imported.changes_function and not accept_changes:
        message = "the model would predict something else: hard_sigmoid is another function now"
        raise Refused("not-buildable", message, _OTHER_FUNCTION, "`--accept-changes`, and train it on")
    if imported.era == "Keras 1":
        raise Refused("not-buildable", "weights of Keras 1 are laid out otherwise, and are not read")
    if imported.stored is None:
        raise Refused("no-topology", "the file holds no weights that can be read")
