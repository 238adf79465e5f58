"""A batch of the caller's own, read from an .npz or .npy file."""

from typing import Any

from netbuilder.engine.probe.not_probed import NotProbed


def read_batch(path: str) -> Any:
    """`(x, y)` from an .npz file with arrays of these names, or `x` alone from either kind of file.

    Raises:
        NotProbed: the file holds something else.
        OSError: it cannot be read.
    """
    import numpy as np

    try:
        # No pickles: a data file runs no code.
        held = np.load(path, allow_pickle=False)
        if isinstance(held, np.ndarray):
            return held
        with held:
            names = list(held.files)
            if "x" not in names and len(names) != 1:
                shown = ", ".join(f"`{name}`" for name in names[:8]) or "nothing"
                raise NotProbed(f"`{path}` has no array `x`, but {shown}")
            x = held["x" if "x" in names else names[0]]
            return (x, held["y"]) if "y" in names else x
    except (ValueError, EOFError) as error:
        if isinstance(error, NotProbed):
            raise
        raise NotProbed(f"`{path}` is not a plain .npz or .npy file of numbers") from None
