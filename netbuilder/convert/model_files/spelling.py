"""A layer on its way from the spelling of one era to that of the next."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from netbuilder.convert.model_files.refusal import Refused
from netbuilder.diagnostics.sentence import _


class Remark(NamedTuple):
    """What is to be said of a layer: it means something else in Keras 3, or could not be kept."""

    text: str
    changes_function: bool = False
    """Whether Keras 3 computes something else under the same name."""


class Spelling:
    """Class and options of a layer, as one era writes them; eras change it in place."""

    def __init__(self, class_name: str, config: Mapping[str, Any], label: str, data_format: str | None) -> None:
        self.class_name = class_name
        self.config = dict(config)
        self.label = label
        """What to call the layer in a sentence."""
        self.data_format = data_format
        """The order of axes that the other layers of the file say, for layers that do not say theirs."""
        self.remarks: list[Remark] = []

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Give options their new names; a new name that is there already stays."""
        for old, new in renamed.items():
            if old in self.config:
                value = self.config.pop(old)
                self.config.setdefault(new, value)

    def drop(self, options: Sequence[str]) -> None:
        """Leave options out that say nothing about the network."""
        for option in options:
            self.config.pop(option, None)

    def refuse(self, what: str, why: str = "") -> Refused:
        """The refusal of a layer that could be built, and would be another network."""
        return Refused("not-buildable", _("{label}: {what}", label=self.label, what=what), why)
