"""Calendar files follow RFC 5545."""

from collections.abc import Callable
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from shop.planning.domain.calendar_file import CalendarEvent, write_calendar_file

MADE_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def event(**facts: object) -> CalendarEvent:
    usual: dict[str, object] = {
        "uid": "rdv-42@juralternance.example",
        "starts_at": datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
        "ends_at": datetime(2026, 11, 24, 9, 15, tzinfo=UTC),
        "title": "Rendez-vous pneus, Juralternance",
    }
    return CalendarEvent(**(usual | facts))  # type: ignore[arg-type]


def test_an_appointment_reads_as_the_golden_file(golden: Callable[[str, str], None]):
    text = write_calendar_file(
        event(
            description="Montage de 2 pneus.\nPrévoir la clé antivol ; venir 10 min avant.",
            place="Juralternance, 39100 Dole",
            address="https://boutique.example/commande/abc",
        ),
        made_at=MADE_AT,
    )

    golden("planning/appointment.ics", text.replace("\r\n", "\n"))


def test_a_cancelled_appointment_rings_no_alarm():
    text = write_calendar_file(event(is_cancelled=True, revision=2), made_at=MADE_AT)

    assert "METHOD:CANCEL" in text
    assert "STATUS:CANCELLED" in text
    assert "SEQUENCE:2" in text
    assert "VALARM" not in text


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_breaks_the_lines_of_the_file(title: str, description: str):
    text = write_calendar_file(event(title=title, description=description), made_at=MADE_AT)

    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    assert sum(line == "END:VEVENT" for line in lines) == 1
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert sum(line.startswith("SUMMARY:") for line in unfolded) == 1
