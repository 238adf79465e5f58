"""nb.build: an ordinary Keras model, its warnings told at the caller's line."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from netbuilder.api.arguments import Settings, Source, session_of
from netbuilder.api.warning import warn_of

if TYPE_CHECKING:
    import keras


def build(
    source: Source,
    *,
    overrides: Mapping[str, Any] | None = None,
    custom_objects: Mapping[str, Any] | None = None,
    device: str | None = None,
    backend: str | None = None,
    keras: str | None = None,
    opens_in: str | None = None,
    strict: bool = False,
    settings: Settings | None = None,
) -> "keras.Sequential":
    """An ordinary `keras.Sequential`, compiled if the network says how.

    Args:
        source: A path, the text of a config file (anything with a line break in it), or a network.
        overrides: Values to put in their place before it is read: `{"layers.0.Dense.units": 64}`.
        custom_objects: Classes and functions of your own that the network uses, by name.
        device: `cpu`, `gpu`, `gpu:1` or `auto`, in place of what the network says.
        backend: `tensorflow`, `jax` or `torch`, in place of what the network says.
        keras: The release of Keras that it is for, as `"3.8"`, in place of what the network says.
        opens_in: An older release of Keras that is to open the model's file, as `"3.8"`; give it to `save` too.
        strict: Whether warnings stop the build, as errors do; else `settings` may say so.
        settings: What `[tool.netbuilder]` may say, or the path of a pyproject.toml that says it.

    Raises:
        ConfigError: the network has errors, or this machine cannot build it.
        ValueError: a setting that does not exist.
        OSError: the file cannot be read.
    """
    session = session_of(
        source,
        overrides=overrides,
        custom_objects=custom_objects,
        device=device,
        backend=backend,
        keras=keras,
        opens_in=opens_in,
        strict=strict or None,
        settings=settings,
    )
    built = session.built
    warn_of(session.report, built.diagnostics, session.options.is_strict)
    return built.model
