"""What a caller says about a network beside the network itself: one record for all steps of the way."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from netbuilder.diagnostics import Severity
from netbuilder.lint.project import NO_PROJECT, Project


class Options(NamedTuple):
    """The options of a session; what is left out changes nothing."""

    overrides: tuple[str, ...] = ()
    """Values put into the text before it is read: `layers.0.Dense.units=64`."""
    device: str | None = None
    """`cpu`, `gpu`, `gpu:1` or `auto`, in place of what the network says."""
    backend: str | None = None
    """`tensorflow`, `jax` or `torch`, in place of what the network says."""
    keras: str | None = None
    """The release of Keras that the network is for, in place of what it says."""
    opens_in: str | None = None
    """The release of Keras that is to open the model's file: the network is for that one then."""
    select: tuple[str, ...] = ()
    """Codes, beginnings of codes and names of rules: if there are any, only their findings are kept."""
    ignore: tuple[str, ...] = ()
    """The same for findings that are not kept."""
    project: Project = NO_PROJECT
    """What holds where the caller says nothing."""
    strict: bool | None = None
    """Whether warnings count as errors; None: what the project says."""
    least: Severity = Severity.INFO
    """What is less bad than this nobody will see, and need not be found."""
    custom_objects: Mapping[str, Any] | None = None
    """The caller's own classes and functions by name. None: those of the scope that is open."""

    @property
    def runtime(self) -> tuple[tuple[str, str], ...]:
        """What takes the place of what `runtime` says, by option."""
        asked = (("device", self.device), ("backend", self.backend))
        return tuple((option, value) for option, value in asked if value is not None)

    @property
    def is_strict(self) -> bool:
        """Whether warnings count as errors."""
        return self.project.strict if self.strict is None else self.strict
