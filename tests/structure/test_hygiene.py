"""Tracked files are clean, and speak of the project alone."""

import re

from tests.structure.hygiene import problems, tracked_files

PLACES = re.compile(r"(^|[^A-Za-z0-9_.\"'])/(work|farm|root|home/\w+)/")
SELF = {"test_hygiene.py"}
WORDS = {".py", ".md", ".toml", ".txt", ".yaml", ".html", ".css", ".js", ".cfg", ".typ"}


def test_tracked_files_are_clean() -> None:
    assert list(problems(tracked_files())) == []


def test_no_file_names_a_place_of_one_machine() -> None:
    found = [
        path.name
        for path in tracked_files()
        if path.suffix in WORDS
        and path.name not in SELF
        and PLACES.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_locks_carry_no_address() -> None:
    locks = [path for path in tracked_files() if path.name.startswith("requirements")]

    assert len(locks) == 2
    assert [path.name for path in locks if "://" in path.read_text(encoding="utf-8")] == []
