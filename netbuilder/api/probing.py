"""nb.probe: whether signal and gradient flow, measured before training."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from netbuilder.api.arguments import Settings, Source, session_of
from netbuilder.pipeline.measuring import measured
from netbuilder.propagation.records import Probe

if TYPE_CHECKING:
    import keras
    from numpy.typing import ArrayLike


def probe(
    source: "Source | keras.Sequential",
    data: "ArrayLike | tuple[ArrayLike, ArrayLike] | None" = None,
    *,
    fit_one_batch: bool = False,
    progress: Callable[[int], None] | None = None,
    overrides: Mapping[str, Any] | None = None,
    custom_objects: Mapping[str, Any] | None = None,
    device: str | None = None,
    backend: str | None = None,
    keras: str | None = None,
    settings: Settings | None = None,
) -> Probe:
    """Measure one forward and one backward pass of a network at initialization.

    Args:
        source: A path, the text of a config file (anything with a line break in it), a network, or a built
            `keras.Sequential`, which is left as it was, byte for byte.
        data: A batch to use instead of synthetic samples: `x`, or `(x, y)`, with at least 2 samples.
        fit_one_batch: Also train a copy on one batch for 200 steps.
        progress: Called with the number of every step of that.
        overrides: Values to put in their place before it is read: `{"layers.0.Dense.units": 64}`.
        custom_objects: Classes and functions of your own that the network uses, by name.
        device: `cpu`, `gpu`, `gpu:1` or `auto`, in place of what the network says.
        backend: `tensorflow`, `jax` or `torch`, in place of what the network says.
        keras: The release of Keras that it is for, as `"3.8"`, in place of what the network says.
        settings: What `[tool.netbuilder]` may say, or the path of a pyproject.toml that says it.

    Returns:
        The measurement with its verdict: healthy, flawed, borderline, vanishing, severe, exploding, dead or symmetric.

    Raises:
        ConfigError: the network has errors, or this machine cannot build it.
        ValueError: the model is not built, takes strings, or is not compiled where it must be; or a setting that
            does not exist.
        TypeError: `overrides`, `custom_objects`, `device`, `backend`, `keras` or `settings` beside a built model.
        OSError: the file cannot be read.
    """
    if hasattr(source, "layers") and hasattr(source, "predict"):
        if overrides or custom_objects or any(each is not None for each in (device, backend, keras, settings)):
            words = "overrides, custom_objects, device, backend, keras and settings"
            raise TypeError(f"{words} go with a network, and this is a model")
        return measured(source, data=data, fit_one_batch=fit_one_batch, progress=progress)
    session = session_of(
        source,
        overrides=overrides,
        custom_objects=custom_objects,
        device=device,
        backend=backend,
        keras=keras,
        settings=settings,
    )
    return session.probe(data, fit_one_batch=fit_one_batch, progress=progress)
