"""netbuilder clean: remove what `check` keeps of files in which nothing is wrong."""

from dataclasses import dataclass

from netbuilder.cli import options, status
from netbuilder.cli.files import Unreadable, reason
from netbuilder.cli.output import complain


@dataclass(frozen=True, kw_only=True)
class CleanOptions(options.CommonOptions):
    """What `clean` takes."""


@options.command("clean", CleanOptions, "netbuilder clean")
def command(request: CleanOptions) -> int:
    """Remove the verdicts that `check` keeps: .netbuilder_cache beside the pyproject.toml, and the user's own."""
    from netbuilder.verdicts.place import cache_folder, user_folder
    from netbuilder.verdicts.store import clear

    for folder in dict.fromkeys((cache_folder(), user_folder())):
        try:
            is_removed = clear(folder)
        except OSError as error:
            raise Unreadable(f"`{folder}` cannot be removed: {reason(error)}") from None
        if is_removed and not request.quiet:
            complain(f"removed {folder}")
    return status.OK
