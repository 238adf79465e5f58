"""Read a YAML text or the bytes of a file into a document; whatever is in it, this does not fail."""

import yaml

from netbuilder.diagnostics import Diagnostic, Text
from netbuilder.source.compose import compose
from netbuilder.source.document import Document
from netbuilder.source.limits import MAX_SIZE
from netbuilder.source.positions import Source
from netbuilder.source.problems import Refused, over_limit

_BOM = "\ufeff"


class NotUtf8(Exception):
    """The bytes of a file are not UTF-8 text; lines and columns are 1-based, columns in code points."""

    def __init__(self, line: int, column: int, byte: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.byte = byte


def read_bytes(data: bytes, name: str) -> Document:
    """Read the bytes of a file, which must be UTF-8 with or without a byte order mark; NotUtf8 where they are not."""
    if len(data) > MAX_SIZE:
        return _too_large(name)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise NotUtf8(1, 1, data[0], "the file is UTF-16 text; save it as UTF-8")
    try:
        string = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix(_BOM)
        lines = Text("", before).lines
        line, column, byte = len(lines), len(lines[-1]) + 1, data[error.start]
        message = f"line {line}, column {column}: the byte 0x{byte:02x} is not UTF-8; save the file as UTF-8"
        raise NotUtf8(line, column, byte, message) from None
    return read(string, name)


def read(string: str, name: str) -> Document:
    """Read a text; what is wrong with it is in the document's problems."""
    if len(string) > MAX_SIZE:
        return _too_large(name)
    # All of them, as libyaml skips a second one in silence and its offsets would be off by one.
    source = Source(Text(name, string.lstrip(_BOM)))
    problems: list[Diagnostic] = []
    try:
        root = compose(source, problems)
    except Refused as refused:
        return Document(source, None, [*problems, refused.diagnostic])
    except (yaml.YAMLError, ValueError) as error:
        # Here, as most files have no use for it.
        from netbuilder.source.syntax import explain

        # One diagnostic: after a syntax error it is anybody's guess what the rest was to be.
        return Document(source, None, [explain(source, error)])
    return Document(source, root, problems)


def _too_large(name: str) -> Document:
    """A document without its text: nothing shall search through that much."""
    source = Source(Text(name, ""))
    message = f"the file is larger than {MAX_SIZE // 1_000_000} MB"
    return Document(source, None, [over_limit(source.span(0, 0), message, fix="a smaller file")])
