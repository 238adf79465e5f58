"""NB1006."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.sentence import _
from netbuilder.graph import LayerGraph
from netbuilder.rules.base import ERROR, LayoutRule

if TYPE_CHECKING:
    from netbuilder.graph.layout import ResolvedLayout


class MeshDevices(LayoutRule):
    """A mesh that is not the number of devices

    ## What it does
    Multiplies the sizes of the mesh's axes and compares that with `devices`, of the file or of `--devices 8`.

    ## Why is this bad
    Keras stops with "Shape does not match the number of devices", once all processes have started.

    ## When it is fine
    Never.

    ## Example
    `{devices: 8, distribution: {ModelParallel: {mesh: {batch: 2, model: 2}}}}`

    ## Use instead
    `mesh: {batch: 4, model: 2}`
    """

    code = "NB1006"
    name = "mesh-devices"
    severity = ERROR
    bad = [
        """\
name: net
input: [16]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4}
runtime:
  backend: jax
  devices: 8
  distribution:
    ModelParallel:
      mesh: {batch: 2, model: 2}  # NB1006
      layout: {".*/dense/kernel": [null, model]}
""",
    ]
    good = [
        """\
name: net
input: [16]
layers:
  - Dense: {units: 32, activation: relu}
  - Dense: {units: 4}
runtime:
  backend: jax
  devices: 8
  distribution:
    ModelParallel:
      mesh: {batch: 4, model: 2}
      layout: {".*/dense/kernel": [null, model]}
""",
    ]

    def judge(self, graph: LayerGraph, layout: "ResolvedLayout") -> Iterator[Diagnostic]:
        devices, count, mesh = graph.draft.runtime.devices, layout.device_count, layout.mesh
        if devices is None or count is None or mesh is None or count == devices:
            return
        product = " x ".join(map(str, mesh.values()))
        sizes = f"{product} = {count}" if len(mesh) > 1 else str(count)
        batch = layout.distribution.batch_axis
        others = count // mesh[batch]
        fix = (
            f"`{batch}: {devices // others}`"
            if devices % others == 0
            else _("axes whose product is {devices}", devices=devices)
        )
        message = _("the mesh has {sizes} devices, and there are {devices}", sizes=sizes, devices=devices)
        yield self.about(graph, (*layout.path, "mesh"), message, fix=fix)
