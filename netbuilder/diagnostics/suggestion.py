"""What to do about a finding, as a record: the sentence, the edits and an editor's action are all made from it."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from netbuilder.diagnostics.positions import Edit, Path
from netbuilder.diagnostics.sentence import _, all_of, in_a_row

Target = Literal["key", "value", "entry", "name", "indent", "items"]
"""What of a place changes: its key, its value, key and value (or the item of a list), the name that it gives, that
its entries stand below one of them, or that they are the items of a list."""


class Change(NamedTuple):
    """One thing to type at one place of a network."""

    path: Path
    target: Target
    yaml: str | None
    """The YAML text to type; None takes the entry out."""
    option: str = ""
    """For an entry: the key under which it stands from then on; for an indentation the key below which all goes."""

    @property
    def text(self) -> str:
        """The whole of what to type: `relu`, `activation: relu`, `- Flatten`; empty for what is taken out."""
        if self.yaml is None:
            return ""
        if self.target in ("key", "value"):
            return self.yaml
        step = self.path[-1] if self.target == "indent" else self.option or self.path[-1]
        return f"{step}: {self.yaml}" if isinstance(step, str) else f"- {self.yaml}"


class Suggestion(NamedTuple):
    """What to type, and where. What is only an example stands in the words and never among the changes.

    The words are marked up: in backquotes stands what a file would have, and Python shows the same as Python.
    """

    changes: tuple[Change, ...] = ()
    """The places that change together; the sentence says all that is typed."""
    before: str = ""
    """Words before what is typed."""
    after: str = ""
    """Words behind it; all there is to say where nothing definite can be typed."""
    safe: bool = False
    """Whether it can mean only one thing, and changes no network that could be built before."""
    sample: str = ""
    """YAML that shows what it could look like, and that nobody knows to be right."""
    is_certain: bool = True
    """Whether the changes are what is to be typed, and no mere example: then they may become edits."""
    edits: tuple[Edit, ...] = ()
    """The changes as edits of the text; empty where the text cannot be edited surely."""

    @property
    def sentence(self) -> str:
        """What to do, in words."""
        return self.worded([f"`{change.text}`" for change in self.changes if change.text], self.sample)

    def worded(self, typed: Sequence[str], sample: str) -> str:
        """The same of what is typed and of the sample as they are given, in Python's words for one."""
        typed_words, sample_words = all_of(typed), _example_words(sample)
        if typed_words or sample_words or self.before or self.after:
            return in_a_row(self.before, typed_words, sample_words, self.after)
        return REMOVE if self.changes else ""

    def edited_if(self, is_certain: bool) -> "Suggestion":
        """The same where it is certain what would come of it; else its words alone."""
        return self if is_certain else self._replace(is_certain=False)


def _example_words(sample: str) -> str:
    key, _line_end, below = sample.partition("\n")
    if below:
        return _("`{key}` and below it `{below}`", key=key, below=below.strip())
    return _("`{yaml}`, say", yaml=sample) if sample else ""


NO_SUGGESTION = Suggestion()


REMOVE = _("remove it")


def advice(words: str) -> Suggestion:
    """Words alone: a person has to decide."""
    return Suggestion(after=words) if words else NO_SUGGESTION


def example(yaml: str) -> Suggestion:
    """What it could look like, which nobody knows to be right."""
    return Suggestion(sample=yaml)


def set_value(path: Path, yaml: str, after: str = "", *, before: str = "") -> Suggestion:
    """Another value where one stands."""
    return Suggestion((Change(path, "value", yaml),), before, after)


def rename(path: Path, name: str, after: str = "") -> Suggestion:
    """Another name where one stands, its options as they are."""
    return Suggestion((Change(path, "name", name),), "", after)


def set_option(path: Path, option: str, yaml: str, after: str = "", *, before: str = "") -> Suggestion:
    """An option of what stands at `path`, which may have it already or not."""
    return Suggestion((Change((*path, option), "entry", yaml),), before, after)


def did_you_mean(path: Path, target: Target, name: str, *, safe: bool = False) -> Suggestion:
    """The one name that was probably meant by a misspelt one."""
    return Suggestion((Change(path, target, name),), _("did you mean "), "?", safe)


def remove_option(path: Path, option: str, words: str = REMOVE, *, safe: bool = False) -> Suggestion:
    """Take an option out of what stands at `path`."""
    return Suggestion((Change((*path, option), "entry", None),), words, "", safe)


def remove_item(path: Path, words: str = REMOVE, *, safe: bool = False) -> Suggestion:
    """Take a whole item out of its list; `path` may go on to the item's class name."""
    while path and not isinstance(path[-1], int):
        path = path[:-1]
    return Suggestion((Change(path, "entry", None),), words, "", safe)
