"""A comparison for people: changed layers with two equal ones around them, then what differs of the whole."""

from collections.abc import Iterator, Sequence

from netbuilder.comparison.records import Change, Comparison, LayerPair, LayerState
from netbuilder.diagnostics.language import spoken
from netbuilder.views.formats.columns import printable
from netbuilder.views.tables.rows import shape_text

_AROUND = 2
_LEFT_OUT = "left out"
_NOBODY = "nobody"
_SIGNS = {"equal": " ", "changed": "~", "added": "+", "removed": "-"}
_COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "~": "\x1b[33m", "": "\x1b[1m"}


def render(comparison: Comparison, *, colour: bool = False) -> str:
    """The comparison as text; one line where both are the same network."""
    if comparison.is_equal:
        return printable(
            f"{comparison.before_name} and {comparison.after_name} are the same network{_sums(comparison)}"
        )
    lines = [f"{comparison.before_name} -> {comparison.after_name}", ""]
    lines += layer_lines(comparison.layers)
    rest = list(_rest(comparison))
    if rest:
        lines += ["", *rest]
    lines = [printable(line) for line in lines]
    if not colour:
        return "\n".join(lines)
    return "\n".join(_coloured(line, number) for number, line in enumerate(lines))


def _sums(comparison: Comparison) -> str:
    sums = {total.what: total.before for total in comparison.totals}
    return ": " + ", ".join(
        f"{sums[what]} {what[: -1 if sums[what] == '1' else None]}" for what in ("layers", "parameters")
    )


def layer_lines(layers: Sequence[LayerPair]) -> list[str]:
    """One line a layer, equal ones far from every change counted only."""
    is_told = [pair.kind != "equal" or pair.is_moved_in_shape for pair in layers]
    is_near = [any(is_told[max(0, at - _AROUND) : at + _AROUND + 1]) for at in range(len(layers))]
    called = [_called(layer) for pair, near in zip(layers, is_near, strict=True) if near for layer in _of(pair)]
    width = max(map(len, called), default=0)
    lines: list[str] = []
    skipped = 0
    for pair, near in zip(layers, is_near, strict=True):
        if not near:
            skipped += 1
            continue
        if skipped:
            lines.append(_skipped(skipped))
            skipped = 0
        lines += _pair(pair, width)
    if skipped:
        lines.append(_skipped(skipped))
    return lines


def _skipped(count: int) -> str:
    return f"      ... {count} equal layer{'s' if count > 1 else ''}"


def _of(pair: LayerPair) -> list[LayerState]:
    """The layer to show of a pair: the second network's, if it has one."""
    return [layer for layer in (pair.after or pair.before,) if layer is not None]


def _pair(pair: LayerPair, width: int) -> Iterator[str]:
    [layer] = _of(pair)
    sign = "~" if pair.is_moved_in_shape else _SIGNS[pair.kind]
    before, after = pair.before, pair.after
    size = _size(layer)
    if before is not None and after is not None:
        shapes = dict.fromkeys((shape_text(before.output), shape_text(after.output)))
        size = f"{' -> '.join(shapes)}  "
        size += f"{_count(before)} -> {_count(after)}" if before.parameters != after.parameters else _count(after)
    yield f"{sign} {layer.index:>4}  {_called(layer):<{width}}  {size}".rstrip()
    for change in pair.changes:
        yield f"~         {_change(change)}"


def _called(layer: LayerState) -> str:
    options = dict(layer.options)
    if layer.name:
        options["name"] = layer.name
    if not options:
        return layer.class_name
    text = f"{layer.class_name}: {{{', '.join(f'{key}: {value}' for key, value in options.items())}}}"
    return text if len(text) <= 72 else f"{text[:68]}...}}"


def _size(layer: LayerState) -> str:
    return f"{shape_text(layer.output)}  {_count(layer)}"


def _count(layer: LayerState) -> str:
    if layer.parameters is None:
        return "?"
    return f"{layer.parameters:,} parameter{'s' if layer.parameters != 1 else ''}" if layer.parameters else ""


def _change(change: Change) -> str:
    return f"{change.what}: {change.before or _LEFT_OUT} -> {change.after or _LEFT_OUT}"


def _rest(comparison: Comparison) -> Iterator[str]:
    for change in comparison.settings:
        yield f"~ {_change(change)}"
    for total in comparison.totals:
        if total.before != total.after:
            yield f"~ {_change(total)}"
    for change in comparison.choosers:
        yield f"  {change.what} chosen by {change.before or _NOBODY} -> {change.after or _NOBODY}"
    for finding in comparison.gone:
        yield f"- {finding.code} {finding.name}: {spoken(finding.message)}"
    for finding in comparison.appeared:
        yield f"+ {finding.code} {finding.name}: {spoken(finding.message)}"


def _coloured(line: str, number: int) -> str:
    colour = _COLOURS.get(line[:1] if number else "", "")
    return f"{colour}{line}\x1b[0m" if colour and line else line
