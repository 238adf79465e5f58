"""The `netbuilder` command."""

import signal
import sys

from netbuilder.system.gc_pause import pause


def main() -> None:
    """Run the command line and leave with its exit status."""
    pause()  # collection begins with the first file
    try:
        from netbuilder.cli import run

        status = run()
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        status = 130
    # The work is done; Ctrl-C while Python takes itself down must not make it look as if it were not.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(status)


if __name__ == "__main__":
    main()
