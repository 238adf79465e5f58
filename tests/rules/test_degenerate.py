"""Networks of which little is left: no layers, holes, nothing that is known. Nothing stops, and nothing is guessed."""

import itertools

import pytest

import netbuilder as nb
from netbuilder.graph.layer_graph import NEAR
from netbuilder.pipeline import Session
from netbuilder.views.tables.table import partial_table

BODIES = {
    "no layers": "input: [4]\nlayers: []\n",
    "no list": "input: [4]\nlayers: 3\n",
    "no input": "layers:\n  - Dense: {units: 2}\n",
    "input of nothing": "input: []\nlayers:\n  - Dense: {units: 2}\n",
    "an unknown layer": "input: [4]\nlayers:\n  - Zzyzx: {units: 2}\n",
    "an unknown layer first": "input: [4]\nlayers:\n  - Zzyzx\n  - Dense: {units: 2, activation: softmax}\n",
    "an unknown layer last": "input: [4]\nlayers:\n  - Dense: {units: 2}\n  - Zzyzx\n",
    "nothing but shape": "input: [4]\nlayers:\n  - Reshape: {target_shape: [2, 2]}\n",
    "rounds of nothing": "input: [4]\nlayers:\n  - repeat: {times: 3, layers: []}\n",
    "a model of nothing": "input: [4]\nlayers:\n  - Sequential: {layers: []}\n",
    "sizes that nobody knows": "input: [null, 3]\nlayers:\n  - LSTM: {units: 2}\n",
    "a wrong shape": "input: [4]\nlayers:\n  - Conv2D: {filters: 2, kernel_size: 3}\n  - Dense: {units: 2}\n",
    "a slope below 0 at first": "input: [4]\nlayers:\n  - PReLU: {alpha_initializer: {Constant: {value: -1.0}}}\n",
    "words": "input: {shape: [3], dtype: string}\nlayers:\n  - Hashing: {num_bins: 4, mask_value: x}\n",
}
SECTIONS = {
    "nothing": "",
    "classes": "compile: {optimizer: adam, loss: sparse_categorical_crossentropy, metrics: [accuracy, AUC]}\n",
    "one class": "compile: {optimizer: sgd, loss: binary_crossentropy, metrics: [binary_accuracy]}\n",
    "numbers": "compile: {optimizer: {SGD: {learning_rate: 1.0}}, loss: mse, metrics: [mae, r2_score, IoU]}\n",
    "no loss": "compile: {optimizer: adam, metrics: [accuracy]}\n",
    "half": "runtime: {precision: mixed_float16}\ncompile: {optimizer: muon, loss: mse}\n",
    "bfloat16": "runtime: {precision: bfloat16, device: cpu}\n",
    "task": "task: {type: classification, classes: 3}\n",
    "labels of rows": "task: {type: multilabel, labels: 3}\ncompile: {loss: mse}\n",
    "seeds": "seed: 3\ninitializers: keras\nrules: {NB201: error, NB401: off}\n",
}


@pytest.mark.filterwarnings("ignore::netbuilder.ConfigWarning")  # what a program is warned of
@pytest.mark.parametrize(("body", "section"), list(itertools.product(BODIES, SECTIONS)))
def test_nothing_stops(body: str, section: str) -> None:
    text = BODIES[body] + SECTIONS[section]
    report = nb.check(text)
    assert str(report)
    str(nb.show(text))
    nb.show(text)._repr_html_()
    nb.report(text)
    str(nb.compare(text, BODIES["nothing but shape"]))
    if not report.errors:
        str(nb.code(text))


def codes(text: str) -> set[str]:
    return {diagnostic.code for diagnostic in nb.check(text).diagnostics}


LINEAR = "input: [8]\nlayers:\n  - Dense: {units: 8}\n  - Dense: {units: 4}\n"


@pytest.mark.parametrize("hole", ["  - Zzyzx\n", "  - Dense: {unit: x}\n", "  - 3\n"])
def test_nothing_is_said_of_a_stack_with_a_hole(hole: str) -> None:
    assert "NB403" in codes(LINEAR) or "NB401" in codes(LINEAR)
    for text in (LINEAR + hole, LINEAR.replace("layers:\n", f"layers:\n{hole}")):
        assert not codes(text) & {"NB401", "NB402", "NB403", "NB404"}, text


@pytest.mark.parametrize(("count", "ends"), [(2, False), (6, False), (7, True), (9, True)])
def test_five_of_many_places_are_named(count: int, ends: bool) -> None:
    text = "input: [8]\nlayers:\n" + "  - Dense: {units: 8}\n" * (count + 1)
    [diagnostic] = [each for each in nb.check(text).diagnostics if "the same at" in each.why]
    assert diagnostic.why.endswith(", ...") == ends
    assert diagnostic.why.partition("the same at ")[2].count(",") == (5 if ends else count - 2)


def history(count: int) -> str:
    layers = "".join("  - MaxPooling2D\n" for _ in range(count - 1))
    size, last = 2 ** (count - 1), "  - Conv2D: {filters: 1, kernel_size: 3}\n"
    [diagnostic] = nb.check(f"input: [{size}, {size}, 1]\nlayers:\n{layers}{last}").errors
    return diagnostic.why


def test_six_sizes_on_the_way_are_all_named_and_of_seven_the_last_ones() -> None:
    assert history(6) == "the layers before it have shrunk the map: 32x32, 16x16, 8x8, 4x4, 2x2, 1x1"
    assert history(7) == "the layers before it have shrunk the map: 64x64, ..., 8x8, 4x4, 2x2, 1x1"
    assert history(1) == ""


def test_a_window_that_says_why_itself() -> None:
    text = "input: [3071]\nlayers:\n  - MelSpectrogram: {num_mel_bins: 8, sequence_stride: 128}\n"
    [diagnostic] = nb.check(text).errors
    assert "announces" in diagnostic.why


def test_identity_and_stft_say_what_each_of_them_fits() -> None:
    text = "input: [8, 2]\nlayers:\n  - Conv1D: {{filters: 2, kernel_size: 3, kernel_initializer: {}}}\n"
    [identity] = nb.check(text.format("identity")).errors
    assert "fits" in identity.message
    assert "STFT" not in identity.message
    [stft] = nb.check(text.format("stft")).diagnostics
    assert stft.message == "STFT holds fixed waves, here the kernel is trained"


@pytest.mark.parametrize("metric", ["CosineSimilarity", "PearsonCorrelation", "ConcordanceCorrelation"])
def test_correlations_along_the_batch_take_one_number(metric: str) -> None:
    text = "input: [4]\nlayers:\n  - Dense: {{units: {}}}\ncompile: {{loss: mse, metrics: [{{{}: {{axis: {}}}}}]}}\n"
    assert "NB318" in codes(text.format(1, metric, -1))
    assert "NB318" not in codes(text.format(1, metric, 0))
    assert "NB318" not in codes(text.format(2, metric, -1))


@pytest.mark.parametrize(
    ("name", "why", "fix"),
    [
        ("TokenAndPositionEmbedding", "it is a layer of keras_hub, not of Keras", "`--import keras_hub`"),
        ("CoordConv2D", "it is no layer of Keras", "`--import MODULE`"),
        ("BlurPool2D", "it is no layer of Keras", "`--import MODULE`"),
    ],
)
def test_a_layer_of_another_package(name: str, why: str, fix: str) -> None:
    [diagnostic] = nb.check(f"input: [4]\nlayers:\n  - {name}\n").errors
    assert diagnostic.why == why
    assert diagnostic.fix.startswith(fix)


def test_a_misspelt_initializer_is_mended_though_its_options_are_wrong_and_a_layer_may_be_somebodys_own() -> None:
    text = "input: [4]\nlayers:\n  - Dense: {units: 2, kernel_initializer: {HeNorml: {foo: 1}}}\n"
    first, second = nb.check(text).errors
    assert (first.fix, len(first.edits)) == ("did you mean `HeNormal`?", 1)
    assert second.message == "HeNormal has no option `foo`"
    [own] = nb.check("input: [4]\nlayers:\n  - DenseX: {foo: 1}\n").errors
    assert own.edits == ()


def test_a_tag_of_another_kind_is_no_number() -> None:
    for word in ("true", "null", "yes", "~"):
        text = f"input: [4]\nlayers:\n  - Dropout: {{rate: !!float {word}}}\n"
        assert "NB001" in codes(text), word
    assert codes("input: [4]\nlayers:\n  - Dropout: {rate: !!float 0}\n") <= {"NB508", "NB702", "NB201"}


GROWING = [
    "  - repeat: {times: 1500, layers: [UpSampling1D]}\n",
    "  - repeat: {times: 1200, layers: [Conv1DTranspose: {filters: 2, kernel_size: 3, strides: 2}]}\n",
    "  - repeat: {times: 400, layers: [Flatten, RepeatVector: {n: 1000000000}]}\n",
]


@pytest.mark.parametrize("growing", GROWING)
def test_an_axis_that_no_tensor_has(growing: str) -> None:
    """Numbers of any length are no longer floats, and what is computed of them would stop."""
    for rest in ("", "  - Flatten\n  - Dense: {units: 3, activation: relu}\n  - Dense: {units: 1}\n"):
        session = Session(f"input: [8, 8]\nlayers:\n{growing}{rest}compile: {{loss: mse}}\n")
        assert "NB103" in {diagnostic.code for diagnostic in session.report.diagnostics}
        assert partial_table(session.report.graph)


def test_units_beyond_floats_behind_a_flatten() -> None:
    many = "1" + "0" * 308
    text = f"input: [8]\nlayers:\n  - Flatten\n  - Dense: {{units: {many}}}\ncompile: {{loss: mse}}\n"
    assert "NB108" in codes(text)


def test_a_rule_looks_at_the_layers_near_by_only() -> None:
    """Of 3,000 dropouts each would look at all behind it."""
    graph = Session("input: [8]\nlayers:\n  - repeat: {times: 3000, layers: [Dropout: {rate: 0.9}]}\n").report.graph
    middle = graph.calls[1_500]
    assert [call.index for call in graph.behind(middle)] == list(range(1_501, 1_501 + NEAR))
    assert [call.index for call in graph.before(middle)] == list(range(1_499, 1_499 - NEAR, -1))
    assert [call.index for call in graph.before(graph.calls[2])] == [1, 0]
    assert not graph.before(graph.calls[0])
    assert not graph.behind(graph.calls[-1])
    assert graph.first_trained == graph.first_learner == 3_000
    assert graph.learner_before[3_000] is None
