"""Sentences in Portuguese: every template has its translation, placeholders agree, and no finding is without."""

import ast
import os
import pickle
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from netbuilder.diagnostics import language
from netbuilder.diagnostics.sentence import _, all_of, cut, in_a_row, joined
from netbuilder.pipeline import Session
from netbuilder.rules.base import every_rule
from netbuilder.views.formats import renderer
from netbuilder.views.formats.full import summary
from tests.diagnostics.translated import catalogue, lacking

PACKAGE = Path(language.__file__).parents[1]
TEXT = """\
input: [8]
layers:
  - Dense: {units: 4, activation: relu, kernel_initializer: glorot_uniform}
  - Dense: {units: 1}
"""
MISSPELT = """\
input: [28, 28, 1]
layers:
  - Conv2D: {filters: 32, kernel_size: 3, activation: rellu}
  - Dens: {unitz: 64}
  - Dense: {units: -3}
  - Dense: {units: abc}
  - Dropout: {rate: 5}
  - {Dense: {units: 3}, activation: relu}
  - Dense
  - Conv2D: {filters: 3, kernel_size: 90}
  - LSTM: {units: 3, return_sequence: true}
  - MobileNetV2
  - Dense(units=3)
compile: {optimizer: adm, loss: mze, metrics: [acuracy], epochs: 3}
runtime: {device: tpu}
lr: 0.1
"""
BROKEN = (
    "input: [8\nlayers:\n  - Dense: {units: 4}\n",
    "layers:\n\t- Dense\n",
    "a: 1\na: 2\n",
    "model = Sequential()\n",
    "",
)


@pytest.fixture
def portuguese() -> Iterator[None]:
    language.use("pt")
    yield
    language.use("")


def placeholders(template: str) -> set[tuple[str, str, str]]:
    fields = string.Formatter().parse(template)
    return {(name, spec or "", conversion or "") for _text, name, spec, conversion in fields if name is not None}


def takes_values(template: str) -> bool:
    """Whether braces in it are placeholders, and no YAML."""
    return re.search(r"(?<!\{)\{[a-z_0-9]+([:!][^{} ]+)?\}", template) is not None and not re.search(
        r"(?<!\{)\{[A-Za-z_]*: ", template
    )


def test_the_catalogue_is_that_of_the_code_and_complete() -> None:
    pytest.importorskip("babel", reason="the templates are read out of the code by Babel")
    from netbuilder.diagnostics.catalogue import brought_up_to_date, files, templates

    translated = catalogue()
    assert sorted(set(templates()) - set(translated)) == [], "translate them in netbuilder.po, then `make generate`"
    assert [file.read_bytes() for file in files("pt")] == list(brought_up_to_date("pt")), "make generate"


def test_no_sentence_stands_within_another_string() -> None:
    """Babel finds those from Python 3.12 on only: the catalogue would be another one there."""
    sources = {file: file.read_text() for file in PACKAGE.rglob("*.py")}
    strings = (
        (file, node)
        for file, source in sources.items()
        if re.search(r"""f["'].*\b_\(""", source)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.JoinedStr)
    )
    within = [
        f"{file}:{call.lineno}"
        for file, node in strings
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_"
    ]
    assert within == []


def test_placeholders_and_what_is_typed_agree() -> None:
    for template, text in catalogue().items():
        if takes_values(template):
            assert placeholders(text) == placeholders(template), template
        assert text.startswith(" ") == template.startswith(" "), template
        assert text.endswith(" ") == template.endswith(" "), template
        assert text.endswith(".") == template.endswith("."), template
        code, typed = (set(re.findall(r"`[^` ]+`", each)) for each in (template, text))
        assert code - {"`no`", "`path=value`"} <= typed, template


def networks() -> list[str]:
    return [MISSPELT, *BROKEN, *(text for rule in every_rule() for text in (*rule.bad, *rule.good))]


def test_no_finding_lacks_its_translation() -> None:
    reports = (Session(text, "net.yaml").report for text in networks())
    assert [part for report in reports for diagnostic in report.diagnostics for part in lacking(diagnostic)] == []


def test_every_format_speaks_it(portuguese: None) -> None:
    found = Session(MISSPELT, "net.yaml").report.diagnostics
    for name in ("full", "concise", "github", "json", "sarif", "junit", "gitlab", "rdjson"):
        text = renderer(name)(found)
        assert "você quis dizer" in text.encode().decode("unicode_escape" if name == "json" else "utf-8") or name in (
            "concise",
            "gitlab",
            "json",
        )
        assert "não há" in text or "\\u00e3" in text
    assert summary(found).startswith("Encontrado: ")
    assert summary(()) == "Nada encontrado."


def test_what_is_translated_is_the_same_finding(portuguese: None) -> None:
    [diagnostic] = Session(TEXT, "net.yaml").report.diagnostics
    assert diagnostic.message == "glorot_uniform lets the signal fade before relu"
    assert language.spoken(diagnostic.message) == "glorot_uniform deixa o sinal sumir antes de relu"
    assert language.spoken(diagnostic.fix).startswith("`kernel_initializer: he_uniform`, ou deixe de fora")
    language.use("en")
    assert language.spoken(diagnostic.fix) == diagnostic.fix


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "pt_BR.UTF-8"}, "pt"),
        ({"LANG": "pt_PT@euro"}, "pt"),
        ({"LANG": "pt"}, "pt"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "pt_BR", "LANG": "de_DE"}, "pt"),
        ({"LC_ALL": "en_US.UTF-8", "LC_MESSAGES": "pt_BR", "LANG": "pt_BR"}, "en"),
        ({"LC_ALL": "C", "LANG": "pt_BR", "LANGUAGE": "pt"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANGUAGE": "pt"}, "en"),
        ({"LANGUAGE": "pt"}, "en"),
        ({"LANG": "de_DE", "LANGUAGE": "fr:pt_BR:en"}, "pt"),
        ({"LANG": "pt_BR", "LANGUAGE": "en:pt"}, "en"),
        ({"LANG": "ptolemaic"}, "en"),
        ({"NETBUILDER_LANG": "pt", "LC_ALL": "C"}, "pt"),
        ({"NETBUILDER_LANG": "en", "LANG": "pt_BR"}, "en"),
        ({"NETBUILDER_LANG": "klingon", "LANG": "pt_BR"}, "en"),
    ],
)
def test_the_language_of_an_environment(environment: dict[str, str], expected: str) -> None:
    assert language.language_in(environment) == expected


def test_sentences_are_texts(portuguese: None) -> None:
    sentence = _("{first} and {second}", first=_("the loss"), second="`mse`")
    assert sentence == "the loss and `mse`"
    assert language.spoken(sentence) == "a perda e `mse`"
    assert language.spoken("1. " + sentence + "!") == "1. a perda e `mse`!"
    assert language.spoken(joined(", ", [sentence, "x"])) == "a perda e `mse`, x"
    assert language.spoken(all_of(["a", "b", "c"])) == "a e b e c"
    assert language.spoken(cut(_("the loss"), 7)) == "a perda"
    assert cut(_("the loss"), 7) == "the ..."
    assert in_a_row("a", "b") == "ab"
    again = pickle.loads(pickle.dumps(sentence))
    assert language.spoken(again) == "a perda e `mse`"


def test_english_loads_no_gettext_and_programs_get_english(tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text(TEXT)
    program = (
        "import sys; from netbuilder.cli import run\n"
        "status = run(sys.argv[1:])\nprint('gettext' in sys.modules, status, file=sys.stderr)"
    )

    def output(*arguments: str, **variables: str) -> tuple[str, str]:
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "NETBUILDER"))
        }
        done = subprocess.run(
            [sys.executable, "-c", program, "check", "net.yaml", *arguments],
            cwd=tmp_path,
            env={**environment, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1", **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout, done.stderr

    out, err = output(LC_ALL="C")
    assert out.startswith("error[NB201]")
    assert err.split() == ["False", "1"]
    assert output(LANG="pt_BR.UTF-8")[0].startswith("erro[NB201]")
    assert output("--lang", "pt", LC_ALL="C")[0].startswith("erro[NB201]")
    assert output("--lang", "en", LANG="pt_BR")[0].startswith("error[NB201]")
    assert '"glorot_uniform lets' in output("--format", "json", NETBUILDER_LANG="pt")[0]
    assert '"glorot_uniform deixa' in output("--format", "json", "--lang", "pt")[0]
