"""Diagnostics as people read them: the fact, the line with carets, why, what to type, and what the fix changes."""

from collections.abc import Sequence

from netbuilder.diagnostics import Address, Diagnostic, Place, Severity, Span
from netbuilder.views.formats.colours import COLOURED, PLAIN, Palette
from netbuilder.views.formats.columns import cut, printable, shown_line, wrap
from netbuilder.views.formats.excerpt import Mark, excerpt, gutter_width
from netbuilder.views.formats.fix_lines import Change, changes

WIDTH = 110
"""Longer lines are trimmed, and longer sentences wrapped."""

_WORDS = {Severity.ERROR: "error", Severity.WARN: "warning", Severity.INFO: "info", Severity.OFF: "info"}


def render(diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
    """All diagnostics, an empty line between them."""
    palette = COLOURED if colour else PLAIN
    return "\n\n".join("\n".join(_one(diagnostic, palette)) for diagnostic in diagnostics)


def _one(diagnostic: Diagnostic, palette: Palette) -> list[str]:
    severity, address = diagnostic.severity, diagnostic.address
    head = f"{palette.of(severity)}{_WORDS[severity]}[{diagnostic.code}]{palette.reset}"
    lines = [f"{head} {palette.bold}{diagnostic.name}: {printable(diagnostic.message)}{palette.reset}"]
    changed = changes(diagnostic)
    own = [mark for mark in _marks(diagnostic) if isinstance(address, Span) and mark.span.text is address.text]
    gutter = gutter_width(own, *(change.line + max(len(change.added) - 1, 0) for change in changed))
    if address is not None:
        lines.append(f"{' ' * gutter}{palette.gutter}-->{palette.reset} {where(address)}")
    bar = f"{' ' * gutter} {palette.gutter}|{palette.reset}"
    parts = []
    if isinstance(address, Span) and address.text.string:
        lines.append(bar)
        parts.append(excerpt(own, gutter, severity, palette, WIDTH))
    notes = []
    for related in diagnostic.related:
        if not any(mark.span == related.address for mark in own):
            notes += _note(gutter, "note", f"{related.label}: {where(related.address)}", palette)
    notes += _note(gutter, "why", diagnostic.why, palette) + _note(gutter, "fix", diagnostic.fix, palette)
    parts += [notes, [line for change in changed for line in _changed_lines(change, gutter, palette)]]
    for at, part in enumerate(one for one in parts if one):
        lines += [bar, *part] if at else part
    return lines


def where(address: Address) -> str:
    """An address in words: `digits.yaml:11:35`, or `layers[4].Dropout.rate` in Python."""
    if isinstance(address, Place):
        return printable(address.path)
    if not is_file(address):
        return printable(address.text.name)
    return f"{printable(address.text.name)}:{address.line}:{address.column}"


def is_file(span: Span) -> bool:
    """Whether a span stands in a file or in standard input, and not in an option of the command line."""
    return span.text.name != span.text.string


def _marks(diagnostic: Diagnostic) -> list[Mark]:
    marks = []
    if isinstance(diagnostic.address, Span):
        marks.append(Mark(diagnostic.address, diagnostic.label, True))
    for address, label in diagnostic.related:
        if isinstance(address, Span):
            marks.append(Mark(address, label, False))
    return marks


def _note(gutter: int, word: str, text: str, palette: Palette) -> list[str]:
    if not text:
        return []
    start = f"{' ' * gutter} {palette.gutter}={palette.reset} {palette.bold}{word}{palette.reset}: "
    indent = " " * (gutter + len(word) + 5)
    first, *rest = wrap(printable(text), indent, WIDTH)
    return [start + first, *rest]


def _changed_lines(change: Change, gutter: int, palette: Palette) -> list[str]:
    lines = []
    for sign, texts, colour in (("-", change.removed, palette.removed), ("+", change.added, palette.added)):
        for at, text in enumerate(texts):
            shown, columns = shown_line(text)
            shown, _ = cut(shown, columns, columns[_first_difference(change, text)], WIDTH)
            number = f"{palette.gutter}{change.line + at:>{gutter}}{palette.reset}"
            lines.append(f"{number} {colour}{sign} {shown}{palette.reset}".rstrip())
    return lines


def _first_difference(change: Change, text: str) -> int:
    """The index in a line from which the fix changes it, so that a trimmed line shows that part."""
    other = (change.added if text in change.removed else change.removed) or [""]
    for at, (one, two) in enumerate(zip(text, other[0], strict=False)):
        if one != two:
            return at
    return 0
