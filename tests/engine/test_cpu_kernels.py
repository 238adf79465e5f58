"""What this machine's CPU cannot run is said when the model is built, and not by the first batch."""

from typing import Any

import pytest

import netbuilder as nb
from netbuilder.diagnostics import Severity
from tests import warm

pytestmark = pytest.mark.keras

TRAIN = {"optimizer": "sgd", "loss": "mse"}
LACKING: list[tuple[list[int], Any, str, str]] = [
    ([4, 3], {"LSTM": {"units": 2, "use_cudnn": True}}, "float32", "`use_cudnn: auto`, or a GPU"),
    ([4, 3], {"GRU": {"units": 2, "use_cudnn": True}}, "float32", "`use_cudnn: auto`, or a GPU"),
    ([4, 4, 4, 3], {"MaxPooling3D": {}}, "mixed_float16", "`dtype: float32` in this layer, or a GPU"),
    ([4, 4, 4, 3], {"AveragePooling3D": {"pool_size": 2}}, "float64", "`dtype: float32` in this layer, or a GPU"),
]
ONLY_WITH_ONEDNN: list[tuple[list[int], Any]] = [
    ([3, 8, 8], {"Conv2D": {"filters": 2, "kernel_size": 3, "data_format": "channels_first"}}),
    ([8, 8, 3], {"Conv2DTranspose": {"filters": 2, "kernel_size": 3, "dilation_rate": 2}}),
]
"""TensorFlow runs these on processors for which it has oneDNN, and has no kernel of its own."""


@pytest.mark.parametrize(("shape", "layer", "precision", "fix"), LACKING, ids=str)
def test_what_no_cpu_runs(shape: list[int], layer: Any, precision: str, fix: str) -> None:
    network = nb.Network(input=shape, layers=[layer], runtime={"precision": precision, "device": "cpu"})
    assert not nb.check(network).errors
    [warning] = nb.check(network, select=["NB133"]).warnings
    assert (warning.fix, warning.message) == (fix, f"no CPU runs {next(iter(layer))} as it is written")
    with pytest.raises(nb.ConfigError) as caught:
        nb.build(network)
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.fix) == ("NB909", fix)
    assert diagnostic.layer is not None
    assert diagnostic.layer.class_name in layer


@pytest.mark.parametrize(("shape", "layer"), ONLY_WITH_ONEDNN, ids=str)
def test_what_some_cpus_run(shape: list[int], layer: Any) -> None:
    for device, severity in (("cpu", Severity.WARN), ("auto", Severity.INFO), ("gpu", None), ("gpu:1", None)):
        report = nb.check(nb.Network(input=shape, layers=[layer], runtime={"device": device}), select=["NB133"])
        assert [each.severity for each in report.diagnostics] == ([] if severity is None else [severity])
        assert all(each.message.startswith("not every CPU runs Conv2D") for each in report.diagnostics)
    code = (
        "import netbuilder as nb\n"
        f"network = nb.Network(input={shape!r}, layers=[{layer!r}], compile={TRAIN!r})\n"
        "try:\n    nb.build(network)\nexcept nb.ConfigError as error:\n    print(error.diagnostics[0].code)\n"
    )
    done = warm.run(["-c", code], of="tensorflow without oneDNN")
    assert done.stdout.split() == ["NB909"], done.stderr


@pytest.mark.parametrize("layer", [{"Softmax": {}}, {"Dense": {"units": 3, "activation": "softmax"}}], ids=str)
def test_softmax_of_more_than_five_axes_runs_or_is_said(layer: Any) -> None:
    import numpy as np

    network = nb.Network(input=[2, 2, 2, 2, 3], layers=[layer], runtime={"device": "cpu"})
    try:
        model = nb.build(network)
    except nb.ConfigError as error:  # oneDNN takes no more
        (diagnostic,) = error.diagnostics
        assert (diagnostic.code, diagnostic.fix) == ("NB909", "fewer axes, by a Reshape before it, or a GPU")
    else:
        model.predict(np.ones((2, 2, 2, 2, 2, 3)), verbose=0)


def test_what_this_cpu_runs_is_built_and_trains() -> None:
    import numpy as np

    network = nb.Network(
        input=[3, 8, 8],
        layers=[nb.MaxPooling2D(data_format="channels_first"), nb.Flatten(), nb.Dense(units=1)],
        compile=nb.Compile(optimizer="sgd", loss="mse"),
    )
    model = nb.build(network)
    model.fit(np.ones((2, 3, 8, 8)), np.ones((2, 1)), verbose=0)
