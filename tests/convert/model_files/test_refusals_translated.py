"""Why a model file is refused is said in Portuguese too: what damage brings about, and every sentence of the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

import netbuilder
from netbuilder.convert.model_files.refusal import Refused
from netbuilder.pipeline.importing import import_bytes
from tests.convert.model_files.damaged import damaged_file
from tests.convert.model_files.test_damaged import HOSTILE, INPUT, layer, sequential
from tests.diagnostics.translated import lacking

PACKAGE = Path(netbuilder.__file__).parent
MAKERS = ("Refused", "WeightsRefused", "refuse", "together", "mapping", "Ask")
"""What a refusal and its words are made with."""


def refusals() -> Iterator[Refused]:
    random = Random(3)
    slow = ("deep JSON", "deep YAML", "models in models", "a bomb", "many layers")
    files = [data for name, (data, *_) in HOSTILE.items() if name not in slow]
    for data in [*files, *(damaged_file(random) for _ in range(60))]:
        try:
            import_bytes(data, "m")
        except Refused as refusal:
            yield refusal


def test_no_refusal_lacks_its_translation() -> None:
    drawn = list(refusals())
    assert len({refusal.kind for refusal in drawn}) > 5
    assert [part for refusal in drawn for part in lacking(refusal.diagnostic("m"))] == []


def test_a_layer_is_called_by_its_name_and_place() -> None:
    old = layer("BatchNormalization", name="bn", mode=2, epsilon=1e-3, axis=-1)
    with pytest.raises(Refused) as caught:
        import_bytes(sequential(INPUT, layer("Dense", name="d", output_dim=3), old), "m")
    assert caught.value.message.startswith("`bn` (BatchNormalization), layer 1: `mode` 1 and 2 of Keras 1")


def bare_sentences(file: Path) -> Iterator[str]:
    """Words that a refusal is made of without a template."""
    for call in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in MAKERS:
            for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
                texts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
                for text in texts:
                    words = text.value if isinstance(text, ast.Constant) else None
                    if isinstance(words, str) and re.search("[a-z]{2} [a-z]", words):
                        yield f"{file.name}:{call.lineno}: {words}"


@pytest.mark.parametrize("folder", ["convert/model_files", "pipeline", "engine/stored_weights", "cli/commands"])
def test_every_sentence_is_a_template(folder: str) -> None:
    files = sorted((PACKAGE / folder).rglob("*.py"))
    assert files
    assert [sentence for file in files for sentence in bare_sentences(file)] == []
