"""An architecture as JSON: `model.to_json()`, also as a text within a text, and attributes of HDF5 put into JSON."""

from typing import Any

from netbuilder.convert.model_files.containers import tensorflow_js
from netbuilder.convert.model_files.model_file import ModelFile, of_topology
from netbuilder.convert.model_files.plain_data import decode_json


def read(text: str | bytes) -> ModelFile | None:
    """The model of a JSON text; None where it is the JSON of something else.

    Raises:
        Refused: it is a model, and cannot be read.
    """
    data = decode_json(text)
    for _ in range(2):
        if isinstance(data, str):
            data = decode_json(data)
    return of_data(data)


def of_data(data: Any) -> ModelFile | None:
    """The model that decoded JSON holds."""
    if not isinstance(data, dict):
        return None
    if "modelTopology" in data or data.get("format") == "graph-model":
        return tensorflow_js.of_data(data)
    if "model_config" in data or ("class_name" in data and "config" in data) or _is_keras_0(data):
        return of_topology("JSON", data, data)
    return None


def _is_keras_0(data: dict[str, Any]) -> bool:
    """Whether it is a model of Keras 0.3: layers with their class in `name`, where a config has one key a layer."""
    layers = data.get("layers")
    return (
        isinstance(layers, list)
        and bool(layers)
        and all(isinstance(layer, dict) and isinstance(layer.get("name"), str) for layer in layers)
    ) or (data.get("name") == "Graph" and "nodes" in data)
