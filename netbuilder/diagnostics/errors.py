"""The exceptions that callers of netbuilder meet."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from netbuilder.diagnostics.record import html_of, text_of

if TYPE_CHECKING:
    from netbuilder.diagnostics import Diagnostic


class NetbuilderError(Exception):
    """Base of every exception that netbuilder raises on purpose."""


class ConfigError(NetbuilderError):
    """A network that cannot be built; `diagnostics` holds everything there is to say about it."""

    def __init__(self, diagnostics: "Iterable[Diagnostic]") -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return "\n" + text_of(self.diagnostics)

    def _repr_html_(self) -> str | None:
        return html_of(self.diagnostics)


class SettingsError(NetbuilderError, ValueError):
    """Settings of a caller or a project that say something unknown: a rule, a key, a value."""

    def __init__(self, message: str, *, file: str = "", word: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.file = file
        """The file that says it; empty where no file does."""
        self.word = word
        """What of it is wrong, as it is written there."""
        self.line = line
        """Where the file cannot be read, from 1."""


class InstallationError(NetbuilderError, ImportError):
    """What is asked for needs packages that are not installed, too old or broken; `fix` is the line to type."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.args[0]}\n  = fix: {self.fix}"


class ConfigWarning(UserWarning):
    """The category under which `nb.build` and `nb.load` report warnings of a network."""
