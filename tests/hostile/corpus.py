"""Files that mean harm, or look as if: small ones as they are, large ones made on the spot."""

# ruff: noqa: E501

from collections.abc import Callable
from typing import NamedTuple

HEAD = b"input: [8]\nlayers:\n"


class Hostile(NamedTuple):
    """One file."""

    name: str
    make: Callable[[], bytes]
    status: int = 1
    """Exit status of `check`."""
    code: str = ""
    """A diagnostic that must be there."""


def _is(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _layer(text: str) -> Callable[[], bytes]:
    return _is(HEAD + f"  - {text}\n".encode())


def _aliases(width: int, depth: int, merge: bool = False) -> bytes:
    lines = ["x-a0: &a0 {" + ", ".join(f"k{at}: 1" for at in range(width)) + "}"]
    for level in range(1, depth):
        inner = ", ".join(
            f"k{level}x{at}: {{<<: *a{level - 1}}}" if merge else f"k{at}: *a{level - 1}" for at in range(width)
        )
        lines.append(f"x-a{level}: &a{level} {{{inner}}}")
    return "\n".join(lines).encode()


def _lists(width: int, depth: int) -> bytes:
    lines = ["x-a0: &a0 [1, 1, 1]"]
    lines += [f"x-a{at}: &a{at} [" + f"*a{at - 1}, " * width + "]" for at in range(1, depth)]
    return "\n".join(lines).encode()


def _repeated(times: str, inside: str) -> Callable[[], bytes]:
    return _layer(f"repeat: {{times: {times}, layers: [{inside}]}}")


BILLION = "1000000000"

SIZES = [
    Hostile("alias bomb", lambda: _aliases(9, 9), code="NB003"),
    Hostile("merge bomb", lambda: _aliases(9, 9, merge=True), code="NB003"),
    Hostile("list bomb", lambda: _lists(9, 9), code="NB003"),
    Hostile("10,000 deep, brackets", lambda: b"layers: " + b"[" * 10_000 + b"]" * 10_000, code="NB003"),
    Hostile("10,000 deep, dashes", lambda: b"- " * 10_000, code="NB003"),
    Hostile("10,000 deep, braces", lambda: b"{a: " * 10_000 + b"}" * 10_000, code="NB003"),
    Hostile("10,000 deep, never closed", lambda: b"input: " + b"[" * 1_000_000, code="NB003"),
    Hostile("wrappers in wrappers", lambda: HEAD + b"  - " + b"{TimeDistributed: {layer: " * 45 + b"Flatten" + b"}}" * 45),
    Hostile("a billion rounds", _repeated(BILLION, "{Dense: {units: 4}}"), code="NB003"),
    Hostile("rounds of rounds", _repeated(BILLION, f"{{repeat: {{times: {BILLION}, layers: [Flatten]}}}}"), code="NB003"),
    Hostile("a billion empty rounds", _repeated(BILLION, ""), code="NB0"),
    Hostile("rounds of empty rounds", _repeated(BILLION, f"{{repeat: {{times: {BILLION}, layers: []}}}}"), code="NB0"),
    Hostile("rounds of empty models", _repeated(BILLION, "{Sequential: {layers: []}}"), code="NB0"),
    Hostile("rounds without end", _repeated("9" * 300, "Flatten"), code="NB003"),
    Hostile("100 MB", lambda: b"#" * 100_000_000, code="NB003"),
    Hostile("10 MB of comments", lambda: b"#\n" * 4_999_000),
    Hostile("10 MB in quotes", lambda: b'name: "' + b"x" * 9_900_000 + b'"\n'),
    Hostile("a quote that is never closed", lambda: b'a: "' + b"x" * 9_900_000),
    Hostile("a word of 5 MB", lambda: HEAD + b"  - " + b"D" * 5_000_000),
    Hostile("a key of 100,000 letters", lambda: HEAD + b"  - {Dense: {" + b"u" * 100_000 + b": 1}}\n"),
    Hostile("a name of 100,000 letters", _layer("Dense: {units: 4, name: " + "a" * 100_000 + "}"), status=0),
    Hostile("20,000 times the same key", lambda: HEAD + b"  - Dense: {" + b"units: 4," * 20_000 + b"}\n", code="NB002"),
    Hostile("10,000 mistakes", lambda: HEAD + b"  - Dense: {unitz: 4}\n" * 10_000, code="NB011"),
    Hostile("10,000 mistakes on one line", lambda: b"input: [8]\nlayers: [" + b"{Dense: {unitz: 4}}," * 10_000 + b"]"),
    Hostile("10,000 names", lambda: HEAD + b"".join(b"  - Dnse%d\n" % at for at in range(10_000)), code="NB010"),
    Hostile("20,000 rules", lambda: HEAD + b"  - Flatten\nrules: {" + b", ".join(
        b"NX%d: off" % at for at in range(20_000)) + b"}\n", code="NB018"),
    Hostile("100,000 codes in a comment", lambda: b"# netbuilder: ignore[" + b"NB201," * 100_000 + b"]\n" + HEAD),
    Hostile("5,000 comments", lambda: HEAD + b"  - Flatten # netbuilder: ignore[NBX, NB201]\n" * 5_000, code="NB018"),
    Hostile("20,000 empty entries", lambda: HEAD + b"  -\n" * 20_000),
    Hostile("an input of 90,000 axes", lambda: b"input: [" + b"10," * 90_000 + b"]\nlayers: [Flatten]\n", status=0),
    Hostile("an equation of 150,000 letters", _layer(
        f"EinsumDense: {{equation: '{'ab,' * 50_000}bc->ac', output_shape: 4}}")),
    Hostile("20,000 open parentheses", lambda: b"input: [8]\nlayers: [" + b", ".join(b"a(%d" % at for at in range(20_000)) + b"]"),
    Hostile("20,000 options that open parentheses", lambda: HEAD + b"  - Dense: {" + b", ".join(
        b"a%d: (b" % at for at in range(20_000)) + b"}\n"),
    Hostile("parentheses that close late", lambda: HEAD + b"  - Dense: {units: " + b"(" * 20_000 + b", " + b", ".join(
        b"a%d)" % at for at in range(20_000)) + b"}\n"),
    Hostile("a call of 100,000 parentheses", _layer("Dense(" + "(" * 100_000)),
    Hostile("calls within calls", _layer("Sequential([Bidirectional(" * 30 + "LSTM(3)" + ")])" * 30)),
    Hostile("lists within lists", _layer("Bidirectional: [LSTM, " * 30 + "3" + "]" * 30)),
    Hostile("a value 95 lists deep", _layer("Dense: {units: " + "[" * 95 + "]" * 95 + "}")),
    Hostile("a class 45 deep", _layer("Dense: {units: 3, kernel_initializer: " + "{class_name: HeNormal, config: " * 45 + "1" + "}" * 45 + "}")),
    Hostile("20,000 options that are none", lambda: HEAD + b"  - Dense: {" + b", ".join(b"a%d" % at for at in range(20_000)) + b"}\n"),
    Hostile("20,000 sections that are none", lambda: b"\n".join(b"a%d: {layers: 1}" % at for at in range(20_000))),
    Hostile("tabs", lambda: b"\t" * 5_000_000, code="NB001"),
    Hostile("5 MB of blanks before a colon", lambda: b"a: b\n  " + b" " * 5_000_000 + b"c: d\n"),
    Hostile("a key of 5 MB before a second colon", lambda: b"a: {" + b"b" * 5_000_000 + b": c: d}\n"),
    Hostile("5 MB of dots", lambda: HEAD + b"  - Dense: {" + b"." * 5_000_000 + b"}\n"),
    Hostile("a model with 5 MB of digits", lambda: HEAD + b"  - ResNet" + b"1" * 5_000_000 + b"!\n"),
    Hostile("5 MB of blanks that are none", lambda: HEAD + b"  - Dense: {units: a" + b"\xc2\xa0" * 2_500_000 + b"b}\n"),
    Hostile("a comment behind each of 9,000 layers", lambda: HEAD + b"  - Flatten  # c\n" * 9_000, status=0),
    Hostile("15,000 anchors behind 5 MB", lambda: b"#" * 5_000_000 + b"\n" + HEAD + b"".join(
        b"  - &a%d Flatten\n" % at for at in range(15_000)), status=0),
    Hostile("12,000 dropouts", lambda: HEAD + b"  - Dense: {units: 4}\n" + b"  - Dropout: {rate: 0.9}\n" * 12_000,
            status=0),
]  # fmt: skip

NUMBERS = [
    Hostile("a billion units", _is(b"input: [1000]\nlayers:\n  - Dense: {units: 1000000000}\n"), code="NB108"),
    Hostile("a map doubled 1,500 times", _is(
        b"input: [8, 8]\nlayers:\n  - repeat: {times: 1500, layers: [UpSampling1D]}\n  - Flatten\n  - Dense: {units: 3}\n"), code="NB103"),
    Hostile("a billion filters", _is(b"input: [9, 9, 1]\nlayers:\n  - Conv2D: {filters: 1000000000, kernel_size: 9}\n"), code="NB108"),
    Hostile("a table of everything", _is(
        b"input: {shape: [8], dtype: int32}\nlayers:\n  - Embedding: {input_dim: 1000000000, output_dim: 1000000}\n"), code="NB108"),
    Hostile("numbers for a hundred billion unknown words", _is(
        b"input: {shape: [1], dtype: int64}\nlayers:\n  - IntegerLookup: {vocabulary: [1, 2], num_oov_indices: 100000000000}\n"), code="NB012"),
    *[Hostile(f"the metric {metric}", _is(
        HEAD + f"  - Dense: {{units: 1}}\ncompile: {{optimizer: adam, loss: mse, metrics: [{{{metric}}}]}}\n".encode()), code="NB012")
      for metric in ("AUC: {num_thresholds: 2000000000}", "MeanIoU: {num_classes: 1000000}",
                     "PrecisionAtRecall: {recall: 0.5, num_thresholds: 2000000000}")],
    Hostile("an integer of 5,000 digits", _layer("Dense: {units: " + "9" * 5_000 + "}"), code="NB003"),
    Hostile("an integer of 300 digits", _layer("Dense: {units: " + "9" * 300 + "}")),
    Hostile("sizes beyond a machine word", _is(b"input: [1000000000000000000000, 1000000000000000000000]\nlayers: [Flatten, {Dense: {units: 9}}]\n")),
    *[Hostile(f"{value} units", _layer(f"Dense: {{units: {value}}}")) for value in (".nan", ".inf", "-.inf", "-1", "0", "1e400")],
    *[Hostile(f"a rate of {value}", _layer(f"Dropout: {{rate: {value}}}")) for value in (".nan", ".inf", "-1", "1e400")],
    *[Hostile(f"a learning rate of {value}", _is(
        HEAD + f"  - Dense: {{units: 4}}\ncompile: {{optimizer: {{Adam: {{learning_rate: {value}}}}}, loss: mse}}\n".encode()))
      for value in (".nan", ".inf", "-1", "1e999")],
    *[Hostile(f"a seed of {value}", _is(f"seed: {value}\n".encode() + HEAD)) for value in (".nan", "1e3", "9" * 200)],
    *[Hostile(f"an input of {value}", _is(f"input: [{value}]\nlayers: [Flatten]\n".encode())) for value in (".nan", "-1", "1e9")],
]  # fmt: skip

BYTES = [
    Hostile("nothing", _is(b""), code="NB001"),
    Hostile("a NUL", _is(b"input: [8]\n\x00layers: []\n"), code="NB001"),
    Hostile("a NUL in quotes", _layer('"Den\\0se"')),
    Hostile("no UTF-8", _is(b"name: \xff\xfe\n" + HEAD), status=2, code="NB001"),
    Hostile("half a character", _is(b"name: \xe2\x82"), status=2, code="NB001"),
    Hostile("a surrogate", _is(b"name: \xed\xa0\x80\n"), status=2, code="NB001"),
    Hostile("too long an encoding", _is(b"name: \xc0\xaf\n"), status=2, code="NB001"),
    Hostile("UTF-16", lambda: "input: [8]\n".encode("utf-16"), status=2, code="NB001"),
    Hostile("UTF-32", lambda: "input: [8]\n".encode("utf-32"), status=2, code="NB001"),
    Hostile("a program", lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 64, status=2, code="NB001"),
    Hostile("an archive", lambda: b"PK\x03\x04" + b"\x00" * 100, code="NB020"),
]

TAGS = [
    Hostile(f"the tag {tag}", _layer(f"Dense: {{units: {tag}}}"))
    for tag in (
        "!!python/object/apply:os.system ['true']",
        "!!python/object/new:os.system ['true']",
        "!!python/name:os.system",
        "!!python/module:os",
        "!!python/tuple [1]",
        "!<tag:yaml.org,2002:python/object:os.system> {}",
        "!include /etc/passwd",
        "!env HOME",
        "!!binary aGVsbG8=",
    )
] + [
    Hostile("a tag of the whole file", _is(b"!!python/object:netbuilder.api.network.Network\n" + HEAD)),
    Hostile("a directive", _is(b"%TAG ! tag:yaml.org,2002:python/\n--- !object:os.system {}\n")),
]

ANCHORS = [
    Hostile("an anchor within itself", _is(b"input: [8]\nlayers: &a [*a]\n"), code="NB001"),
    Hostile("a mapping within itself", _is(b"input: [8]\nlayers: [&a {Sequential: *a}]\n"), code="NB001"),
    Hostile("a merge of itself", _is(b"input: [8]\nlayers: [{Dense: &a {units: 4, <<: *a}}]\n"), code="NB001"),
    Hostile("an alias of nothing", _layer("Dense: *nobody"), code="NB001"),
    Hostile("a merge of a list of numbers", _layer("Dense: {<<: [1, 2], units: 4}")),
    Hostile("a merge of a text", _layer("Dense: {<<: text, units: 4}")),
    Hostile("merges of merges", _is(
        b"x-a: &a {units: 4}\nx-b: &b {<<: *a, units: five}\ninput: [8]\nlayers: [{Dense: {<<: [*b, *a]}}]\n")),
    Hostile("an alias as a key", _is(b"x-a: &a units\ninput: [8]\nlayers: [{Dense: {*a : -4}}]\n")),
    Hostile("a list as a key", _is(b"input: [8]\nlayers: [{Dense: {[1, 2]: 4}}]\n")),
]  # fmt: skip

REACHES = [
    *[
        Hostile(f"{layer} reads {path}", _is(f"input: {{shape: [1], dtype: string}}\nlayers:\n  - {layer}: {{vocabulary: {path}}}\n".encode()))
        for layer in ("StringLookup", "TextVectorization", "IntegerLookup")
        for path in ("/etc/passwd", "file:///etc/passwd", "gs://bucket/words", "http://127.0.0.1:9/words", "../words.txt")
    ],
    Hostile("weights from a file", _layer("TextVectorization: {vocabulary: [a], output_mode: tf_idf, idf_weights: /etc/passwd}")),
    *[Hostile(f"the layer {name}", _layer(f"{name}: {{}}")) for name in (
        "Lambda", "TFSMLayer", "JaxLayer", "FlaxLayer", "TorchModuleWrapper", "keras.layers.Dense", "os.system", "builtins.eval",
        "netbuilder.vocabulary.layers.core.Dense", "__import__", "Layer", "_Dense", "Node")],
    *[Hostile(f"the activation {value}", _layer(f"Dense: {{units: 4, activation: {value}}}")) for value in (
        "{module: keras.datasets.mnist, class_name: function, config: load_data}", "{class_name: __lambda__, config: {value: x}}",
        "os.system", "{module: builtins, class_name: eval, config: {}, registered_name: null}", "keras.utils.get_file", "[relu]",
        "{class_name: Dense, config: {units: 4}}", "__lambda__")],
    *[Hostile(f"the {option} {value}", _layer(f"Dense: {{units: 4, {option}: {value}}}")) for option in (
        "kernel_initializer", "kernel_regularizer", "kernel_constraint") for value in (
        "os.system", "{module: os, class_name: system, config: {command: 'true'}}", "{class_name: __lambda__}")],
    *[Hostile(f"{option}: {value}", _is(HEAD + f"  - Dense: {{units: 4}}\ncompile: {{optimizer: adam, loss: mse, {option}: {value}}}\n".encode()))
      for option, value in (("metrics", "[os.system]"), ("metrics", "[{MeanMetricWrapper: {fn: eval}}]"), ("run_eagerly", "os.system"))],
    *[Hostile(f"the name {name}", _layer(f"Dense: {{units: 4, name: '{name}'}}")) for name in (
        "../../etc/cron.d/x", "a/b", "/abs", "..", "a\\b", "-rf", "$(id)", "a b")],
    Hostile("a network called ../x", _is(b"name: ../../x\n" + HEAD + b"  - Flatten\n")),
    Hostile("an import", _is(b"import: os\n" + HEAD)),
]  # fmt: skip

TERMINAL = [
    Hostile("a name that clears the screen", _layer('"\\e[2J"')),
    Hostile("an option that sets the title", _layer('Dense: {"\\e]0;owned\\a": 4}')),
    Hostile("a value in colours", _layer('Dense: {units: "\\e[31mred\\x9b0m"}')),
    Hostile("a line written backwards", _is(HEAD + "  - \u202e\u2066Dense\n".encode())),
    Hostile("raw escapes in a comment beside a mistake", _is(HEAD + b"  - Nope # \xc2\x9b31m\xe2\x80\xae\n")),
    Hostile("a carriage return", _layer('"Nope\\rerror: none"')),
    Hostile("lines of a CI system", _layer('"Nope\\n::error file=x::owned"')),
]

SMALL = [*NUMBERS, *BYTES, *TAGS, *ANCHORS, *REACHES, *TERMINAL]
ALL = [*SIZES, *SMALL]
