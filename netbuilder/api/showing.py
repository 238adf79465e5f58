"""nb.show, nb.code, nb.report, nb.explain and nb.schema: what the commands of these names print, in a program."""

from collections.abc import Mapping
from html import escape
from typing import Any

from netbuilder.api.arguments import Source, release, session_of
from netbuilder.api.warning import warn_of


class Shown(str):
    """A text that a notebook shows as it stands, or as the HTML that goes with it."""

    html: str
    """What a notebook shows."""

    def __new__(cls, text: str, html: str = "") -> "Shown":
        text_with_html = super().__new__(cls, text)
        text_with_html.html = html or f"<pre>{escape(text)}</pre>"
        return text_with_html

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return self.html


def show(
    source: Source,
    *,
    overrides: Mapping[str, Any] | None = None,
    custom_objects: Mapping[str, Any] | None = None,
    keras: str | None = None,
    devices: int | None = None,
) -> Shown:
    """The network with everything decided: layers, shapes, parameters, initializers and who chose them.

    A network with errors is shown as far as it is known. Takes what `check` takes; TensorFlow is not imported. With
    `devices`, a number, also what each of so many devices holds.

    Raises:
        ValueError: Keras 3 has no such release.
    """
    from netbuilder.views.page.pieces import network_html
    from netbuilder.views.tables.table import partial_table, table

    if devices is not None:
        overrides = {**(overrides or {}), "runtime.devices": devices}
    session = session_of(source, overrides=overrides, custom_objects=custom_objects, keras=keras)
    text = partial_table(session.report.graph) if session.report.errors else table(session.plan)
    return Shown(text, network_html(session))


def code(
    source: Source,
    *,
    overrides: Mapping[str, Any] | None = None,
    custom_objects: Mapping[str, Any] | None = None,
    keras: str | None = None,
) -> Shown:
    """The Keras program that builds the same model without netbuilder, with `keras` one that runs on that release.

    Warnings are issued as by `build`; NB911 is one: that release would not open the file that the program saves.

    Raises:
        ConfigError: the network has errors, or something that the release does not have.
        ValueError: there is no such release.
    """
    from netbuilder.convert.keras_program import program, program_findings

    session = session_of(source, overrides=overrides, custom_objects=custom_objects, keras=keras)
    plan = session.plan
    warn_of(session.report, program_findings(plan))
    return Shown(program(plan))


def report(
    source: Source,
    *,
    overrides: Mapping[str, Any] | None = None,
    custom_objects: Mapping[str, Any] | None = None,
    keras: str | None = None,
) -> Shown:
    """Everything about a network, also of one with errors, on one HTML page that loads nothing from anywhere.

    Raises:
        ValueError: Keras 3 has no such release.
    """
    from netbuilder.views.page.page import PageContent, page

    session = session_of(source, overrides=overrides, custom_objects=custom_objects, keras=keras)
    plan = None if session.report.errors else session.plan
    reason = "" if plan is not None else "the network has errors"
    html = page(PageContent(session.report, plan, None, "netbuilder.report(...)", reason))
    # A page of its own within the notebook's: its styles stay its own.
    return Shown(html, f'<iframe srcdoc="{escape(html)}" style="width:100%;height:40em;border:0"></iframe>')


def explain(name: str) -> Shown:
    """A rule by code or name, a layer, an initializer or whatever else stands in a file.

    Raises:
        ValueError: nothing is called so.
        TypeError: it is no string.
    """
    if not isinstance(name, str):
        raise TypeError(f"a name is a string, got an object of type {type(name).__name__}")
    from netbuilder.views.explain import Unknown
    from netbuilder.views.explain import explain as page_of

    try:
        return Shown(page_of(name))
    except Unknown as error:
        raise ValueError(f"{error}; {error.fix}") from None


def schema(*, keras: str | None = None) -> Shown:
    """The JSON Schema of config files, for editors; with `keras` only what that release has, as `"3.8"`.

    Raises:
        ValueError: there is no such release.
    """
    from netbuilder.convert.json_schema import text

    return Shown(text(release(keras)))
