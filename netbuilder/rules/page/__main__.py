"""Write docs/rules.md, or with --check say whether it is up to date."""

import sys
from pathlib import Path

from netbuilder.rules.page import document
from netbuilder.system.generated import generate

if __name__ == "__main__":
    sys.exit(generate("netbuilder.rules.page", {Path("docs") / "rules.md": document()}, sys.argv[1:]))
