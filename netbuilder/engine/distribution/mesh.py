"""The mesh and the layout map of a distribution, as Keras wants them: arrays of devices, tuples of axes."""

import math
from typing import Any

from netbuilder.diagnostics import Path, fit
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.sentence import _
from netbuilder.engine import compat
from netbuilder.engine.findings import error
from netbuilder.parse.draft import Draft
from netbuilder.vocabulary.base.distribution import BATCH, Distribution
from netbuilder.vocabulary.base.patterns import Pattern, PatternError
from netbuilder.vocabulary.base.releases import number

_LEAST = number("3.14")


def _path(distribution: Distribution) -> Path:
    return ("runtime", "distribution", type(distribution).__name__)


def distribution_of(keras: Any, draft: Draft, distribution: Distribution) -> Any:
    """The `keras.distribution` object over all devices of all processes.

    Raises:
        ConfigError: the mesh is not the number of devices.
    """
    if compat.release(keras) < _LEAST:
        message = _("a distribution needs Keras 3.14 or newer, {version} is installed", version=keras.__version__)
        why = _("an older one takes a pattern for every path that it is found in, and not for whole paths")
        raise ConfigError([error("NB914", message, address=draft.address(_path(distribution)), why=why)])
    module = keras.distribution
    devices = module.list_devices()
    axes = distribution.mesh_axes(len(devices))
    assert axes is not None
    _check(draft, distribution, axes, len(devices))
    mesh = module.DeviceMesh(tuple(axes.values()), list(axes), devices)
    # Which rows a process has, `Session.shard` says: Keras itself can cut TensorFlow's datasets only.
    if not distribution.layouts and list(axes) == [BATCH]:
        return module.DataParallel(device_mesh=mesh, auto_shard_dataset=False)
    layout = module.LayoutMap(mesh)
    for pattern, names in distribution.layouts.items():
        layout[pattern] = tuple(names)
    return module.ModelParallel(layout_map=layout, batch_dim_name=distribution.batch_axis, auto_shard_dataset=False)


def _check(draft: Draft, distribution: Distribution, axes: Any, devices: int) -> None:
    path = _path(distribution)
    count = math.prod(axes.values())
    if count != devices:
        address, counts = draft.address((*path, "mesh")), {"count": count, "devices": devices}
        message = _("the mesh has {count} devices, and all processes together have {devices}", **counts)
        raise ConfigError([error("NB914", message, address=address)])
    for pattern in distribution.layouts:
        try:
            Pattern.of(pattern)
        except PatternError as problem:  # whatever severity the rule about it has: Keras would search for hours
            address = draft.address((*path, "layout", pattern), "key")
            message = fit(_("`{pattern}` is no pattern for the paths of weights", pattern=pattern))
            raise ConfigError([error("NB914", message, address=address, why=problem.args[0])]) from None
