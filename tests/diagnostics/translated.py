"""What of a finding is said in Portuguese, and what is not."""

import re
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

from netbuilder.diagnostics import Diagnostic, language
from netbuilder.diagnostics.sentence import Sentence

MO = Path(language.__file__).parents[1] / "locale" / "pt" / "LC_MESSAGES" / "netbuilder.mo"


@cache
def catalogue() -> dict[str, str]:
    with open(MO, "rb") as file:
        translations: Any = GNUTranslations(file)
    return {key: text for key, text in translations._catalog.items() if key}


def english(value: Any) -> Iterator[str]:
    """The words of a text that come from no template."""
    if isinstance(value, Sentence):
        for part in value.values.values():
            yield from english(part)
    elif isinstance(value, str):
        bare = re.sub(r'`[^`]*`|"[^"]*"', "", value)
        if re.search(r"[a-z]{3,} [a-z]{2,}|^(text|anything)$", bare) and bare not in ("Xavier init",):
            yield value


def lacking(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    """The code, and each text of a finding that is English in Portuguese too."""
    words = (diagnostic.message, diagnostic.why, diagnostic.fix, diagnostic.label)
    for sentence in (*words, *(related.label for related in diagnostic.related)):
        yield from ((diagnostic.code, part) for part in english(sentence))
        if isinstance(sentence, Sentence):
            has_words = re.search("[a-z]{3}", re.sub(r"\{\w+\}|`.*?`", "", sentence.template))
            if has_words and sentence.template not in catalogue():
                yield diagnostic.code, sentence.template
