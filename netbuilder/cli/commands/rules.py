"""netbuilder rules: all rules in a table."""

from dataclasses import dataclass

from netbuilder.cli import options, status
from netbuilder.cli.output import emit_json, say


@dataclass(frozen=True, kw_only=True)
class RulesOptions(options.CommonOptions):
    """What `rules` takes."""

    form: str = options.option("--format", type=options.Choice(["table", "json"]), default="table")


@options.command(
    "rules",
    RulesOptions,
    "netbuilder rules",
    "netbuilder rules --format json",
    "netbuilder explain NB201                 what one is about",
)
def command(request: RulesOptions) -> int:
    """List all rules: code, name, severity, and what each one finds."""
    from netbuilder.diagnostics.codes import family
    from netbuilder.rules.page import listed

    rules = listed()
    if request.form == "json":
        emit_json([rule._asdict() for rule in rules])
        return status.OK
    longest = max(len(rule.name) for rule in rules)
    hundred = ""
    for rule in rules:
        if hundred and family(rule.code) != hundred:
            say("")
        hundred = family(rule.code)
        say(f"{rule.code}  {rule.name:{longest}}  {rule.severity:5}  {rule.summary}")
    return status.OK
