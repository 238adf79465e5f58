"""What only a build can find: about this machine, this process, and what Keras itself refuses."""

import re
from collections.abc import Sequence
from typing import Any

from netbuilder.diagnostics import Address, Diagnostic, LayerRef, Severity, advice
from netbuilder.diagnostics.codes import ENVIRONMENT_CODES
from netbuilder.diagnostics.errors import ConfigError
from netbuilder.diagnostics.sentence import _
from netbuilder.engine import compat
from netbuilder.parse.draft import Draft
from netbuilder.plan import Plan, Planned
from netbuilder.vocabulary.base.shapes import sample


def finding(
    code: str, severity: Severity, message: str, *, address: Address | None = None, why: str = "", fix: str = ""
) -> Diagnostic:
    """A diagnostic of a code that no rule of the network has."""
    name = ENVIRONMENT_CODES[code].name
    return Diagnostic(code, name, severity, message, address, why=why, suggestion=advice(fix))


def error(code: str, message: str, *, address: Address | None = None, why: str = "", fix: str = "") -> Diagnostic:
    """The same for what stops a build."""
    return finding(code, Severity.ERROR, message, address=address, why=why, fix=fix)


def runtime_address(draft: Draft, option: str, value: object) -> Address | None:
    """Where an option of `runtime` stands; None where its value comes from elsewhere, as with `--device`."""
    written = option in draft.runtime.written and getattr(draft.runtime, option) == value
    return draft.address(("runtime", option)) if written else None


class Refused(Exception):
    """A refusal that Keras should have made."""


def as_config_error(plan: Plan, layers: Sequence[Any], cause: Exception) -> ConfigError:
    """The diagnostic for what Keras raised; `layers` are those that could be made."""
    planned = _culprit(plan.layers, layers)
    why = f"{type(cause).__name__}: {first_sentence(cause)}"
    if planned is None:
        return ConfigError([error("NB908", _("Keras refuses the model as a whole"), why=why)])
    cls = type(planned.node).__name__
    call = planned.call
    shape = _(" for input {input}", input=sample(call.input)) if call is not None and call.input is not None else ""
    graph = plan.graph
    address = graph.draft.address(planned.entry.path, "name")
    layer = LayerRef(call.index, cls) if call is not None else None
    message = _("Keras refuses `{planned}` ({cls}){shape}", planned=planned.name, cls=cls, shape=shape)
    if len(message) > 80:
        message = _("Keras refuses this {cls}{shape}", cls=cls, shape=shape)
    return ConfigError([error("NB908", message, address=address, why=why)._replace(layer=layer)])


def _culprit(planned: Sequence[Planned], layers: Sequence[Any]) -> Planned | None:
    """The first layer that could not be made, or was never put into the graph; None where all were."""
    if len(layers) < len(planned):  # all are made before the first is put into the graph
        return planned[len(layers)]
    for index, planned_layer in enumerate(planned):
        if not compat.is_called(layers[index]):
            inner = _culprit(planned_layer.inner, layers[index].layers) if planned_layer.inner is not None else None
            return inner or planned_layer
    return None


_STYLE = re.compile("\x1b\\[[0-9;]*m")
_WRAPPING = ("Exception encountered", "Arguments received", "Could not automatically infer")


def first_sentence(cause: Exception) -> str:
    """What Keras says, without what it wraps around it."""
    paragraphs = [" ".join(part.split()) for part in _STYLE.sub("", str(cause)).split("\n\n")]
    reasons = [part for part in paragraphs if part and not part.startswith(_WRAPPING)]
    text = reasons[0] if reasons else paragraphs[0] or _("no reason given")
    return text if len(text) <= 300 else text[:297] + "..."
