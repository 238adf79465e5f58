"""docs/output.md names every key that programs get, and no other."""

import json
import re
from pathlib import Path

from netbuilder.lint.project import Project
from netbuilder.pipeline import Session
from netbuilder.plan import plan
from netbuilder.views.formats.json import render
from netbuilder.views.tables.data import as_data

PAGE = (Path(__file__).parents[3] / "docs" / "output.md").read_text(encoding="utf-8")


def section(title):
    return PAGE.partition(f"{title}\n")[2].partition("\n## ")[0]


def test_keys_of_a_finding():
    report = Session("input: [8]\nlayers: [{Dens: {units: 3}}]\n", "net.yaml").report
    [found] = json.loads(render(report.diagnostics))
    table = [line.split("|")[1] for line in section("### JSON").splitlines() if line.startswith("| `")]
    assert re.findall(r"`(\w+)`", "".join(table)) == list(found)


def test_keys_of_a_network():
    data = as_data(plan(Session("input: [8]\nlayers: [{Dense: {units: 4}}]\n", "net.yaml").report.graph))
    words = set(re.findall(r"`([\w-]+)`", section("## `show --format json`")))
    row = data["x-layers"][0]
    for keys in (data, row, row["initializers"][0], data["x-totals"], data["x-totals"]["memory"]):
        assert set(keys) <= words


def test_keys_of_a_project():
    table = section("## A project's settings").partition("[tool.netbuilder]")[2]
    keys = [key for key in Project._fields if key not in ("place", "folder")]
    assert re.findall(r"^(\w+) = ", table, re.MULTILINE) == keys
