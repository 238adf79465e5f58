"""Which of the things that can stand at a place fit there: the initializers the activation, the losses the head."""

from netbuilder.diagnostics import Path
from netbuilder.graph import LayerGraph
from netbuilder.graph.chosen_initializer import chosen_family
from netbuilder.graph.head import Head
from netbuilder.language_server.entries import calls_of, entry_at
from netbuilder.system.caches import remembered
from netbuilder.views.explain.examples import head_for
from netbuilder.vocabulary.base.registry import find, identifiers, keras_names
from netbuilder.vocabulary.base.training import Loss
from netbuilder.vocabulary.network import Task

NOTHING: frozenset[str] = frozenset()
_ACTIVATIONS = {"multiclass": "softmax", "binary": "sigmoid", "multilabel": "sigmoid", "regression": "linear"}
"""The head of a task."""


def fitting(graph: LayerGraph, path: Path, kinds: tuple[str, ...]) -> frozenset[str]:
    """The names of those kinds that fit at a path, as far as that is known."""
    if "initializer" in kinds:
        return _initializers(graph, path)
    if "loss" in kinds and path[:1] == ("compile",):
        return _for_head(graph)
    if "activation" in kinds:
        return _activations(graph, path)
    return NOTHING


def _initializers(graph: LayerGraph, path: Path) -> frozenset[str]:
    if not str(path[-1]).endswith("kernel_initializer") or str(path[-1]).startswith("recurrent"):
        return NOTHING
    entry = entry_at(graph.draft, path)
    calls = calls_of(graph, entry) if entry is not None else []
    effective = graph.effective.get(calls[0].index) if calls else None
    if effective is None:
        return NOTHING
    return _family(chosen_family(effective.family).name.lower())


@remembered
def _family(name: str) -> frozenset[str]:
    return frozenset(word for word in identifiers("initializer") if word.startswith(f"{name}_"))


def _for_head(graph: LayerGraph) -> frozenset[str]:
    """The losses that take what the network gives, and what the task says of the labels."""
    task, head = graph.draft.task, graph.head
    activation = _activation_of(head, task)
    if not activation:
        return NOTHING
    return _losses(activation, task.labels or "" if task else "")


def _activation_of(head: Head | None, task: Task | None) -> str:
    if head is not None:
        return head.activation.family
    return _ACTIVATIONS.get(task.kind, "") if task is not None else ""


@remembered
def _losses(activation: str, labels: str) -> frozenset[str]:
    fitting_classes = set()
    for name in keras_names("loss"):
        cls = find("loss", name)
        if cls is None or not issubclass(cls, Loss) or cls.only_bare:
            continue
        loss = cls.model_validate(cls.example)
        wanted, _ = head_for(loss)
        is_binary = loss.family == "binary"
        if (wanted or "linear") != activation and not (activation == "sigmoid" and is_binary):
            continue
        if activation == "linear" and loss.family != "regression":
            continue  # the network gives anything, and most losses take that
        if labels and loss.labels in ("one_hot", "integer") and loss.labels != labels:
            continue
        fitting_classes.add(name)
    words = {word for word, name in identifiers("loss").items() if name in fitting_classes}
    return frozenset(words | fitting_classes)


def _activations(graph: LayerGraph, path: Path) -> frozenset[str]:
    """What the loss or the task wants of the head."""
    output = graph.output
    if output is None or output.entry is not entry_at(graph.draft, path):
        return NOTHING
    if graph.draft.task is not None:
        return frozenset([_ACTIVATIONS[graph.draft.task.kind]])
    if graph.loss is None:
        return NOTHING
    return frozenset([head_for(graph.loss)[0] or "linear"])
