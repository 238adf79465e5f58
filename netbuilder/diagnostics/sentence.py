"""Sentences for people, which keep what they were made of: the English text is a template and what stands in it.

`_("{layer} gets a map of one position", layer=call.name)` is the English text, as any string. Another language has the
template in its catalogue, and puts the same values, themselves in that language, into its own words (`language.py`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self


class Sentence(str):
    """An English text that knows its template and its values."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, values: Mapping[str, Any]) -> Self:
        sentence = super().__new__(cls, template.format(**values) if values else template)
        sentence.template, sentence.values = template, values
        return sentence

    def __getnewargs__(self) -> tuple[Any, ...]:  # for pickle and copy
        return self.template, self.values

    def __add__(self, other: str) -> str:
        return in_a_row(self, other)

    def __radd__(self, other: str) -> str:  # asked before `str` itself, of which this is a subclass
        return in_a_row(other, self)

    def translated(self, translate: Callable[[str], str]) -> str:
        """The text in the language that templates are translated into."""
        template = translate(self.template)
        if not self.values:
            return template
        return template.format(**{name: translated(value, translate) for name, value in self.values.items()})


class _Cut(Sentence):
    """A sentence of which only the beginning is shown."""

    __slots__ = ()

    def __new__(cls, template: str, values: Mapping[str, Any]) -> Self:
        sentence = super().__new__(cls, template, values)
        text = str.__getitem__(sentence, slice(values["width"] - 3)) + "..."
        short = str.__new__(cls, text)
        short.template, short.values = template, values
        return short

    def translated(self, translate: Callable[[str], str]) -> str:
        """The beginning of the text in that language."""
        text = translated(self.values["whole"], translate)
        return text if len(text) <= self.values["width"] else f"{text[: self.values['width'] - 3]}..."


def _(template: str, **values: Any) -> str:
    """A sentence with values in it, each by its name; without values braces stand for themselves."""
    return Sentence(template, values)


def cut(text: str, width: int) -> str:
    """The beginning of a text, and that there is more."""
    return _Cut("{whole}", {"whole": text, "width": width})


def in_a_row(*parts: str) -> str:
    """Texts one behind the other."""
    if not any(isinstance(part, Sentence) for part in parts):
        return "".join(parts)
    names = [f"part{index}" for index in range(len(parts))]
    return Sentence("".join(f"{{{name}}}" for name in names), dict(zip(names, parts, strict=True)))


def joined(separator: str, parts: Sequence[str]) -> str:
    """Texts with something between them."""
    return in_a_row(*[piece for part in parts for piece in (separator, part)][1:])


def all_of(parts: Sequence[str]) -> str:
    """All of some texts, with `and` between them."""
    text = parts[0] if parts else ""
    for part in parts[1:]:
        text = _("{first} and {second}", first=text, second=part)
    return text


def translated(value: Any, translate: Callable[[str], str]) -> Any:
    """A value in a language: sentences in its words, all else as it is."""
    return value.translated(translate) if isinstance(value, Sentence) else value
