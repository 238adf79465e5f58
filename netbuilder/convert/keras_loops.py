"""The rounds of a `repeat` -> a loop, where they differ in nothing but their seeds and the numbers in names."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from netbuilder.convert.python_text import WIDTH, Expression, Group, Numbered, Seed, collection, flat, laid_out


class Loop(NamedTuple):
    """A loop that adds layers to the list."""

    times: int
    counter: str
    """What the number of the round is called."""
    variables: tuple[str, ...]
    """What the seeds are called that every round has of its own."""
    rows: Expression
    """The list of these seeds, an entry a round; inside a loop that has such a list a round, the variable for it."""
    body: "tuple[Part, ...]"


Part = Expression | Loop
_Change = Callable[[Expression], Expression]


def loop(rounds: Sequence[Sequence[Part]], depth: int) -> Loop | None:
    """The loop for some rounds, inside `depth` others; None where they differ in more than seeds and numbers."""
    seeds = [_seeds(parts) for parts in rounds]
    if len({len(row) for row in seeds}) > 1:
        return None
    columns = list(zip(*seeds, strict=True))
    own = {place: column for place, column in enumerate(columns) if len(set(column)) > 1}
    names = _names([column[0] for column in own.values()], set(_variables(rounds[0])))
    variables = dict(zip(own, names, strict=True))
    counter = "ijklmn"[depth] if depth < 6 else f"i{depth}"
    bodies = {_body(parts, variables, counter, depth, number) for number, parts in enumerate(rounds)}
    if len(bodies) > 1:
        return None
    rows = [row[0] if len(row) == 1 else collection("(", row, ")") for row in zip(*own.values(), strict=True)]
    return Loop(len(rounds), counter, tuple(names), collection("[", rows, "]"), bodies.pop())


def statements(parts: Sequence[Part], indent: int, before: str) -> Iterator[str]:
    """A list of layers, and the loops that add to it."""
    for is_loop, group in groupby(parts, lambda part: isinstance(part, Loop)):
        if not is_loop:
            yield laid_out(collection("[", [part for part in group if not isinstance(part, Loop)], "]"), indent, before)
            before = "layers += "
            continue
        for part in group:
            assert isinstance(part, Loop)
            inside = list(statements(part.body, indent + 4, "layers += "))
            yield from _header(part, f"{{{part.counter}}}" in "".join(inside), indent)
            yield from inside


def lines(parts: Sequence[Part]) -> int:
    """How many lines some parts take."""
    texts = [
        "\n".join(statements([part], 0, "")) if isinstance(part, Loop) else laid_out(part, 8, behind=",")
        for part in parts
    ]
    return sum(text.count("\n") + 1 for text in texts)


def _header(part: Loop, is_counted: bool, indent: int) -> Iterator[str]:
    """The line of a loop; a list too long for it stands before it."""
    margin = " " * indent
    if not part.variables:
        yield f"{margin}for {part.counter if is_counted else '_'} in range({part.times}):"
        return
    texts, target = flat(part.rows), ", ".join(part.variables)
    before, around, after = (f"for {part.counter}, ", "enumerate(", ")") if is_counted else ("for ", "", "")
    if is_counted and len(part.variables) > 1:
        target = f"({target})"
    if isinstance(part.rows, Group) and len(f"{margin}{before}{target} in {around}{texts}{after}:") > WIDTH:
        yield laid_out(part.rows, indent, "seeds = ")
        texts = "seeds"
    behind = f" in {around}{texts}{after}:"
    line = f"{margin}{before}{target}{behind}"
    yield line if len(line) <= WIDTH else laid_out(collection("(", part.variables, ")"), indent, before, behind)


def _seeds(parts: Sequence[Part]) -> list[Expression]:
    """The seeds of one round, a loop's list as one, in the order in which `_mapped` meets them."""
    leaves: list[Expression] = []

    def remember(leaf: Expression) -> Expression:
        if not isinstance(leaf, Numbered):
            leaves.append(leaf)
        return leaf

    _mapped(parts, remember)
    return leaves


def _body(parts: Sequence[Part], variables: dict[int, str], counter: str, depth: int, number: int) -> tuple[Part, ...]:
    """A round with variables in place of what is its own."""
    places = iter(range(len(_seeds(parts))))

    def replaced(leaf: Expression) -> Expression:
        if not isinstance(leaf, Numbered):
            return variables.get(next(places), leaf)
        if leaf.rounds[depth] != number:
            return leaf
        return leaf._replace(rounds=(*leaf.rounds[:depth], counter, *leaf.rounds[depth + 1 :]))

    return _mapped(parts, replaced)


def _mapped(parts: Sequence[Part], change: _Change) -> tuple[Part, ...]:
    """The parts with everything changed in them that may differ from round to round."""
    mapped: list[Part] = []
    for part in parts:
        if isinstance(part, Loop):
            mapped.append(part._replace(rows=change(part.rows), body=_mapped(part.body, change)))
        else:
            mapped.append(_mapped_expression(part, change))
    return tuple(mapped)


def _mapped_expression(expression: Expression, change: _Change) -> Expression:
    if isinstance(expression, Seed | Numbered):
        return change(expression)
    if isinstance(expression, Group):
        parts = tuple([(before, _mapped_expression(part, change)) for before, part in expression.parts])
        return expression._replace(parts=parts)
    return expression


def _variables(parts: Sequence[Part]) -> Iterator[str]:
    """The variables of all loops among some parts."""
    for part in parts:
        if isinstance(part, Loop):
            yield from part.variables
            yield from _variables(part.body)


def _names(seeds: Sequence[Expression], taken: set[str]) -> list[str]:
    """What the seeds of a round are called, unlike those of the loops inside of it."""
    stems = [f"{seed.label}_seed" if isinstance(seed, Seed) else "inner_seeds" for seed in seeds]
    if len(stems) == 1 and isinstance(seeds[0], Seed):
        stems = ["seed"]
    times, seen = Counter(stems), Counter[str]()
    names = []
    for stem in stems:
        seen[stem] += 1
        name = f"{stem}_{seen[stem]}" if times[stem] > 1 else stem
        while name in taken:
            name = f"outer_{name}"
        taken.add(name)
        names.append(name)
    return names
