"""For what each rule is called: a network pays for those rules alone that may have something to say about it.

`pytest --update-golden` writes `tests/rules/words/reasons.txt` again, to be read in the difference.
"""

from collections import Counter
from pathlib import Path

from netbuilder.rules.base import Rule, every_rule
from netbuilder.vocabulary.base.node import Node
from netbuilder.vocabulary.base.registry import every
from netbuilder.vocabulary.network import Compile, Input, Network, Runtime
from tests.golden import Golden

FILE = Path(__file__).parent / "words" / "reasons.txt"
KINDS = ("layer", "cell", "initializer", "activation", "loss", "metric", "optimizer", "schedule")
CLASSES: list[type[Node]] = [Network, Input, Runtime, Compile, *(cls for kind in KINDS for cls in every(kind))]


def title(rule: Rule) -> str:
    """What a rule is about, how bad that is, and what it needs to be called."""
    subjects = rule.applies_to if isinstance(rule.applies_to, tuple) else (rule.applies_to,)
    parts = [rule.code, rule.severity.word, "for each", *(subject.__name__ for subject in subjects)]
    parts += ["with a loss"] * rule.needs_loss + ["of a model"] * rule.needs_model
    parts += ["without effect"] * rule.finds_no_effect
    parts += [f"behind {', '.join(rule.activation_families)}"] * bool(rule.activation_families)
    parts += [f"under {', '.join(rule.loss_families)}"] * bool(rule.loss_families)
    parts += [f"hides {', '.join(rule.supersedes)} of the {rule.supersedes_within}"] * bool(rule.supersedes)
    return " ".join(parts)


def reasons(rule: Rule) -> list[str]:
    """The classes that are a reason by themselves, and the options that are one where they are written."""
    bare = [cls for cls in CLASSES if rule.concerns(cls, frozenset())]
    names = [cls.__name__ for cls in bare]
    options = Counter(
        option
        for cls in CLASSES
        if cls not in bare
        for option in cls.model_fields
        if rule.concerns(cls, frozenset({option}))
    )
    always = len(bare) == len(CLASSES)
    lines = ["everything"] if always else [", ".join(names)] if names else []
    return lines + [f"{option}: {count} classes" for option, count in sorted(options.items())]


def table() -> str:
    lines = [line for rule in every_rule() for line in (title(rule), *(f"  {reason}" for reason in reasons(rule)))]
    return "\n".join([*lines, ""])


def test_a_rule_is_called_for_what_it_may_be_about(golden: Golden) -> None:
    text = table()
    golden(FILE, text)
