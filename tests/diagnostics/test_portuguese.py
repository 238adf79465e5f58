"""A network as a Portuguese course writes it: every word is understood, and one --fix writes Keras' own."""

import pytest

import netbuilder as nb
from netbuilder.suggest import portuguese
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.registry import KINDS, by_identifier, every, find
from netbuilder.vocabulary.network import Compile, Network
from tests.diagnostics.test_safe_fixes import mended

COURSE = """\
nome: capitulo
semente: 42
entrada: [100]
camadas:
  - Densa: {unidades: 64, ativação: relu}
  - Dropout: {taxa: 0.3}
  - Densa: {unidades: 10, ativacao: softmax, inicializador: glorot_uniform}
compilar:
  otimizador: {Adam: {taxa_de_aprendizado: 0.001}}
  perda: categorical_crossentropy
  métricas: [acurácia]
"""
KERAS = """\
name: capitulo
seed: 42
input: [100]
layers:
  - Dense: {units: 64, activation: relu}
  - Dropout: {rate: 0.3}
  - Dense: {units: 10, activation: softmax, kernel_initializer: glorot_uniform}
compile:
  optimizer: {Adam: {learning_rate: 0.001}}
  loss: categorical_crossentropy
  metrics: [accuracy]
"""


def test_one_fix_writes_it_in_keras_words() -> None:
    assert mended(COURSE) == KERAS
    assert mended(COURSE + "épocas: 10\n") == KERAS


def test_what_a_rule_says_stands_at_the_words_of_the_file() -> None:
    text = COURSE.replace("categorical_crossentropy", "mse")
    [finding] = [diagnostic for diagnostic in nb.check(text).diagnostics if diagnostic.code == "NB308"]
    assert finding.address.text.string[finding.address.start : finding.address.end] == "mse"
    [head] = finding.related
    assert head.address.text.string[head.address.start : head.address.end] == "softmax"


@pytest.mark.parametrize("kind", portuguese.NAMES)
def test_every_name_stands_for_one_that_there_is(kind: str) -> None:
    for name in portuguese.NAMES[kind]:
        assert find(kind, name) is not None or by_identifier(kind, name) is not None


def test_every_option_and_section_is_one_that_there_is() -> None:
    classes: list[type[Node]] = [Network, Compile, *(cls for kind in KINDS for cls in every(kind))]
    options = {cls.written_name(option) for cls in classes for option in cls.option_names()}
    assert set(portuguese.OPTIONS) <= options
    assert set(portuguese.SECTIONS.values()) <= set(Network.model_fields)
