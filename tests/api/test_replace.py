"""A network is changed safely: another one comes out, checked as a file would be."""

import pytest

import netbuilder as nb

NETWORK = nb.Network(
    input=[8],
    layers=[nb.Dense(units=16, activation="relu"), nb.Dropout(rate=0.5), nb.Dense(units=1)],
    compile=nb.Compile(optimizer="adam", loss="mse"),
)


def test_values_are_put_in_place_of_others() -> None:
    changed = NETWORK.replace({"layers.1.Dropout.rate": 0.2, "compile.loss": "mae"})
    assert changed == nb.load(NETWORK.to_yaml().replace("rate: 0.5", "rate: 0.2").replace("loss: mse", "loss: mae"))
    assert nb.compare(NETWORK, NETWORK.replace({})).is_equal
    assert "rate: 0.5" in NETWORK.to_yaml()


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("layers.1.Dropout.rate", 2, "rate"),
        ("layers.0.Dense.unitz", 4, "unitz"),
        ("layers.0.Dense.activation", "rellu", "rellu"),
    ],
)
def test_what_does_not_fit_is_refused_as_in_a_file(path: str, value: object, words: str) -> None:
    with pytest.raises(nb.ConfigError, match=words):
        NETWORK.replace({path: value})


def test_overrides_work_on_networks() -> None:
    report = nb.check(NETWORK, overrides={"layers.2.Dense.activation": "softmax"})
    assert "NB301" in {diagnostic.code for diagnostic in report}
    assert "NB301" not in {diagnostic.code for diagnostic in nb.check(NETWORK)}
