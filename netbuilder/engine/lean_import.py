"""Keras without what it has for others: drawing, wrappers for scikit-learn, data frames, another backend.

Keras imports these where they are installed, which is a quarter of its start, and does without them where they are not.
A command builds and saves and needs none; a caller's process keeps them all.
"""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, cast

OPTIONAL = ("matplotlib", "pandas", "sklearn")


def without_optional() -> AbstractContextManager[None]:
    """Inside, what Keras can do without counts as not installed; afterwards everything is as before."""
    return hidden(*OPTIONAL)


def without_tensorflow(backend: str) -> AbstractContextManager[None]:
    """The same for TensorFlow, which Keras imports to save a model on another backend, and can do without."""
    return hidden(*(() if backend == "tensorflow" else ("tensorflow",)))


@contextmanager
def hidden(*names: str) -> Iterator[None]:
    """Inside, these packages count as not installed, but for those that are imported already."""
    modules = cast("dict[str, Any]", sys.modules)
    absent = [name for name in names if name not in modules]
    for name in absent:
        modules[name] = None  # `import` then says that there is none
    try:
        yield
    finally:
        for name in absent:
            if modules.get(name, name) is None:
                del modules[name]
