"""A probe as plain text: the verdict, and a bar for every layer."""

from netbuilder.propagation.facts import headline, loss_fact, one_batch_fact, power, ratio_facts
from netbuilder.propagation.records import LayerSignal, Probe
from netbuilder.propagation.verdict import hidden

_WIDTH = 25
_NAME = 44
_MOST_ROWS = 60
_LOWEST, _HIGHEST = -8.0, 4.0
"""Where bars begin and end, as powers of 10."""


def plain(probe: Probe) -> str:
    """The probe for a terminal, at most 100 columns wide."""
    fact = one_batch_fact(probe)
    foot = [] if fact is None else [f"{fact.name}: {fact.value}"]
    return "\n".join([*_head(probe), "", *_table(probe), "", *foot])


def _head(probe: Probe) -> list[str]:
    samples = f"{probe.samples} samples ({probe.input_note})"
    lines = [headline(probe), f"  at initialization, {samples}" + (f", {probe.optimizer}" if probe.optimizer else "")]
    for fact in ratio_facts(probe):
        lines.append(f"  {f'{fact.name}:':{_NAME}} {fact.value:>8}   {fact.reference}")
    loss = loss_fact(probe)
    if loss is not None:
        lines.append(f"  {loss.name}: {loss.value}   {loss.reference}".rstrip())
    return lines


def _table(probe: Probe) -> list[str]:
    layers = probe.layers
    places = hidden(layers)
    if not places:
        return []
    start, end = layers[places[0]].variance, layers[places[-1]].gradient
    rows = [_row(layer, start, end) for layer in layers]
    width = max(len(layer.name) for layer in layers)
    lines = [f"  {'layer':<{width}}  {'signal':^{_WIDTH}}  {'gradient':^{_WIDTH}}  notes"]
    row_numbers = range(len(rows)) if len(rows) <= _MOST_ROWS else [*range(30), *range(len(rows) - 30, len(rows))]
    for number, index in enumerate(row_numbers):
        if number == 30 and len(rows) > _MOST_ROWS:
            lines.append(f"  ... {len(rows) - 60} layers ...")
        signal, gradient, note = rows[index]
        lines.append(f"  {layers[index].name:<{width}}  {signal}  {gradient}  {note}".rstrip())
    return lines


def _row(layer: LayerSignal, start: float | None, end: float | None) -> tuple[str, str, str]:
    """The bars of a layer's signal and gradient, over those at the start and at the end, and notes."""
    signal = None if layer.variance is None or start is None else layer.variance - start
    gradient = None if layer.gradient is None or end is None else layer.gradient - end
    notes = []
    if layer.is_output:
        notes.append("output")
    if layer.dead:
        notes.append(f"{layer.dead:.0%} dead")
    if layer.saturated:
        notes.append(f"{layer.saturated:.0%} saturated")
    if layer.duplicates:
        notes.append(f"{layer.duplicates:.0%} copies")
    return _bar(signal), _bar(gradient), ", ".join(notes)


def _bar(value: float | None) -> str:
    """A bar that ends at the value, and the value."""
    if value is None:
        return f"{'':<{_WIDTH - 9}}{'-':>9}"
    cells = _WIDTH - 9
    filled = round((min(max(value, _LOWEST), _HIGHEST) - _LOWEST) / (_HIGHEST - _LOWEST) * cells)
    return f"{'#' * filled:<{cells}}{power(value):>9}"
