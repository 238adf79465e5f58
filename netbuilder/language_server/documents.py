"""The texts that are open in the editor, each with the session of what it says now."""

import re
from collections.abc import Callable
from typing import NamedTuple

from lsprotocol import types
from pygls.uris import to_fs_path

from netbuilder.diagnostics import Edit, Severity, Span
from netbuilder.language_server.moved import Moved
from netbuilder.language_server.positions import Encoding, Positions
from netbuilder.parse.recognize import is_network
from netbuilder.pipeline import Options, Session
from netbuilder.source import Document
from netbuilder.vocabulary.network import Network

_TOP = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:", re.MULTILINE)
_BOM = "\ufeff"


class Typing(NamedTuple):
    """Where the author typed last."""

    start: int
    """The start of what changed, as an offset of the text that is read."""
    end: int
    """Where the cursor stands since."""


class OpenDocument:
    """One open text."""

    def __init__(
        self, uri: str, string: str, version: int, encoding: Encoding, options: Callable[[str], Options]
    ) -> None:
        self.uri = uri
        self.path = to_fs_path(uri) or uri
        """The file, or the address of a text that has none."""
        self.version = version
        self.positions = Positions(string, encoding)
        self.typing: Typing | None = None
        """Where the author is typing; None once that place was left."""
        self.moved: Moved | None = None
        """What was found when the text could be read last."""
        self.notes: Moved | None = None
        """The notes when nothing was being typed last."""
        self.readable: Session | None = None
        """The last session whose text could be read."""
        self.verdict = ""
        """What the last probe said of it."""
        self._options = options
        self.is_said_network = False
        """Whether the client says that it is a network, whatever is in it."""
        self._session: Session | None = None
        self._was_network = False

    @property
    def string(self) -> str:
        """The whole text."""
        return self.positions.string

    @property
    def is_network(self) -> bool:
        """Whether it is a network; once it was one it stays one, half-typed or not."""
        if not self._was_network:
            self._was_network = self.is_said_network or is_network(self.string)
        return self._was_network

    @property
    def may_become_network(self) -> bool:
        """Whether nothing in it speaks against a network: it is empty, or all its keys are those of one."""
        return all(match[1] in Network.model_fields for match in _TOP.finditer(self.string))

    @property
    def session(self) -> Session:
        """The session of what the text says now."""
        if self._session is None:
            options = self._options(self.path)
            if self.typing is not None:  # notes can wait until a line is left
                options = options._replace(least=Severity.WARN)
            if self.readable is not None:
                self._session = self.readable.edited(self.string, options)
            else:
                self._session = Session(self.string, self.path, options)
        return self._session

    @property
    def read(self) -> Document:
        """What the text says now, with positions."""
        document = self.session.document
        assert document is not None  # only a network that was made in Python has no text
        return document

    def forget(self) -> None:
        """Read it anew when it is asked for: the settings are others."""
        self._session = self.readable = None

    def change(self, change: types.TextDocumentContentChangeEvent) -> None:
        """Take one change of the text."""
        self._session = None
        if isinstance(change, types.TextDocumentContentChangeWholeDocument):
            self.positions = Positions(change.text, self.positions.encoding)
            self.typing = self.moved = self.notes = None
            return
        start, end = self.positions.offset(change.range.start), self.positions.offset(change.range.end)
        end = max(start, end)
        self.positions = self.positions.replaced(start, end, change.text)
        mark = self._mark
        self.typing = Typing(max(start - mark, 0), max(start + len(change.text) - mark, 0))
        for moved in (self.moved, self.notes):
            if moved is not None:
                moved.edit(start - mark, end - mark, len(change.text))

    def settle(self) -> None:
        """The line that was being typed is left."""
        self.typing = self._session = None

    def offset(self, position: types.Position) -> int:
        """The offset of a position in the document that the session read, which has no byte order mark."""
        return max(self.positions.offset(position) - self._mark, 0)

    def range(self, start: int, end: int) -> types.Range:
        """The range between two offsets of the document that the session read."""
        return self.positions.range(start + self._mark, end + self._mark)

    def range_of(self, span: Span) -> types.Range:
        """The range of a span of the document that the session read."""
        return self.range(span.start, span.end)

    def text_edit(self, edit: Edit) -> types.TextEdit:
        """An edit of the document as the protocol has it."""
        return types.TextEdit(self.range_of(edit.span), edit.replacement)

    def workspace_edit(self, edits: "list[types.TextEdit]") -> types.WorkspaceEdit:
        """Edits of this document alone."""
        return types.WorkspaceEdit(changes={self.uri: edits})

    @property
    def _mark(self) -> int:
        string = self.string
        return len(string) - len(string.lstrip(_BOM))
