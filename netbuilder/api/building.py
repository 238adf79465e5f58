"""nb.build: an ordinary Keras model, its warnings told at the caller's line."""

import sys
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from netbuilder.api.arguments import Settings, Source, session_of
from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.errors import ConfigError, ConfigWarning
from netbuilder.diagnostics.record import text_of
from netbuilder.lint.result import stops_a_build

if TYPE_CHECKING:
    import keras


def build(
    source: Source,
    *,
    overrides: Mapping[str, Any] | None = None,
    custom_objects: Mapping[str, Any] | None = None,
    device: str | None = None,
    backend: str | None = None,
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
        opens_in=opens_in,
        strict=strict or None,
        settings=settings,
    )
    built = session.built
    diagnostics = (*session.report.warnings, *built.diagnostics)
    diagnostics = tuple(diagnostic for diagnostic in diagnostics if diagnostic.severity >= Severity.WARN)
    if stops_a_build(built.diagnostics, session.options.is_strict):
        raise ConfigError(diagnostics)
    for diagnostic in diagnostics:
        _warn(diagnostic)
    return built.model


def _warn(diagnostic: Diagnostic) -> None:
    """Tell a finding as a Python warning, at the line that called netbuilder."""
    warnings.warn("\n" + text_of((diagnostic,)), ConfigWarning, stacklevel=_callers_level())


def _callers_level() -> int:
    """How far up the stack the line stands that called netbuilder, as `warnings.warn` counts."""
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "netbuilder":
        frame, level = frame.f_back, level + 1
    return level
