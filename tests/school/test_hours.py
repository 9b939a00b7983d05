"""Opening hours are read as people type them and written as people read them."""

from datetime import time

import pytest
from flask import Flask

from shop.kernel.actor import Section
from shop.kernel.refusals import Refusal
from shop.school.domain.hours import DayGroup, DayHours, Span, group_days, read_spans, write_spans
from shop.school.views import write_hours
from shop.web.language import speaking

MORNING = Span(time(8), time(12))
AFTERNOON = Span(time(13, 30), time(17))


@pytest.mark.parametrize(
    "typed",
    [
        "8 h – 12 h, 13 h 30 – 17 h",
        "8h-12h 13h30-17h".replace(" ", ", "),
        "08:00-12:00 / 13:30-17:00",
        "8 à 12 et 13h30 à 17",
    ],
)
def test_hours_are_read_however_they_are_typed(typed: str) -> None:
    assert read_spans(typed) == (MORNING, AFTERNOON)


def test_an_empty_day_is_closed() -> None:
    assert read_spans("  ") == ()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("le matin", "Écrivez des heures comme « 8 h – 12 h, 13 h 30 – 17 h »."),
        ("12 h – 8 h", "L’heure de fermeture vient après l’heure d’ouverture."),
        ("8 h – 25 h", "Une heure va de 0 h à 23 h 59."),
        ("8 h – 12 h, 11 h – 17 h", "Les plages d’une journée se suivent sans se recouvrir."),
        ("1-2, 3-4, 5-6, 7-8", "Donnez trois plages au plus pour une journée."),
    ],
)
def test_hours_that_make_no_sense_are_refused_in_words(typed: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence.replace(".", r"\.")):
        read_spans(typed)


def test_what_is_written_can_be_read_again() -> None:
    assert read_spans(write_spans((MORNING, AFTERNOON))) == (MORNING, AFTERNOON)


def test_days_with_the_same_hours_are_joined_and_closed_days_left_out() -> None:
    week = [DayHours(None, day, (MORNING,)) for day in (0, 1, 3)]
    week += [DayHours(None, day, ()) for day in (2, 4, 5, 6)]

    assert group_days(week) == [DayGroup(0, 1, (MORNING,)), DayGroup(3, 3, (MORNING,))]


def test_hours_are_written_in_both_languages(app: Flask) -> None:
    hours = [DayHours(None, day, (MORNING, AFTERNOON)) for day in range(4)]
    hours.append(DayHours(None, 4, (MORNING,)))
    hours.append(DayHours(Section.TYRES, 5, (MORNING,)))

    with app.test_request_context():
        assert write_hours(hours) == [
            "Lundi à jeudi : 8 h – 12 h, 13 h 30 – 17 h",
            "Vendredi : 8 h – 12 h",
            "Pneus et Services, samedi : 8 h – 12 h",
        ]
        with speaking("en"):
            assert "Friday" in write_hours(hours)[1]
            assert "8:00 am – 12:00 pm" in write_hours(hours)[1]
