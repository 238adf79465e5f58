"""A Python program in the place of a config: it is not run, and the way from it to a config is one line."""

import re

from netbuilder.diagnostics import Diagnostic, Severity, advice
from netbuilder.source import Document

_PROGRAM = re.compile(
    r"^[ \t]*(?:from|import)[ \t]+(?:keras|tensorflow|tf_keras)\b"
    r"|\bSequential\("
    r"|\bmodel[ \t]*\.[ \t]*(?:add|compile|fit|summary)\("
    r"|\bkeras\.(?:layers|models|Sequential|Model)\b"
    r"|^import[ \t]+\w+[ \t]*$",
    re.MULTILINE,
)
_LOOKED_AT = 100_000


def keras_program(document: Document) -> Diagnostic | None:
    """What to do with a text that is no config and a program of Keras; None where it is something else."""
    text = document.text.string
    if _PROGRAM.search(text, 0, _LOOKED_AT) is None:
        return None
    end = text.find("\n")
    span = document.source.span(0, end if end > 0 else len(text))
    message = "the file is a Python program, and a network file holds no code"
    fix = advice("run it, then `netbuilder.from_keras(model).to_yaml()` is its model as a config")
    return Diagnostic("NB001", "unreadable-yaml", Severity.ERROR, message, span, suggestion=fix)
