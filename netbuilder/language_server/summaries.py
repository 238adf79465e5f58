"""What became of a layer, as an editor shows it: its shape, its parameters, and what its weights are drawn from."""

from collections.abc import Iterator, Sequence

from netbuilder.graph import LayerCall, LayerGraph
from netbuilder.graph.memory import format_bytes, memory_of
from netbuilder.language_server.entries import Counted, calls_of, counted
from netbuilder.parse.draft import DraftLayer
from netbuilder.plan.initializers import decide
from netbuilder.plan.places import places
from netbuilder.views.tables.rows import InitializerRow, format_initializer, worth_showing
from netbuilder.vocabulary.base.shapes import number_text, sample


def short(graph: LayerGraph, entry: DraftLayer) -> str:
    """`(26, 26, 32)  320` for one layer; for one in a repeat its first round, for a container what comes out of it."""
    calls = calls_of(graph, entry)
    if not calls or calls[-1].output is None:
        return ""
    own = [call for call in calls if call.entry is entry]
    if not own:
        total = counted(calls).parameters
        return f"{sample(calls[-1].output)}  {number_text(total)}" if total is not None else sample(calls[-1].output)
    shape = sample(own[0].output) if own[0].output is not None else "?"
    if len(own) == 1:
        return f"{shape}  {number_text(own[0].parameters)}"
    if own[0].output != own[-1].output:
        shape += f" ... {sample(own[-1].output)}" if own[-1].output is not None else ""
    each = {call.parameters for call in own}
    count = (
        f"{len(own)} x {number_text(own[0].parameters)}"
        if len(each) == 1
        else number_text(sum(call.parameters for call in own))
    )
    return f"{shape}  {count}"


def layer_page(graph: LayerGraph, entry: DraftLayer) -> str:
    """What became of an entry, as Markdown."""
    calls = calls_of(graph, entry)
    own = [call for call in calls if call.entry is entry]
    lines = _of_layer(graph, own) if own else _of_container(graph, entry, calls)
    return "\n\n".join(lines)


def _of_container(graph: LayerGraph, entry: DraftLayer, calls: Sequence[LayerCall]) -> Iterator[str]:
    if not calls:
        return
    first, last = calls[0], calls[-1]
    if first.input is not None and last.output is not None:
        yield f"`{sample(first.input)}` becomes `{sample(last.output)}`"
    total = counted(calls)
    times = entry.node.repetitions if entry.node is not None and entry.node.is_inlined else 1
    if times > 1:
        size = len(calls) // times
        yield f"One round: {_layers(size)}, {_parameters(counted(calls[:size]))}"
        yield f"All {times} rounds: {_layers(len(calls))}, {_parameters(total)}, {_memory(graph, calls)}"
    else:
        yield f"{_layers(len(calls))}, {_parameters(total)}, {_memory(graph, calls)}"


def _layers(count: int) -> str:
    return f"{count} layer{'' if count == 1 else 's'}"


def _of_layer(graph: LayerGraph, own: Sequence[LayerCall]) -> Iterator[str]:
    call = own[0]
    if len(own) > 1:
        yield f"{len(own)} times in a repeat; all: {_parameters(counted(own))}, {_memory(graph, own)}. The first:"
    if call.input is not None and call.output is not None:
        yield f"`{sample(call.input)}` becomes `{sample(call.output)}`"
        yield f"{_parameters(counted([call]))}, {_memory(graph, [call])}"
    elif call.input is None:
        yield "Its shapes are unknown: what stands before it is"
    for row in worth_showing(list(_initializers(graph, call))):
        by = {"you": "you", "keras": "Keras"}.get(row.by, f"rule {row.by}")
        yield f"`{row.option}`: `{format_initializer(row.initializer)}`, chosen by {by}: {row.why}"


def _initializers(graph: LayerGraph, call: LayerCall) -> Iterator[InitializerRow]:
    if call.outer is None:
        return
    for place in places(call.outer):
        if place.initializer is not None:
            decision = decide(place, call, graph)
            yield InitializerRow(place.role, decision.initializer, decision.by, decision.why)


def _parameters(total: Counted) -> str:
    if total.parameters is None:
        return "parameters known only to Keras"
    frozen = total.parameters - (total.trainable or 0)
    return f"{number_text(total.parameters)} parameters" + (
        f", {number_text(frozen)} of them not trained" if frozen else ""
    )


def _memory(graph: LayerGraph, calls: Sequence[LayerCall]) -> str:
    needs = [memory_of(graph, call) for call in calls]
    weights, all_of_it = sum(need.weights for need in needs), sum(need.total for need in needs)
    training = f" ({format_bytes(all_of_it)} in training)" if all_of_it != weights else ""
    return f"{format_bytes(weights)}{training}"
