"""References, short codes, transitions, events, the clock of the school."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.kernel.clock import at_paris, in_paris, monday_of, paris_day, require_aware
from shop.kernel.events import Bus, Event
from shop.kernel.references import (
    SHORT_CODE_ALPHABET,
    format_reference,
    make_short_code,
    read_short_code,
)
from shop.kernel.refusals import Refusal
from shop.kernel.text import Bilingual
from shop.kernel.transitions import TransitionRefused, can_take, next_status


class Light(StrEnum):
    RED = "red"
    GREEN = "green"


class Press(StrEnum):
    GO = "go"


TABLE = {(Light.RED, Press.GO): Light.GREEN}


@dataclass(frozen=True)
class Switched(Event):
    to: Light


def test_a_transition_follows_its_table() -> None:
    assert next_status(TABLE, Light.RED, Press.GO) is Light.GREEN
    assert not can_take(TABLE, Light.GREEN, Press.GO)
    with pytest.raises(TransitionRefused):
        next_status(TABLE, Light.GREEN, Press.GO)


def test_an_event_reaches_its_listeners_in_order() -> None:
    heard: list[str] = []
    bus = Bus({Switched: [lambda e, s: heard.append(f"1 {e.to}"), lambda e, s: heard.append("2")]})

    bus.publish(Switched(Light.GREEN), scope=None)

    assert heard == ["1 green", "2"]


def test_a_reference_is_read_by_people() -> None:
    assert format_reference("DE", 2026, 42) == "DE-2026-0042"


@given(st.lists(st.sampled_from(SHORT_CODE_ALPHABET), min_size=6, max_size=6))
def test_a_short_code_is_read_however_it_is_typed(drawn: list[str]) -> None:
    letters = iter(drawn)
    code = make_short_code(lambda _: next(letters))

    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        assert read_short_code(typed) == code


@given(st.text(max_size=12))
def test_what_is_no_short_code_is_none(typed: str) -> None:
    code = read_short_code(typed)
    assert code is None or len(code) == 7


def test_sounds_that_are_mistaken_are_not_in_codes() -> None:
    assert not set("IO01L") & set(SHORT_CODE_ALPHABET)


def test_a_refusal_reads_as_a_sentence() -> None:
    refusal = Refusal("Il reste %(count)s places.", field="seats", count=2)

    assert (str(refusal), refusal.field) == ("Il reste 2 places.", "seats")


def test_an_english_text_falls_back_on_french() -> None:
    assert Bilingual("Portail", "").in_language("en") == "Portail"
    assert Bilingual.from_data({"fr": "Portail", "en": "Gate"}).in_language("en") == "Gate"


def test_the_day_of_the_school_is_that_of_paris() -> None:
    assert paris_day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == date(2027, 1, 1)
    assert monday_of(date(2026, 11, 22)) == date(2026, 11, 16)


def test_both_changes_of_the_clock_keep_the_hour_on_the_wall() -> None:
    before, after = at_paris(date(2026, 3, 28), time(8)), at_paris(date(2026, 3, 29), time(8))
    autumn = at_paris(date(2026, 10, 25), time(8)) - at_paris(date(2026, 10, 24), time(8))

    assert after - before == timedelta(hours=23)
    assert autumn == timedelta(hours=25)
    assert in_paris(after).hour == 8


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        require_aware(datetime(2026, 1, 1))  # noqa: DTZ001 - naive on purpose
