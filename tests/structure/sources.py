"""What the structure tests read: the files and functions of the shop."""

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHOP = ROOT / "shop"


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the shop and where it stands."""

    path: Path
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def length(self) -> int:
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1

    @property
    def name(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.node.lineno} {self.node.name}"


@cache
def source_files() -> tuple[Path, ...]:
    return tuple(sorted(path for path in SHOP.rglob("*.py")))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions() -> Iterator[Function]:
    for path in source_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(path, node)


def rooms() -> list[str]:
    return sorted(path.parent.name for path in SHOP.glob("*/__init__.py"))


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[int(share * (len(values) - 1))]


def import_every_model() -> None:
    """Load the tables of every room, so that the metadata is whole."""
    for path in source_files():
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "models" in parts:
            importlib.import_module(".".join(parts).removesuffix(".__init__"))
