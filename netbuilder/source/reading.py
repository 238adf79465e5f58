"""Read a YAML text or the bytes of a file into a document; whatever is in it, this does not fail."""

import yaml

from netbuilder.diagnostics import Diagnostic, Text
from netbuilder.diagnostics.sentence import _
from netbuilder.source.compose import compose
from netbuilder.source.document import Document
from netbuilder.source.limits import MAX_SIZE
from netbuilder.source.problems import Refused, over_limit, unreadable

_BOM = "\ufeff"


def read_bytes(data: bytes, name: str) -> Document:
    """Read the bytes of a file; what is wrong, bytes that are not UTF-8 too, is in the document's problems."""
    if len(data) > MAX_SIZE:
        return _too_large(name)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _not_text(Text(name, ""), 0, _("the file is UTF-16 text"))
    try:
        string = data.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = len(data[: error.start].decode("utf-8").lstrip(_BOM))
        # Only to be shown: what stands in place of such bytes is never written.
        readable = data.decode("utf-8", errors="replace").lstrip(_BOM)
        return _not_text(Text(name, readable), offset, _("the byte 0x{data:02x} is not UTF-8", data=data[error.start]))
    return read(string, name)


def _not_text(source: Text, offset: int, message: str) -> Document:
    end = min(offset + 1, len(source.string))
    diagnostic = unreadable(source.span(offset, end), message, fix=_("save the file as UTF-8"))
    return Document(source, None, [diagnostic], is_text=False)


def read(string: str, name: str) -> Document:
    """Read a text; what is wrong with it is in the document's problems."""
    if len(string) > MAX_SIZE:
        return _too_large(name)
    # All of them, as libyaml skips a second one in silence and its offsets would be off by one.
    source = Text(name, string.lstrip(_BOM))
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
    source = Text(name, "")
    message = _("the file is larger than {max_size} MB", max_size=MAX_SIZE // 1000000)
    return Document(source, None, [over_limit(source.span(0, 0), message, fix=_("a smaller file"))])
