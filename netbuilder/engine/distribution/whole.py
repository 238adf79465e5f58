"""A model that is spread over devices as an ordinary one: its values gathered, a copy on this process alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from netbuilder.diagnostics import fit
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.sentence import _
from netbuilder.engine.build import copy_of
from netbuilder.engine.distribution.cluster import Cluster
from netbuilder.engine.findings import error
from netbuilder.engine.save import save
from netbuilder.engine.silence import hushed
from netbuilder.plan import Plan
from netbuilder.source.origin import Origin


def variables_of(model: Any) -> list[Any]:
    """Every variable that the file of a model keeps, those of the optimizer too."""
    optimizer = getattr(model, "optimizer", None)
    kept = list(model.variables)
    if optimizer is not None and optimizer.built:
        kept += list(optimizer.variables)
    return list({id(variable): variable for variable in kept}.values())


def gathered(variables: list[Any], processes: int) -> list[Any]:
    """The values as arrays of this process; all processes have to ask for them together."""
    return [gathered_array(variable.value, processes) for variable in variables]


def gathered_array(value: Any, processes: int) -> Any:
    """The whole of a value that may be spread over processes."""
    if processes == 1 or value.is_fully_addressable or value.is_fully_replicated:
        return np.asarray(value)
    from jax.experimental import multihost_utils

    return np.asarray(multihost_utils.process_allgather(value, tiled=True))


def copy_here(keras: Any, model: Any, make: Callable[[], Any], values: list[Any]) -> Any:
    """A model of the same network with these values, with no distribution set: this process needs no other for it."""
    before = keras.distribution.distribution()
    keras.distribution.set_distribution(None)
    try:
        copy = make()
        if model.optimizer is not None and model.optimizer.built:
            copy.optimizer.build(copy.trainable_variables)
        for variable, value in zip(variables_of(copy), values, strict=True):
            variable.assign(value)
        return copy
    finally:
        keras.distribution.set_distribution(before)


def save_whole(cluster: Cluster, model: Any, plan: Plan, target: Path, origin: Origin | None) -> None:
    """Write the model as one file, on process 0, while the others wait.

    Raises:
        ConfigError: on every process, where it cannot be written.
    """
    values = gathered(variables_of(model), cluster.count)
    problem: ConfigError | None = None
    if cluster.number == 0:
        try:
            # Saving by one process of a model on the mesh waits for ever: Keras makes a variable on it.
            keras = cluster.keras
            before = keras.distribution.distribution()
            keras.distribution.set_distribution(None)
            try:
                with hushed():  # the first file that Keras writes imports TensorFlow, where it is installed
                    copy = copy_here(keras, model, lambda: copy_of(plan, model.name), values)
                    save(copy, target, None, origin)
            finally:
                keras.distribution.set_distribution(before)
        except ConfigError as refused:
            problem = refused
    if cluster.agree(problem is None):
        return
    raise problem or ConfigError([error("NB904", fit(_("process 0 cannot write {target}", target=str(target))))])


def predicted(cluster: Cluster, model: Any, x: Any, batch_size: int) -> Any:
    """What the model gives for all rows, on every process.

    Raises:
        ValueError: there are no rows, or a batch of none.
    """
    rows, replicas = np.asarray(x), cluster.distribution.num_model_replicas
    if type(batch_size) is not int or batch_size < 1 or not rows.ndim or not len(rows):
        raise ValueError(f"rows and a batch_size of at least 1 are wanted, got {rows.shape} and {batch_size!r}")
    size = -(-batch_size // replicas) * replicas
    cluster.same(f"{rows.shape} {rows.dtype} {size}", "the processes predict for other rows")
    outputs = []
    for first in range(0, len(rows), size):
        batch = rows[first : first + size]
        filled = batch[np.arange(size) % len(batch)]  # one shape: it is compiled once
        outputs.append(gathered_array(model(filled, training=False), cluster.count)[: len(batch)])
    return np.concatenate(outputs)
