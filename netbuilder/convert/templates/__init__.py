"""Networks to start from: every `*.yaml` of this folder is one, and its first line says what it is for."""

from pathlib import Path

_FOLDER = Path(__file__).parent


def templates() -> dict[str, str]:
    """The name of every template with what it is for."""
    return {file.stem: _purpose(file) for file in sorted(_FOLDER.glob("*.yaml"))}


def template(name: str) -> str:
    """The text of a template.

    Raises:
        KeyError: there is none of that name.
    """
    # Asked by comparison, so that a name with `..` in it opens nothing.
    for file in _FOLDER.glob("*.yaml"):
        if file.stem == name:
            return file.read_text(encoding="utf-8")
    raise KeyError(name)


def _purpose(file: Path) -> str:
    with file.open(encoding="utf-8") as lines:
        return lines.readline().removeprefix("#").strip()
