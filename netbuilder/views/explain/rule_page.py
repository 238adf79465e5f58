"""The page of a rule on a terminal."""

import re

from netbuilder.diagnostics.codes import Code, family
from netbuilder.rules.base import Rule
from netbuilder.rules.page import page


def rule_page(rule: Rule) -> str:
    """The rule's page from the reference, without the marks of Markdown."""
    return plain(page(rule))


_SAID_BY = {
    "NB018": "the reading of the file, as an error; as a warning, `unused-ignore`, of an ignore that hides nothing",
    "NB0": "the reading of the file, and always an error",
    "NB8": "`netbuilder probe`, about the model as it starts",
}


def fixed_page(code: str, entry: Code) -> str:
    """The page of a code without a rule of its own: what reading a file or building a model can say."""
    by = _SAID_BY.get(code) or _SAID_BY.get(family(code), "the build, about the machine")
    return f"{code} {entry.name}\n\n{entry.summary[:1].upper()}{entry.summary[1:]}. Said by {by}."


def plain(markdown: str) -> str:
    """Markdown as indented text: headings without `#`, code blocks four columns further in."""
    lines: list[str] = []
    in_code = False
    for line in markdown.strip().split("\n"):
        if line.startswith("```"):
            in_code = not in_code
            continue
        if in_code:
            lines.append(f"    {line}".rstrip())
        else:
            lines.append(re.sub(r"^#+ ", "", line))
    return "\n".join(lines)
