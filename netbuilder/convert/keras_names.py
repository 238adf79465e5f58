"""Which names a Keras program has to say: those that Keras' own counters would not give.

Keras numbers what has no name by class, over the whole process and in the order in which things are made. Here both
runs are followed: the one of the built model, where only what is not in the plan has no name, and the program's.
"""

from collections import Counter

from netbuilder.vocabulary.base.layer import Layer
from netbuilder.vocabulary.base.layer_names import automatic_name
from netbuilder.vocabulary.base.registry import find


class Names:
    """The counters of one program."""

    def __init__(self) -> None:
        self._built: Counter[str] = Counter()
        self._written: Counter[str] = Counter()
        self._unsure: set[str] = set()

    def planned(self, class_name: str, name: str, is_said: bool = False) -> str | None:
        """The name to write for something that the plan gives a name; None where Keras finds it by itself."""
        cls = find("layer", class_name)
        if cls is not None and issubclass(cls, Layer):
            self._unsure.update(cls.makes_inside)
        if is_said or class_name in self._unsure or _upcoming(self._written, class_name) != name:
            return name
        _take(self._written, class_name)
        return None

    def unplanned(self, class_name: str) -> str | None:
        """The same for something that has no name in the built model either."""
        return self.planned(class_name, _take(self._built, class_name))

    def unwritten(self, class_name: str) -> None:
        """What has no name in the built model, and is not in the program at all."""
        _take(self._built, class_name)


def _upcoming(counts: Counter[str], class_name: str) -> str:
    stem = automatic_name(class_name)
    return f"{stem}_{counts[stem]}" if counts[stem] else stem


def _take(counts: Counter[str], class_name: str) -> str:
    name = _upcoming(counts, class_name)
    counts[automatic_name(class_name)] += 1
    return name
