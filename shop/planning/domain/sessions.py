"""The weekly hours of the groups in their workshop."""

from dataclasses import dataclass
from datetime import date, time

from shop.kernel.actor import Section
from shop.planning.domain.calendar import SchoolCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSession:
    """A group works in a section, one weekday (0 is Monday), between two times.

    `teachers` are the adults of the trade present; `students` is the size of the group.
    """

    group_id: int | None
    group_name: str
    section: Section
    weekday: int
    starts: time
    ends: time
    students: int
    teachers: int = 1
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def minutes(self) -> int:
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute

    def takes_place(self, day: date, calendar: SchoolCalendar) -> bool:
        """Tell whether the group is in the workshop on this day."""
        return (
            day.weekday() == self.weekday
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or day <= self.valid_to)
            and calendar.is_open(day)
        )
