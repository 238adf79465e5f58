"""Which Keras a network is for: the one that is named, else the installed one, else the newest that is known."""

from typing import NamedTuple

from netbuilder.diagnostics.sentence import _
from netbuilder.system.extras import installed_version
from netbuilder.vocabulary.base.releases import NEWEST, Number, number


class MeantKeras(NamedTuple):
    """A release of Keras, and why that one."""

    release: str
    """As it is written: `3.8`, or `3.15.1` for an installed one."""
    is_named: bool
    """Whether the file, the command line or the project names it."""
    is_installed: bool = False

    @property
    def number(self) -> Number:
        """The release as something to compare."""
        return number(self.release)

    def lacks(self, since: str) -> bool:
        """Whether it is older than what came with a release."""
        return self.number < number(since)

    @property
    def words(self) -> str:
        """Why it is meant, as part of a sentence."""
        if self.is_named:
            return _("this network is for {release}", release=self.release)
        return (
            _("{release} is installed", release=self.release)
            if self.is_installed
            else _("{release} is the newest that is known", release=self.release)
        )


def meant_keras(named: str | None) -> MeantKeras:
    """The Keras that is meant; of an installed one only the version is read, and nothing imported."""
    if named is not None:
        return MeantKeras(named, is_named=True)
    installed = installed_version("keras")
    if installed is None or number(installed) < (3, 0, 0):
        return MeantKeras(NEWEST, is_named=False)
    return MeantKeras(installed, is_named=False, is_installed=True)
