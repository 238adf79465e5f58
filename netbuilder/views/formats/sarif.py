"""SARIF 2.1.0, which code scanning services read."""

import json
import os
from collections.abc import Sequence
from inspect import cleandoc
from typing import Any
from urllib.parse import quote

from netbuilder.diagnostics import Diagnostic, Place, Severity, Span
from netbuilder.diagnostics.codes import FIXED_CODES
from netbuilder.diagnostics.language import spoken
from netbuilder.rules.base import every_rule
from netbuilder.version import VERSION
from netbuilder.views.formats.documentation import rule_url, site_url
from netbuilder.views.formats.full import is_file

IS_DOCUMENT = True
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARN: "warning", Severity.INFO: "note", Severity.OFF: "none"}


def render(diagnostics: Sequence[Diagnostic], **_options: bool) -> str:
    """All diagnostics as one run, with a description of every rule."""
    rules = _rules()
    index = {rule["id"]: at for at, rule in enumerate(rules)}
    driver: dict[str, Any] = {"name": "netbuilder", "semanticVersion": VERSION, "rules": rules}
    if site_url():
        driver["informationUri"] = site_url()
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, index) for diagnostic in diagnostics],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rules() -> list[dict[str, Any]]:
    descriptions = [_rule(code, entry.name, entry.severity, entry.summary, "") for code, entry in FIXED_CODES.items()]
    for rule in every_rule():
        short, _, page = cleandoc(rule.__doc__ or rule.name).partition("\n")
        descriptions.append(_rule(rule.code, rule.name, rule.severity, short, page.strip()))
    return sorted(descriptions, key=lambda rule: str(rule["id"]))


def _rule(code: str, name: str, severity: Severity, short: str, page: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": code,
        "name": name,
        "shortDescription": {"text": short},
        "defaultConfiguration": {"level": _LEVELS[severity]},
    }
    if page:
        described["help"] = {"text": page, "markdown": page}
    if url := rule_url(code, name, bool(page)):
        described["helpUri"] = url
    return described


def _result(diagnostic: Diagnostic, index: dict[str, int]) -> dict[str, Any]:
    text = ". ".join([spoken(diagnostic.message), *([spoken(diagnostic.why)] if diagnostic.why else [])])
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": f"{text}. Fix: {spoken(diagnostic.fix)}" if diagnostic.fix else text},
    }
    if diagnostic.code in index:
        result["ruleIndex"] = index[diagnostic.code]
    location = _location(diagnostic.address)
    if location:
        result["locations"] = [location]
    if diagnostic.related:
        result["relatedLocations"] = [
            {**_location(address), "id": at, "message": {"text": label}}
            for at, (address, label) in enumerate(diagnostic.related)
        ]
    if diagnostic.edits:
        result["fixes"] = [_fix(diagnostic)]
    return result


def _location(address: Span | Place | None) -> dict[str, Any]:
    if isinstance(address, Span) and not is_file(address):
        return {"logicalLocations": [{"fullyQualifiedName": address.text.name}]}
    if isinstance(address, Span):
        return {"physicalLocation": {"artifactLocation": _artifact(address), "region": _region(address)}}
    if isinstance(address, Place):
        return {"logicalLocations": [{"fullyQualifiedName": address.path}]}
    return {}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _artifact(span: Span) -> dict[str, str]:
    name = span.text.name
    if os.path.isabs(name):
        near = os.path.relpath(name)
        if near.startswith(os.pardir):
            return {"uri": "file://" + quote(name.replace(os.sep, "/"), errors="surrogateescape")}
        name = near
    return {"uri": quote(os.path.normpath(name).replace(os.sep, "/"), errors="surrogateescape")}


def _fix(diagnostic: Diagnostic) -> dict[str, Any]:
    changes: dict[str, dict[str, Any]] = {}
    for span, replacement in diagnostic.edits:
        artifact = _artifact(span)
        change = changes.setdefault(artifact["uri"], {"artifactLocation": artifact, "replacements": []})
        change["replacements"].append({"deletedRegion": _region(span), "insertedContent": {"text": replacement}})
    return {
        "description": {"text": spoken(diagnostic.fix) or spoken(diagnostic.message)},
        "artifactChanges": list(changes.values()),
    }
