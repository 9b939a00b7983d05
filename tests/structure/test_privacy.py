"""No student, group or teacher reaches a public page, a customer's e-mail or a customer's PDF.

The two worlds are apart: what the templates of customers may read does not name these people,
and what they are given does not hold them.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
PUBLIC_ROOMS = ("storefront", "orders", "payments", "tyres", "configurations", "emails")
CUSTOMER_DOCUMENTS = ("quote.typ", "receipt.typ", "_sheet.typ")
TO_THE_SCHOOL = ("to_agree.",)  # e-mails a teacher of the school receives
EXPRESSION = re.compile(r"{{.*?}}|{%.*?%}|#\w[\w.()\"-]*", re.DOTALL)
PEOPLE = re.compile(
    r"\b(pseudonym|student\w*|group_id|group_name|reading_level|clearance\w*|teacher\w*"
    r"|agreed_by\w*|decided_by\w*|signed_by\w*|confirmed_by\w*|staff_name|worker\w*)\b"
)
COUNTS = ("workshop.students",)  # how many, never who
TEXT = re.compile(r"_\(\s*(\"[^\"]*\"|'[^']*')")  # words to translate are words, not facts


def _public_templates() -> list[Path]:
    rooms = [p for room in PUBLIC_ROOMS for p in (TEMPLATES / room).rglob("*") if _is_public(p)]
    documents = [TEMPLATES / "documents" / name for name in CUSTOMER_DOCUMENTS]
    quotes = [
        path for path in (TEMPLATES / "quotes").glob("*.html") if "web/layout.html" in _read(path)
    ]
    return [*rooms, *documents, *quotes]


def _is_public(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(TO_THE_SCHOOL)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_there_are_public_templates_to_read() -> None:
    assert len(_public_templates()) > 40


@pytest.mark.parametrize("path", _public_templates(), ids=lambda p: str(p.relative_to(TEMPLATES)))
def test_a_public_template_names_nobody_of_the_workshop(path: Path) -> None:
    assert _named_in(_read(path)) == []


@pytest.mark.parametrize(
    "slip",
    [
        "<p>{{ card.student.pseudonym }}</p>",
        "{% for name in order.students %}{{ name }}{% endfor %}",
        "{{ line.agreed_by_name }}",
        "#data.group_name",
    ],
)
def test_the_reading_finds_a_slip(slip: str) -> None:
    assert _named_in(slip) != []


def _named_in(text: str) -> list[str]:
    facts = TEXT.sub("_(", text)
    for count in COUNTS:
        facts = facts.replace(count, "")
    expressions = EXPRESSION.findall(facts)
    return [found.group() for one in expressions for found in PEOPLE.finditer(one)]
