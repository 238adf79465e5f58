"""Put options such as `compile.optimizer=sgd` into a document; what is wrong with one points into its own text."""

from collections.abc import Iterable

from netbuilder.diagnostics import Diagnostic, Text
from netbuilder.parse.overrides.way import Wrong, pieces, way_to
from netbuilder.source import Document, replace
from netbuilder.source.positions import Source
from netbuilder.suggest.phrases import error


def apply_overrides(document: Document, overrides: Iterable[str]) -> list[Diagnostic]:
    """Put every `path=value` into the document, in order; returns what is wrong with the paths.

    The values are checked later with everything else: one that is no YAML is among the document's own problems.
    """
    found = []
    for override in overrides:
        try:
            _apply(document, override)
        except Wrong as wrong:
            address = Source(Text(override, override)).span(wrong.start, wrong.end)
            found.append(error("unknown-option", str(wrong), address, fix=wrong.fix))
    return found


def _apply(document: Document, override: str) -> None:
    path, equals, value = override.partition("=")
    steps = pieces(path)
    if not equals or not steps:
        raise Wrong(0, len(override), "an override is written `path=value`", "`layers.0.Dense.units=64`")
    if document.root is None:
        return  # what is wrong with the text says it all
    way = way_to(document.value, steps)
    changed = document
    if way.replaced is not None:
        changed = replace(changed, way.replaced, "null", override)
    changed = replace(changed, way.path, value, override)
    document.root, document.problems = changed.root, changed.problems
