"""Overrides: `layers.2.Dense.units=128` put into a document before it is parsed.

`layers.+2=Flatten` puts a layer in, `layers.2=null` takes one out.

What is wrong with an override points into its own text.
"""

from collections.abc import Iterable

from netbuilder.diagnostics import Diagnostic, Text, advice
from netbuilder.diagnostics.sentence import _
from netbuilder.parse.overrides.path import PathError, Segment, resolve, segments
from netbuilder.source import Document
from netbuilder.source.override import remove, replace
from netbuilder.suggest.phrases import error
from netbuilder.vocabulary.base.releases import is_release

NOTHING = ("", "null", "~")
"""Values that take an item out of a list: none could be left in its place."""


def apply_overrides(document: Document, overrides: Iterable[str]) -> list[Diagnostic]:
    """Put every `path=value` into the document, in order; returns what is wrong with the paths.

    The values are checked later with everything else: one that is no YAML is among the document's own problems.
    """
    diagnostics = []
    for override in map(as_text, overrides):
        try:
            _apply(document, override)
        except PathError as wrong:
            address = Text(override, override).span(wrong.start, wrong.end)
            diagnostics.append(error("unknown-option", wrong.message, address, advice(wrong.fix)))
    return diagnostics


def as_text(override: str) -> str:
    """The same with a release of Keras in quotes, which `keras=3.10` needs only in a file."""
    path, _, value = override.partition("=")
    if path.strip() != "keras" or value.strip() == "3.1" or not is_release(value.strip()):
        return override  # 3.1 may be what is left of a number 3.10
    return f'{path}="{value.strip()}"'


def parted(override: str) -> tuple[list[Segment], str]:
    """The steps of an override's path, and its value as text; raises PathError where it is none."""
    path, equals, value = override.partition("=")
    typed = segments(path)
    if not equals or not typed:
        raise PathError(0, len(override), _("an override is written `path=value`"), "`layers.0.Dense.units=64`")
    return typed, value


def _apply(document: Document, override: str) -> None:
    typed, value = parted(override)
    if not isinstance(document.value, dict):
        return  # what is wrong with the text says it all
    place = resolve(document.value, typed)
    if place.is_entry and not place.is_new and value.strip() in NOTHING:
        changed = remove(document, place.path)
    else:
        changed = document if place.cleared is None else replace(document, place.cleared, "null", override)
        changed = replace(changed, place.path, value, override, is_new=place.is_new)
    document.root, document.problems = changed.root, changed.problems
