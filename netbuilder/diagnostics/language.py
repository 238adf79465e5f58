"""The language in which sentences are spoken: English, or one that has a catalogue in `netbuilder/locale`."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from netbuilder.diagnostics.sentence import translated

ENGLISH = "en"
LANGUAGES = (ENGLISH, "pt")
VARIABLE = "NETBUILDER_LANG"
"""The environment variable that names one of them."""
_FOLDER = Path(__file__).parents[1] / "locale"

_asked = ""
"""The language that a caller asked for; empty where none did."""
_language = ""
_translate: Callable[[str], str] | None = None


def use(language: str) -> None:
    """Speak one of the languages from now on; an empty one is that of the environment."""
    global _asked
    _asked = language
    _speak(language)


def speak_to_programs() -> None:
    """Speak English from now on, unless a caller asked for another language."""
    _speak(_asked or ENGLISH)


def language() -> str:
    """The language that is spoken: what a caller asked for, else what the environment asks for."""
    if not _language:
        _speak(language_in(os.environ))
    return _language


def spoken(text: str) -> str:
    """A sentence in the language that is spoken."""
    language()
    return text if _translate is None else str(translated(text, _translate))


def _speak(name: str) -> None:
    global _language, _translate
    _language, _translate = name, None if name in ("", ENGLISH) else _catalogue(name)


def language_in(environment: Mapping[str, str]) -> str:
    """The language that an environment asks for: `NETBUILDER_LANG`, else the locale, as gettext reads it.

    `LC_ALL` goes before `LC_MESSAGES` before `LANG`; `LANGUAGE` lists what is wanted most first, and counts for
    nothing under the locale `C`, as in CI.
    """
    own = environment.get(VARIABLE, "")
    if own:
        return _known(own) or ENGLISH
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((value for name in names if (value := environment.get(name, ""))), "C")
    if locale.partition(".")[0] in ("C", "POSIX"):
        return ENGLISH
    wanted = [*environment.get("LANGUAGE", "").split(":"), locale]
    return next((language for name in wanted if (language := _known(name))), ENGLISH)


def _known(name: str) -> str:
    """The language of a locale's name, as `pt` of `pt_BR.UTF-8`; empty for one without a catalogue."""
    language = name.replace("-", "_").partition("_")[0].partition(".")[0].partition("@")[0].lower()
    return language if language in LANGUAGES else ""


def _catalogue(language: str) -> Callable[[str], str] | None:
    from gettext import GNUTranslations  # English needs none

    try:
        with open(_FOLDER / language / "LC_MESSAGES" / "netbuilder.mo", "rb") as file:
            return GNUTranslations(file).gettext
    except OSError:  # an installation without it
        return None
