"""A functional model's graph as the one path it is, in the order of use."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from netbuilder.convert.model_files.plain_data import mapping
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.diagnostics.sentence import _


class _Call(NamedTuple):
    """One use of a layer."""

    sources: tuple[str, ...]
    """The layers whose outputs go in."""
    trains: bool
    """Whether it was called with `training=True`."""


class _Member(NamedTuple):
    name: str
    entry: dict[str, Any]
    calls: tuple[_Call, ...]

    @property
    def label(self) -> str:
        """What a sentence calls it."""
        return f"`{self.name}` ({self.entry.get('class_name')})"


def path_of(config: dict[str, Any]) -> list[dict[str, Any]]:
    """The layers of a functional model from its input to its output.

    Raises:
        Refused: it has several inputs or outputs, a layer takes several tensors, or one is called twice.
    """
    layers = config.get("layers")
    if not isinstance(layers, list):
        raise Refused("no-topology", _("the functional model lists no layers"))
    inputs, outputs = _ends(config.get("input_layers")), _ends(config.get("output_layers"))
    if len(inputs) != 1:
        raise Refused("multi-input", _("the model has {count} inputs, and a network has one", count=len(inputs)))
    if len(outputs) != 1:
        raise Refused("multi-output", _("the model has {count} outputs, and a network has one", count=len(outputs)))
    members: dict[str, _Member] = {}
    for entry in layers:
        member = _member(mapping(entry, _("a layer")))
        members[member.name] = member
    needed = _needed(members, outputs[0])
    for member in members.values():
        if member.name in needed:
            _check(member)
    path = _back(members, inputs[0], outputs[0])
    path.reverse()
    return [member.entry for member in path]


def _ends(value: Any) -> list[str]:
    """The names of the layers at one end: `[["name", 0, 0]]`, or `["name", 0, 0]` where there is one."""
    if isinstance(value, dict):
        return [name for item in value.values() for name in _ends(item)]
    if not isinstance(value, list):
        return []
    if _is_tensor(value):
        return [value[0]]
    return [name for item in value for name in _ends(item)]


def _is_tensor(value: Any) -> bool:
    """Whether a value is a tensor of an old file: the name of a layer, which call of it, which of its outputs."""
    return (
        isinstance(value, list)
        and len(value) in (3, 4)
        and isinstance(value[0], str)
        and all(type(index) is int for index in value[1:3])
    )


def _member(entry: dict[str, Any]) -> _Member:
    config = entry.get("config")
    name = entry.get("name") or (config.get("name") if isinstance(config, dict) else None)
    if not isinstance(name, str):
        raise Refused("unreadable", _("a layer of the functional model has no name"))
    nodes = entry.get("inbound_nodes", [])
    nodes = nodes if isinstance(nodes, list) else []
    # In some files of one call the list around it is missing.
    if all(_is_tensor(node) for node in nodes):
        nodes = [nodes]
    return _Member(name, entry, tuple([_call(node) for node in nodes]))


def _call(node: Any) -> _Call:
    if isinstance(node, dict):  # Keras 3
        arguments = node.get("kwargs")
        sources = (*_tensors(node.get("args")), *_tensors(arguments))
        return _Call(sources, isinstance(arguments, dict) and arguments.get("training") is True)
    tensors: list[str] = []
    trains = False
    for tensor in node if isinstance(node, list) else ():
        if _is_tensor(tensor):
            tensors.append(tensor[0])
            arguments = tensor[3] if len(tensor) == 4 else None
            tensors += _tensors(arguments)
            trains = isinstance(arguments, dict) and arguments.get("training") is True  # of several nobody asks
    return _Call(tuple(tensors), trains)


def _tensors(value: Any) -> Iterator[str]:
    """The layers of all tensors in some arguments; `mask` repeats where the first one comes from."""
    if isinstance(value, dict):
        if value.get("class_name") == "__keras_tensor__":
            config = value.get("config")
            history: Any = config.get("keras_history") if isinstance(config, dict) else None
            if _is_tensor(history):
                yield str(history[0])
            return
        for key, item in value.items():
            if key != "mask":
                yield from _tensors(item)
    elif _is_tensor(value):
        yield value[0]
    elif isinstance(value, list):
        for item in value:
            yield from _tensors(item)


def _needed(members: dict[str, _Member], last: str) -> set[str]:
    """What the output is computed from; in Keras 3 the layers of a graph are also operations that work out masks."""
    needed: set[str] = set()
    waiting = [last]
    while waiting:
        name = waiting.pop()
        if name in needed or name not in members:
            continue
        needed.add(name)
        waiting += [source for call in members[name].calls for source in call.sources]
    return needed


def _check(member: _Member) -> None:
    if len(member.calls) > 1:
        times = _times(len(member.calls))
        message = _("`{name}` is called {times}, and a network is one path", name=member.name, times=times)
        raise Refused("branching", message)
    for call in member.calls:
        if len(call.sources) > 1:
            message = _("{label} joins {count} tensors", label=member.label, count=len(call.sources))
            raise Refused("branching", message)
        if call.trains:
            message = _("{label} is called with `training=True`", label=member.label)
            raise Refused("branching", message, _("a network applies it in training only"))


def _times(count: int) -> str:
    return _("twice") if count == 2 else _("{count} times", count=count)


def _back(members: dict[str, _Member], first: str, last: str) -> list[_Member]:
    """The members from the output back to the input."""
    path: list[_Member] = []
    seen: set[str] = set()
    name = last
    while True:
        member = members.get(name)
        if member is None or name in seen:
            raise Refused("unreadable", _("the model's graph leads to `{name}` and no further", name=name))
        seen.add(name)
        path.append(member)
        sources = member.calls[0].sources if member.calls else ()
        # Where an Activation changes nothing, Keras 1 names it for the input that is behind it.
        if first in seen and not any(source in members for source in sources):
            break
        if not sources:
            raise Refused("branching", _("{label} takes nothing that comes from the input", label=member.label))
        name = sources[0]
    return path
