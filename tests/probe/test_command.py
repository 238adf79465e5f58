"""netbuilder probe and netbuilder report, as they are typed."""

import io
import json
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from netbuilder.cli.run import run

pytestmark = pytest.mark.keras

CONFIG = """input: [16]
layers:
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 16, activation: relu}
  - Dense: {units: 3, activation: softmax}
compile: {optimizer: adam, loss: sparse_categorical_crossentropy}
"""


@pytest.fixture
def config(tmp_path: Path) -> str:
    file = tmp_path / "net.yaml"
    file.write_text(CONFIG)
    return str(file)


def test_plain(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["probe", config]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("healthy: ")
    assert err == ""
    assert max(map(len, out.splitlines())) <= 100


def test_json_of_several_files_is_one_line_each(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    other = Path(config).with_name("other.yaml")
    other.write_text(CONFIG)
    assert run(["probe", config, str(other), "--format", "json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == ["healthy", "healthy"]


def test_standard_input_and_findings_beside_the_output(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = CONFIG.replace("relu}", "relu, kernel_initializer: zeros}")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert run(["probe", "-", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["verdict"] == "symmetric"
    assert "error[NB805]" in err
    assert "<stdin>:3:5" in err


def test_a_plot_and_a_batch(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import numpy as np

    batch, plot = tmp_path / "batch.npz", tmp_path / "deep" / "signal.png"
    np.savez(batch, x=np.random.default_rng(0).standard_normal((20, 16)), y=np.zeros(20, int))
    assert run(["probe", config, "--data", str(batch), "--plot", str(plot)]) == 0
    assert "20 samples (your batch)" in capsys.readouterr().out
    assert plot.read_bytes().startswith(b"\x89PNG")


def test_one_batch_is_fitted(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["probe", config, "--fit-one-batch"]) == 0
    out, err = capsys.readouterr()
    assert "one batch, 200 steps with Adam at 0.001" in out
    assert "\r" not in err


def test_what_cannot_be_done_is_said(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch = tmp_path / "batch.npz"
    batch.write_bytes(b"nothing")
    no_loss = tmp_path / "bare.yaml"
    no_loss.write_text(CONFIG.rpartition("compile")[0])
    for args, status, words in (
        (["--data", str(batch)], 2, "not a plain .npz"),
        (["--data", str(tmp_path / "none.npz")], 2, "cannot be read"),
        (["--plot", "signal.gif"], 2, "draws .png, .svg, .pdf"),
        ([str(no_loss), "--fit-one-batch"], 2, "needs a loss"),
    ):
        assert run(["probe", config, *args]) == status
        assert words in capsys.readouterr().err


def test_errors_come_before_tensorflow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "net.yaml"
    file.write_text(CONFIG.replace("units: 3", "units: three"))
    assert run(["probe", str(file)]) == 1
    assert "NB014" in capsys.readouterr().err


def test_ctrl_c(config: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from netbuilder.cli import sessions

    def stop(number: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sessions, "progress", lambda text, steps=1: nullcontext(stop))
    assert run(["probe", config, "--fit-one-batch"]) == 130
    assert capsys.readouterr().err.strip() == "stopped"


def test_a_report_with_its_measurement(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    assert run(["report", config, "-o", str(page)]) == 0
    html = page.read_text()
    assert html.count("<figure") == 2
    assert "nb-verdict-healthy" in html
    assert "wrote" in capsys.readouterr().out


def test_two_configs_are_parted_and_have_no_plot(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    other = Path(config).with_name("other.yaml")
    other.write_text(CONFIG)
    assert run(["probe", config, str(other)]) == 0
    first, second = capsys.readouterr().out.split("\n\nhealthy: ", 1)
    assert first.startswith("healthy: ")
    assert "healthy: " not in second
    assert run(["probe", config, str(other), "-q"]) == 0
    assert capsys.readouterr().out == ""
    assert run(["probe", config, str(other), "--plot", "signal.png"]) == 2
    assert "--plot names one file, and there are 2 configs" in capsys.readouterr().err
    assert not Path("signal.png").exists()
