"""What a layer or `compile` with mistakes is taken for, so that the rest is looked at too: `recovered*.txt`.

Of the slips of `tables`: what is read all the same, with what comes out of each layer, and what the rules say.
`pytest --update-golden` writes the file again; a change of a layer is read in the difference.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from netbuilder.pipeline import Session
from tests.diagnostics.test_tables import FOLDER, cases

WRITTEN = FOLDER.parent / "recovered.txt"
WRITTEN_COMPILE = FOLDER.parent / "recovered_compile.txt"
TABLES = ("layers", "options", "sequences")
TABLES_COMPILE = ("compile", "optimizers_losses_and_metrics")
MORE = """
Dense: {units: 4, kernel_initializer: {HeNormal: {seed: x}}}
Dense: {units: 4, kernel_initializer: {HeNormal: {sed: 3}}, activation: {relu: {max_value: six}}}
Dense: {units: x, activation: rellu, use_bias: maybe}
Dense: {unitz: x, kernel_initializer: {Foo: {seed: 3}}}
Dense: {units: 4, kernel_regularizer: {L1L2: {l1: x, l2: 0.1}}}
Dense: {units: 4, dtype: foo}
Dense: {units: 4, dtype: 3, name: 4, trainable: 5}
Dropout: {rate: x}
Dropout: {rat: x}
GaussianNoise: {stddev: x, seed: y}
Activation: {activation: foo}
Sequential: {layers: [{Dense: {units: x}}, {Dense: {units: 4, activation: foo}}, Foo]}
Sequential: {layers: [{Dense: {units: 4, activation: foo}}, {Dropout: {rate: x}}]}
SpectralNormalization: {layer: {Dense: {units: 4, activation: foo}}, power_iterations: x}
SpectralNormalization: {layer: {Dense: {units: x}}}
SpectralNormalization: {layer: {Foo: {units: x}}}
LeakyReLU: {negative_slope: x}
""".strip().splitlines()
MORE_COMPILE = """
{metrics: [mae, foo, {AUC: {curve: x}}, 3, {Foo: {}}], weighted_metrics: [foo]}
{metrics: [{AUC: {curve: x, num_thresholds: 3}}, {AUC: }, {RootMeanSquaredError: {nam: r}}]}
{weighted_metrics: [{AUC: {curv: PR}}, mae, [mae]], metrics: [mse, {AUC: {curve: PR}}]}
{metrics: [{rmse: {nam: r}}, {acuracy: {nam: r}}], loss: {Huber: {delta: x, nam: h}}}
{metrics: [{rmse: {}}, {rmse: }, {rmse: 3}], optimizer: {Adam: {beta_1: x, lr: 0.1}}}
{optimizer: {Adam: {learning_rate: {ExponentialDecay: {initial_learning_rate: x, decay_steps: 1, decay_rate: 0.9}}}}}
{optimizer: {Adam: {lr: {ExponentialDecay: {initial_learning_rat: 0.1, decay_steps: 1, decay_rate: 0.9}}}}, loss: foo}
""".strip().splitlines()


def recovered(text: str) -> str:
    """The layers of a text that are read, with what comes out of them, and the codes of the rules."""
    report = Session(text, "net.yaml").report
    layers = [f"{call.outer!r} -> {call.output}" if call.outer is not None else "?" for call in report.graph.calls]
    rules = [each.code for each in report.diagnostics if each.code > "NB100"]
    broken = [
        f"without {', '.join(sorted(each.invalid_options))}" for each in report.draft.layers if each.invalid_options
    ]
    return "; ".join([*layers, *broken, *rules])


def recovered_compile(text: str) -> str:
    """The settings of a text that are read."""
    return repr(Session(text, "net.yaml").report.draft.compile)


def slips(tables: Sequence[str], head: str, more: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is written, on one line, and its text."""
    for table in [*((FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in tables), head + "".join(more)]:
        for _, written, text in cases(table):
            yield " ".join(line[2:] for line in written), text


def answers() -> Iterator[str]:
    """The slips that leave anything of their layer."""
    head = "= input: [8]\n= layers:\n=   - @\n=   - Dense: {units: 1}\n\n"
    for written, text in slips(TABLES, head, [f"> {line}\n\n" for line in MORE]):
        layers = recovered(text)
        if layers not in ("", "?; Dense(units=1) -> None"):
            yield f"{written}\n    {layers}"


def answers_compile() -> Iterator[str]:
    head = "= input: [8]\n= layers:\n=   - Dense: {units: 1}\n= compile: @\n\n"
    for written, text in slips(TABLES_COMPILE, head, [f"> {line}\n\n" for line in MORE_COMPILE]):
        if (settings := recovered_compile(text)) not in ("Compile()", "None"):
            yield f"{written}\n    {settings}"


@pytest.mark.parametrize(("file", "lines"), [(WRITTEN, answers), (WRITTEN_COMPILE, answers_compile)])
def test_what_is_taken_for_something_with_mistakes(
    file: Path, lines: Callable[[], Iterator[str]], pytestconfig: pytest.Config
) -> None:
    found = "\n".join(lines()) + "\n"
    if pytestconfig.getoption("--update-golden"):
        file.write_text(found, encoding="utf-8")
    else:
        pairs = zip(found.splitlines(), file.read_text(encoding="utf-8").splitlines(), strict=True)
        assert [pair for pair in pairs if pair[0] != pair[1]] == []
