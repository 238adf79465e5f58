"""Everything that can be typed, and what of it fits first: word for word in `candidates.txt` and `fits.txt`.

`pytest --update-golden` writes the files again; a change is read in the difference.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from netbuilder.language_server.completion import resolve
from tests.golden import Golden
from tests.lsp.answers import item_line, opened, server
from tests.lsp.editor import EVERYTHING

HEAD = "input: [4]\nlayers:\n  - Dense: {units: 3}\n"
PLACES = {
    "layer": "input: [4]\nlayers:\n  - |\n",
    "layer in braces": "input: [4]\nlayers: [{|}]\n",
    "cell": HEAD + "  - RNN: {cell: |}\n",
    "activation": HEAD + "  - Dense: {activation: |}\n",
    "initializer": HEAD + "  - Dense:\n      bias_initializer: |\n",
    "regularizer": HEAD + "  - Dense: {kernel_regularizer: |}\n",
    "constraint": HEAD + "  - Dense: {kernel_constraint: {|}}\n",
    "loss": "compile: {loss: {|}}\n",
    "metric": "compile: {metrics: [|]}\n",
    "optimizer": "compile: {optimizer: |}\n",
    "schedule": "compile: {optimizer: {Adam: {learning_rate: |}}}\n",
    "distribution": "runtime: {distribution: |}\n",
    "runtime": "runtime: {|}\n",
    "LSTM": HEAD + "  - LSTM: {|}\n",
    "PReLU": HEAD + "  - PReLU:\n      |\n",
    "Adam": "compile: {optimizer: {Adam: {|}}}\n",
}
PLAIN = types.ClientCapabilities()


def offered(text: str, capabilities: types.ClientCapabilities = EVERYTHING) -> list[dict[str, Any]]:
    """What is offered at `|`, the best first."""
    mark = text.index("|")
    ask = opened(server(capabilities), text[:mark] + text[mark + 1 :])
    before = text[:mark].split("\n")
    answer = ask("completion", position=types.Position(len(before) - 1, len(before[-1])))
    return sorted(answer["items"], key=lambda item: item.get("sortText", ""))


def candidates() -> Iterator[str]:
    for name, text in PLACES.items():
        yield f"\n{name}"
        yield from map(item_line, offered(text))
    for name in ("layer", "layer in braces", "loss", "runtime"):
        yield f"\n{name}, without snippets"
        yield from map(item_line, offered(PLACES[name], PLAIN)[:6])


ACTIVATIONS = ("relu", "selu", "tanh", "sigmoid", "softmax", "linear", "softplus", "gelu", "swish")
LOSSES = ("mse", "binary_crossentropy", "categorical_crossentropy", "hinge", "poisson", "kl_divergence", "null")


def fits() -> Iterator[str]:
    """What is chosen first: losses for heads, initializers for activations, activations for losses and tasks."""
    for activation in ACTIVATIONS:
        kernels = offered(HEAD + f"  - Dense: {{units: 3, activation: {activation}, kernel_initializer: |}}\n")
        yield f"{activation}, kernel_initializer: {_best(kernels)}"
        for units in (1, 3):
            for labels in ("", "one_hot", "integer"):
                task = f"task: {{kind: multiclass, labels: {labels}}}\n" if labels else ""
                text = HEAD + f"  - Dense: {{units: {units}, activation: {activation}}}\ncompile: {{loss: |}}\n{task}"
                yield f"{activation}, {units} units, {labels or 'no task'}: {_best(offered(text))}"
    for task in ("multiclass", "binary", "multilabel", "regression"):
        for layers in ("[]", "[Mine]"):
            text = f"input: [4]\nlayers: {layers}\ncompile: {{loss: |}}\ntask: {{kind: {task}}}\n"
            yield f"{task}, {layers}: {_best(offered(text))}"
        head = HEAD + f"  - Dense: {{units: 3, activation: |}}\ntask: {{kind: {task}}}\n"
        yield f"{task}, activation: {_best(offered(head))}"
        hidden = head.replace("task", "  - Dense: {units: 1}\ntask", 1)
        yield f"{task}, hidden activation: {_best(offered(hidden))}"
    for loss in LOSSES:
        head = HEAD + f"  - Dense: {{units: 3, activation: |}}\ncompile: {{optimizer: sgd, loss: {loss}}}\n"
        yield f"{loss}, activation: {_best(offered(head))}"
    for option in ("recurrent_initializer", "kernel_initializer", "bias_initializer"):
        text = f"input: [4, 4]\nlayers: [{{LSTM: {{units: 3, {option}: |}}}}]\n"
        yield f"LSTM, {option}: {_best(offered(text))}"
    yield f"metrics: {_best(offered(HEAD + 'compile: {optimizer: sgd, loss: mse, metrics: [|]}'))}"


def _best(items: list[dict[str, Any]]) -> str:
    best = [item["label"] for item in items if item.get("preselect")]
    assert best == [item["label"] for item in items if item["sortText"].startswith("0") and item.get("preselect")]
    return " ".join(best) or "-"


ABOUT = (
    *("class:layer.Dense", "class:layer.Flatten", "class:activation.relu", "class:activation.gelu", "class:loss.CTC"),
    *("class:initializer.HeNormal", "class:initializer.Zeros", "class:metric.AUC", "class:optimizer.Adam"),
    *("option:layer.Dense:units", "option:layer.Dense:kernel_initializer", "option:layer.Dense:activation"),
    *("option:network:input", "option:compile:loss", "option:task:labels", "code:NB001", "code:NB018", "code:NB107"),
    *("class:layer.Nope", "option:layer.Dense:nope", "option:nope:units", "code:NB", "x", ""),
)


def documentation() -> Iterator[str]:
    """What is said of an item that is looked at."""
    for about in ABOUT:
        item = resolve(types.CompletionItem("x", data=about))
        text = item.documentation
        yield f"\n===== {about}"
        yield text.value if isinstance(text, types.MarkupContent) else "-"


TOPICS = {"candidates": candidates, "fits": fits, "documentation": documentation}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_word_is_the_one_that_is_written_down(topic: str, golden: Golden) -> None:
    lines = "\n".join(TOPICS[topic]()) + "\n"
    file = Path(__file__).parent / "every_position" / f"{topic}.txt"
    golden(file, lines)


def test_an_item_without_data_is_not_explained() -> None:
    assert resolve(types.CompletionItem("x")).documentation is None
    assert resolve(types.CompletionItem("x", data=3)).documentation is None
