"""The rules as documentation, printed from the rules themselves: a table, a page for each, and docs/rules.md."""

from inspect import cleandoc
from typing import NamedTuple

from netbuilder.diagnostics.codes import FIXED_CODES, family, in_turn
from netbuilder.rules.base import Rule, every_rule

HUNDREDS = {
    "NB0": "The file",
    "NB1": "Shapes, and what Keras has",
    "NB2": "Initialization",
    "NB3": "Output, loss and metrics",
    "NB4": "Activations",
    "NB5": "Normalization and regularization",
    "NB6": "Structure",
    "NB7": "Training settings",
    "NB8": "Measured on the model",
    "NB9": "The machine, and the backend",
    "NB10": "Several devices",
}


class Listed(NamedTuple):
    """One rule as a line."""

    code: str
    name: str
    severity: str
    summary: str


def listed() -> list[Listed]:
    """All codes, those without a rule of their own too, in order."""
    rules = [Listed(rule.code, rule.name, rule.severity.word, _capital(_parts(rule)[0])) for rule in every_rule()]
    for code, entry in FIXED_CODES.items():
        severity = " or ".join(severity.word for severity in entry.severities)
        rules.append(Listed(code, entry.name, severity, _capital(entry.summary)))
    return sorted(rules, key=lambda rule: in_turn(rule.code))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _parts(rule: Rule) -> tuple[str, str]:
    """The first line of a rule's docstring, and the page below it."""
    first, _, page = cleandoc(rule.__doc__ or rule.name).partition("\n")
    return first, page.strip()


def page(rule: Rule, level: int = 2) -> str:
    """The page of a rule in Markdown, with its first examples; headings at `level` and below."""
    summary, text = _parts(rule)
    head = f"{'#' * level} {rule.code} {rule.name}\n\n{_capital(summary)}. Severity: {rule.severity.word}."
    text = text.replace("## ", "#" * (level + 1) + " ")
    below = "#" * (level + 1)
    examples = {"Example": rule.bad, "Use instead": rule.good}
    for heading, configs in examples.items():
        if configs:
            text = _with_example(text, f"{below} {heading}", configs[0])
    return f"{head}\n\n{text}\n"


def _with_example(text: str, heading: str, config: str) -> str:
    """The page with a config at the end of one of its sections."""
    start = text.find(f"{heading}\n")
    if start < 0:
        return text
    end = text.find("\n#", start + 1)
    end = len(text) if end < 0 else end
    block = f"\n\n```yaml\n{config.strip()}\n```\n"
    return text[:end].rstrip() + block + text[end:]


def document() -> str:
    """The reference page of all rules."""
    rules = {rule.code: rule for rule in every_rule()}
    parts = [_INTRODUCTION]
    all_listed = listed()
    for hundred, title in HUNDREDS.items():
        here = [row for row in all_listed if family(row.code) == hundred]
        if not here:
            continue
        parts.append(f"## {title}\n")
        parts += [_row_head(), *(_row(row, row.code in rules) for row in here), ""]
    for code in sorted(rules, key=in_turn):
        parts.append(page(rules[code]))
    return "\n".join(parts).rstrip() + "\n"


_INTRODUCTION = """\
# The rules

<!-- Written by `python -m netbuilder.rules.page` from the rules themselves; change those. -->

What `netbuilder check` knows. An **error** stops a build, a **warning** is printed, an **info** only with `--verbose`.
`netbuilder explain NB301` shows a page offline.

The severity of a rule is set for one network by `rules: {NB203: off}` in its file, for one line by the comment
`# netbuilder: ignore[NB203]`, and for a project in its pyproject.toml:

```toml
[tool.netbuilder]
select = ["NB2", "NB3"]        # only these; left out, all
ignore = ["NB316"]
rules = {NB203 = "error"}      # error, warn, info or off
strict = true                  # warnings count as errors
format = "concise"
```
"""


def _row_head() -> str:
    return "| code | name | severity | finds |\n|---|---|---|---|"


def _row(row: Listed, has_page: bool) -> str:
    name = f"[{row.name}](#{row.code.lower()}-{row.name})" if has_page else row.name
    summary = row.summary.replace("|", "\\|")
    return f"| {row.code} | {name} | {row.severity} | {summary} |"
