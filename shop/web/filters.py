"""How amounts, dates, times and lengths are written for people."""

from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal
from flask import Flask
from flask_babel import gettext as translate

from shop.kernel.actor import SYSTEM
from shop.kernel.clock import PARIS, in_paris
from shop.kernel.money import Money
from shop.web.language import current_language

LOCALES = {"fr": Locale("fr", "FR"), "en": Locale("en", "GB")}
AMOUNTS = 4096  # the prices of a shop come back again and again


def install_filters(app: Flask) -> None:
    """Offer the writing of amounts, dates and lengths to templates."""
    app.jinja_env.filters.update(
        money=write_money,
        number=write_number,
        percent=write_percent,
        mm=write_millimetres,
        day=write_day,
        short_day=write_short_day,
        week=write_week,
        clock=write_clock,
        instant=write_instant,
        duration=write_duration,
        person=write_person,
    )


def write_money(amount: Money) -> str:
    """Write `1 234,50 €` or `€1,234.50`."""
    return _write_cents(amount.cents, current_language())


@lru_cache(maxsize=AMOUNTS)
def _write_cents(cents: int, language: str) -> str:
    return str(format_currency(Money(cents).euros, "EUR", locale=LOCALES[language]))


def write_number(value: float | Decimal, places: int = 0) -> str:
    """Write a number with at most so many decimals."""
    pattern = "#,##0" + ("." + "#" * places if places else "")
    return format_decimal(value, format=pattern, locale=_locale())


def write_percent(rate: Decimal) -> str:
    """Write a rate such as 0.055 as `5,5 %`."""
    return f"{write_number(rate * 100, 1)} %"


def write_millimetres(length: float) -> str:
    """Write a length as workshops do: `1 719 mm`, with a decimal only when there is one."""
    return f"{write_number(length, 1)} mm"


def write_day(value: date | datetime) -> str:
    """Write a day in full: `mardi 4 mars 2027`, the first of a month as `1er`."""
    day = _day(value)
    pattern = f"EEEE {_number(day)} MMMM y" if current_language() == "fr" else "EEEE, d MMMM y"
    return format_date(day, format=pattern, locale=_locale())


def write_short_day(value: date | datetime) -> str:
    """Write a day for a dense list: `04/03/2027`, `4 Mar 2027` in English."""
    pattern = "dd/MM/y" if current_language() == "fr" else "d MMM y"
    return format_date(_day(value), format=pattern, locale=_locale())


def write_day_of_year(value: date) -> str:
    """Write a day that is near: `4 mars`, `1er mars`, or `4 March` in English."""
    return format_date(value, format=f"{_number(value)} MMMM", locale=_locale())


def write_week(monday: date) -> str:
    """Write a week by its Monday: `semaine du 7 décembre`."""
    return str(translate("semaine du %(day)s", day=write_day_of_year(monday)))


def write_clock(value: datetime | time) -> str:
    """Write a time of day on the clock of the school: `14 h 30`, `2:30 pm`."""
    moment = in_paris(value).time() if isinstance(value, datetime) else value
    if current_language() == "fr":
        return f"{moment.hour} h {moment.minute:02d}" if moment.minute else f"{moment.hour} h"
    return format_time(moment, format="h:mm a", locale="en_GB")


def write_instant(value: datetime) -> str:
    """Write a day and a time on the clock of the school."""
    at = "'à'" if current_language() == "fr" else "'at'"
    pattern = f"{_number(_day(value))} MMMM y {at} HH:mm"
    return format_datetime(value, format=pattern, tzinfo=PARIS, locale=_locale())


def write_duration(minutes: float | Decimal) -> str:
    """Write minutes as `45 min` or `2 h 15`."""
    whole = round(minutes)
    hours, rest = divmod(whole, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def write_person(name: str) -> str:
    """Write who acted; the program itself is named in the language of the page."""
    return str(translate("système")) if name == SYSTEM.name else name


def _number(day: date) -> str:
    """Return the pattern of a day of the month: the first one is an ordinal in French."""
    return "d'er'" if day.day == 1 and current_language() == "fr" else "d"


def _day(value: date | datetime) -> date:
    return in_paris(value).date() if isinstance(value, datetime) else value


def _locale() -> Locale:
    return LOCALES[current_language()]
