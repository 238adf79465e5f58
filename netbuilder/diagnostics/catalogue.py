"""The catalogues of sentences: `python -m netbuilder.diagnostics.catalogue` brings them up to date with the code.

Every `_("...")` in the package is a template. The `.po` file of a language, which people write, gets the new ones,
without a translation, and loses those that are gone; the `.mo` file, which programs read, is made of it.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from netbuilder.diagnostics.language import ENGLISH, LANGUAGES
from netbuilder.system.generated import generate

PACKAGE = Path(__file__).parents[1]
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""No time of day in a file that is made twice."""
_HEADER = "# The sentences of netbuilder. `make generate` keeps the templates; the glossary is in docs/pt.md.\n#"


def files(language: str) -> tuple[Path, Path]:
    """The catalogue that people write, and the one that programs read."""
    folder = PACKAGE / "locale" / language / "LC_MESSAGES"
    return folder / "netbuilder.po", folder / "netbuilder.mo"


def templates() -> dict[str, list[str]]:
    """Every template in the package, with the files that have it."""
    from babel.messages.extract import extract_from_file

    found: dict[str, list[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE.parent).as_posix()
        for _line, template, _comments, _context in extract_from_file("python", file, keywords={"_": None}):
            places = found.setdefault(str(template), [])
            if name not in places:
                places.append(name)
    return found


def brought_up_to_date(language: str) -> tuple[bytes, bytes]:
    """What the two files should hold."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po, write_po

    written, _ = files(language)
    old = Catalog()
    if written.exists():
        with open(written, "rb") as file:
            old = read_po(file, locale=language)
    new = Catalog(locale=language, fuzzy=False, creation_date=_NEVER, revision_date=_NEVER)
    for template, places in sorted(templates().items()):
        message = old.get(template)
        new.add(template, message.string if message is not None else "", [(place, 0) for place in places])
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, new, width=0, include_lineno=False, omit_header=True)
    for message in list(new):
        if message.id and not message.string:
            new.delete(message.id)
    write_mo(compiled, new)
    return f"{_HEADER}\n\n".encode() + text.getvalue(), compiled.getvalue()


def main(arguments: list[str]) -> int:
    """Write the catalogues, or compare them; the exit status."""
    texts = {
        file: data
        for language in LANGUAGES
        if language != ENGLISH
        for file, data in zip(files(language), brought_up_to_date(language), strict=True)
    }
    return generate("netbuilder.diagnostics.catalogue", texts, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
