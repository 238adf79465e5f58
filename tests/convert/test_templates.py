"""Every template is a good network: read without a word, built, and trained on a batch of the data it is for."""

import pytest

from netbuilder.convert.templates import template, templates
from netbuilder.diagnostics import Severity
from netbuilder.graph import resolve
from netbuilder.parse import parse
from netbuilder.pipeline import Session
from netbuilder.plan import plan
from netbuilder.source import read

NAMES = list(templates())


def test_there_are_some_for_the_usual_tasks() -> None:
    assert {"mlp", "cnn", "text", "regression", "binary", "timeseries", "autoencoder", "images_augmented"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_in_it(name: str) -> None:
    report = Session(template(name), name).report
    assert [one for one in report.diagnostics if one.severity > Severity.INFO] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_is_for_and_fits_on_a_page(name: str) -> None:
    lines = template(name).splitlines()
    assert lines[0] == f"# {templates()[name]}"
    assert len(lines[0]) <= 100
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 120
    assert sum("#" in line for line in lines) >= 5


@pytest.mark.parametrize("name", ["nothing", "../../../../configs/binary", "mlp.yaml", ""])
def test_another_name_opens_nothing(name: str) -> None:
    with pytest.raises(KeyError):
        template(name)


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_it_builds_and_learns(name: str) -> None:
    import numpy

    from netbuilder.engine.build import build

    draft = parse(read(template(name), name))
    model = build(plan(resolve(draft))).model
    if not model.compiled:
        return
    random = numpy.random.default_rng(0)
    shape = [size or 7 for size in draft.input.shape] if draft.input is not None else []
    is_text = "Embedding" in template(name)
    x = random.integers(1, 100, (8, *shape)) if is_text else random.random((8, *shape), "float32")
    output = [size or 7 for size in model.output_shape[1:]]
    labels = model.loss
    if name == "autoencoder":
        y = x
    elif labels == "sparse_categorical_crossentropy":
        y = random.integers(0, output[-1], (8, *output[:-1]))
    elif name == "images_augmented":
        y = numpy.eye(output[-1], dtype="float32")[random.integers(0, output[-1], 8)]
    elif labels == "binary_crossentropy":
        y = random.integers(0, 2, (8, *output)).astype("float32")
    else:
        y = random.random((8, *output), "float32")
    before = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    model.fit(x, y, epochs=10, verbose=0)
    assert model.evaluate(x, y, verbose=0, return_dict=True)["loss"] < before
