"""A YAML text after reading: plain data, where each value stands, and what could not be read."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from netbuilder.diagnostics import Diagnostic, Related, Span, Text
from netbuilder.diagnostics.sentence import _
from netbuilder.source.comments import Comment, Ignore, comment_starts, ignores, is_within_scalar
from netbuilder.source.node import Node
from netbuilder.system.caches import lazy

Path = Sequence[str | int]
_ALIAS = re.compile(r"\*([\w-]+)")


class Document:
    """One config text as plain data with positions. `root` is None where nothing could be read."""

    def __init__(
        self,
        text: Text,
        root: Node | None,
        problems: list[Diagnostic],
        origin: Node | None = None,
        *,
        is_text: bool = True,
    ) -> None:
        self.text = text
        """The text that was read, without its byte order mark."""
        self.is_text = is_text
        """False where the bytes of the file are not UTF-8: the text is then a stand-in, to be shown only."""
        self.root = root
        self.problems = problems
        """NB001 unreadable-yaml, NB002 duplicate-key and NB003 over-limit, all of them errors."""
        self._origin = origin if origin is not None else root

    @property
    def value(self) -> Any:
        """The whole file as plain data."""
        return self.root.value if self.root is not None else None

    def node(self, path: Path) -> Node | None:
        """The node at a path of keys and indexes; None where there is none."""
        nodes = self._walk(path)
        return nodes[-1] if len(nodes) == len(path) + 1 else None

    def span(self, path: Path, part: str = "value") -> Span:
        """Where the value at a path stands, or part="key" its key; else the deepest place known."""
        node = self._deepest(path, part)
        return node.span if node is not None else self.text.span(0, 0)

    def related(self, path: Path, part: str = "value") -> tuple[Related, ...]:
        """The anchored places behind a path that goes through an alias or a merge."""
        places = []
        node = self._deepest(path, part)
        while node is not None and node.target is not None:
            anchor = node.alias
            node = node.target
            places.append(Related(node.span, _("written here, at anchor `&{anchor}`", anchor=anchor)))
        return tuple(places)

    @lazy
    def comments(self) -> list[int]:
        """Where every comment in the text begins."""
        return comment_starts(self.text, self._origin)

    def comments_in(self, start: int, end: int) -> list[Comment]:
        """The comments that begin in a range; there may be a million of them, and a question for every edit."""
        first = bisect_left(self.comments, start)
        starts = self.comments[first : bisect_left(self.comments, end, lo=first)]
        return [Comment(start, self.text.line_end(start)) for start in starts]

    @lazy
    def aliases(self) -> frozenset[str]:
        """The names behind every `*` in the text, those in strings and comments too."""
        return frozenset(_ALIAS.findall(self.text.string))

    @lazy
    def ignores(self) -> list[Ignore]:
        """Every comment that silences findings: `# netbuilder: ignore[NB201, NB202]`."""
        return ignores(self.text, self._origin)

    def is_within_scalar(self, offset: int) -> bool:
        """Whether an offset is in the middle of a value, as the end of the first line of several."""
        return is_within_scalar(self.text, self._origin, offset)

    def with_root(self, root: Node | None, problems: list[Diagnostic]) -> "Document":
        """The same text with another tree read from it or put into it."""
        return Document(self.text, root, problems, self._origin, is_text=self.is_text)

    def _walk(self, path: Path) -> list[Node]:
        """The nodes along a path from the root, as far as there are any."""
        if self.root is None:
            return []
        nodes = [self.root]
        for step in path:
            below = nodes[-1].child(step)
            if below is None:
                break
            nodes.append(below)
        return nodes

    def _deepest(self, path: Path, part: str) -> Node | None:
        nodes = self._walk(path)
        if not nodes:
            return None
        if part == "key" and path and len(nodes) == len(path) + 1:
            keys, last = nodes[-2].keys, path[-1]
            if isinstance(last, str):
                assert keys is not None
                return keys[last]
        return nodes[-1]
