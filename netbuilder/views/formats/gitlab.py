"""GitLab's code quality report: one list, shown beside the changed lines of a merge request."""

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from netbuilder.diagnostics import Diagnostic, Place, Severity, Span
from netbuilder.diagnostics.language import spoken

IS_DOCUMENT = True
_SEVERITIES = {Severity.ERROR: "major", Severity.WARN: "minor", Severity.INFO: "info", Severity.OFF: "info"}


def render(diagnostics: Sequence[Diagnostic], **_options: bool) -> str:
    """All diagnostics as one list of issues."""
    seen: Counter[str] = Counter()
    return json.dumps([_issue(diagnostic, seen) for diagnostic in diagnostics], ensure_ascii=False, indent=1)


def _issue(diagnostic: Diagnostic, seen: Counter[str]) -> dict[str, Any]:
    address = diagnostic.address
    name, line, marked = ".", 1, ""
    if isinstance(address, Span):
        name, line, marked = address.text.name, address.line, address.text.string[address.start : address.end]
    elif isinstance(address, Place):
        marked = address.path
    # The same finding keeps its fingerprint where lines are put in above it, so that GitLab does not call it new.
    identity = "\n".join([name, diagnostic.code, diagnostic.message, marked])
    seen[identity] += 1
    return {
        "description": f"{diagnostic.code}: {spoken(diagnostic.message)}",
        "check_name": diagnostic.name,
        "fingerprint": sha256(f"{identity}\n{seen[identity]}".encode("utf-8", "surrogatepass")).hexdigest(),
        "severity": _SEVERITIES[diagnostic.severity],
        # GitLab compares it with the paths of the change, which never begin with `./`.
        "location": {"path": name.removeprefix("./"), "lines": {"begin": line}},
    }
