"""A saved model with its weights: its network built with Keras, and the file's numbers in it."""

from typing import Any

from netbuilder.convert.model_files.detect import open_model
from netbuilder.convert.model_files.importing import Imported, import_path
from netbuilder.convert.model_files.names import layer_keys
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.pipeline.session import Session

_OTHER_FUNCTION = (
    "hard_sigmoid is steeper in the file's Keras: with the weights of a real LSTM the outputs moved by 0.13, "
    "where the largest was 0.58"
)


def model_with_weights(path: str, *, accept_changes: bool = False) -> tuple[Any, Imported]:
    """The compiled model of a saved one, which predicts as that did; and what was imported.

    Args:
        accept_changes: build it although a function of that name is another one in Keras 3.

    Raises:
        Refused: it cannot be imported, its weights are others, or it would predict something else.
        ConfigError: this machine cannot build it.
        OSError: a file cannot be read.
    """
    imported = import_path(path)
    file = open_model(path)
    if imported is None or file is None:
        raise Refused("no-topology", "the file is no model of Keras or TensorFlow.js")
    if imported.refusal is not None:
        raise imported.refusal
    if imported.changes_function and not accept_changes:
        message = "the model would predict something else: hard_sigmoid is another function now"
        raise Refused("not-buildable", message, _OTHER_FUNCTION, "`--accept-changes`, and train it on")
    if imported.era == "Keras 1":
        raise Refused("not-buildable", "weights of Keras 1 are laid out otherwise, and are not read")
    if imported.stored is None:
        raise Refused("no-topology", "the file holds no weights that can be read")
    from netbuilder.engine.stored_weights import WeightsRefused, put_weights

    model = Session(imported.text, path).built.model
    try:
        put_weights(model, path, layer_keys(file.topology))
    except WeightsRefused as refused:
        raise Refused("weights-differ", str(refused)) from None
    return model, imported
