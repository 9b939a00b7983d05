"""What waits for somebody: counted on the home page, listed in the inbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shop.kernel.actor import Role


class Work(StrEnum):
    """A kind of thing that waits for a person of the school."""

    MESSAGES = "messages"
    REQUESTS = "requests"
    QUOTES_TO_SEND = "quotes_to_send"
    QUOTES_SENT = "quotes_sent"
    MONEY = "money"
    TRANSFERS = "transfers"
    LATE = "late"
    READY = "ready"
    TASKS = "tasks"
    PURCHASES = "purchases"
    TO_AGREE = "to_agree"
    TO_PREPARE = "to_prepare"
    TO_SIGN = "to_sign"
    LATE_CARDS = "late_cards"
    AT_WORK = "at_work"


OFFICE_WORK = (
    Work.REQUESTS,
    Work.QUOTES_TO_SEND,
    Work.MESSAGES,
    Work.MONEY,
    Work.TRANSFERS,
    Work.LATE,
    Work.READY,
    Work.QUOTES_SENT,
    Work.TASKS,
)
WORK_OF: Mapping[Role, tuple[Work, ...]] = {
    Role.OFFICE: OFFICE_WORK,
    Role.ADMIN: (Work.TASKS, Work.MONEY, Work.LATE),
    Role.DIRECTOR: (Work.TO_AGREE, Work.PURCHASES, Work.LATE, Work.TO_PREPARE),
    Role.WORKSHOP_TEACHER: (
        Work.TO_SIGN,
        Work.TO_AGREE,
        Work.PURCHASES,
        Work.TO_PREPARE,
        Work.LATE_CARDS,
    ),
    Role.GENERAL_TEACHER: (Work.AT_WORK,),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many things of a kind wait, and since when the oldest one does."""

    work: Work
    count: int
    since: datetime | None = None
