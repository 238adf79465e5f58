"""What a small fault is, and how it is put into a file.

A mutant changes one expression: a comparison flipped, a constant off by one, a condition negated, a `not` or an operand
dropped, `and` and `or` swapped, `any` and `all` swapped, a result that is None.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


class Mutant(NamedTuple):
    """One expression of one file and what stands there instead."""

    file: Path
    lines: tuple[int, int]
    """The first and the last, from 1."""
    columns: tuple[int, int]
    """Of the first and the last line, in bytes, from 0."""
    before: str
    after: str

    @property
    def room(self) -> str:
        return self.file.parts[1]

    @property
    def change(self) -> str:
        """What is changed, without the line, which moves when the file is edited."""
        return f"{self.file.as_posix()}: {self.before} -> {self.after}"

    @property
    def label(self) -> str:
        return f"{self.file.as_posix()}:{self.lines[0]}: {self.before} -> {self.after}"

    def apply(self, data: bytes) -> bytes:
        """The text of the file with the mutant in it."""
        lines = data.splitlines(keepends=True)
        (first, last), (start, end) = self.lines, self.columns
        rest = lines[last - 1][end:]
        changed = lines[first - 1][:start] + f"({self.after})".encode() + rest
        return b"".join([*lines[: first - 1], changed, *lines[last:]])


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
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.If | ast.While):
            changed: list[ast.expr] = [ast.UnaryOp(ast.Not(), node.test)]
            where: ast.expr = node.test
        elif isinstance(node, ast.Return) and node.value is not None and not _is_untrue(node.value):
            changed, where = [ast.Constant(None)], node.value
        elif isinstance(node, ast.expr):
            changed, where = list(mutations(node)), node
        else:
            continue
        assert where.end_lineno is not None
        assert where.end_col_offset is not None
        lines, columns = (where.lineno, where.end_lineno), (where.col_offset, where.end_col_offset)
        for mutant in changed:
            after = ast.unparse(ast.fix_missing_locations(mutant))
            yield Mutant(file, lines, columns, ast.unparse(where), after)


def _left_out(tree: ast.AST) -> set[int]:
    """What only a type checker reads, patterns (no expressions), what is claimed, and what only a script asks."""
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) or (isinstance(node, ast.arg) and node.annotation):
            roots.append(node.annotation)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            roots.append(node.returns)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "zip":
            # `strict=True` is no choice but an assertion: the lengths are equal.
            roots += [keyword.value for keyword in node.keywords if ast.unparse(keyword.value) == "True"]
        elif isinstance(node, ast.pattern | ast.JoinedStr) or (isinstance(node, ast.If) and _is_for_tools(node.test)):
            roots.append(node)
    return {id(part) for root in roots for part in ast.walk(root)}


def _is_for_tools(test: ast.expr) -> bool:
    return any(isinstance(part, ast.Name) and part.id in ("TYPE_CHECKING", "__name__") for part in ast.walk(test))


def _is_untrue(node: ast.expr) -> bool:
    """None, or False, which is asked for its truth alone; that it becomes True is a mutant of its own."""
    return isinstance(node, ast.Constant) and (node.value is None or node.value is False)


def rooms() -> dict[str, list[Mutant]]:
    """All mutants by the room of the package."""
    by_room: dict[str, list[Mutant]] = {}
    for path in sorted((ROOT / "netbuilder").glob("*/**/*.py")):
        file = path.relative_to(ROOT)
        by_room.setdefault(file.parts[1], []).extend(mutants(file))
    return by_room
