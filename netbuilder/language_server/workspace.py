"""All open documents of one client, with the settings that hold for them."""

import os
from collections.abc import Iterator

from lsprotocol import types

from netbuilder.language_server.documents import OpenDocument
from netbuilder.language_server.positions import Encoding
from netbuilder.language_server.settings import Settings
from netbuilder.system.caches import clear

_REMEMBERED = 1_000
"""Changes after which what was remembered of texts is forgotten."""
_LANGUAGE = "netbuilder"
"""The language of a client that has one for networks alone."""


class Workspace:
    """What one client has open."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.encoding: Encoding = "utf-16"
        self._changes = 0
        self._open: dict[str, OpenDocument] = {}

    def __iter__(self) -> Iterator[OpenDocument]:
        return iter(list(self._open.values()))

    def get(self, uri: str) -> OpenDocument | None:
        """The open document of an address."""
        return self._open.get(uri)

    def network(self, uri: str) -> OpenDocument | None:
        """The same, where it is a network."""
        document = self._open.get(uri)
        return document if document is not None and document.is_network else None

    def open(self, item: types.TextDocumentItem) -> OpenDocument:
        """A document was opened."""
        document = OpenDocument(item.uri, item.text, item.version, self.encoding, self.settings.options)
        document.is_said_network = item.language_id == _LANGUAGE or self.settings.is_named(document.path)
        self._open[item.uri] = document
        return document

    def changed(self) -> None:
        """A text was changed. What reading remembers is forgotten now and then: an editor stays open for weeks."""
        self._changes += 1
        if self._changes % _REMEMBERED == 0:
            clear()

    def close(self, uri: str) -> None:
        """A document was closed."""
        self._open.pop(uri, None)

    def forget(self) -> None:
        """The settings may be others: every session begins anew."""
        self.settings.forget()
        for document in self:
            document.forget()

    @staticmethod
    def is_project_file(path: str) -> bool:
        """Whether a file holds settings."""
        return os.path.basename(path) == "pyproject.toml"
