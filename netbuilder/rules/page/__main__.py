"""Write docs/rules.md, or with --check say whether it is up to date."""

import sys
from pathlib import Path

from netbuilder.rules.page import document

TARGET = Path("docs") / "rules.md"


def main() -> int:
    """Write the page; with --check only compare it: 1 where it is out of date."""
    text = document()
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print(f"{TARGET} is out of date: `python -m netbuilder.rules.page` writes it again", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
