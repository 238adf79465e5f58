"""What the rules on the page look for and why, once for every code: what the codes of the findings lead to."""

import re
from collections.abc import Iterable
from inspect import cleandoc

from netbuilder.diagnostics import Diagnostic
from netbuilder.diagnostics.codes import FIXED_CODES
from netbuilder.rules.base import every_rule
from netbuilder.views.page.pieces import sentence, text


def rule_notes_html(diagnostics: Iterable[Diagnostic]) -> str:
    """A list of the codes that were found, each with what it means; empty without findings."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    pages = {rule.code: (rule.name, cleandoc(rule.__doc__ or "")) for rule in every_rule() if rule.code in codes}
    items = [_item(code, *pages.get(code, _fixed(code))) for code in codes]
    return f'<dl class="nb-rules">{"".join(items)}</dl>' if items else ""


def _fixed(code: str) -> tuple[str, str]:
    entry = FIXED_CODES.get(code)
    return (entry.name, entry.summary) if entry is not None else ("", "")


def _item(code: str, name: str, page: str) -> str:
    summary, _, rest = page.partition("\n")
    parts = dict(re.findall(r"^## (What it does|Why is this bad)\n(.*?)(?=^## |\Z)", rest, re.MULTILINE | re.DOTALL))
    words = [f"{summary[:1].upper()}{summary[1:]}.", *(parts.get(title, "") for title in ("Why is this bad",))]
    body = "".join(f"<dd>{sentence(' '.join(part.split()))}</dd>" for part in words if part.strip())
    return f'<dt id="{code}"><code>{code}</code> {text(name)}</dt>{body}'
