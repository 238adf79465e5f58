"""The patterns of the package as they are used, and long strings made for each, which run into what it repeats."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import netbuilder

ROOT = Path(netbuilder.__file__).parent
METHODS = frozenset({"search", "match", "fullmatch", "sub", "subn", "finditer", "findall", "split"})
REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)
LETTERS = ("a", "A", "1", " ", "\n", "_", "é", "\t")
ENDS = ("", "!\0", "\n", "a", " ")


class Use(NamedTuple):
    """A pattern and how it is asked: what begins at one place alone may be as slow as it likes everywhere else."""

    pattern: "re.Pattern[str]"
    method: str


def uses() -> dict[Use, str]:
    """All that are known without running anything, with one place each."""
    places: dict[Use, str] = {}
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_bytes())
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
        for call in calls:
            assert isinstance(call.func, ast.Attribute)
            if call.func.attr in METHODS and (pattern := _pattern(path, call.func.value, call)):
                places.setdefault(Use(pattern, call.func.attr), f"{path.relative_to(ROOT)}:{call.lineno}")
    return places


def _pattern(path: Path, owner: ast.expr, call: ast.Call) -> "re.Pattern[str] | None":
    """`_WORD.match(...)`, `re.match(r"...", ...)` and `re.compile(_WORD).match(...)`; none where names are unknown."""
    if isinstance(owner, ast.Name) and owner.id == "re":
        owner = ast.Call(ast.Attribute(owner, "compile", ast.Load()), [call.args[0], *_flags(call)], [])
    names = {node.id for node in ast.walk(owner) if isinstance(node, ast.Name)}
    if not any(name == "re" or name.lstrip("_").isupper() for name in names):
        return None
    module = importlib.import_module(".".join(path.relative_to(ROOT.parent).with_suffix("").parts))
    if not names <= vars(module).keys() or any(isinstance(node, ast.Lambda) for node in ast.walk(owner)):
        return None
    expression = ast.fix_missing_locations(ast.Expression(owner))
    value = eval(compile(expression, str(path), "eval"), dict(vars(module)))  # a pattern of our own
    return value if isinstance(value, re.Pattern) and isinstance(value.pattern, str) else None


def _flags(call: ast.Call) -> list[ast.expr]:
    return [each for each in call.args[2:] if "re." in ast.unparse(each)]


def strings(pattern: "re.Pattern[str]", count: int) -> Iterator[str]:
    """What leads to a repetition, then a long run of each letter of the pattern, and of two that take turns."""
    letters = list(dict.fromkeys([*LETTERS, *(each for each in pattern.pattern if each not in "\\^$|?+*")]))[:30]
    letters += sorted(set(re.findall(r"[A-Za-z]{2,}", pattern.pattern)))[:6]
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    for before in sorted({"", *_before_repeats(tree, letters)}):
        for letter in letters:
            run = letter * (count // len(letter))
            yield from (before + run + end for end in ENDS)
            yield before + "a" + run + "a"
            if before:
                yield (before + letter) * (count // len(before + letter))
            for other in LETTERS[:5]:
                yield before + (other + letter) * (count // len(other + letter)) + "\0"


def _before_repeats(tree: Any, letters: list[str], before: str = "") -> Iterator[str]:
    for kind, value in tree:
        if kind in REPEATS and (value[1] is kinds.MAXREPEAT or value[1] > 100):
            yield before
        for inner in _inner(kind, value):
            yield from _before_repeats(inner, letters, before)
        before += _shortest([(kind, value)], letters)


def _inner(kind: Any, value: Any) -> list[Any]:
    if kind in REPEATS:
        return [value[2]]
    if kind is kinds.SUBPATTERN:
        return [value[3]]
    if kind is kinds.ATOMIC_GROUP:
        return [value]
    if kind in (kinds.ASSERT, kinds.ASSERT_NOT):
        return [value[1]]
    return list(value[1]) if kind is kinds.BRANCH else []


def _shortest(tree: Any, letters: list[str]) -> str:
    """A text that a part of a pattern takes."""
    text = ""
    for kind, value in tree:
        if kind is kinds.LITERAL:
            text += chr(value)
        elif kind in (kinds.IN, kinds.NOT_LITERAL, kinds.ANY):
            text += next((each for each in letters if len(each) == 1 and _takes(kind, value, each)), "")
        elif kind in REPEATS:
            text += _shortest(value[2], letters) * value[0]
        elif kind not in (kinds.ASSERT, kinds.ASSERT_NOT):
            text += "".join(_shortest(inner, letters) for inner in _inner(kind, value)[:1])
    return text


def _takes(kind: Any, value: Any, letter: str) -> bool:
    one_letter = parser.SubPattern(parser.State(), [(kind, value)])
    return re._compiler.compile(one_letter).match(letter) is not None  # type: ignore[attr-defined]
