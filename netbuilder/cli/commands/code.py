"""netbuilder code: the plain Keras program that a config stands for."""

from dataclasses import dataclass

from netbuilder.cli import options, status
from netbuilder.cli.output import emit
from netbuilder.cli.printing import print_aside
from netbuilder.lint.result import stops_a_build


@dataclass(frozen=True, kw_only=True)
class CodeOptions(options.ConfigOptions):
    """What `code` takes."""


@options.command(
    "code",
    CodeOptions,
    "netbuilder code net.yaml > net.py",
    "netbuilder code net.yaml | python -",
    "netbuilder code net.yaml --keras 3.8 > net.py      a program that runs on Keras 3.8",
)
def command(code: CodeOptions) -> int:
    """Print the Keras program that builds the same model without netbuilder."""
    from netbuilder.cli.sessions import linted, status_of

    session = linted(code.config, code)
    if status_of(session) != status.OK:
        return status_of(session)
    from netbuilder.convert.keras_program import program, program_findings

    findings = program_findings(session.plan, session.settings)
    print_aside(findings, code)
    if stops_a_build(findings, strict=False):
        return status.FINDINGS
    emit(program(session.plan))
    return status.OK
