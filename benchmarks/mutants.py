"""What a small fault is, and a copy of the package that holds many of them, each asleep.

A mutant changes one expression: a comparison flipped, a constant off by one, a condition negated, a `not` or an operand
dropped, `and` and `or` swapped, `any` and `all` swapped, a result that is None. In the copy the expression becomes
`(mutant if awake(number) else expression)`; a process wakes one by an environment variable.
"""

import ast
import copy
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
AWAKE = "_netbuilder_mutant"
SWITCH = f'''
def {AWAKE}(number):
    """Whether this mutant is awake; where tests are recorded, who asked."""
    recorded = os.environ.get("NETBUILDER_HITS")
    if recorded:
        test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0]
        if (test, number) not in seen:
            seen.add((test, number))
            with open(recorded, "a", encoding="utf-8") as file:
                file.write(f"{{number}}\\t{{test}}\\n")
        return False
    return os.environ.get("NETBUILDER_MUTANT") == number

import builtins, os
seen = set()
builtins.{AWAKE} = {AWAKE}
'''
"""A module that every file of the copy may use without importing it."""


class Mutant(NamedTuple):
    """One expression of one file, by its place in the order of `ast.walk`, and what stands there instead."""

    file: Path
    place: int
    text: str
    label: str

    @property
    def room(self) -> str:
        return self.file.parts[1]


def mutations(node: ast.expr) -> Iterator[ast.expr]:
    """What an expression could be by mistake."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield ast.Compare(node.left, [FLIPPED[type(node.ops[0])]()], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for at in range(len(node.values)):
            left = node.values[:at] + node.values[at + 1 :]
            yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        yield ast.Constant(not node.value if isinstance(node.value, bool) else node.value + 1)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("any", "all"):
        yield ast.Call(ast.Name("all" if node.func.id == "any" else "any"), node.args, node.keywords)


def mutants(file: Path) -> Iterator[Mutant]:
    """Every mutant of a file, by its path below the root."""
    tree = ast.parse((ROOT / file).read_bytes())
    left_out = _left_out(tree)
    expressions = {id(node): place for place, node in enumerate(ast.walk(tree))}
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.If | ast.While):
            changed: list[ast.expr] = [ast.UnaryOp(ast.Not(), node.test)]
            where: ast.expr = node.test
        elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
            changed, where = [ast.Constant(None)], node.value
        elif isinstance(node, ast.expr):
            changed, where = list(mutations(node)), node
        else:
            continue
        for mutant in changed:
            text, before = ast.unparse(ast.fix_missing_locations(mutant)), " ".join(ast.unparse(where).split())
            label = f"{file}:{where.lineno}: {before[:60]} -> {' '.join(text.split())[:60]}"
            yield Mutant(file, expressions[id(where)], text, label)


def _left_out(tree: ast.AST) -> set[int]:
    """What only a type checker reads, patterns (no expressions), and what only a script asks."""
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) or (isinstance(node, ast.arg) and node.annotation):
            roots.append(node.annotation)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            roots.append(node.returns)
        elif isinstance(node, ast.pattern | ast.JoinedStr) or (isinstance(node, ast.If) and _is_for_tools(node.test)):
            roots.append(node)
    return {id(part) for root in roots for part in ast.walk(root)}


def _is_for_tools(test: ast.expr) -> bool:
    return any(isinstance(part, ast.Name) and part.id in ("TYPE_CHECKING", "__name__") for part in ast.walk(test))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def rooms() -> dict[str, list[Mutant]]:
    """All mutants by the room of the package."""
    by_room: dict[str, list[Mutant]] = {}
    for path in sorted((ROOT / "netbuilder").glob("*/**/*.py")):
        file = path.relative_to(ROOT)
        by_room.setdefault(file.parts[1], []).extend(mutants(file))
    return by_room


def put_to_sleep(package: Path, chosen: dict[str, Mutant]) -> None:
    """Write the mutants, by their numbers, into a copy of the package."""
    by_file: dict[Path, dict[int, list[tuple[str, str]]]] = {}
    for number, mutant in chosen.items():
        places = by_file.setdefault(mutant.file, {})
        places.setdefault(mutant.place, []).append((number, mutant.text))
    for file, places in by_file.items():
        path = package.parent / file
        tree = ast.parse(path.read_bytes())
        nodes = list(ast.walk(tree))
        asleep = _Asleep({id(nodes[place]): some for place, some in places.items()})
        path.write_text(ast.unparse(ast.fix_missing_locations(asleep.visit(tree))) + "\n", encoding="utf-8")
    init = package / "__init__.py"
    text = init.read_text(encoding="utf-8")
    (package / "_mutants.py").write_text(SWITCH, encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text), clean=False) or ""
    end = text.index(docstring) + len(docstring) + len('"""\n')
    init.write_text(f"{text[:end]}\nimport netbuilder._mutants\n{text[end:]}", encoding="utf-8")


class _Asleep(ast.NodeTransformer):
    def __init__(self, places: dict[int, list[tuple[str, str]]]) -> None:
        self.places = places

    def visit(self, node: ast.AST) -> ast.AST:
        some = self.places.get(id(node), ())
        result = self.generic_visit(node)
        for number, text in some:
            awake = ast.Call(ast.Name(AWAKE, ast.Load()), [ast.Constant(number)], [])
            result = ast.IfExp(awake, copy.deepcopy(ast.parse(f"({text})", mode="eval").body), result)
        return result
