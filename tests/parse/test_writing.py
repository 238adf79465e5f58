"""Networks written wrongly in every way that reading knows: all that is said, and what of each is read all the same."""

from collections.abc import Iterator
from pathlib import Path

from netbuilder.diagnostics import Span
from netbuilder.parse import parse
from netbuilder.parse.draft import DraftLayer
from netbuilder.parse.recognize import is_network
from netbuilder.source import read
from tests.golden import Golden

HEAD = "input: [8]\n"
LAYERS = "layers:\n  - Dense: {units: 4}\n"
TEXTS = {
    "nothing": "",
    "a comment": "# a network\n",
    "null": "~\n",
    "a number": "3\n",
    "a text": "Sequential\n",
    "a list": "- Dense: {units: 4}\n- Flatten\n",
    "a list in brackets": "[Dense, Flatten]\n",
    "a list that is not closed": "[Dense, Flatten\n",
    "a mapping of something else": "services: {web: 3}\n",
    "an empty mapping": "{}\n",
    "a program": "model = Sequential()\nmodel.add(Dense(10))\n",
    "a program that reads as a mapping": "model: keras.Sequential([Dense(10)])\n",
    "layers before a program": LAYERS + "import keras\n",
    "layers with a slip before a program": "layers:\n  - Dense: {units:4}\nimport keras\n",
    "nothing but an import": "import keras\n",
    "no input": LAYERS,
    "no layers": HEAD,
    "neither, but a compile": "compile: {loss: mse}\n",
    "input of null": "input:\n" + LAYERS,
    "layers of null": HEAD + "layers:\n",
    "layers of a number": HEAD + "layers: 3\n",
    "layers of a text": HEAD + "layers: Dense\n",
    "layers of a mapping": HEAD + "layers:\n  Dense: {units: 4}\n  Flatten:\n",
    "layers of a mapping with a layer twice": HEAD + "layers:\n  Dense: {units: 4}\n  Flatten:\n  Dense: {units: 5}\n",
    "layers of a mapping with an option twice": HEAD + "layers:\n  Dense: {units: 4, units: 5}\n",
    "layers of a mapping in braces with a layer twice": HEAD + "layers: {Dense: {units: 4}, Dense: {units: 5}}\n",
    "layers of a mapping in braces with an option twice": HEAD + "layers: {Dense: {units: 4, units: 5}}\n",
    "a key twice outside of a mapping of layers": HEAD + HEAD + "layers: {Dense: {units: 4}}\n",
    "an empty list of layers": HEAD + "layers: []\n",
    "layers under another word": HEAD + "layer:\n  - Dense: {units: 4}\n",
    "layers in Portuguese": HEAD + "camadas:\n  - Dense: {units: 4, unitz: 3}\n",
    "layers under an unknown word": HEAD + "stack:\n  - Dense: {units: 4}\n",
    "layers under a word that may be them": HEAD + "hidden_layers:\n  - Dense: {units: 4}\n",
    "layers under two words that may be them": HEAD + "hidden_layers:\n  - Flatten\nnetwork:\n  - Flatten\n",
    "layers under a slip, and under a word that may be them": HEAD + "hidden:\n  - Flatten\nlayer:\n  - ReLU\n",
    "layers that may be what could not be read": HEAD + "name: {: 3}\n",
    "a shape that may be what could not be read": "input: {: 3}\n" + LAYERS,
    "two lists of layers under unknown words": HEAD + "stack:\n  - Flatten\nother:\n  - Flatten\n",
    "a list of something else": HEAD + LAYERS + "names: [a, b]\n",
    "layers under two words": HEAD + LAYERS + "layer:\n  - Flatten\n",
    "a key that starts with x-": HEAD + "x-layers: [Odd]\n" + LAYERS,
    "a layer in pieces": HEAD + "layers:\n  - Dense(10\n  - activation='relu')\n  - Flatten\n",
    "a layer in pieces, and another": HEAD + "layers:\n  - Dense(10\n  - activation='relu')\n  - Dense(3\n  - 4)\n",
    "a layer in pieces in brackets": HEAD + "layers: [Flatten, Dense(10, activation='relu'), ReLU]\n",
    "a layer that is cut before a mapping": HEAD + "layers:\n  - Dense(10\n  - Flatten: {}\n",
    "a layer that is cut before a number": HEAD + "layers:\n  - Dense(10\n  - 4\n",
    "a layer that is cut before a layer": HEAD + "layers:\n  - Dense(10\n  - Flatten\n",
    "a layer that is cut at the end": HEAD + "layers:\n  - Flatten\n  - Dense(10\n",
    "a layer that is cut with options": HEAD + "layers:\n  - Dense(10: {units: 3}\n  - 4)\n",
    "a layer in pieces in a model": HEAD + "layers:\n  - Sequential: {layers: [Dense(10, activation='relu')]}\n",
    "a call": HEAD + "layers:\n  - Dense(10)\n  - keras.layers.Dense(units=3)\n",
    "an input layer": "layers:\n  - InputLayer: {shape: [8]}\n  - Dense: {units: 4}\n",
    "an input layer with an input": HEAD + "layers:\n  - Input: {shape: [8]}\n  - Dense: {units: 4}\n",
    "an input layer as a call": "layers:\n  - keras.Input(shape=(8,))\n  - Dense: {units: 4}\n",
    "an input layer by its module": "layers:\n  - tf.keras.layers.InputLayer\n  - Dense: {units: 4}\n",
    "an input shape of a layer": "layers:\n  - Dense: {units: 4, input_shape: [8]}\n",
    "unknown layers": HEAD
    + "layers:\n  - Dens: {units: 4}\n  - Zzz: {units: 4}\n  - dense: {unitz: 3}\n  - Dens: 3\n  - Dens\n",
    "an unknown layer with a wrong option": HEAD + "layers:\n  - Dens: {units: many}\n",
    "odd entries": HEAD
    + "layers:\n  - {}\n  - 3\n  - [Flatten]\n  -\n  - {Dense: {units: 4}, activation: relu}\n  - {units: 4}\n",
    "an entry of two layers": HEAD + "layers:\n  - Dense: {units: 4}\n    Flatten:\n",
    "an entry that could not be read": HEAD + "layers:\n  - {: 3}\n  - Dense: {units: 4}\n",
    "an option that could not be read": HEAD + "layers:\n  - Dense: {units: }\n  - Dense: {units: 4\n",
    "options of a number": HEAD + "layers:\n  - Dense: 3\n  - Flatten: 3\n  - Dropout: 0.5\n",
    "options of null": HEAD + "layers:\n  - Dense:\n  - Flatten:\n",
    "options of a list": HEAD + "layers:\n  - Dense: [4, relu]\n",
    "missing, unknown and wrong options": HEAD + "layers:\n  - Conv1D: {filter: 3, padding: sam, zzz: 1}\n",
    "a wrong option in an anchor": HEAD + "x-a: &a {Dense: {units: many}}\nlayers:\n  - *a\n  - *a\n",
    "a wrong name in an anchor": HEAD
    + "layers:\n  - Dense: {units: 4, kernel_initializer: &k {HeNorml: {seed: 3}}}\n"
    + "  - Dense: {units: 3, kernel_initializer: *k}\n  - &d {Dens: {units: 3}}\n  - *d\n",
    "layers in braces below another key": "net: {layers: [Flatten]}\n",
    "a section of something else beside wrong ones": HEAD + LAYERS + "compile: {loss: mse, optimizer: adam}\nseed: x\n",
    "a model of a number": HEAD + "layers:\n  - Sequential: 3\n  - repeat: [Flatten]\n",
    "a model without layers": HEAD + "layers:\n  - Sequential: {}\n  - repeat: {times: 2}\n  - Sequential:\n",
    "a repeat without times": HEAD + "layers:\n  - repeat: {layers: [Flatten]}\n",
    "a repeat of 0 times": HEAD + "layers:\n  - repeat: {times: 0, layers: [Flatten]}\n",
    "a repeat with an option of nobody": HEAD + "layers:\n  - repeat: {times: 2, time: 3, layers: [Flatten, Odd]}\n",
    "a model with layers that are none": HEAD
    + "layers:\n  - Sequential: {layers: 3}\n  - Sequential: {layers: {Flatten: }}\n",
    "a wrong layer in a model in a repeat": HEAD
    + "layers:\n  - Flatten\n  - repeat: {times: 2, layers: [ReLU, {Sequential: {layers: [{Dense: {units: -1}}]}}]}\n",
    "settings that are wrong": "input: [0]\nname: 3\nseed: -1\ninitializers: some\n" + LAYERS,
    "settings of nobody": HEAD + LAYERS + "zzz: 1\nnam: x\nlr: 0.1\nloss: mse\n",
    "sections that are wrong": HEAD + LAYERS + "compile: [adam]\nruntime: cpu\ntask: 3\nlimits: []\nrules: [NB301]\n",
    "options of sections that are wrong": HEAD
    + LAYERS
    + "compile: {optimizer: {Adam: {learning_rate: fast}}, loss: 3, metrics: acc, zzz: 1}\nruntime: {device: tpu}\n"
    + "task: {kind: odd}\nlimits: {memory: much}\nrules: {NB301: odd, NB999: off}\n",
    "a section under another word": HEAD
    + LAYERS
    + "compilar: {otimizador: adam, perda: mze}\nrun_time: {device: tpu}\n",
    "options of a section under other words": HEAD + LAYERS + "compile: {perda: mze, metircs: [zzz]}\n",
    "a newer version": "version: 2\n" + HEAD + LAYERS,
    "a newer version with what is new": "version: 7\nnew: 1\n" + HEAD + LAYERS,
    "a version that is none": "version: one\n" + HEAD + LAYERS,
}


def drawn(layers: tuple[DraftLayer, ...], indent: str = "  ") -> Iterator[str]:
    """What was read: `Dense`, `Dense ?units` with a stand-in, `Dense -` and `-` for holes."""
    for layer in layers:
        name = layer.cls.__name__ if layer.cls is not None else ""
        hole = "" if layer.node is not None else "-"
        doubts = " ".join(f"?{option}" for option in sorted(layer.invalid_options))
        yield f"{indent}{'/'.join(map(str, layer.path))}: {' '.join(filter(None, (name, hole, doubts)))}"
        yield from drawn(layer.inner or (), indent + "  ")


def outcome(text: str) -> Iterator[str]:
    document = read(text, "net.yaml")
    draft = parse(document)
    yield from drawn(draft.layers)
    for problem in draft.problems:
        assert isinstance(problem.address, Span)
        span, layer = problem.address, problem.layer
        about = f" of {layer.class_name} {layer.index}" if layer is not None else ""
        yield f"  {problem.code} {span.line}:{span.column}-{span.end_column}{about}: {problem.message}"
        yield from (f"    {words}" for words in (problem.why, problem.fix) if words)
        yield from (f"    also at {each.address.line}" for each in problem.related if isinstance(each.address, Span))
        edited = text
        for edit in sorted(problem.edits, key=lambda edit: edit.span.start, reverse=True):
            edited = edited[: edit.span.start] + edit.replacement + edited[edit.span.end :]
        if problem.edits:
            yield f"    {'safe: ' if problem.safe else ''}{edited!r}"
    yield f"  {'a network' if draft.network is not None else 'none'}{', by its looks' if is_network(text) else ''}"
    if draft.invalid_paths or draft.misspelt:
        yield f"  doubts: {sorted(map(str, draft.invalid_paths))} {draft.misspelt}"


def test_what_is_said_of_the_writing(golden: Golden) -> None:
    path = Path(__file__).with_name("writing.txt")
    written = "".join(f"{name}\n" + "".join(f"{line}\n" for line in outcome(text)) for name, text in TEXTS.items())
    golden(path, written)
