"""netbuilder code: the plain Keras program that a config stands for."""

from netbuilder.cli import options, status
from netbuilder.cli.output import emit
from netbuilder.cli.printing import print_aside
from netbuilder.diagnostics import Severity


@options.command(
    "code",
    options.ConfigOptions,
    "netbuilder code net.yaml > net.py",
    "netbuilder code net.yaml | python -",
    "netbuilder code net.yaml --keras 3.8 > net.py      a program that runs on Keras 3.8",
)
def command(code: options.ConfigOptions) -> int:
    """Print the Keras program that builds the same model without netbuilder."""
    from netbuilder.cli.sessions import linted, status_of

    session = linted(code.config, code)
    if status_of(session) != status.OK:
        return status_of(session)
    from netbuilder.convert.keras_program import program
    from netbuilder.plan.apart import unopened

    plan = session.plan
    keras = plan.graph.keras
    print_aside(unopened(plan, keras.number, keras.release, Severity.WARN), code)
    emit(program(plan))
    return status.OK
