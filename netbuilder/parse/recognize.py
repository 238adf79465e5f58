"""Which YAML texts are networks: by what they hold, as a folder holds other YAML too."""

import re

_KEY = r"""["']?(?i:layers|camadas)["']?[ \t]*:"""
_IN_BLOCK = re.compile(f"^{_KEY}", re.MULTILINE)
_IN_BRACES = re.compile(rf"[{{,]\s*{_KEY}")


def is_network(text: str) -> bool:
    """Whether a text has the one section that only networks have, at its top; a glance, nothing is read."""
    return _IN_BLOCK.search(text) is not None or (text.lstrip().startswith("{") and _IN_BRACES.search(text) is not None)
