"""What becomes of a file in which any one byte is another, or that ends early: a letter a place."""

from pathlib import Path

import pytest

from netbuilder.convert.model_files.detect import of_bytes
from netbuilder.convert.model_files.model_file import ModelFile
from netbuilder.convert.model_files.refusal import Refused
from tests.convert.model_files.hdf5_writer import Hdf5
from tests.convert.model_files.tables.containers import MODEL, graph, metadata
from tests.convert.model_files.test_hdf5_forms import FORMS
from tests.golden import Golden

FILES = {
    **{f"hdf5, {name}": Hdf5(FORMS[name]).content() for name in ("as Keras writes it", "links of all kinds")},
    "hdf5, short and continued": Hdf5(FORMS["short numbers"]._replace(continued=True)).content(),
    "keras_metadata": metadata(MODEL, is_first=False),
    "saved_model": graph(MODEL),
}
WORDS = {
    "is damaged": "d",
    "are damaged": "d",
    "holds no `model_config`": "m",
    "weights only": "o",
    "with h5py": "h",
    "JSON": "j",
    "lists no layers": "l",
    "and no list of layers": "g",
}


def letter(data: bytes, whole: ModelFile) -> str:
    """`.` for nothing, `w` for other weights, `n` for no model, else a letter for the refusal, `*` for more."""
    try:
        file = of_bytes(data)
    except Refused as refusal:
        return next((letter for words, letter in WORDS.items() if words in refusal.message), "r")
    if file is None:
        return "n"
    return "." if file == whole else "w" if file == whole._replace(weights=file.weights) else "*"


@pytest.mark.parametrize("name", FILES)
def test_any_other_byte(name: str, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netbuilder.convert.model_files.containers.hdf5.is_there", lambda name: False)
    data = FILES[name]
    whole = of_bytes(data)
    assert whole is not None
    changed = [letter(data[:at] + bytes([byte ^ 1]) + data[at + 1 :], whole) for at, byte in enumerate(data)]
    inverted = [letter(data[:at] + bytes([255 - byte]) + data[at + 1 :], whole) for at, byte in enumerate(data)]
    cut = [letter(data[:length], whole) for length in range(8, len(data))]
    lines = [
        "".join(outcomes[at : at + 100]) for outcomes in (changed, inverted, cut) for at in range(0, len(outcomes), 100)
    ]
    path = Path(__file__).parent / "tables" / f"{name}.txt"
    text = "\n".join(lines) + "\n"
    golden(path, text)
