"""The arguments that the functions of the Python API share, and the session that they ask for."""

import os
from collections.abc import Mapping, Sequence
from errno import ENOENT
from typing import Any

from netbuilder.lint.project import NO_PROJECT, Project, project_of, read_project
from netbuilder.parse.draft import Draft, of_network
from netbuilder.pipeline import Options, Session
from netbuilder.vocabulary.base.custom_scope import lookup
from netbuilder.vocabulary.base.registry import KINDS, find
from netbuilder.vocabulary.base.releases import (
    NEWEST,
    OLDEST_OPENED,
    RELEASES_OPENED,
    is_opened,
    is_release,
    nearest_release,
)
from netbuilder.vocabulary.network import Network

Text = str | os.PathLike[str]
"""A path, or the text of a config file: anything with a line break in it."""
Source = Text | Network
"""The same, or a network."""


def release_opened(opens_in: str | None) -> str | None:
    """The release of Keras that a caller wants a file for.

    Raises:
        TypeError: it is no text.
        ValueError: no files are written for it.
    """
    if opens_in is None:
        return None
    if not isinstance(opens_in, str):
        raise TypeError(f"opens_in is {RELEASES_OPENED}, got {opens_in!r}")
    if not is_opened(opens_in):
        near = nearest_release(opens_in, OLDEST_OPENED)
        raise ValueError(f"opens_in is {RELEASES_OPENED}, got {opens_in!r}; nearest is '{near}'")
    return opens_in


Settings = Mapping[str, Any] | str | os.PathLike[str]
"""What `[tool.netbuilder]` may say, as a mapping, or the path of a pyproject.toml that says it."""


def session_of(
    source: Source,
    *,
    overrides: Mapping[str, Any] | None = None,
    custom_objects: Mapping[str, Any] | None = None,
    device: str | None = None,
    backend: str | None = None,
    keras: str | None = None,
    opens_in: str | None = None,
    strict: bool | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    settings: Settings | None = None,
) -> Session:
    """The session of anything that `check` and `build` take.

    Raises:
        TypeError: an argument is of another kind.
        ValueError: settings or custom objects that mean nothing here.
        OSError: a file cannot be read.
    """
    options = Options(
        overrides=_overrides(overrides),
        device=device,
        backend=backend,
        keras=release(keras),
        opens_in=release_opened(opens_in),
        select=_codes(select, "select"),
        ignore=_codes(ignore, "ignore"),
        project=_project(settings),
        strict=strict,
        custom_objects=_custom_objects(custom_objects),
    )
    if isinstance(source, Network):
        if overrides:  # they go through the text, as in a file
            from netbuilder.convert.network_yaml import to_yaml

            session = Session(to_yaml(source), "Network", options)
        else:
            session = Session.of_draft(draft_of(source), options)
    elif not is_path_or_text(source):
        raise not_a_source(source, "a path, the text of a file or a netbuilder.Network")
    elif isinstance(source, str) and "\n" in source:
        session = Session(source, "<text>", options)
    else:
        session = Session.of_file(path_of(source), options)
    _refuse_names_of_keras(session)
    return session


def release(keras: str | None) -> str | None:
    """The release of Keras that a caller names.

    Raises:
        TypeError: it is no text.
        ValueError: Keras 3 has no such release.
    """
    if keras is None:
        return None
    if not isinstance(keras, str):
        raise TypeError(f"keras is a release as '3.8', got {keras!r}")
    if not is_release(keras):
        raise ValueError(
            f"keras is a release from '3.0' to '{NEWEST}', got {keras!r}; nearest is '{nearest_release(keras)}'"
        )
    return keras


def not_a_source(source: object, wanted: str) -> TypeError:
    """What to raise for something that no network is read from, with the way to one where there is one."""
    ways = {"to_json": "netbuilder.from_keras(model)", "keys": "netbuilder.Network(**config)"}
    way = next((f"; see {ways[name]}" for name in ways if hasattr(source, name)), "")
    return TypeError(f"{wanted} is wanted, got {type(source).__name__}{way}")


def is_path_or_text(source: object) -> bool:
    """Whether something is a path by its type, or a text."""
    return _name(source) is not None


def _name(path: object) -> str | None:
    try:
        name = os.fspath(path)  # type: ignore[call-overload]
    except TypeError:
        return None
    return name if isinstance(name, str) else None


def path_of(path: object, wanted: str = "a path is wanted") -> str:
    """The name of a file that a caller says, one that files can have.

    Raises:
        TypeError: it is no path.
        FileNotFoundError: there is a null byte in it, or a letter that no file name has.
    """
    name = _name(path)
    if name is None:
        raise TypeError(f"{wanted}, got {type(path).__name__}")
    try:
        if b"\0" not in os.fsencode(name):
            return name
    except UnicodeEncodeError:
        pass
    raise FileNotFoundError(ENOENT, "there is no file of that name", name)


def _overrides(overrides: Mapping[str, Any] | None) -> tuple[str, ...]:
    if overrides is None:
        return ()
    if not isinstance(overrides, Mapping):
        raise TypeError(f"overrides are a dict, as {{'layers.0.Dense.units': 64}}, got {type(overrides).__name__}")
    from netbuilder.convert.network_yaml import overrides_as_text

    return tuple(overrides_as_text(overrides))


def _custom_objects(objects: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if objects is None:
        return {}
    if not isinstance(objects, Mapping):
        raise TypeError(f"custom_objects are a dict, as {{'MyLayer': MyLayer}}, got {type(objects).__name__}")
    for name in objects:
        if not isinstance(name, str) or not name:
            raise TypeError(f"custom_objects go by the names that the file uses, got {name!r}")
    return dict(objects)


def _codes(codes: str | Sequence[str], argument: str) -> tuple[str, ...]:
    words = (codes,) if isinstance(codes, str) else codes
    if not isinstance(words, list | tuple | set | frozenset) or not all(isinstance(word, str) for word in words):
        raise TypeError(f"{argument} is a list of codes, as ['NB2'], got {type(codes).__name__}")
    return tuple(words)


def _project(settings: Settings | None) -> Project:
    if settings is None:
        return NO_PROJECT
    if isinstance(settings, Mapping):
        return project_of(settings)
    return read_project(path_of(settings, "settings are a dict or the path of a pyproject.toml"))


def _refuse_names_of_keras(session: Session) -> None:
    names = session.options.custom_objects
    if not names:
        return
    with session.custom_scope():
        for name in names:
            for kind in KINDS:
                custom = lookup(kind, name)
                if custom is not None and find(kind, name) is not custom:
                    what = f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
                    raise ValueError(f"custom_objects: {name!r} is {what} of Keras; give yours another name")


_DRAFT = "_draft"


def remember(network: Network, draft: Draft) -> None:
    """Let a network know the draft that it was read from, and so where everything stands, until it is changed."""
    # Beside the fields, as a cached property would be: it counts neither for equality nor for writing.
    network.__dict__[_DRAFT] = draft


def draft_of(network: Network) -> Draft:
    """What linting and building work on: the file's own draft, where the network is still the file's."""
    draft: Draft | None = network.__dict__.get(_DRAFT)
    if draft is not None:
        read = draft.network
        assert read is not None
        if all(getattr(network, field) is getattr(read, field) for field in type(read).model_fields):
            return draft
    return of_network(network)
