"""concise, json, github and the summary, pinned."""

import json
from xml.etree import ElementTree

import pytest

from netbuilder.diagnostics import Edit, LayerRef, Place, Related, Severity, Suggestion
from netbuilder.pipeline import Session
from netbuilder.views.formats import formats, renderer
from netbuilder.views.formats.concise import render as concise
from netbuilder.views.formats.full import ELSEWHERE, summary
from netbuilder.views.formats.full import render as full
from netbuilder.views.formats.github import render as github
from netbuilder.views.formats.gitlab import render as gitlab
from netbuilder.views.formats.json import render as as_json
from netbuilder.views.formats.junit import render as junit
from netbuilder.views.formats.rdjson import render as rdjson

TEXT = "input: [8]\nlayers:\n  - Dense: {units: 0}\n"


def test_a_format_is_a_file(tmp_path):
    assert formats() == ("concise", "full", "github", "gitlab", "json", "junit", "rdjson", "sarif")
    for name in formats():
        assert callable(renderer(name))


def test_concise(about):
    make = about(TEXT)
    fix = (Edit(make.span("0"), "4"),)
    found = [make("0", "units is 0", edits=fix), make("8", "odd"), make(Place("layers[0].Dense"), "in Python"), make()]
    assert concise(found).split("\n") == [
        "net.yaml:3:20: NB999 [*] units is 0",
        "net.yaml:1:9: NB999 odd",
        "layers[0].Dense: NB999 in Python",
        "NB999 the fact",
    ]


def test_json(about):
    make = about(TEXT)
    one = make(
        "0",
        "units is 0",
        severity=Severity.WARN,
        why="because",
        fix="`units: 4`",
        label="here",
        edits=(Edit(make.span("0"), "4"),),
        safe=True,
        related=(Related(make.span("8"), "from here"),),
        layer=LayerRef(0, "Dense"),
    )
    position = {"file": "net.yaml", "line": 3, "column": 20, "end_line": 3, "end_column": 21, "place": None}
    assert json.loads(as_json([one])) == [
        {
            **position,
            "code": "NB999",
            "name": "a-name",
            "severity": "warn",
            "message": "units is 0",
            "label": "here",
            "why": "because",
            "fix": "`units: 4`",
            "ignore": None,
            "fixable": True,
            "safe": True,
            "edits": [{"line": 3, "column": 20, "end_line": 3, "end_column": 21, "text": "4"}],
            "changes": [],
            "related": [{**position, "line": 1, "column": 9, "end_line": 1, "end_column": 10, "label": "from here"}],
            "layer": {"index": 0, "class": "Dense"},
        }
    ]


def test_a_suggestion_in_json_is_the_change_that_its_edit_makes() -> None:
    """The change applied to the data of the file is what the edit makes of its text."""
    text = "input: [8]\nlayers:\n  - Dense: {unit: 16}\n  - Dense: {units: 4, activation: rellu}\n"
    findings = json.loads(as_json(list(Session(text, "net.yaml").report.errors)))
    assert [finding["changes"] for finding in findings] == [
        [{"path": ["layers", 0, "Dense", "unit"], "target": "key", "yaml": "units", "option": None}],
        [{"path": ["layers", 1, "Dense", "activation"], "target": "value", "yaml": "relu", "option": None}],
    ]
    assert [finding["edits"][0]["text"] for finding in findings] == ["units", "relu"]


def test_how_to_ignore_a_finding_is_said_in_json_and_where_notes_are_shown() -> None:
    text = "input: [8]\nlayers:\n  - Dense: {units: 16}\n  - Dense: {units: 1}\n"
    [finding] = [one for one in Session(text, "net.yaml").report.diagnostics if one.code == "NB401"]
    comment = "# netbuilder: ignore[NB401]"
    assert json.loads(as_json([finding]))[0]["ignore"] == comment
    assert comment in full([finding], verbose=True)
    assert comment not in full([finding])
    ignored = text.replace("{units: 16}", f"{{units: 16}}  {comment}")
    assert not Session(ignored, "net.yaml").report.diagnostics


def test_json_without_a_place(about):
    [one] = json.loads(as_json([about("")(Place("layers[0].Dense"), layer=None)]))
    assert one["place"] == "layers[0].Dense"
    assert [one[key] for key in ("file", "line", "column", "end_line", "end_column", "why", "layer")] == [None] * 7
    assert (one["fixable"], one["safe"]) == (False, False)
    assert json.loads(as_json([])) == []


def test_github(about):
    make = about(TEXT, "a,b:c.yaml")
    found = [
        make("0", "100% of\nunits", why="because", fix="do", severity=Severity.ERROR),
        make("8", severity=Severity.WARN),
        make("8", severity=Severity.INFO),
        make(make.text.span(0, 20)),
        make(Place("layers[0].Dense"), "in Python"),
    ]
    title = "title=NB999 a-name"
    assert github(found).split("\n") == [
        f"::error col=20,endColumn=21,endLine=3,file=a%2Cb%3Ac.yaml,line=3,{title}"
        "::100%25 of%0Aunits%0Awhy: because%0Afix: do",
        f"::warning col=9,endColumn=10,endLine=1,file=a%2Cb%3Ac.yaml,line=1,{title}::the fact",
        f"::notice col=9,endColumn=10,endLine=1,file=a%2Cb%3Ac.yaml,line=1,{title}::the fact",
        f"::error endLine=3,file=a%2Cb%3Ac.yaml,line=1,{title}::the fact",
        f"::error {title}::layers[0].Dense: in Python",
    ]


def test_github_has_no_file_for_what_is_none(about):
    assert "file=" not in github([about(TEXT, "<stdin>")("0")])
    assert "file=" not in github([about("seed=x", "seed=x")("x")])


def test_no_text_of_a_file_becomes_a_command_of_its_own(about):
    shown = github([about(TEXT)("0", "a\r::error::b\n::warning::c")])
    assert len(shown.splitlines()) == 1


def test_the_summary(about):
    make = about(TEXT)
    fix = (Edit(make.span("0"), "4"),)
    error, warning, note = (make("0", severity=one) for one in (Severity.ERROR, Severity.WARN, Severity.INFO))
    safe, unsafe = (
        error._replace(suggestion=Suggestion(edits=fix, safe=True)),
        warning._replace(suggestion=Suggestion(edits=fix)),
    )
    assert summary([]) == "Nothing found."
    assert summary([], files=3) == "Nothing found in 3 files."
    assert summary([error]) == "Found 1 error."
    assert summary([error, error, error, warning, note]) == "Found 3 errors, 1 warning, 1 info."
    assert summary([safe]) == "Found 1 error. 1 fixable with --fix."
    assert summary([unsafe], command=ELSEWHERE).endswith("1 fixable with netbuilder check --fix --unsafe-fixes.")
    assert summary([unsafe]) == "Found 1 warning. 1 fixable with --fix --unsafe-fixes."
    assert (
        summary([safe, safe, unsafe]) == "Found 2 errors, 1 warning. 2 fixable with --fix (1 more with --unsafe-fixes)."
    )


@pytest.mark.parametrize("form", ["gitlab", "json", "rdjson", "sarif"])
def test_json_is_laid_out_for_people(form: str):
    text = renderer(form)(Session("input: [4]\nlayers:\n  - Dense: {é: 0}\n", "net.yaml").report.diagnostics)
    assert "é" in text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1)


def test_gitlab_keeps_a_fingerprint_where_lines_move():
    before, after, twice = (
        json.loads(gitlab(Session(text.encode(), "./net.yaml").report.diagnostics))
        for text in (TEXT, f"# a comment\n{TEXT}", f"{TEXT}  - Dense: {{units: 0}}\n")
    )
    assert before[0]["location"] == {"path": "net.yaml", "lines": {"begin": 3}}
    assert after[0]["location"] == {"path": "net.yaml", "lines": {"begin": 4}}
    assert before[0]["severity"] == "major"
    assert before[0]["fingerprint"] == after[0]["fingerprint"]
    assert len({issue["fingerprint"] for issue in twice}) == 2


def test_junit_has_a_suite_a_file_and_a_case_a_finding(about):
    make = about(TEXT)
    findings = [make("0", "units is \x1b[31m < 1", why="because", fix="`units: 4`"), make(Place("layers[0]"), "odd")]
    root = ElementTree.fromstring(junit(findings))
    assert (root.get("tests"), root.get("failures")) == ("2", "2")
    assert [suite.get("name") for suite in root] == ["net.yaml", "layers[0]"]
    case, failure = root[0][0], root[0][0][0]
    assert (case.get("name"), case.get("line")) == ("NB999 a-name", "3")
    assert failure.get("message") == "units is \\x1b[31m < 1"
    assert failure.text == "net.yaml:3:20: units is \\x1b[31m < 1\nwhy: because\nfix: `units: 4`"
    empty = ElementTree.fromstring(junit([]))
    assert (empty.get("tests"), empty.get("failures")) == ("1", "0")


def test_rdjson_counts_bytes(about):
    text = "input: [8]\nname: é\nlayers:\n  - Dense: {name: é, units: 0}\n"
    make = about(text)
    span = make.span("0}")._replace(end_column=make.span("0}").end_column - 1, end=make.span("0}").end - 1)
    finding = make("0}", "units is 0", edits=(Edit(span, "4"),), fix="`units: 4`")
    (diagnostic,) = json.loads(rdjson([finding]))["diagnostics"]
    line = text.split("\n")[3].encode()
    start = diagnostic["suggestions"][0]["range"]["start"]["column"]
    end = diagnostic["suggestions"][0]["range"]["end"]["column"]
    assert line[start - 1 : end - 1] == b"0"
    assert diagnostic["severity"] == "ERROR"
    assert diagnostic["message"] == "units is 0\nfix: `units: 4`"
    two = make("0}", "units is 0", edits=(Edit(span, "4"), Edit(make.span("8"), "9")))
    assert "suggestions" not in json.loads(rdjson([two]))["diagnostics"][0]
