"""Links to the rules, where the environment says where the site is."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import netbuilder as nb
from netbuilder.diagnostics.codes import FIXED_CODES
from netbuilder.rules.base import every_rule
from netbuilder.views.formats import renderer
from netbuilder.views.formats.documentation import VARIABLE, rule_url

SITE = "https://docs.example.org/netbuilder/"
TEXT = "input: [8]\nlayers:\n  - Dense: {units: 1, activation: softmax}\n  - Dens: {units: 1}\n"


def written(name: str) -> Any:
    return json.loads(renderer(name)(nb.check(TEXT).diagnostics))


def test_no_site_no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("", "docs.example.org", "javascript:alert(1)"):
        monkeypatch.setenv(VARIABLE, value)
        assert rule_url("NB301", "constant-output", True) == ""
    assert "informationUri" not in written("sarif")["runs"][0]["tool"]["driver"]
    assert "url" not in written("rdjson")["diagnostics"][0]["code"]


def test_sarif_and_rdjson_link_to_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, SITE.rstrip("/"))
    driver = written("sarif")["runs"][0]["tool"]["driver"]
    assert driver["informationUri"] == SITE
    urls = {rule["id"]: rule["helpUri"] for rule in driver["rules"]}
    assert urls["NB301"] == f"{SITE}rules.html#nb301-constant-output"
    assert urls["NB010"] == f"{SITE}rules.html"
    assert written("rdjson")["diagnostics"][0]["code"] in ({"value": code, "url": urls[code]} for code in urls)


def test_the_page_has_the_places() -> None:
    page = (Path(__file__).parents[3] / "docs" / "rules.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^## (NB\d+) ([\w-]+)$", page, re.MULTILINE))
    assert headings == {(rule.code, rule.name) for rule in every_rule() if rule.code not in FIXED_CODES}
