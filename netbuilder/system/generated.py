"""Files that are made of the source: `python -m MODULE` writes them, and with `--check` only compares them."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


def generate(module: str, texts: Mapping[Path, str | bytes], arguments: Sequence[str]) -> int:
    """Write the files that are out of date, or with `--check` name them; the exit status."""
    stale = 0
    for file, text in texts.items():
        data = text if isinstance(text, bytes) else text.encode()
        if file.exists() and file.read_bytes() == data:
            continue
        if "--check" in arguments:
            print(f"{file.name} is out of date: python -m {module}", file=sys.stderr)
            stale = 1
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    return stale
