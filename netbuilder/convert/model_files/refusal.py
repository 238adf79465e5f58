"""What a model file is refused for: one exception, with the fact in words and its kind for programs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple

from netbuilder.diagnostics import Diagnostic, Severity, Span, Text
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.record import fit
from netbuilder.diagnostics.sentence import _, in_a_row, joined
from netbuilder.diagnostics.suggestion import advice

Kind = Literal[
    "unreadable",
    "no-topology",
    "unknown-input",
    "multi-input",
    "multi-output",
    "branching",
    "lambda",
    "custom-layer",
    "removed-layer",
    "not-buildable",
    "subclassed",
    "over-limit",
    "weights-differ",
]
"""Why a file cannot be written as a network."""


Asker = Literal["import", "python", "other"]
"""Who wants the model: the command `import`, `nb.from_file`, or whatever else takes a model file and no options."""


class Ask(NamedTuple):
    """An option that answers what a file leaves open."""

    name: str
    """As `nb.from_file` calls it, which has all of them but `force`."""
    value: object
    rest: str = ""
    """What follows the option in the sentence."""

    def text(self, asker: Asker) -> str:
        """What to type, in the words of whoever asks."""
        if asker == "python" and self.name != "force":
            return in_a_row(f"`nb.from_file(..., {self.name}={self.value!r})`", self.rest)
        value = ",".join(map(str, self.value)) if isinstance(self.value, tuple) else self.value
        flag = f"--{self.name.replace('_', '-')}" + ("" if value is True else f" {value}")
        return in_a_row(f"`{flag}`" if asker == "import" else f"`netbuilder import ... {flag}`", self.rest)


class Refused(Exception):
    """A model file that cannot be written as a network."""

    def __init__(self, kind: Kind, message: str, why: str = "", fix: "str | Ask" = "") -> None:
        super().__init__(message)
        self.kind: Kind = kind
        self.message = message
        self.why = why
        self.fix = fix

    def diagnostic(self, name: str, asker: Asker = "other") -> Diagnostic:
        """The finding about the file of that name."""
        span = Span(Text(name, ""), 1, 1, 1, 1, 0, 0)
        message = fit(self.message)
        suggestion = advice(self.fix.text(asker) if isinstance(self.fix, Ask) else self.fix)
        return Diagnostic("NB020", "not-imported", Severity.ERROR, message, span, why=self.why, suggestion=suggestion)


def together(refused: Sequence[tuple[str, Refused]], layer_count: int) -> Refused:
    """One refusal for all layers of a chain that cannot be written, with the others' names and how many are left."""
    first = refused[0][1]
    others = [layer for layer, _ in refused[1:]]
    left = layer_count - len(refused)
    why = (
        first.why,
        _("{listed} cannot be written either", listed=listed(others)) if others else "",
        _("the other {left} layers are understood", left=left)
        if left > 1
        else _("the other layer is understood")
        if left
        else "",
    )
    return Refused(first.kind, first.message, joined("; ", [text for text in why if text]), first.fix)


def listed(names: Sequence[str]) -> str:
    """The first three names, and how many more there are."""
    return joined(", ", names[:3]) + (_(" and {count} more", count=len(names) - 3) if len(names) > 3 else "")


@contextmanager
def as_config_error(name: str, asker: Asker) -> Iterator[None]:
    """Say a refusal as the finding about the file of that name.

    Raises:
        ConfigError: in place of `Refused`.
    """
    try:
        yield
    except Refused as refusal:
        raise ConfigError([refusal.diagnostic(name, asker)]) from None
