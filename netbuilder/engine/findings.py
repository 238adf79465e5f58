"""What only a build can find: about this machine, this process, and what Keras itself refuses."""

from netbuilder.diagnostics import Address, Diagnostic, Severity, advice
from netbuilder.diagnostics.codes import ENVIRONMENT_CODES
from netbuilder.parse.draft import Draft


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
