"""Golden calls: a file of expressions behind `>>> `, and below each what came of it.

That is the result's `repr`, or the exception's name and words; then what was warned of, and files that have changed.
`pytest --update-golden` writes it again; a change of a word is read in the difference.
"""

import os
import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from netbuilder.version import VERSION


class Call(NamedTuple):
    """An expression, where it stands, and what is to come of it."""

    file: Path
    expression: str
    expected: str

    def outcome(self, names: Mapping[str, Any], folder: Path, place: str) -> str:
        """What comes of it in the current folder; `place` is the file that warnings shall name."""
        before = contents(folder)
        code = compile(self.expression, place, "eval")
        with warnings.catch_warnings(record=True) as issued:
            warnings.simplefilter("always")
            try:
                text = repr(eval(code, dict(names)))
            except NameError:
                raise
            except Exception as error:
                text = f"{type(error).__name__}: {error}"
        parts = [text]
        for warning in issued:
            where = "" if warning.filename == place else f" at {os.path.basename(warning.filename)}"
            parts.append(f"{warning.category.__name__}{where}: {warning.message}")
        changed = {name: data for name, data in contents(folder).items() if before.get(name) != data}
        parts += [f"{name} has become {data!r}" for name, data in changed.items()]
        text = "\n".join(parts).replace(str(folder), "FOLDER").replace(VERSION, "VERSION")
        return "\n".join(f"  {line[:300]}".rstrip() for line in text.split("\n")).rstrip("\n")

    def compare(self, text: str, config: pytest.Config) -> None:
        """Compare what came of it, or write it down."""
        if not config.getoption("--update-golden"):
            assert text == self.expected
            return
        texts = (
            f">>> {call.expression}\n{text if call.expression == self.expression else call.expected}\n"
            for call in calls(self.file)
        )
        self.file.write_text("".join(texts).replace("\n\n>>> ", "\n>>> "), encoding="utf-8")


def calls(file: Path) -> Iterator[Call]:
    """The calls of a golden file, each once."""
    seen = set()
    for part in re.split(r"^>>> ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        expression, _, expected = part.partition("\n")
        assert expression not in seen, f"twice: {expression}"
        seen.add(expression)
        yield Call(file, expression, expected.removesuffix("\n"))


def contents(folder: Path) -> dict[str, bytes]:
    """The files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*")) if path.is_file()
    }
