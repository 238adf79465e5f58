"""nb.check and nb.fix: what is found in a network, and a file with its fixes."""

from collections.abc import Mapping, Sequence
from typing import Any

from netbuilder.api.arguments import Settings, Source, Text, is_path_or_text, not_a_source, session_of
from netbuilder.api.report import Fixes, Report
from netbuilder.diagnostics.errors import ConfigError


def check(
    source: Source,
    *,
    overrides: Mapping[str, Any] | None = None,
    custom_objects: Mapping[str, Any] | None = None,
    keras: str | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    settings: Settings | None = None,
) -> Report:
    """Everything there is to say about a network: what is wrong with its writing, and what the rules find.

    TensorFlow is not imported.

    Args:
        source: A path, the text of a config file (anything with a line break in it), or a network.
        overrides: Values to put in their place before it is read: `{"layers.0.Dense.units": 64}`.
        custom_objects: Classes and functions of your own that the network uses, by name.
        keras: The release of Keras that it is for, as `"3.8"`, in place of what the network says. Else what `settings`
            say, the installed one, or the newest.
        select: Codes, beginnings of codes or names of rules, as `"NB2"` or `["NB2", "NB301"]`: only their findings
            are kept, and what cannot be read.
        ignore: The same for findings that are not kept.
        settings: What `[tool.netbuilder]` may say, as `{"rules": {"NB203": "off"}}`, or the path of a
            pyproject.toml that says it. `select` and `ignore` win over it, and a network's own `rules` too. No file
            is looked for: what a program finds depends on what it says.

    Returns:
        The findings by position, those of severity info too; `.errors` and `.warnings` are parts of them.

    Raises:
        ValueError: a code or a setting that does not exist.
        OSError: the file cannot be read.
    """
    session = session_of(
        source,
        overrides=overrides,
        custom_objects=custom_objects,
        keras=keras,
        select=select,
        ignore=ignore,
        settings=settings,
    )
    if session.is_model:
        from netbuilder.pipeline.origin import compare_with_config  # only for files of models

        compare_with_config(session)
    return Report(session.report.diagnostics)


def fix(
    source: Text,
    *,
    unsafe: bool = False,
    write: bool = False,
    custom_objects: Mapping[str, Any] | None = None,
    keras: str | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    settings: Settings | None = None,
) -> Fixes:
    """Apply the fixes of a config file's findings, as `netbuilder check --fix` does.

    Args:
        source: A path, or the text of a config file (anything with a line break in it).
        unsafe: Apply fixes that change the model, too.
        write: Put the fixed text into the file, whole or not at all, where it still holds what was read. Without it
            no file is changed.
        custom_objects, keras, select, ignore, settings: As for `check`; what is not kept is not fixed.

    Returns:
        The fixed `text`, the findings that were `fixed`, and the report on what is `remaining`.

    Raises:
        ConfigError: the file is not UTF-8, so there is no text to fix.
        ValueError: a code or a setting that does not exist.
        OSError: the file cannot be read, or not be written.
    """
    is_text = isinstance(source, str) and "\n" in source
    if not is_path_or_text(source):
        raise not_a_source(source, "a path or the text of a file")
    if write and is_text:
        raise TypeError("`write=True` goes with the path of a file, and this is a text")
    session = session_of(
        source, custom_objects=custom_objects, keras=keras, select=select, ignore=ignore, settings=settings
    )
    document = session.document
    assert document is not None
    if not document.is_text:
        raise ConfigError(document.problems)
    autofix = session.fix(unsafe=unsafe)
    if write and autofix.text != document.text.string:
        from netbuilder.system.replace import rewrite_file

        assert isinstance(session.data, bytes)
        rewrite_file(source, session.encoded(autofix.text), session.data)
    return Fixes(autofix.text, autofix.fixed, Report(autofix.result.diagnostics))
