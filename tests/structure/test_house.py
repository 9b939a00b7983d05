"""Every table has a builder, every event a listener, every decision its sentence."""

import ast
import re
import tomllib
from pathlib import Path

from shop.db import Base
from shop.wiring import HANDLERS
from tests.structure.sources import ROOT, SHOP, import_every_model, source_files, tree_of

# Events nobody needs to hear yet, and why they are announced all the same.
UNHEARD = {
    "AppointmentConfirmed": "the confirmation of the order says it",
    "AppointmentMoved": "the page of the order shows it",
    "AppointmentCancelled": "the page of the order shows it",
    "CardPublished": "students find the card at the bench",
    "OperationToCheck": "teachers see it under Contrôles",
    "PaymentReceived": "the receipt is announced by ReceiptIssued",
}
SPOKEN_ROOMS = ("kernel", "fabrication")


def _classes(path: Path) -> list[ast.ClassDef]:
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)]


def test_every_table_has_a_builder() -> None:
    import_every_model()
    builders = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "builders").glob("*.py")
    )
    tables = {mapper.class_.__name__ for mapper in Base.registry.mappers}

    assert sorted(name for name in tables if not re.search(rf"\b{name}\b", builders)) == []


def test_every_event_is_heard_or_says_why_not() -> None:
    announced = {
        node.name
        for path in source_files()
        if path.name == "events.py" and path.parent.name != "kernel"
        for node in _classes(path)
    }
    heard = {event.__name__ for event in HANDLERS}

    assert sorted(announced - heard - set(UNHEARD)) == []
    assert sorted(set(UNHEARD) - announced) == []


def test_every_public_decision_is_documented() -> None:
    silent = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in source_files()
        if {"domain", "services"} & set(path.with_suffix("").parts)
        or path.relative_to(SHOP).parts[0] in SPOKEN_ROOMS
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_module_opens_with_its_purpose() -> None:
    silent = [str(p.relative_to(ROOT)) for p in source_files() if not ast.get_docstring(tree_of(p))]
    assert silent == []


def test_every_table_is_in_the_glossary() -> None:
    import_every_model()
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    tables = {mapper.class_.__name__ for mapper in Base.registry.mappers}

    assert sorted(name for name in tables if f"`{name}`" not in glossary) == []


def test_the_changelog_knows_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## [{version}]" in changelog
    assert changelog.count("## [Unreleased]") == 1


def test_every_link_of_the_readme_leads_to_a_file() -> None:
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
        assert links, name
        assert [link for link in links if not (ROOT / link).exists()] == [], name
