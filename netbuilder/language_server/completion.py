"""Completion: what can be typed at the cursor, what fits first."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from lsprotocol import types

from netbuilder.diagnostics import Span
from netbuilder.language_server.candidates import Candidate, classes_of, options_of, values_of
from netbuilder.language_server.documents import OpenDocument
from netbuilder.language_server.fitting import NOTHING, fitting
from netbuilder.language_server.pages import documentation
from netbuilder.language_server.protocol import Encoded
from netbuilder.language_server.vocabulary_at import field_at, section_of
from netbuilder.rules.base import codes
from netbuilder.source.cursor import Cursor, cursor_at
from netbuilder.vocabulary.base.fields import Field, ListOf
from netbuilder.vocabulary.base.releases import NEWEST, Number, number
from netbuilder.vocabulary.network import Network, SeveritiesField

Custom = frozenset[tuple[str, Any]]
"""The author's own classes and functions by name, which what is remembered depends on."""
_CLASS = types.CompletionItemKind.Class
TRIGGERS = [" ", "{", "[", ":", "-", ","]
_IGNORE = re.compile(r"#\s*netbuilder:\s*ignore\[[^\]]*\Z", re.IGNORECASE)
_MARK = re.compile(r"#\s*(?:netbuilder:?\s*)?\w*\Z", re.IGNORECASE)
_SECTIONS = {
    "input": "input: [${1:8}]",
    "layers": "layers:\n  - $0",
    "compile": "compile: {optimizer: ${1:adam}, loss: $2}",
    "task": "task: {kind: ${1|multiclass,binary,multilabel,regression|}}",
}


def complete(document: OpenDocument, params: types.CompletionParams, snippets: bool) -> Encoded | None:
    """What can be typed at a position."""
    string, offset = document.string, document.positions.offset(params.position)
    cursor = cursor_at(string, offset)
    if cursor is None:
        return _in_comment(document, offset)
    field = field_at(cursor.path)
    if field is None:
        return None
    custom = frozenset((document.session.options.custom_objects or {}).items())
    readable = document.readable or document.session
    keras = number(readable.keras or NEWEST)
    is_followed = string[cursor.end : cursor.end + 2].lstrip(" ").startswith(":")
    if cursor.role == "key" and not (isinstance(field, ListOf) and not cursor.in_flow):
        return _keys(cursor, field, keras, snippets, is_followed, custom)
    fits = NOTHING
    if field.kinds:
        fits = fitting(readable.report.graph, cursor.path, field.kinds)
    if cursor.role == "key":  # `layers:` with nothing below it yet
        below = field.child(0)
        assert below is not None
        return _encoded_values(below, keras, snippets, cursor.in_flow, True, fits, "- ", custom)
    return _encoded_values(
        field, keras, snippets and not is_followed, cursor.in_flow, cursor.is_item or is_followed, fits, "", custom
    )


def _keys(
    cursor: Cursor, field: Field, keras: Number, snippets: bool, is_followed: bool, custom: Custom
) -> Encoded | None:
    """The keys of a mapping that are not there yet."""
    written = frozenset(cursor.keys) - {cursor.word}
    section = section_of(field)
    if section is not None:
        return _encoded_options(section.cls, keras, written, snippets, is_followed, section.cls is Network)
    if field.kinds:
        return _encoded_classes(field.kinds, keras, snippets and not is_followed, is_followed, custom)
    if isinstance(field, SeveritiesField):
        unwritten = (pair for pair in codes().items() if pair[0] not in written)
        return _encode([_code(code, name) | {"insertText": f"{code}: "} for code, name in unwritten])
    return None


@lru_cache
def _encoded_options(
    cls: Any, keras: Number, written: frozenset[str], snippets: bool, is_followed: bool, is_top: bool
) -> Encoded:
    items = []
    for place, candidate in enumerate(options_of(cls)):
        if candidate.label in written or number(candidate.since) > keras:
            continue
        item = _item(candidate, place)
        if not is_followed:
            item["insertText"] = f"{candidate.label}: "
            if snippets:
                item["insertText"] = (_SECTIONS.get(candidate.label) if is_top else None) or f"{candidate.label}: $0"
                item["insertTextFormat"] = types.InsertTextFormat.Snippet.value
        items.append(item)
    return _encode(items)


@lru_cache
def _encoded_classes(
    kinds: tuple[str, ...], keras: Number, snippets: bool, is_followed: bool, custom: Custom
) -> Encoded:
    """Names of classes as keys, each with a mapping of its options behind it."""
    items = []
    for kind in kinds:
        for place, candidate in enumerate(classes_of(kind)):
            if number(candidate.since) > keras or candidate.kind is not _CLASS:
                continue
            item = _item(candidate, place)
            if not is_followed:
                _insert(item, candidate, snippets, "", "")
            items.append(item)
    return _encode(items)


@lru_cache
def _encoded_values(
    field: Field,
    keras: Number,
    snippets: bool,
    in_flow: bool,
    is_item: bool,
    fits: frozenset[str],
    before: str,
    custom: Custom,
) -> Encoded:
    items = []
    for place, candidate in enumerate(values_of(field)):
        if number(candidate.since) > keras:
            continue
        item = _item(candidate, place, candidate.label in fits)
        if candidate.kind is _CLASS and candidate.about:
            opening, closing = ("{", "}") if in_flow or not is_item else ("", "")
            _insert(item, candidate, snippets, before + opening, closing)
        elif before:
            item["insertText"] = before + candidate.label
        items.append(item)
    return _encode(items)


def _code(code: str, name: str) -> dict[str, Any]:
    kind = types.CompletionItemKind.EnumMember.value
    return {"label": code, "kind": kind, "detail": name, "data": f"code:{code}"}


def _insert(item: dict[str, Any], candidate: Candidate, snippets: bool, opening: str, closing: str) -> None:
    """What is typed for a class: its needed options as places to fill in."""
    if not candidate.options and not opening:
        item["insertText"] = candidate.label
        return
    if not candidate.options and candidate.label[:1].isupper() and opening.endswith("{"):
        item["insertText"] = f"{opening}{candidate.label}: {{}}{closing}"
        return
    if snippets:
        pairs = [f"{name}: ${{{at}:{_escaped(value)}}}" for at, (name, value) in enumerate(candidate.options, 1)]
        item["insertText"] = f"{_escaped(opening)}{candidate.label}: {{{', '.join(pairs)}\\}}{_escaped(closing)}"
        item["insertTextFormat"] = types.InsertTextFormat.Snippet.value
    else:
        pairs = [f"{name}: " for name, _ in candidate.options]
        item["insertText"] = f"{opening}{candidate.label}: {{{', '.join(pairs)}}}{closing}"


def _escaped(text: str) -> str:
    return re.sub(r"([\\$}])", r"\\\1", text)


def _item(candidate: Candidate, place: int, fits: bool = False) -> dict[str, Any]:
    item: dict[str, Any] = {"label": candidate.label, "kind": candidate.kind.value}
    if candidate.detail:
        item["detail"] = candidate.detail
    item["sortText"] = f"{0 if fits else 1 + candidate.order}{place:03}"
    if fits:
        item["preselect"] = True
    if candidate.about:
        item["data"] = candidate.about
    return item


def _encode(items: Sequence[dict[str, Any]]) -> Encoded:
    return Encoded(json.dumps({"isIncomplete": False, "items": items}, separators=(",", ":")))


def _in_comment(document: OpenDocument, offset: int) -> Encoded | None:
    """The codes that a comment can silence: those of its line first."""
    line = document.positions.line_of(offset)
    head = document.string[document.positions.starts[line] : offset]
    if not _IGNORE.search(head):
        if not _MARK.search(head):
            return None
        label = "netbuilder: ignore[]"
        return _encode([{"label": label, "kind": types.CompletionItemKind.Snippet.value}])
    here = {
        diagnostic.code
        for diagnostic in document.session.report.diagnostics
        if diagnostic.ignore and document.positions.line_of(cast(Span, diagnostic.address).start) == line
    }
    of_rules = (pair for pair in codes().items() if pair[0][2] in "1234567")
    return _encode([_code(*pair) | {"sortText": f"{int(pair[0] not in here)}{pair[0]}"} for pair in of_rules])


def resolve(item: types.CompletionItem) -> types.CompletionItem:
    """The item with its documentation."""
    text = documentation(item.data) if isinstance(item.data, str) else ""
    if text:
        item.documentation = types.MarkupContent(types.MarkupKind.Markdown, text)
    return item
