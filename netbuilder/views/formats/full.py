"""Diagnostics as people read them: the fact, the line with carets, why and what to type; and how many."""

from collections import Counter
from collections.abc import Sequence

from netbuilder.diagnostics import SEVERITIES, Address, Diagnostic, Place, Severity, Span
from netbuilder.diagnostics.language import spoken
from netbuilder.diagnostics.sentence import Sentence, _, in_a_row, joined
from netbuilder.views.formats.columns import cut, printable, shown_line, wrap
from netbuilder.views.formats.excerpt import COLOURED, PLAIN, Mark, Palette, gutter_width, marked_lines
from netbuilder.views.formats.fix_lines import Change, changes

WIDTH = 110
"""Longer lines are trimmed, and longer sentences wrapped."""
ELSEWHERE = "netbuilder check --fix"
"""How fixes are applied, said where `--fix` alone is nothing that can be typed."""


def render(diagnostics: Sequence[Diagnostic], *, colour: bool = False, verbose: bool = False) -> str:
    """All diagnostics, an empty line between them; `verbose` adds how to ignore one on its line."""
    palette = COLOURED if colour else PLAIN
    return "\n\n".join("\n".join(_lines(diagnostic, palette, verbose)) for diagnostic in diagnostics)


def drawn(diagnostic: Diagnostic, width: int = WIDTH) -> list[str]:
    """What is drawn of a diagnostic, without its sentences: the marked lines, and those that its fix changes."""
    drawing = _Drawing(diagnostic, PLAIN, width)
    return [*drawing.excerpt(), *drawing.related(), *drawing.changed()]


def summary(diagnostics: Sequence[Diagnostic], files: int = 1, command: str = "--fix") -> str:
    """`Found 3 errors, 1 warning. 2 fixable with --fix (1 more with --unsafe-fixes).`"""
    if not diagnostics:
        return spoken(_("Nothing found in {files} files.", files=files) if files > 1 else _("Nothing found."))
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    counted = joined(", ", [_times(counts[level], level) for level in SEVERITIES.values() if counts[level]])
    fixable = [diagnostic for diagnostic in diagnostics if diagnostic.edits]
    safe = sum(1 for diagnostic in fixable if diagnostic.safe)
    unsafe = len(fixable) - safe
    text = _("Found {counted}.", counted=counted)
    if safe or unsafe:
        options = command if safe else f"{command} --unsafe-fixes"
        if safe and unsafe:
            more = _(
                "{safe} fixable with {options} ({unsafe} more with --unsafe-fixes).",
                safe=safe,
                options=options,
                unsafe=unsafe,
            )
        else:
            more = _("{count} fixable with {options}.", count=safe or unsafe, options=options)
        text = in_a_row(text, " ", more)
    return spoken(text)


_NOUNS = {
    Severity.ERROR: (_("error"), _("{count} error"), _("{count} errors")),
    Severity.WARN: (_("warning"), _("{count} warning"), _("{count} warnings")),
    Severity.INFO: (_("info"), _("{count} info"), _("{count} info")),
}


def noun(severity: Severity) -> str:
    """A severity in words: error, warning, info."""
    return spoken(_NOUNS[severity][0])


def _times(count: int, severity: Severity) -> str:
    template = str(_NOUNS[severity][1 if count == 1 else 2])
    return Sentence(template, {"count": count})


def fix_of(diagnostic: Diagnostic) -> str:
    """What to do about a finding: in Python where the network was made in Python, else as a file has it."""
    if not isinstance(diagnostic.address, Place):
        return diagnostic.fix
    from netbuilder.views.formats.python_words import python_fix  # no file needs it

    return python_fix(diagnostic)


def _lines(diagnostic: Diagnostic, palette: Palette, verbose: bool = False) -> list[str]:
    severity = diagnostic.severity
    head = f"{palette.of(severity)}{noun(severity)}[{diagnostic.code}]{palette.reset}"
    lines = [f"{head} {palette.bold}{diagnostic.name}: {printable(spoken(diagnostic.message))}{palette.reset}"]
    drawing = _Drawing(diagnostic, palette)
    margin = " " * drawing.gutter
    if diagnostic.address is not None:
        lines.append(f"{margin}{palette.gutter}-->{palette.reset} {where(diagnostic.address)}")
    bar = f"{margin} {palette.gutter}|{palette.reset}"
    excerpt = drawing.excerpt()
    lines += [bar] * bool(excerpt)
    notes = [*drawing.related(), *drawing.note(_("why"), diagnostic.why), *drawing.note(_("fix"), fix_of(diagnostic))]
    if verbose and diagnostic.ignore:
        notes += drawing.note(_("ignore"), _("`{comment}` at the end of the line", comment=diagnostic.ignore))
    parts = [part for part in (excerpt, notes, drawing.changed()) if part]
    for index, part in enumerate(parts):
        lines += [bar, *part] if index else part
    return lines


class _Drawing:
    """The parts of a diagnostic under its headline, all with one gutter for the line numbers."""

    def __init__(self, diagnostic: Diagnostic, palette: Palette, width: int = WIDTH) -> None:
        address = diagnostic.address
        self.diagnostic = diagnostic
        self.palette = palette
        self.width = width
        self.changes = changes(diagnostic)
        self.marks = [
            mark for mark in _marks(diagnostic) if isinstance(address, Span) and mark.span.text is address.text
        ]
        last_lines = (change.line + max(len(change.added) - 1, 0) for change in self.changes)
        self.gutter = gutter_width(self.marks, *last_lines)

    def excerpt(self) -> list[str]:
        """The marked lines of the text; none where there is no text."""
        address = self.diagnostic.address
        if not isinstance(address, Span) or not address.text.string:
            return []
        return marked_lines(self.marks, self.gutter, self.diagnostic.severity, self.palette, self.width)

    def related(self) -> list[str]:
        """Second places that are in no marked line."""
        elsewhere = [
            related
            for related in self.diagnostic.related
            if not any(mark.span == related.address for mark in self.marks)
        ]
        notes = [self.note(_("note"), f"{spoken(related.label)}: {where(related.address)}") for related in elsewhere]
        return [line for note in notes for line in note]

    def note(self, word: str, text: str) -> list[str]:
        """A sentence behind a word; nothing where there is none."""
        if not text:
            return []
        palette, gutter, word = self.palette, self.gutter, spoken(word)
        start = f"{' ' * gutter} {palette.gutter}={palette.reset} {palette.bold}{word}{palette.reset}: "
        indent = " " * (gutter + len(word) + 5)
        first, *rest = wrap(printable(spoken(text)), indent, WIDTH)
        return [start + first, *rest]

    def changed(self) -> list[str]:
        """The lines that the fix takes out and puts in."""
        return [line for change in self.changes for line in _changed_lines(change, self)]


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


def _changed_lines(change: Change, drawing: _Drawing) -> list[str]:
    palette, lines = drawing.palette, []
    for sign, texts, colour in (("-", change.removed, palette.removed), ("+", change.added, palette.added)):
        for at, text in enumerate(texts):
            line, columns = shown_line(text)
            line, _ = cut(line, columns, columns[_first_difference(change, text)], drawing.width)
            number = f"{palette.gutter}{change.line + at:>{drawing.gutter}}{palette.reset}"
            lines.append(f"{number} {colour}{sign} {line}{palette.reset}".rstrip())
    return lines


def _first_difference(change: Change, text: str) -> int:
    """The index in a line from which the fix changes it, so that a trimmed line shows that part."""
    other = (change.added if text in change.removed else change.removed) or [""]
    for index, (char, other_char) in enumerate(zip(text, other[0], strict=False)):
        if char != other_char:
            return index
    return 0
