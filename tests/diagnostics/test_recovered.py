"""What a layer with mistakes is taken for, so that the rest of the network is looked at too: `recovered.txt`.

Of the slips of `tables`: the layers that are read all the same, with what comes out of each, and what the rules say.
`pytest --update-golden` writes the file again; a change of a layer is read in the difference.
"""

from collections.abc import Iterator

import pytest

from netbuilder.pipeline import Session
from tests.diagnostics.test_tables import FOLDER, cases

WRITTEN = FOLDER.parent / "recovered.txt"
TABLES = ("layers", "options", "sequences")
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


def recovered(text: str) -> str:
    """The layers of a text that are read, with what comes out of them, and the codes of the rules."""
    report = Session(text, "net.yaml").report
    layers = [f"{call.outer!r} -> {call.output}" if call.outer is not None else "?" for call in report.graph.calls]
    rules = [each.code for each in report.diagnostics if each.code > "NB100"]
    broken = [
        f"without {', '.join(sorted(each.invalid_options))}" for each in report.draft.layers if each.invalid_options
    ]
    return "; ".join([*layers, *broken, *rules])


def answers() -> Iterator[str]:
    """The slips that leave anything of their layer."""
    slips = [case for name in TABLES for case in cases((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))]
    head = "\n".join(f"= {line}" for line in ("input: [8]", "layers:", "  - @", "  - Dense: {units: 1}"))
    slips += cases("\n".join([head, *(f"> {line}\n" for line in MORE)]))
    for _, written, text in slips:
        layers = recovered(text)
        if layers not in ("", "?; Dense(units=1) -> None"):
            yield f"{' '.join(line[2:] for line in written)}\n    {layers}"


def test_what_a_layer_with_mistakes_is_taken_for(pytestconfig: pytest.Config) -> None:
    found = "\n".join(answers()) + "\n"
    if pytestconfig.getoption("--update-golden"):
        WRITTEN.write_text(found, encoding="utf-8")
    else:
        lines = zip(found.splitlines(), WRITTEN.read_text(encoding="utf-8").splitlines(), strict=True)
        assert [pair for pair in lines if pair[0] != pair[1]] == []
