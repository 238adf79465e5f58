"""How text comes out on a terminal: what is safe to print, and how many columns it takes."""

from collections.abc import Container, Sequence

TAB = 4
"""A tab in a config file is shown as this many spaces."""


def printable(text: str) -> str:
    """The text with whatever a terminal would obey or hide written as an escape: `\\x1b`, `\\u202e`."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def shown_line(line: str) -> tuple[str, list[int]]:
    """A line as it is printed, and the column at which each of its characters starts, its end included."""
    if line.isascii() and line.isprintable():
        return line, list(range(len(line) + 1))
    printable = []
    starts = []
    column = 0
    for char in line:
        starts.append(column)
        if char == "\t":
            char = " " * (TAB - column % TAB)
        elif not char.isprintable():
            char = char.encode("unicode_escape").decode()
        printable.append(char)
        column += width(char)
    return "".join(printable), [*starts, column]


def width(text: str) -> int:
    """How many columns a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # loads 1 MB of tables

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def cut(line: str, columns: list[int], first: int, limit: int) -> tuple[str, int]:
    """A part of a shown line of at most `limit` columns in which column `first` is well visible, and what it starts at.

    `columns` says where the characters of the original start; what is left out is marked by `...`.
    """
    total = columns[-1]
    if total <= limit:
        return line, 0
    start = 0 if first < limit - 20 else min(first - 20, total - limit)
    end = min(start + limit, total)
    part = _between(line, start, end)
    if start:
        part = "..." + _between(part, 3, limit)
    if end < total:
        part = _between(part, 0, limit - 3) + "..."
    return part, start


def _between(line: str, start: int, end: int) -> str:
    """The characters that stand between two columns; a wide one that is cut through becomes a space."""
    if line.isascii():
        return line[start:end]
    part: list[str] = []
    column = 0
    for char in line:
        after = column + width(char)
        if start <= column and after <= end and (after > column or part):
            part.append(char)
        elif column < end and after > start and after > column:
            part.append(" ")
        column = after
    return "".join(part)


def wrap(text: str, indent: str, limit: int) -> list[str]:
    """A sentence as lines; what stands in backticks stays in one piece. Later lines begin with `indent`."""
    lines = [""]
    for piece in _pieces(text):
        room = limit - (len(indent) if len(lines) > 1 else 0)
        if lines[-1] and width(lines[-1]) + 1 + width(piece) > room:
            lines.append(piece)
        else:
            lines[-1] = f"{lines[-1]} {piece}" if lines[-1] else piece
    return [lines[0], *(indent + line for line in lines[1:])]


def _pieces(text: str) -> list[str]:
    """The words of a text, with the words of a quotation in backticks as one."""
    pieces: list[str] = []
    for word in text.split():
        if pieces and pieces[-1].count("`") % 2:
            pieces[-1] += " " + word
        else:
            pieces.append(word)
    return pieces


GAP = "  "


def aligned(
    lines: Sequence[Sequence[str]], right: Container[int] = (), limit: int = 0, least: Sequence[int] = ()
) -> list[str]:
    """The cells of a table as lines, the first of them its head, with a rule below it.

    Args:
        right: The columns that stand at the right, as numbers do.
        limit: The widest a line may be; the widest columns give way first, down to their `least` widths.
    """
    cells = [[printable(cell) for cell in line] for line in lines]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    while limit and sum(widths) + len(GAP) * (len(widths) - 1) > limit:
        widest = max(range(len(widths)), key=lambda column: widths[column] - least[column])
        if widths[widest] <= least[widest]:
            break
        widths[widest] -= 1
    text = [
        GAP.join(_cell(*pair, at in right) for at, pair in enumerate(zip(line, widths, strict=True))) for line in cells
    ]
    return [text[0].rstrip(), GAP.join("-" * size for size in widths), *(line.rstrip() for line in text[1:])]


def _cell(text: str, size: int, is_right: bool) -> str:
    if width(text) > size:
        while width(text) > size - 3:
            text = text[:-1]
        text += "..."
    gap = " " * (size - width(text))
    return gap + text if is_right else text + gap
