"""The lines of a Keras program that spread its model over devices."""

from typing import cast

from netbuilder.convert.python_text import call, collection, laid_out, literal
from netbuilder.vocabulary.base.distribution import Distribution
from netbuilder.vocabulary.network import Runtime

_SET = "# It stays set: left before `fit`, every process would train a model of its own."


def distribution_lines(runtime: Runtime) -> list[str]:
    """Mesh, layout and distribution; none where the network has no `runtime.distribution`."""
    if runtime.distribution is None:
        return []
    spread = cast("Distribution", runtime.distribution)
    mesh = spread.mesh_axes(None)
    if mesh is None:
        parallel = call("keras.distribution.DataParallel", auto_shard_dataset="False")
        return [_SET, laid_out(call("keras.distribution.set_distribution", parallel), 0)]
    axes = [literal(list(mesh)), "keras.distribution.list_devices()"]
    sizes = collection("(", map(literal, mesh.values()), ",)" if len(mesh) == 1 else ")")
    lines = [laid_out(call("keras.distribution.DeviceMesh", sizes, *axes), 0, "mesh = ")]
    lines.append("layout = keras.distribution.LayoutMap(mesh)")
    for pattern, names in spread.layouts.items():
        entries = collection("(", map(literal, names), ",)" if len(names) == 1 else ")")
        lines.append(laid_out(entries, 0, f"layout[{literal(pattern)}] = "))
    options = {"layout_map": "layout", "batch_dim_name": literal(spread.batch_axis), "auto_shard_dataset": "False"}
    spread_over = call("keras.distribution.ModelParallel", **options)
    return [*lines, _SET, laid_out(call("keras.distribution.set_distribution", spread_over), 0)]
