"""Origin: the config that a model was built from, as the model's own file keeps it.

It lies in `metadata.json`, which no release of Keras reads. A member of its own would be a fourth one, and for a fourth
member Keras unpacks the whole archive, weights included, into a temporary folder whenever the file is opened.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple, TypeGuard

from netbuilder.version import VERSION

METADATA = "metadata.json"
"""The member of a `.keras` archive that holds it."""
MOST_SIZE = 1_000_000
"""Characters of a text; a longer one is generated, and no part of a model's file."""
_KEY = "netbuilder"
_MOST_OVERRIDES = 1_000
_MOST_LETTERS = 1_000
"""Of a path, of a version."""


class Origin(NamedTuple):
    """A config's text, with what else a model was made of."""

    text: str
    config: str = ""
    """Where it lay, seen from the folder of the model's file, with `/`; empty where it was no file, or elsewhere."""
    overrides: tuple[str, ...] = ()
    """What was put into it before it was read: `layers.0.Dense.units=64`."""
    version: str = VERSION
    """Of the netbuilder that built the model."""

    @property
    def digest(self) -> str:
        """SHA-256 of the text."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def put_into(self, metadata: bytes) -> bytes:
        """The bytes of `metadata.json` with the origin in it."""
        entry: dict[str, Any] = {"version": self.version, "config": self.config, "sha256": self.digest}
        entry |= {"overrides": list(self.overrides), "source": self.text}
        data = json.loads(metadata) | {_KEY: entry}
        return json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")


def origin_in(metadata: Mapping[str, Any]) -> Origin | None:
    """The origin in a `metadata.json`, which anybody may have written; None where there is none to be trusted."""
    entry = metadata.get(_KEY)
    if not isinstance(entry, dict):
        return None
    text, config, version = entry.get("source"), entry.get("config"), entry.get("version")
    overrides = entry.get("overrides")
    if not isinstance(text, str) or len(text) > MOST_SIZE or not _is_short(version) or not _is_short(config):
        return None
    if not isinstance(overrides, list) or len(overrides) > _MOST_OVERRIDES or not all(map(_is_short, overrides)):
        return None
    origin = Origin(text, config, tuple(overrides), version)
    return origin if origin.digest == entry.get("sha256") else None


def _is_short(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= _MOST_LETTERS
