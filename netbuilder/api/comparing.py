"""nb.compare: two networks side by side."""

from collections.abc import Mapping
from typing import Any

from netbuilder.api.arguments import Source, session_of
from netbuilder.comparison import Comparison
from netbuilder.comparison import compare as compare_sessions


def compare(before: Source, after: Source, *, custom_objects: Mapping[str, Any] | None = None) -> Comparison:
    """What differs between two networks: layers, shapes, parameters, initializers, compile and findings.

    Args:
        before, after: A path, the text of a config file (anything with a line break in it), a saved model, or a
            network.
        custom_objects: Classes and functions of your own that the networks use, by name.

    Returns:
        The comparison: `.is_equal`, `.layers` aligned as a diff aligns lines, and the rest of what differs. It shows
        as text in a terminal and in colours in a notebook.

    Raises:
        OSError: a file cannot be read.
    """
    sessions = (session_of(source, custom_objects=custom_objects) for source in (before, after))
    return compare_sessions(*sessions)
