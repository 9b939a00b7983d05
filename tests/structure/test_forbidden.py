"""What no file may hold: commits in a use case, clocks in a domain, junk drawers."""

import ast
import re
from pathlib import Path

from tests.structure.sources import ROOT, SHOP, rooms, source_files, tree_of

JUNK_DRAWERS = {"utils", "helpers", "common", "misc"}
MAY_COMMIT = {"db.py", "cli.py", "tasks/worker.py", "web/forms.py"}
PURE_FILES = {"domain", "permissions", "events"}
CLOCKS = re.compile(r"\b(datetime\.now|date\.today|time\.time|datetime\.utcnow)\(")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")


def _in_shop(path: Path) -> str:
    return path.relative_to(SHOP).as_posix()


def test_only_the_edges_commit() -> None:
    found = [
        _in_shop(path)
        for path in source_files()
        if ".commit(" in path.read_text(encoding="utf-8")
        and _in_shop(path) not in MAY_COMMIT
        and not _in_shop(path).endswith("/cli.py")
    ]
    assert found == []


def test_a_domain_has_no_clock() -> None:
    pure = [
        path
        for path in source_files()
        if PURE_FILES & set(Path(_in_shop(path)).with_suffix("").parts)
        or _in_shop(path).startswith(("kernel/", "fabrication/"))
    ]
    found = [_in_shop(p) for p in pure if CLOCKS.search(p.read_text(encoding="utf-8"))]
    assert found == []


def test_there_is_no_junk_drawer() -> None:
    assert [_in_shop(path) for path in source_files() if path.stem in JUNK_DRAWERS] == []


def test_nothing_is_left_unfinished() -> None:
    found = [_in_shop(p) for p in source_files() if UNFINISHED.search(p.read_text("utf-8"))]
    assert found == []


def test_rows_are_locked_in_one_place() -> None:
    allowed = {"db.py", "tasks/queries.py"}
    found = [
        _in_shop(path)
        for path in source_files()
        if "with_for_update" in path.read_text(encoding="utf-8") and _in_shop(path) not in allowed
    ]
    assert found == []


def test_a_room_opens_with_one_sentence_and_imports_nothing() -> None:
    for room in rooms():
        tree = tree_of(SHOP / room / "__init__.py")
        assert [type(node) for node in tree.body] == [ast.Expr], room


def test_every_noqa_says_why() -> None:
    bare = re.compile(r"# noqa(?!: [A-Z0-9, ]+ [-#] ?\S)")
    found = [
        str(path.relative_to(ROOT))
        for path in source_files()
        if bare.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
