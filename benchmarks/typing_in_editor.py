"""The language server beside PyYAML's C loader: what a key costs over the pipes, seen by a client."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import yaml

from benchmarks.row import Row
from benchmarks.startup import FLOOR
from benchmarks.timing import PYTHON, Measured, processes
from tests.lsp.raw import RawClient

URI = "file:///nowhere/net.yaml"
_PUBLISHED = b'"textDocument/publishDiagnostics"'
_BLOCK = (
    "Conv2D: {{filters: {width}, kernel_size: 3, padding: same, use_bias: false}}",
    "BatchNormalization",
    "ReLU",
    "Conv2D: {{filters: {width}, kernel_size: 3, padding: same, activation: relu}}",
    "SpatialDropout2D: {{rate: 0.1}}",
)
_HEAD = """\
  - GlobalAveragePooling2D
  - Dense: {units: 64, activation: relu}
  - Dropout: {rate: 0.3}
  - Dense: {units: 10, activation: softmax}
compile:
  optimizer: {Adam: {learning_rate: 0.001}}
  loss: sparse_categorical_crossentropy
  metrics: [accuracy]
"""


def network(layers: int) -> str:
    """A convolutional network of so many layers, as one writes it."""
    lines = [_BLOCK[at % 5].format(width=16 * (1 + at % 3)) for at in range(layers - 4)]
    return "input: [64, 64, 3]\nlayers:\n" + "".join(f"  - {line}\n" for line in lines) + _HEAD


class _Typist:
    """A client that types a digit into a layer and takes it out again."""

    def __init__(self, text: str) -> None:
        self.client = RawClient()
        self.client.initialize()
        item = {"uri": URI, "languageId": "yaml", "version": 1, "text": text}
        self.client.notify("textDocument/didOpen", {"textDocument": item})
        lines = text.split("\n")
        self.row = next(at for at, line in enumerate(lines) if "units: 64" in line)
        self.column = lines[self.row].index("64") + 2
        self.version = 1
        self._published()

    def key(self) -> float:
        """Seconds from a key to its diagnostics."""
        self.version += 1
        start = {"line": self.row, "character": self.column}
        typed = self.version % 2 == 0
        change = {
            "range": {"start": start, "end": start if typed else {**start, "character": self.column + 1}},
            "text": "0" if typed else "",
        }
        document = {"uri": URI, "version": self.version}
        message = RawClient.message(
            method="textDocument/didChange", params={"textDocument": document, "contentChanges": [change]}
        )
        began = time.perf_counter()
        self.client.send_bytes(message)
        self._published()
        return time.perf_counter() - began

    def _published(self) -> None:
        while _PUBLISHED not in self.client.read()[:80]:
            pass

    def ask(self, method: str, column: int) -> float:
        """Seconds to the answer of a request."""
        place = {"textDocument": {"uri": URI}, "position": {"line": self.row, "character": column}}
        message = RawClient.message(id=self.version, method=method, params=place)
        began = time.perf_counter()
        self.client.send_bytes(message)
        while _PUBLISHED in (answer := self.client.read())[:80]:
            pass  # a line that counts as left
        took = time.perf_counter() - began
        assert json.loads(answer)["result"], answer
        return took

    def end(self) -> None:
        assert self.client.end() == 0
        self.client.log()


def _times(action: Callable[[], Any], rounds: int) -> list[float]:
    return [action() for _ in range(rounds)]


def _composed(text: str) -> float:
    began = time.perf_counter()
    yaml.compose(text, Loader=yaml.CSafeLoader)
    return time.perf_counter() - began


def rows() -> Iterator[Row]:
    """The rows of the language server."""
    for layers, rounds in ((50, 400), (1000, 40)):
        text = network(layers)
        typist = _Typist(text)
        _times(typist.key, 20)
        # In turn, so that whatever else the machine does falls on both.
        pairs = [(_composed(text), typist.key()) for _ in range(rounds)]
        composed = [pair[0] for pair in pairs]
        kinds = [("a key to its diagnostics", [pair[1] for pair in pairs], 3.0)]
        for method, column in (("hover", 6), ("completion", typist.column - 2)):
            typist.ask(f"textDocument/{method}", column)
            times = _times(partial(typist.ask, f"textDocument/{method}", column), rounds)
            kinds.append((method, times, 1.0))
        if layers == 50:
            memory = typist.client.resident()
        typist.end()
        for what, times, bar in kinds:
            yield _row(f"{what}, {layers:,} layers", times, composed, bar)
    ready = [PYTHON, "-c", _READY]
    yield Row("language server, start to answer", processes(ready, FLOOR, 5), 4, "F1")
    yield Row(
        "language server, resident after 440 keys",
        Measured(memory / 100, memory, 100),
        1,
        "100 MiB",
        f"{memory:.0f} MiB / 100 MiB",
    )


def _row(what: str, ours: list[float], theirs: list[float], bar: float) -> Row:
    mine, other = statistics.median(ours), statistics.median(theirs)
    late = statistics.quantiles(ours, n=100)[98]
    amounts = (
        f"{mine * 1e3:.3g} ms / {other * 1e3:.3g} ms; p99 {late * 1e3:.3g} ms, fastest {min(ours) / min(theirs):.2g} x"
    )
    return Row(f"{what} (median)", Measured(mine / other, mine, other), bar, "compose", amounts)


_READY = """
from tests.lsp.raw import RawClient
client = RawClient()
client.initialize()
client.process.kill()
client.process.wait()
"""
