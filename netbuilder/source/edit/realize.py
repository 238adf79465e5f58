"""The changes of a suggestion as edits of the file."""

from netbuilder.diagnostics import Change, Edit, Suggestion
from netbuilder.source.document import Document
from netbuilder.source.edit.insert import set_first, set_option
from netbuilder.source.edit.lines import dashes, indent
from netbuilder.source.edit.remove import remove_entry, remove_option
from netbuilder.source.edit.replace import rename, rename_key, replace_entry, replace_value


def resolved(document: Document | None, suggestion: Suggestion) -> Suggestion:
    """The suggestion with its edits: all of its changes, or none where one cannot be made surely."""
    edits: list[Edit] = []
    for change in suggestion.changes if document is not None and suggestion.is_certain else ():
        assert document is not None
        own = _edits(document, change)
        if not own:
            return suggestion._replace(edits=())
        edits += own
    return suggestion._replace(edits=tuple(edits))


def _edits(document: Document, change: Change) -> tuple[Edit, ...]:
    path, yaml = change.path, change.yaml
    if change.target == "items":
        return dashes(document, path)
    if change.target == "indent":
        return indent(document, path, change.option) or (replace_value(document, path, yaml) if yaml else ())
    last = path[-1]
    if yaml is None:
        return remove_entry(document, path) if isinstance(last, int) else remove_option(document, path[:-1], last)
    if isinstance(last, int) or change.target == "value":
        return replace_value(document, path, yaml)
    if change.target == "key":
        return rename_key(document, path, yaml)
    if change.target == "name":
        return rename(document, path, yaml)
    if change.option not in ("", last):
        return replace_entry(document, path, f"{change.option}: {yaml}")
    if path == ("input",) and document.node(path) is None:
        return set_first(document, f"input: {yaml}")
    return set_option(document, path[:-1], last, yaml)
