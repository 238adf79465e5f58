"""Write base/entries.py, the table of which file defines which name: found in the source, which nothing runs.

python -m netbuilder.vocabulary.index            writes it
python -m netbuilder.vocabulary.index --check    1 where it is out of date
"""

import json
import re
import sys
from pathlib import Path

from netbuilder.system.generated import generate
from netbuilder.vocabulary.base.registry import FOLDERS

# `class _X(` is a family's base and no name of the vocabulary.
_DEFINITION = re.compile(r"^class ([A-Za-z]\w*)\(|^    identifiers(?:: [^=]*)? = \((.*?)\)", re.MULTILINE | re.DOTALL)
_STRING = re.compile(r'"([^"]*)"')
_ROOM = Path(__file__).parent
TARGET = _ROOM / "base" / "entries.py"
_HEAD = '''\
"""Kind -> file -> the names that it defines, each with the strings that Keras takes for it.

Written by `python -m netbuilder.vocabulary.index`: reading the source at every start would take longer than a check.
"""

# fmt: off
# ruff: noqa: E501
ENTRIES: dict[str, dict[str, dict[str, str]]] = {
'''


def entries(file: Path) -> dict[str, str]:
    """The names that a file defines, each with its strings."""
    defined: dict[str, str] = {}
    for match in _DEFINITION.finditer(file.read_text(encoding="utf-8")):
        if match[1]:
            defined[match[1]] = ""
        elif defined:
            defined[[*defined][-1]] = " ".join(_STRING.findall(match[2]))
    return defined


def text() -> str:
    """The whole file."""
    lines = []
    for folder, kind in FOLDERS.items():
        lines.append(f'    "{kind}": {{\n')
        for file in sorted((_ROOM / folder).glob("*.py")):
            if defined := entries(file):
                lines.append(f'        "{folder}.{file.stem}": {json.dumps(defined)},\n')
        lines.append("    },\n")
    return _HEAD + "".join(lines) + "}\n"


def main(arguments: list[str]) -> int:
    """Write the table, or compare it; the exit status."""
    return generate("netbuilder.vocabulary.index", {TARGET: text()}, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
