"""Which Keras a network is for, and what is said of it: NB130 to NB132."""

import sys
from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Place, Severity
from netbuilder.graph import resolve
from netbuilder.graph.meant_keras import MeantKeras, meant_keras
from netbuilder.lint.project import project_of
from netbuilder.lint.result import LintResult
from netbuilder.parse import parse
from netbuilder.pipeline import Options, Session
from netbuilder.source import read
from netbuilder.vocabulary.base.releases import NEWEST
from tests.rules.judging import net


def report_of(text: str, keras: str | None = None, **more: Any) -> LintResult:
    return Session(text, "net.yaml", Options(keras=keras, **more)).report


def messages(text: str, keras: str | None = None, code: str = "NB13") -> list[str]:
    return [one.message for one in report_of(text, keras).diagnostics if one.code.startswith(code)]


def fixed(text: str, keras: str, *, unsafe: bool = False) -> str:
    return Session(text, "net.yaml", Options(keras=keras)).fix(unsafe=unsafe).text


MUON = net("Dense: {units: 2}", compile_="{optimizer: {Muon: {}}, loss: mse}")
CTC = net("Dense: {units: 4}", shape="[9, 3]", compile_="{optimizer: adam, loss: ctc}")


def test_the_command_line_wins_over_the_file_and_the_file_over_the_project() -> None:
    project = project_of({"keras": "3.6"})
    named = MUON + 'keras: "3.8"\n'
    assert report_of(MUON, project=project).errors[0].message == "Muon came with Keras 3.10; this network is for 3.6"
    assert report_of(named, project=project).errors[0].message == "Muon came with Keras 3.10; this network is for 3.8"
    assert not report_of(named, "3.15", project=project).diagnostics
    assert report_of(named, "3.7", project=project).errors[0].message.endswith("this network is for 3.7")


def test_the_same_for_a_network_made_in_python() -> None:
    network = nb.Network(
        input=[4], layers=[nb.Dense(units=2)], compile={"optimizer": nb.optimizers.Muon(), "loss": "mse"}
    )
    assert nb.check(network, keras="3.8").errors[0].message == "Muon came with Keras 3.10; this network is for 3.8"
    assert nb.check(network, keras="3.8").errors[0].address == Place("compile.optimizer.Muon")
    assert nb.check(network, settings={"keras": "3.8"}).errors
    named = nb.Network(input=[4], layers=[nb.RMSNormalization(), nb.Dense(units=2)], keras="3.8")
    assert nb.check(named).errors[0].message == "RMSNormalization came with Keras 3.9; this network is for 3.8"
    assert not nb.check(named, keras="3.9").errors
    assert 'keras: "3.8"' in named.to_yaml()


@pytest.mark.parametrize(("keras", "error"), [("3.99", ValueError), (3.8, TypeError), ("2.15", ValueError)])
def test_a_release_that_does_not_exist_in_python(keras: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="keras is a release"):
        nb.check(MUON, keras=keras)
    with pytest.raises(error, match="keras is a release"):
        nb.schema(keras=keras)


@pytest.mark.parametrize(
    ("written", "code", "fix"),
    [
        ('"3.99"', "NB012", '`"3.15"` is the newest'),
        ('"3.80"', "NB012", '`"3.8"` is the nearest'),
        ('">=3.8"', "NB012", '`"3.8"` is the nearest'),
        ('"2.15"', "NB012", '`"3.0"` is the nearest'),
        ('"3.8.7"', "NB012", '`"3.8"` is the nearest'),
        ("latest", "NB012", '`"3.15"` is the newest'),
        ('""', "NB012", '`"3.15"` is the newest'),
        ("3.8", "NB014", '`"3.8"`'),
        ("3.10", "NB014", '`"3.10"` or `"3.1"`'),
        ("3.80", "NB014", '`"3.8"`'),
        ("3", "NB014", '`"3.15"` is the newest'),
        ("38", "NB014", '`"3.8"` is the nearest'),
    ],
)
def test_a_release_that_does_not_exist_in_a_file(written: str, code: str, fix: str) -> None:
    [diagnostic] = report_of(net("Dense: {units: 2}") + f"keras: {written}\n").errors
    assert (diagnostic.code, diagnostic.fix) == (code, fix)


def test_a_number_becomes_a_text_where_it_can_mean_one_release() -> None:
    text = net("Dense: {units: 2}")
    assert Session(text + "keras: 3.8\n", "net.yaml").fix().text == text + 'keras: "3.8"\n'
    assert Session(text + "keras: 3.10\n", "net.yaml").fix().text == text + "keras: 3.10\n"


def test_what_is_installed_is_meant_where_nothing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert meant_keras(None) == MeantKeras(NEWEST, is_named=False)
    (tmp_path / "keras-2.15.0.dist-info").mkdir()
    assert meant_keras(None).release == NEWEST
    (tmp_path / "keras-2.15.0.dist-info").rmdir()
    (tmp_path / "keras-3.8.0.dist-info").mkdir()
    assert messages(MUON) == ["Muon came with Keras 3.10; 3.8.0 is installed"]
    assert not messages(MUON, "3.13")


def test_nothing_is_asked_of_this_machine_where_all_is_as_old_as_keras_3(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("netbuilder.graph.meant_keras.installed_version", lambda name: asked.append(name))
    report_of(net("Dense: {units: 8, activation: relu}\nDense: {units: 1}", compile_="{optimizer: adam, loss: mse}"))
    assert asked == []
    report_of(MUON)
    assert asked


def test_a_string_becomes_the_class_that_is_there() -> None:
    [diagnostic] = report_of(CTC, "3.3").errors
    assert diagnostic.message == "`ctc` as a string came with Keras 3.4; this network is for 3.3"
    assert diagnostic.fix == "`{CTC: {}}`"
    assert fixed(CTC, "3.3") == CTC.replace("ctc", "{CTC: {}}")
    assert not report_of(fixed(CTC, "3.3"), "3.3").errors
    assert not messages(CTC, "3.4")


@pytest.mark.parametrize("number", [0, 1])
def test_a_string_in_a_list_too(number: int) -> None:
    others = ["mae", "mae"]
    others[number] = "pearson_correlation"
    text = net("Dense: {units: 2}", compile_=f"{{optimizer: adam, loss: mse, metrics: [{', '.join(others)}]}}")
    [diagnostic] = report_of(text, "3.6").errors
    assert diagnostic.message.startswith("PearsonCorrelation came with Keras 3.7")
    assert text.splitlines()[3][diagnostic.address.column - 1 :].startswith("pearson_correlation")  # type: ignore[union-attr]


def test_an_option_that_says_what_holds_anyway_is_taken_out() -> None:
    text = net("BatchNormalization: {renorm: false, momentum: 0.9}\nDense: {units: 2}")
    [diagnostic] = report_of(text, "3.13").errors
    assert diagnostic.message == "`renorm` of BatchNormalization came with Keras 3.14; this network is for 3.13"
    assert fixed(text, "3.13") == text.replace("renorm: false, ", "")
    written = text.replace("false", "true")
    assert fixed(written, "3.13", unsafe=True) == written, "no value that was written is lost"


def test_the_issues_own_example_of_an_option() -> None:
    text = net("IntegerLookup: {vocabulary: [1, 2], oov_method: farmhash}", shape="[3]")
    assert messages(text, "3.13") == ["`oov_method` of IntegerLookup came with Keras 3.14; this network is for 3.13"]


def test_what_is_nearest_goes_back_until_it_is_there() -> None:
    perspective = net("RandomPerspective: {factor: 0.5}\nFlatten\nDense: {units: 2}", shape="[8, 8, 3]")
    [diagnostic] = report_of(perspective, "3.5").errors
    assert "RandomRotation" in diagnostic.fix  # RandomShear came with 3.8
    assert "RandomRotation: {factor: 0.5}" in fixed(perspective, "3.5", unsafe=True)
    assert fixed(perspective, "3.5") == perspective, "it is another network"


def test_a_name_takes_the_place_only_where_the_options_fit() -> None:
    pooling = net("AdaptiveMaxPooling1D: {output_size: 2}\nFlatten\nDense: {units: 2}", shape="[8, 3]")
    [diagnostic] = report_of(pooling, "3.8").errors
    assert diagnostic.fix == "`MaxPooling1D`, the nearest in Keras 3.8"
    assert not diagnostic.edits
    bare = net("RMSNormalization\nDense: {units: 2, activation: sparsemax}")
    assert "- LayerNormalization" in fixed(bare, "3.7", unsafe=True)
    assert "activation: softmax" in fixed(bare, "3.7", unsafe=True)


@pytest.mark.parametrize(
    "layer",
    [
        "TimeDistributed: {layer: {Dense: {units: 2, activation: celu}}}",
        "Bidirectional: {layer: {LSTM: {units: 2, activation: celu}}}",
        "RNN: {cell: [{GRUCell: {units: 2}}, {LSTMCell: {units: 2, activation: celu}}]}",
        "Sequential: {layers: [{Dense: {units: 2, activation: celu}}]}",
        "repeat: {times: 3, layers: [{Dense: {units: 2, activation: celu}}]}",
        "Dense: {units: 2, activation: {celu: {alpha: 0.5}}}",
        "TimeDistributed: {layer: {Sequential: {layers: [{Dense: {units: 2, activation: celu}}]}}}",
    ],
)
def test_it_is_found_however_deep_it_stands(layer: str) -> None:
    assert messages(net(f"{layer}\nDense: {{units: 2}}", shape="[5, 3]"), "3.6") == [
        "celu came with Keras 3.7; this network is for 3.6"
    ]


def test_a_schedule_an_inner_optimizer_and_a_wrapped_layer_have_addresses() -> None:
    text = net(
        "Dense: {units: 2}",
        compile_="{optimizer: {LossScaleOptimizer: {inner_optimizer: {Muon: {rms_rate: 0.3}}}}, loss: mse}",
    )
    [diagnostic] = report_of(text, "3.9").errors
    assert text.splitlines()[3][diagnostic.address.column - 1 :].startswith("Muon: {rms_rate")  # type: ignore[union-attr]
    stopping, option = report_of(text, "3.12").errors
    assert (stopping.code, option.code) == ("NB131", "NB130")


def test_notes_of_a_release_that_is_only_installed_are_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = net("Dense: {units: 2, activity_regularizer: l2}")
    [named] = [one for one in report_of(text, "3.13").diagnostics if one.code == "NB132"]
    assert named.severity is Severity.WARN
    (tmp_path / "keras-3.13.2.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    [installed] = [one for one in report_of(text).diagnostics if one.code == "NB132"]
    assert installed.severity is Severity.INFO
    assert not messages(text, "3.14")
    assert not messages(text.replace("l2", "null"), "3.13")


def test_a_note_is_told_where_it_applies_and_only_there() -> None:
    metrics = "[{MeanIoU: {num_classes: 2}}]"
    weighted = f"{{optimizer: adam, loss: mse, weighted_metrics: {metrics}, metrics: {metrics}}}"
    text = net("Dense: {units: 2}", compile_=weighted)
    assert messages(text, "3.8") == ["since Keras 3.8 MeanIoU cuts off the fractions of sample weights"]
    assert messages(text, "3.7") == []
    transposed = net("Conv2DTranspose: {filters: 3, kernel_size: 3, output_padding: null}", shape="[4, 4, 3]")
    assert messages(transposed, "3.8") == []


def test_a_zero_that_older_releases_refuse() -> None:
    text = net("Conv2DTranspose: {filters: 3, kernel_size: 3, strides: 2, output_padding: [1, 0]}", shape="[4, 4, 3]")
    assert messages(text, "3.10", "NB130") == [
        "`output_padding: 0` of Conv2DTranspose came with Keras 3.11, after 3.10"
    ]
    assert messages(text.replace("[1, 0]", "1"), "3.10", "NB130") == []


def test_a_default_that_was_another_one_is_said_where_it_is_left_out() -> None:
    text = net("Dense: {units: 2}", compile_="{optimizer: {RMSprop: {use_ema: true}}, loss: mse}")
    assert messages(text, "3.2") == ["before Keras 3.3 `ema_overwrite_frequency` is 100 where it is left out"]
    assert messages(text, "3.3") == []
    written = text.replace("true", "true, ema_overwrite_frequency: 7")
    assert messages(written, "3.2") == []


def test_comments_and_severities_hold_for_them_too() -> None:
    ignored = MUON.replace("loss: mse}", "loss: mse}  # netbuilder: ignore[NB130]")
    assert not messages(ignored, "3.8")
    assert not messages(MUON + "rules: {NB130: off}\n", "3.8")


def test_a_newer_keras_that_is_named_and_not_there_is_said_before_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "keras-3.8.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    session = Session(MUON + 'keras: "3.13"\n', "net.yaml")
    assert not session.report.errors
    with pytest.raises(nb.ConfigError, match=r"NB130.*Muon came with Keras 3.10; 3.8.0 is installed"):
        _ = session.built
    assert Session(MUON, "net.yaml").missing_here() == []


@pytest.mark.parametrize(
    ("layers", "compile_", "least"),
    [
        ("Dense: {units: 2}", "{optimizer: adam, loss: mse}", "3.0"),
        ("Dense: {units: 2}", "{optimizer: {Muon: {}}, loss: mse}", "3.10"),
        ("Dense: {units: 2}", "{optimizer: muon, loss: mse}", "3.14"),
        ("RMSNormalization", "", "3.9"),
        ("BatchNormalization: {renorm: false}", "", "3.0"),
        ("BatchNormalization: {renorm: true}", "", "3.14"),
    ],
)
def test_what_a_network_needs_at_least(layers: str, compile_: str, least: str) -> None:
    text = net(layers, compile_=compile_)
    assert resolve(parse(read(text, "net.yaml"))).keras_facts.least_release == least


def test_a_model_that_begins_with_a_model() -> None:
    model = "Sequential: {layers: [{Dense: {units: 3}}]}"
    for inner in (model, f"repeat: {{times: 1, layers: [{{{model}}}]}}"):
        begins = net(f"Sequential: {{layers: [{{{inner}}}, {{Dense: {{units: 2}}}}]}}")
        assert messages(begins, "3.5") == ["before Keras 3.6 a Sequential that begins with one is not built"]
        assert messages(begins, "3.6") == []
        assert messages(net(inner), "3.5") == []
        assert messages(net(f"Sequential: {{layers: [{{Dense: {{units: 2}}}}, {{{inner}}}]}}"), "3.5") == []


def test_steps_in_blocks() -> None:
    text = net("Dense: {units: 2}", compile_="{optimizer: adam, loss: mse, steps_per_execution: 4}")
    blocks = "before Keras 3.7 `fit` counts steps too many in a last call that is not full"
    no_loss = "before Keras 3.8 `fit` has no loss for an epoch of one batch"
    assert sorted(messages(text, "3.6")) == [blocks, no_loss]
    assert messages(text, "3.7") == [no_loss]
    assert messages(text, "3.8") == messages(text.replace("execution: 4", "execution: 1"), "3.6") == []


def test_a_file_that_an_older_release_is_to_open_is_for_that_release() -> None:
    for options in (Options(opens_in="3.8"), Options(opens_in="3.8", keras="3.15")):
        [error] = Session(MUON, "net.yaml", options).report.errors
        assert error.message == "Muon came with Keras 3.10; this network is for 3.8"


def test_a_note_on_a_whole_class_is_told_beside_one_on_an_option() -> None:
    text = net("RandomCrop: {height: 4, width: 4}\nFlatten\nDense: {units: 2}", shape="[8, 8, 3]")
    assert messages(text, "3.7") == ["before Keras 3.8 RandomCrop resizes whole images in `predict`"]
    assert messages(text, "3.8") == []
