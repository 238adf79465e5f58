"""One number for many texts, which no other texts have."""

import os

try:
    from _blake2 import blake2b  # `hashlib` would load OpenSSL for it, which takes longer than everything here
except ImportError:  # pragma: no cover
    from hashlib import blake2b

_SIZE = 16


class Digest:
    """A sum of texts, each with its length: where one ends and the next begins counts too."""

    def __init__(self, secret: bytes = b"") -> None:
        self._hash = blake2b(digest_size=_SIZE, key=secret)

    def add(self, *texts: str | bytes) -> None:
        """Count some texts in."""
        for text in texts:
            data = os.fsencode(text) if isinstance(text, str) else text
            self._hash.update(b"%d:" % len(data))
            self._hash.update(data)

    def hex(self) -> str:
        """The sum of all texts so far, as 32 letters."""
        return self._hash.hexdigest()
