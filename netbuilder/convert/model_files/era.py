"""Which era wrote a file: the spelling of its layers decides, as versions are missing, frozen or wrong."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from netbuilder.convert.model_files.chain import Chain, LayerRecord
from netbuilder.convert.model_files.eras import keras_1, keras_2, keras_3
from netbuilder.convert.model_files.model_file import ModelFile
from netbuilder.convert.model_files.spelling import Spelling


class Era(NamedTuple):
    """Who wrote a file, and how to read the layers in it."""

    name: str
    """`Keras 1`, `Keras 2`, `Keras 3` or `TensorFlow.js`."""
    is_keras_1: bool
    is_keras_3: bool
    data_format: str | None
    """The order of axes that the layers of the file say, for those that do not."""

    def respelled(self, record: LayerRecord) -> Spelling:
        """A layer in the spelling of Keras 3.

        Raises:
            Refused: nothing in Keras 3 computes the same.
        """
        layer = Spelling(record.class_name, record.config, record.label, self.data_format)
        if self.is_keras_1:
            keras_1.respell(layer)
        if not self.is_keras_3:
            for option, value in keras_2.missing_defaults(layer.class_name).items():
                layer.config.setdefault(option, value)
            keras_2.respell(layer)
        keras_3.respell(layer)
        return layer


def era_of(file: ModelFile, chain: Chain, data_format: str | None = None) -> Era:
    """The era of a file; `data_format` is the order of axes for layers of which no file could say it."""
    layers = list(opened(chain))
    version = file.version or ""
    orders = Counter(order for layer in layers if (order := keras_1.ordering(layer.config)) is not None)
    order = orders.most_common(1)[0][0] if orders else data_format
    if any(keras_1.is_written_in(layer.class_name, layer.config) for layer in layers) or version.startswith(
        ("0.", "1.")
    ):
        return Era("Keras 1", True, False, order)
    if version.startswith("tfjs") or file.backend == "tensor_flow.js":
        return Era("TensorFlow.js", False, False, order)
    if version.startswith("3.") or (not version and _is_keras_3(file, layers)):
        return Era("Keras 3", False, True, order)
    return Era("Keras 2", False, False, order)


def opened(chain: Chain) -> Iterator[LayerRecord]:
    """The layers, and those that wrappers apply."""
    for layer in chain.leaves():
        yield layer
        inner = layer.config.get("layer")
        if isinstance(inner, dict) and isinstance(inner.get("class_name"), str):
            config = inner.get("config")
            if isinstance(config, dict):
                yield LayerRecord(inner["class_name"], config, None, layer.position)


def _is_keras_3(file: ModelFile, layers: list[LayerRecord]) -> bool:
    """Whether the spelling is that of Keras 3, whose `to_json` says no version."""
    topology = file.topology
    if "module" in topology or "registered_name" in topology:
        return not any("batch_input_shape" in layer.config for layer in layers)
    return any(isinstance(layer.config.get("dtype"), dict) for layer in layers)
