"""Diagnostics made by hand, for what no rule says."""

import pytest

from netbuilder.diagnostics import Diagnostic, Severity, Suggestion, Text


class Maker:
    """Makes diagnostics about one text; places are found by what stands there."""

    def __init__(self, string, name="net.yaml"):
        self.text = Text(name, string)
        self.string = string

    def span(self, piece, nth=0):
        at = -1
        for _ in range(nth + 1):
            at = self.string.index(piece, at + 1)
        return self.text.span(at, at + len(piece))

    def __call__(self, piece=None, message="the fact", nth=0, **more):
        more.setdefault("code", "NB999")
        more.setdefault("name", "a-name")
        more.setdefault("severity", Severity.ERROR)
        address = self.span(piece, nth) if isinstance(piece, str) else piece
        suggestion = Suggestion(
            after=more.pop("fix", ""), edits=tuple(more.pop("edits", ())), safe=more.pop("safe", False)
        )
        return Diagnostic(message=message, address=address, suggestion=suggestion, **more)


@pytest.fixture
def about():
    return Maker
