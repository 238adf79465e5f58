"""nb.compare and nb.grid: networks side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from netbuilder.api.arguments import Source, session_of
from netbuilder.comparison import Comparison
from netbuilder.comparison import compare as compare_sessions
from netbuilder.convert.network_yaml import overrides_as_text, to_yaml
from netbuilder.variants import Axis, Grid, probed
from netbuilder.variants import grid as grid_of
from netbuilder.vocabulary.network import Network


def compare(
    before: Source,
    after: Source,
    *,
    custom_objects: Mapping[str, Any] | None = None,
    keras: str | None = None,
) -> Comparison:
    """What differs between two networks: layers, shapes, parameters, initializers, compile and findings.

    Args:
        before, after: A path, the text of a config file (anything with a line break in it), a saved model, or a
            network.
        custom_objects: Classes and functions of your own that the networks use, by name.
        keras: The release of Keras that both are for, as `"3.8"`, in place of what they say.

    Returns:
        The comparison: `.is_equal`, `.layers` aligned as a diff aligns lines, and the rest of what differs. It shows
        as text in a terminal and in colours in a notebook.

    Raises:
        OSError: a file cannot be read.
        ValueError: Keras 3 has no such release.
    """
    sessions = (session_of(source, custom_objects=custom_objects, keras=keras) for source in (before, after))
    return compare_sessions(*sessions)


def grid(
    source: Source,
    axes: Mapping[str, Sequence[Any]],
    *,
    custom_objects: Mapping[str, Any] | None = None,
    keras: str | None = None,
    probe: bool = False,
) -> Grid:
    """Every combination of some values of a network, each checked without TensorFlow.

    Args:
        source: A path, the text of a config file (anything with a line break in it), or a network.
        axes: Values by path: `{"layers.0.Dense.units": [32, 64], "compile.optimizer.Adam.learning_rate": [1e-3]}`.
        custom_objects: Classes and functions of your own that the network uses, by name.
        keras: The release of Keras that it is for, as `"3.8"`, in place of what it says.
        probe: Build and measure the variants too, in processes on all cores; not with custom objects.

    Returns:
        The variants, the last axis changing fastest, each with its parameters, memory, findings and text. It shows as
        a table.

    Raises:
        OSError: the file cannot be read.
        TypeError: the axes are no lists of values by path.
        ValueError: custom objects are to be measured in other processes, which do not have them; or Keras 3 has no
            such release.
    """
    if probe and custom_objects:
        raise ValueError("probe=True measures in other processes, which do not have the custom_objects")
    if not isinstance(axes, Mapping):
        raise TypeError('axes are values by path, as {"layers.0.Dense.units": [32, 64]}')
    for path, values in axes.items():
        if not isinstance(path, str) or isinstance(values, str | bytes) or not _is_iterable(values):
            raise TypeError(f"axes are lists of values by path; at {str(path)[:80]!r} there is none")
    if isinstance(source, Network):
        source = to_yaml(source)
    session = session_of(source, custom_objects=custom_objects, keras=keras)
    texts = tuple(
        Axis(path, tuple(text.partition("=")[2] for value in values for text in overrides_as_text({path: value})))
        for path, values in axes.items()
    )
    variants = grid_of(session.data, session.name, texts, session.options)
    return probed(variants) if probe else variants


def _is_iterable(values: object) -> bool:
    """Whether values can be gone through; an array of no axes says so and cannot."""
    try:
        iter(values)  # type: ignore[call-overload]
    except TypeError:
        return False
    return True
