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


def classes(network: nb.Network) -> list[str]:
    return [type(layer).__name__ for layer in network.layers]


def test_layers_are_put_in_and_taken_out() -> None:
    assert classes(NETWORK.replace({"layers.+": nb.Flatten()})) == ["Dense", "Dropout", "Dense", "Flatten"]
    assert classes(NETWORK.replace({"layers.+0": "Flatten"})) == ["Flatten", "Dense", "Dropout", "Dense"]
    assert classes(NETWORK.replace({"layers.+-1": "Flatten"})) == ["Dense", "Dropout", "Flatten", "Dense"]
    assert classes(NETWORK.replace({"layers.+dropout": "Flatten"})) == ["Dense", "Flatten", "Dropout", "Dense"]
    assert classes(NETWORK.replace({"layers.1": None})) == ["Dense", "Dense"]
    changed = NETWORK.replace({"layers.dense_1": None, "layers.+": nb.Dense(units=3)})
    assert classes(changed) == ["Dense", "Dropout", "Dense"]
    with_metric = nb.load(NETWORK.to_yaml() + "  metrics: [mae]\n")
    assert NETWORK.replace({"compile.metrics.+": "mae"}) == with_metric
    assert with_metric.replace({"compile.metrics.0": None, "compile.metrics.+": "mae"}) == with_metric


def test_layers_of_a_repeat_too() -> None:
    rounds = {"repeat": {"times": 2, "layers": [{"Dense": {"units": 3}}]}}
    network = NETWORK.replace({"layers.+1": rounds})
    assert "Flatten" in network.replace({"layers.1.repeat.layers.+0": "Flatten"}).to_yaml()
    longer = network.replace({"layers.1.repeat.layers.+": "Flatten"})
    assert longer.replace({"layers.1.repeat.layers.1": None}) == network


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("layers.append", "Flatten", "`layers.+=...` adds one at the end"),
        ("layers.remove", 1, "no entry of `layers` has the name `remove`"),
        ("layers.3", "Flatten", "`layers.+=...` adds one at the end"),
        ("layers.+5", "Flatten", "none at 5"),
        ("layers.+dens", "Flatten", "did you mean `dense`"),
        ("layers.+1.Dense.units", 3, "`layers.+1={Dense: {units: ...}}` says all of it"),
        ("layers.+", "Flaten", "did you mean `Flatten`"),
        ("input.+", 3, "`input` is a list here"),
    ],
)
def test_a_slip_on_the_way_is_said_with_what_to_type(path: str, value: object, words: str) -> None:
    with pytest.raises(nb.ConfigError) as caught:
        NETWORK.replace({path: value})
    assert words in str(caught.value)


def test_a_copy_with_other_options_is_validated() -> None:
    dense = NETWORK.layers[0]
    assert dense.model_copy(update={"units": 3}) == nb.Dense(units=3, activation="relu")
    assert dense.model_copy() == dense
    copy = NETWORK.model_copy(update={"layers": [nb.Dense(units=1)]})
    assert isinstance(copy, nb.Network)
    assert copy.layers == (nb.Dense(units=1),)
    for node, update, words in (
        (dense, {"units": -3}, "at least 1"),
        (dense, {"unitz": 3}, "no option `unitz`"),
        (NETWORK, {"layers": [1, 2]}, "takes a layer"),
        (NETWORK, {"seed": "x"}, "seed"),
    ):
        with pytest.raises(nb.ConfigError, match=words):
            node.model_copy(update=update)


def test_an_error_shows_in_a_notebook() -> None:
    with pytest.raises(nb.ConfigError) as caught:
        nb.Dense(unitz=3)
    html = caught.value._repr_html_()
    assert html is not None
    assert "NB011" in html
    assert "did you mean" in html
