"""Keras without what it has for others: drawing, wrappers for scikit-learn, data frames.

Keras imports these where they are installed, which is a quarter of its start, and does without them where they are not.
A command builds and saves and needs none; a caller's process keeps them all.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

OPTIONAL = ("matplotlib", "pandas", "sklearn")


@contextmanager
def without_optional() -> Iterator[None]:
    """Inside, what Keras can do without counts as not installed; afterwards everything is as before."""
    modules = cast("dict[str, Any]", sys.modules)
    hidden = [name for name in OPTIONAL if name not in modules]
    for name in hidden:
        modules[name] = None  # `import` then says that there is none
    try:
        yield
    finally:
        for name in hidden:
            if modules.get(name, name) is None:
                del modules[name]
