"""The `netbuilder` command."""

import os
import sys

from netbuilder.verdicts.replay import replay


def main() -> None:
    """Run the command line and leave with its exit status."""
    try:
        if replay(sys.argv[1:]):
            os._exit(0)  # nothing has been imported that would have to be taken down
        status = _run()
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        status = 130
    import signal  # it makes a class of every number

    # The work is done; Ctrl-C while Python takes itself down must not make it look as if it were not.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(status)


def _run() -> int:
    from netbuilder.system.gc_pause import pause

    pause()  # collection begins with the first file
    from netbuilder.cli import run

    return run()


if __name__ == "__main__":
    main()
