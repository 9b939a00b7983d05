"""Document numbers follow one another without a gap."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask

from shop.db import Scope, db, writing_scope
from shop.kernel.events import Bus
from shop.school.services import next_reference
from tests.builders.school import build_reference_counter
from tests.conftest import NOW

WORKERS = 20


class Abandoned(Exception):
    """A document that was not written after all."""


def test_numbers_of_a_series_follow_one_another(scope: Scope) -> None:
    given = [next_reference(scope, "CO") for _ in range(3)]

    assert given == ["CO-2026-0001", "CO-2026-0002", "CO-2026-0003"]


def test_every_series_has_numbers_of_its_own(scope: Scope) -> None:
    build_reference_counter(scope.session, prefix="CO", last_number=41)

    assert next_reference(scope, "CO") == "CO-2026-0042"
    assert next_reference(scope, "DE") == "DE-2026-0001"


def test_the_year_is_that_of_the_clock_of_the_school(scope: Scope) -> None:
    eve = replace(scope, now=datetime(2026, 12, 31, 22, 59, tzinfo=UTC))
    new_year = replace(scope, now=datetime(2026, 12, 31, 23, 1, tzinfo=UTC))

    assert next_reference(eve, "RC") == "RC-2026-0001"
    assert next_reference(new_year, "RC") == "RC-2027-0001"


def test_twenty_writers_and_abandoned_documents_leave_no_gap(app: Flask) -> None:
    def write_documents(worker: int) -> list[str]:
        kept = []
        for turn in range(4):
            try:
                with app.app_context(), writing_scope(db.session(), Bus(), now=NOW) as scope:
                    reference = next_reference(scope, "FT")
                    if (worker + turn) % 4 == 0:
                        raise Abandoned
            except Abandoned:
                continue
            kept.append(reference)
        return kept

    with ThreadPoolExecutor(WORKERS) as pool:
        kept = sorted(
            reference for found in pool.map(write_documents, range(WORKERS)) for reference in found
        )

    assert kept == [f"FT-2026-{number:04d}" for number in range(1, 61)]
