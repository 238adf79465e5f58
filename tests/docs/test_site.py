"""The site: it quotes Keras word for word, its gallery builds and trains, and it is built without a warning."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

import netbuilder as nb
from tests.views.explain.test_explain import inputs, labels

DOCS = Path(__file__).parents[2] / "docs"
GALLERY = sorted((DOCS / "gallery").glob("*.yaml"))
ERRORS = yaml.safe_load((DOCS / "errors.yaml").read_text(encoding="utf-8"))


def test_the_gallery_has_no_findings() -> None:
    assert len(GALLERY) >= 20
    for file in GALLERY:
        result = nb.check(file)
        assert not result.errors + result.warnings, file.name


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.parametrize("file", GALLERY, ids=[file.stem for file in GALLERY])
def test_every_network_of_the_gallery_trains_a_step(file: Path) -> None:
    import numpy as np

    model = nb.build(file)
    if not model.compiled:
        model.compile("adam", "mse")
    model.run_eagerly = True
    x = inputs(model)
    result = model.train_on_batch(x, labels(model, x))
    assert np.isfinite(result[0] if isinstance(result, list) else result)


@pytest.mark.parametrize("entry", ERRORS, ids=[str(at) for at in range(len(ERRORS))])
def test_what_keras_stops_at_is_found(entry: dict[str, str]) -> None:
    result = nb.check(entry["network"])
    assert result.errors + result.warnings


@pytest.mark.keras
@pytest.mark.slow
def test_what_keras_says_is_quoted() -> None:
    import keras
    import numpy as np

    for entry in ERRORS:
        scope: dict[str, Any] = {"keras": keras, "layers": keras.layers, "np": np}
        kind, _, words = entry["keras"].partition(": ")
        keras.utils.clear_session()  # names count from the start again
        with pytest.raises(Exception) as caught:  # noqa: PT011
            exec(entry["program"], scope)
        assert type(caught.value).__name__ == kind
        assert words in str(caught.value)


@pytest.mark.slow
@pytest.mark.skipif(find_spec("material") is None, reason="needs the extra `site`")
def test_it_is_built(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=DOCS.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    start = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "LeNet" in start
    assert "<!-- run" not in start
    pages = [file.read_text(encoding="utf-8") for file in (tmp_path / "site").rglob("*.html")]
    assert len(pages) > 12
    for page in pages:
        assert 'src="http' not in page
        assert 'rel="stylesheet" href="http' not in page
