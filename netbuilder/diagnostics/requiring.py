"""What needs more than the core says so, with the line to type."""

from netbuilder.diagnostics.errors import InstallationError
from netbuilder.system.extras import missing_packages
from netbuilder.version import DISTRIBUTION


def install_line(extra: str) -> str:
    """What to type to have an extra."""
    return f'pip install "{DISTRIBUTION}[{extra}]"'


def require(extra: str, purpose: str) -> None:
    """Go on only where the packages of an extra are there; `purpose` needs them, as `a page`.

    Raises:
        InstallationError: with what is missing and what to type.
    """
    missing = missing_packages(extra)
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        message = f"{purpose} needs {' and '.join(missing)}, which {verb} not installed"
        raise InstallationError(message, f"`{install_line(extra)}`")
