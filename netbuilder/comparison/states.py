"""A session -> its layers and settings with everything decided, in a form that two networks can be compared in."""

from typing import Any

from netbuilder.comparison.records import LayerState
from netbuilder.convert.model_files.shortest import changed, shortest
from netbuilder.graph import LayerCall
from netbuilder.pipeline import Session
from netbuilder.plan import Planned, plan
from netbuilder.source.flow import flow
from netbuilder.vocabulary.base.node import Item, Node
from netbuilder.vocabulary.network import Compile


def has_plan(session: Session) -> bool:
    """Whether all of a network is known, so that every initializer is decided."""
    graph = session.report.graph
    return session.draft.network is not None and not graph.shape_errors and not graph.over_limit


def layer_states(session: Session, *, is_planned: bool) -> list[LayerState]:
    """The layers in order; with what a plan decides, or as they are written."""
    graph = session.report.graph
    if not is_planned:
        return [_state(index, call, None) for index, call in enumerate(graph.calls)]
    with session.custom_scope():
        leaves = list(plan(graph).leaves())
    return [_state(index, leaf.call, leaf) for index, leaf in enumerate(leaves) if leaf.call is not None]


def _state(index: int, call: LayerCall, planned: Planned | None) -> LayerState:
    node = planned.node if planned is not None else call.outer
    options: dict[str, Any] = changed(node, call.input) if node is not None else {}
    if planned is not None:
        options = _without_initializers(options)
    name = str(options.pop("name", ""))
    decisions = planned.decisions if planned is not None else {}
    return LayerState(
        index,
        name,
        type(node).__name__ if node is not None else call.written_class,
        {key: flow(value) for key, value in options.items()},
        {role: flow(shortest(decision.initializer)) for role, decision in decisions.items()},
        {role: decision.by for role, decision in decisions.items()},
        call.output,
        call.parameters if call.is_known else None,
    )


def _without_initializers(value: Any) -> Any:
    """Options without initializers, those of layers inside too, which stand beside the options."""
    if isinstance(value, dict):
        rest = {key: item for key, item in value.items() if not str(key).endswith("initializer")}
        return {key: _without_initializers(item) for key, item in rest.items()}
    if isinstance(value, list):
        return [_without_initializers(item) for item in value]
    return value


def settings_of(session: Session) -> dict[str, str]:
    """Input, compile and the rest, by path, as YAML text; what is Keras' default is left out."""
    draft, graph = session.draft, session.report.graph
    settings: dict[str, str] = {}
    if draft.input is not None:
        first = graph.calls[0].layer if graph.calls else None
        dtype = draft.input.dtype or (first.input_dtype if first is not None else "float32")
        settings["input"] = flow(list(draft.input.shape))
        settings["input dtype"] = dtype
        if draft.input.batch_size is not None:
            settings["input batch_size"] = str(draft.input.batch_size)
    if session.keras is not None:
        settings["keras"] = session.keras
    if draft.seed is not None:
        settings["seed"] = str(draft.seed)
    if draft.compile is not None:
        settings |= _compile(draft.compile)
    settings |= {f"runtime.{key}": flow(value) for key, value in changed(draft.runtime).items()}
    return settings


def _compile(section: Compile) -> dict[str, str]:
    written = {f"compile.{key}": value for key, value in changed(section).items()}
    written.setdefault("compile.optimizer", "rmsprop")
    settings: dict[str, str] = {}
    for path, value in written.items():
        node = getattr(section, path.removeprefix("compile."), None)
        # An optimizer's options each stand for themselves: one of them is what differs.
        if isinstance(node, Item) and isinstance(value, dict):
            [(name, options)] = value.items()
            settings[path] = _bare(node, name)
            settings |= {f"{path}.{key}": flow(item) for key, item in options.items()}
        else:
            settings[path] = flow(value)
    return settings


def _bare(node: Node, name: str) -> str:
    if any(field.is_required() for field in type(node).model_fields.values()):
        return name
    bare = type(node).model_validate({})
    return flow(shortest(bare)) if isinstance(bare, Item) else name
