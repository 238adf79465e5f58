"""A batch of the caller's own: read from an .npz or .npy file, and checked against the model."""

from typing import Any

from netbuilder.vocabulary.network import BACKEND_LABELS


class NotProbed(ValueError):
    """A model or a batch that cannot be measured, and why."""


def refuse_other_backend(name: str) -> None:
    """Go on only on TensorFlow, and where no backend runs yet.

    Raises:
        NotProbed: the gradients are taken with TensorFlow's own tape.
    """
    if name not in ("", "tensorflow"):
        raise NotProbed(f"a probe measures on TensorFlow, and this is {BACKEND_LABELS.get(name, name)}: {_INSTEAD}")


_INSTEAD = '`--backend tensorflow`, or backend="tensorflow"'


def read_batch(path: str) -> Any:
    """`(x, y)` from an .npz file with arrays of these names, or `x` alone from either kind of file.

    Raises:
        NotProbed: the file holds something else.
        OSError: it cannot be read.
    """
    import numpy as np

    try:
        # No pickles: a data file runs no code.
        data = np.load(path, allow_pickle=False)
        if isinstance(data, np.ndarray):
            return data
        with data:
            names = list(data.files)
            if "x" not in names and len(names) != 1:
                array_names = ", ".join(f"`{name}`" for name in names[:8]) or "nothing"
                raise NotProbed(f"`{path}` has no array `x`, but {array_names}")
            x = data["x" if "x" in names else names[0]]
            return (x, data["y"]) if "y" in names else x
    except (ValueError, EOFError) as error:
        if isinstance(error, NotProbed):
            raise
        raise NotProbed(f"`{path}` is not a plain .npz or .npy file of numbers") from None


def own_batch(model: Any, data: Any, most: int) -> tuple[Any, Any]:
    """The caller's samples and, where there are some, targets.

    Raises:
        NotProbed: the samples do not fit the model's input.
    """
    import numpy as np

    x, y = data if isinstance(data, tuple) and len(data) == 2 else (data, None)
    x = np.asarray(x)
    if x.ndim == 0 or len(x) < 2:
        raise NotProbed("a batch needs at least 2 samples")
    takes_strings = model.inputs[0].dtype == "string"
    if x.dtype.kind in "OSU" and not takes_strings:
        raise NotProbed(f"the model takes numbers, and the samples are {x.dtype}")
    input_shape = tuple(model.inputs[0].shape[1:])
    if x.ndim - 1 != len(input_shape) or not all(map(_is_fitting, input_shape, x.shape[1:])):
        raise NotProbed(f"samples of shape {_shown(x.shape[1:])} do not fit the model's input {_shown(input_shape)}")
    if y is not None and len(y) != len(x):
        raise NotProbed(f"{len(x)} samples and {len(y)} targets")
    if np.issubdtype(x.dtype, np.floating) and not takes_strings:
        x = x.astype("float32")
    return x[:most], None if y is None else np.asarray(y)[:most]


def _is_fitting(expected: int | None, size: int) -> bool:
    return expected in (None, size)


def _shown(shape: tuple[int | None, ...]) -> str:
    return "(" + ", ".join("any" if size is None else str(size) for size in shape) + ")"
