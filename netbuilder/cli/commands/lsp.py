"""netbuilder lsp: the language server, for an editor to start."""

from dataclasses import dataclass
from functools import partial

import click

from netbuilder.cli import options, status
from netbuilder.cli.output import complain
from netbuilder.diagnostics.requiring import require


@dataclass(frozen=True, kw_only=True)
class LspOptions(options.CommonOptions):
    """What `lsp` takes."""

    runs_imports = False

    stdio: bool = options.flag("--stdio", help="Speak over standard input and output, as without it.")
    tcp: str | None = options.option(
        "--tcp", metavar="[HOST:]PORT", help="Listen there instead; without a host for this machine only."
    )


@options.command(
    "lsp",
    LspOptions,
    "netbuilder lsp                          an editor starts it and speaks to it",
    "netbuilder lsp --tcp 127.0.0.1:2087     for one that connects to a port",
)
def command(lsp: LspOptions) -> int:
    """Serve an editor: diagnostics, fixes, completion, hover and more while a network is typed.

    Needs `pip install "keras-netbuilder[lsp]"`. See editors/README.md. Modules named by --import are read, and
    never run.
    """
    require("lsp", "the language server")
    from netbuilder.language_server.server import Server
    from netbuilder.language_server.transport import serve_stdio, serve_tcp

    make = partial(Server, lsp.imports)
    if lsp.tcp is None:
        return status.OK if serve_stdio(make()) else status.FINDINGS
    host, port = _address(lsp.tcp)
    try:
        serve_tcp(make, host, port, lambda *address: complain(f"listening on {address[0]}:{address[1]}"))
    except OSError as error:
        raise click.ClickException(f"--tcp {lsp.tcp}: {error.strerror or error}") from None
    return status.OK


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not port.isdigit() or int(port) > 65535:
        raise click.UsageError(f"`--tcp` takes a port, as 127.0.0.1:2087, got {text}")
    return host.strip("[]") or "127.0.0.1", int(port)
