"""TensorFlow.js' `model.json`: a topology, and the shape of every weight."""

from typing import Any

from netbuilder.convert.model_files.limits import MAX_WEIGHTS
from netbuilder.convert.model_files.model_file import ModelFile, Sizes, of_topology
from netbuilder.convert.model_files.plain_data import decode_json, mapping
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.diagnostics.sentence import _


def of_data(data: dict[str, Any]) -> ModelFile:
    """The model of a decoded `model.json`.

    Raises:
        Refused: it holds no layers, as a graph of TensorFlow does.
    """
    topology = data.get("modelTopology")
    if isinstance(topology, str):
        topology = decode_json(topology)
    if data.get("format") == "graph-model" or (isinstance(topology, dict) and "node" in topology):
        why = _("its layers were dissolved into operations when it was converted")
        raise Refused("no-topology", _("the file is a graph of TensorFlow operations and names no layers"), why)
    topology = mapping(topology, "`modelTopology`")
    beside = {**topology, **{key: data[key] for key in ("trainingConfig", "training_config") if data.get(key)}}
    return of_topology("TensorFlow.js", topology, beside, _weights(data.get("weightsManifest")))


def _weights(manifest: Any) -> tuple[Sizes, ...] | None:
    if not isinstance(manifest, list):
        return None
    shapes: list[Sizes] = []
    for group in manifest:
        weights = group.get("weights") if isinstance(group, dict) else None
        for weight in weights if isinstance(weights, list) else ():
            shape = weight.get("shape") if isinstance(weight, dict) else None
            if not isinstance(shape, list) or not all(type(size) is int and size >= 0 for size in shape):
                return None
            shapes.append(tuple(shape))
            if len(shapes) > MAX_WEIGHTS:
                raise Refused("over-limit", _("the file holds more than {most:,} weights", most=MAX_WEIGHTS))
    return tuple(shapes) or None
