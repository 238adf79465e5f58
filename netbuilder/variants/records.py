"""A grid of variants, as records: how it looks is the business of `views`."""

from typing import NamedTuple

from netbuilder.diagnostics import Diagnostic, Severity
from netbuilder.diagnostics.record import html_of, text_of
from netbuilder.vocabulary.network import Network


class Axis(NamedTuple):
    """One value of a network that varies."""

    path: str
    """As in `--set`: `layers.0.Dense.units`."""
    values: tuple[str, ...]
    """YAML texts."""


class Variant(NamedTuple):
    """One combination of values."""

    overrides: tuple[str, ...]
    """`path=value`, one an axis."""
    values: tuple[str, ...]
    parameters: int | None
    """None where the network has errors before they can be counted."""
    memory: int | None
    """Bytes of the weights with the optimizer's copies."""
    diagnostics: tuple[Diagnostic, ...]
    network: Network | None
    """The network itself; None where it cannot be read."""
    base: str
    """The text that the values were put into."""
    verdict: str = ""
    """What a probe has measured: `healthy`, `vanishing`; empty where nothing was."""

    @property
    def text(self) -> str:
        """Its config, with the comments of the base where its values can be written into that.

        Empty where it cannot be read.
        """
        if self.network is None:
            return ""
        from netbuilder.convert.network_yaml import to_yaml
        from netbuilder.parse import parse
        from netbuilder.parse.overrides.edited import edited
        from netbuilder.source import read

        text = edited(self.base, self.overrides)
        if text is not None and parse(read(text, "")).network == self.network:
            return text
        return to_yaml(self.network)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What stops its build."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.severity is Severity.ERROR)


class Grid(NamedTuple):
    """Every combination of the values of some axes."""

    name: str
    axes: tuple[Axis, ...]
    variants: tuple[Variant, ...]
    is_probed: bool = False
    """Whether they have been measured, too."""

    def __str__(self) -> str:
        return text_of(self)

    def __repr__(self) -> str:
        return text_of(self)

    def _repr_html_(self) -> str | None:
        return html_of(self)
