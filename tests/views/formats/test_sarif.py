"""SARIF 2.1.0: held against the official schema, which comes with an npm package."""

import json
import shutil
import subprocess
import tarfile

import jsonschema
import pytest

from netbuilder.diagnostics import Edit, Place, Related, Severity
from netbuilder.rules.base import codes
from netbuilder.views.formats.sarif import render

pytestmark = pytest.mark.slow

TEXT = "input: [8]\nlayers:\n  - Dense: {units: 0}\n"


@pytest.fixture
def log(about, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NETBUILDER_DOCS", "https://docs.example.org/netbuilder")
    make, absolute = about(TEXT, "nets/a b.yaml"), about(TEXT, str(tmp_path / "c.yaml"))
    outside, option = about(TEXT, "/elsewhere/d.yaml"), about("seed=x", "seed=x")
    fix = (Edit(make.span("0"), "4"),)
    related = (Related(make.span("8"), "from here"),)
    found = [
        make("0", "units is 0", code="NB012", why="because", fix="do", edits=fix, related=related),
        absolute("0", code="NB201", severity=Severity.WARN),
        outside("0", code="NB201", severity=Severity.INFO),
        option("x", code="NB014"),
        make(Place("layers[0].Dense"), code="NB301"),
        make(code="NB901"),
        make(make.text.span(7, 7), code="NB001"),
    ]
    return json.loads(render(found))


def test_what_it_says(log):
    [run] = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    first = run["results"][0]
    assert (first["ruleId"], first["level"], first["message"]["text"]) == (
        "NB012",
        "error",
        "units is 0. because. Fix: do",
    )
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "nets/a%20b.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 20, "endLine": 3, "endColumn": 21}
    [change] = first["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [{"deletedRegion": place["region"], "insertedContent": {"text": "4"}}]
    assert first["relatedLocations"][0]["message"]["text"] == "from here"


def test_addresses_of_files_are_relative_where_they_can_be(log):
    results = log["runs"][0]["results"]
    uris = [
        one["locations"][0].get("physicalLocation", {}).get("artifactLocation", {}).get("uri") for one in results[:5]
    ]
    assert uris == ["nets/a%20b.yaml", "c.yaml", "file:///elsewhere/d.yaml", None, None]
    assert results[4]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "layers[0].Dense"
    assert "locations" not in results[5]


def test_every_rule_is_described(log):
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(codes())
    for result in log["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    described = next(rule for rule in rules if rule["id"] == "NB301")
    assert described["name"] == "constant-output"
    assert "Why is this bad" in described["help"]["markdown"]


@pytest.mark.node
@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")
def test_it_is_valid(log, tmp_path):
    done = subprocess.run(
        ["npm", "pack", "--silent", "@microsoft/jest-sarif@1.0.0-beta.0"], cwd=tmp_path, capture_output=True
    )
    if done.returncode:
        pytest.skip("the npm package with the schema cannot be had")
    with tarfile.open(tmp_path / done.stdout.decode().strip()) as package:
        file = package.extractfile("package/lib/schemas/sarif-2.1.0-rtm.5.json")
        schema = json.load(file)
    jsonschema.validate(log, schema)
    jsonschema.validate(json.loads(render([])), schema)
    log["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, schema)
