"""JUnit's XML, which most build servers read: one test suite a file, one failed case a finding."""

from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from netbuilder.diagnostics import Diagnostic, Place, Span
from netbuilder.diagnostics.language import spoken
from netbuilder.views.formats.columns import printable

IS_DOCUMENT = True


def render(diagnostics: Sequence[Diagnostic], **_options: bool) -> str:
    """All diagnostics; without any there is one case, and it passes."""
    count = {"tests": str(len(diagnostics) or 1), "failures": str(len(diagnostics)), "errors": "0"}
    root = Element("testsuites", {"name": "netbuilder", **count})
    if not diagnostics:
        suite = SubElement(root, "testsuite", {"name": "netbuilder", **count})
        SubElement(suite, "testcase", {"name": "no findings", "classname": "netbuilder"})
    for name, group in groupby(diagnostics, key=_file):
        findings = list(group)
        size = {"tests": str(len(findings)), "failures": str(len(findings)), "errors": "0"}
        suite = SubElement(root, "testsuite", {"name": name, **size})
        for diagnostic in findings:
            _add_case(suite, name, diagnostic)
    indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")


def _add_case(suite: Element, name: str, diagnostic: Diagnostic) -> None:
    case = {"name": f"{diagnostic.code} {diagnostic.name}", "classname": name}
    place = name
    if isinstance(diagnostic.address, Span):
        case["line"] = str(diagnostic.address.line)
        place = f"{name}:{diagnostic.address.line}:{diagnostic.address.column}"
    attributes = {"type": diagnostic.severity.word, "message": printable(spoken(diagnostic.message))}
    failure = SubElement(SubElement(suite, "testcase", case), "failure", attributes)
    lines = [f"{place}: {spoken(diagnostic.message)}"]
    if diagnostic.why:
        lines.append(f"why: {spoken(diagnostic.why)}")
    if diagnostic.fix:
        lines.append(f"fix: {spoken(diagnostic.fix)}")
    failure.text = "\n".join(printable(line) for text in lines for line in text.split("\n"))


def _file(diagnostic: Diagnostic) -> str:
    """What the finding is about, without anything that XML cannot hold."""
    address = diagnostic.address
    if isinstance(address, Span):
        return printable(address.text.name)
    return printable(address.path) if isinstance(address, Place) else "netbuilder"
