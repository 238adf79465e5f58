"""ModelFile: what any container holds of a model."""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from netbuilder.convert.model_files.plain_data import decode_json, mapping
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.diagnostics.sentence import _
from netbuilder.source.origin import Origin

Sizes = tuple[int, ...]


class ModelFile(NamedTuple):
    """A topology with what the file says beside it."""

    container: str
    """What kind of file it is, in words: `HDF5`, `TensorFlow.js`."""
    topology: dict[str, Any]
    """`class_name`, `config` and what stands beside them."""
    training: dict[str, Any] | None
    """What the model was compiled with; None where the file does not say it."""
    version: str | None
    """The version of Keras, as the file says it."""
    weights: tuple[Sizes, ...] | None
    """The shape of every weight, where the file holds them."""
    backend: str | None = None
    """What it was trained with, as the file says it; Keras 1 does not."""
    origin: Origin | None = None
    """The config that netbuilder built it from."""

    @property
    def parameters(self) -> int | None:
        """How many numbers the weights hold; None where the file does not hold them."""
        return None if self.weights is None else sum(map(math.prod, self.weights))


def of_topology(
    container: str, data: Any, beside: Mapping[str, Any], weights: tuple[Sizes, ...] | None = None
) -> ModelFile:
    """The model file of a topology; `beside` is what the container holds of versions and of training.

    Raises:
        Refused: it is no topology.
    """
    for _step in range(3):  # `json.dump(model.to_json(), file)` makes a text of a text
        if isinstance(data, str):
            data = decode_json(data)
    topology = mapping(data, _("the model"))
    if "class_name" not in topology and "model_config" in topology:
        return of_topology(container, topology["model_config"], beside, weights)
    if "class_name" not in topology and (isinstance(topology.get("layers"), list) or "nodes" in topology):
        # Keras 0.3 has the class in `name`.
        topology = {**topology, "class_name": topology.get("name", "Sequential"), "config": topology}
    if not isinstance(topology.get("class_name"), str) or "config" not in topology:
        raise Refused("no-topology", _("the file names no `class_name` and `config` of a model"))
    training: Any = None
    for holder in (beside, topology):
        for key in ("training_config", "compile_config", "trainingConfig"):
            training = training or holder.get(key)
    if isinstance(training, str):
        training = decode_json(training)
    if training is None and "optimizer" in topology and "loss" in topology:
        training = topology  # Keras 1.0
    version = beside.get("keras_version") or topology.get("keras_version")
    backend = beside.get("backend") or topology.get("backend")
    return ModelFile(
        container,
        topology,
        training if isinstance(training, dict) else None,
        version if isinstance(version, str) else None,
        weights,
        backend if isinstance(backend, str) else None,
    )
