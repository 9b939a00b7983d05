"""Templates parse, obey the content policy, are used, and name files that exist."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.structure.sources import ROOT, rooms, source_files

TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
NOT_ROOMS = {"emails", "documents"}

INLINE_STYLE = re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE)
INLINE_SCRIPT = re.compile(
    r"\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE
)
STATIC_FILE = re.compile(r"""(?:asset\(\s*|filename=)["']([^"'{}]+)["']""")
TEMPLATE_FILE = re.compile(r"""["']([a-z_]+/[\w./-]+\.(?:html|svg|txt|xml))["']""")
TEMPLATE_FOLDER = re.compile(r"""["']([a-z_]+/[\w./-]+/)["']\s*~""")
WORDS_BY_NAME = re.compile(r"""\b_\(\s*([^"'\s)][^),]*)""")
# Sentences marked with `N_` in our sources, whatever person reads them.
OUR_WORDS = {
    ("jobs/card.html", "gap"),
    ("jobs/control.html", "gap"),
    ("payments/money.html", "sentences[check.kind]"),
    ("planning/calendar.html", "name"),
    ("quotes/show.html", "button"),
    ("quotes/show.html", "sentence.text"),
    ("school/publication.html", "gap"),
    ("school/publication.html", "sentence"),
    ("tyres/compare.html", "one.message"),
    ("tyres/compare.html", "one.remedy"),
    ("tyres/decoder.html", "one.sentence"),
    ("tyres/decoder.html", "one.title"),
    ("tyres/decoder.html", "sentence"),
}
LITERAL_SIGN = re.compile(r"""\bicon\(\s*["']([^"']+)["']|\bsign=["']([^"']+)["']""")


def _templates(*suffixes: str) -> list[Path]:
    return sorted(p for p in TEMPLATES.rglob("*") if p.is_file() and p.suffix in suffixes)


def _name(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def _pages() -> list[Path]:
    """Every template a browser gets; e-mails are read by other programs, with other rules."""
    return [p for p in _templates(".html", ".svg") if not _name(p).startswith("emails/")]


def _sources() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in source_files())


def _everything_that_names_files() -> str:
    return _sources() + "\n".join(p.read_text(encoding="utf-8") for p in _pages())


@pytest.mark.parametrize("found", [INLINE_STYLE, INLINE_SCRIPT], ids=["style", "script"])
def test_no_page_carries_inline_style_or_script(found: re.Pattern[str]) -> None:
    assert [_name(p) for p in _pages() if found.search(p.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        '<a onclick="go()">',
        "<script>go()</script>",
        '<a href="javascript:go()">',
    ],
)
def test_inline_style_and_script_are_recognised(markup: str) -> None:
    assert INLINE_STYLE.search(markup) or INLINE_SCRIPT.search(markup)


def test_only_words_of_ours_are_looked_up_under_a_name() -> None:
    """`_(name)` is trusted as markup and filled in: what somebody types must not get there."""
    found = {
        (_name(path), name)
        for path in _templates(".html", ".svg", ".txt", ".subject", ".text", ".xml")
        for name in WORDS_BY_NAME.findall(path.read_text(encoding="utf-8"))
    }
    assert found == OUR_WORDS


@pytest.mark.parametrize("markup", ["{{ _(reason) }}", "{{ _( one.detail, **one.params) }}"])
def test_words_under_a_name_are_recognised(markup: str) -> None:
    assert WORDS_BY_NAME.search(markup)


def test_every_template_parses(app: Flask) -> None:
    for path in _templates(".html", ".svg", ".txt", ".subject", ".text", ".xml"):
        app.jinja_env.get_template(_name(path))


def test_folders_of_templates_and_static_files_are_rooms() -> None:
    folders = {p.name for root in (TEMPLATES, STATIC) for p in root.iterdir() if p.is_dir()}
    assert folders - NOT_ROOMS <= set(rooms())


def test_no_template_is_an_orphan() -> None:
    text = _everything_that_names_files()
    named, folders = set(TEMPLATE_FILE.findall(text)), tuple(TEMPLATE_FOLDER.findall(text))
    unnamed = [_name(p) for p in _pages() if _name(p) not in named]
    assert [name for name in unnamed if not name.startswith(folders)] == []


def test_every_template_named_exists() -> None:
    roots = {p.name for p in TEMPLATES.iterdir()}
    named = set(TEMPLATE_FILE.findall(_everything_that_names_files()))
    missing = sorted(
        name
        for name in named
        if name.split("/")[0] in roots
        and not (TEMPLATES / name).is_file()
        and not (STATIC / name).is_file()
    )
    assert missing == []


def test_no_email_or_document_is_an_orphan() -> None:
    sources = _sources()
    emails = {
        _name(p).removeprefix("emails/").rsplit(".", 1)[0]
        for p in _templates(".subject", ".text", ".html")
        if _name(p).startswith("emails/") and "/_" not in _name(p)
    }
    documents = {
        _name(p).removeprefix("documents/").removesuffix(".typ")
        for p in _templates(".typ")
        if "/_" not in _name(p)
    }
    assert [n for n in sorted(emails | documents) if f'"{n}"' not in sources] == []


def test_every_static_file_named_exists() -> None:
    named = set(STATIC_FILE.findall(_everything_that_names_files()))
    assert sorted(n for n in named if not (STATIC / n).exists()) == []


def test_every_sign_named_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "web/icons.svg").read_text()))
    named = {
        first or second
        for path in _pages()
        for first, second in LITERAL_SIGN.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted(named - sprite) == []
