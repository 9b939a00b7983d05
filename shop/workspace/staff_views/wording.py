"""Ages and states in words, for every template of the school side."""

from datetime import date, datetime

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from shop.kernel.clock import paris_day
from shop.orders.domain import OrderStatus

DAYS_OF_WEEK, WEEKS_SHOWN = 7, 8
ORDER_STATES = {
    OrderStatus.PLACED: _l("À accepter"),
    OrderStatus.ACCEPTED: _l("En cours"),
    OrderStatus.CLOSED: _l("Remise"),
    OrderStatus.CANCELLED: _l("Annulée"),
    OrderStatus.DECLINED: _l("Refusée"),
}


def install_wording(app: Flask) -> None:
    """Offer the filters `age`, `days_until` and `order_state`."""
    app.jinja_env.filters.update(
        age=write_age, days_until=write_days_until, order_state=write_order_state
    )


def write_order_state(status: OrderStatus) -> str:
    """Write where the commercial life of an order stands."""
    return str(ORDER_STATES[status])


def write_age(since: datetime | date, moment: datetime) -> str:
    """Write how long something has waited: `40 min`, `3 h`, `2 jours`, `5 semaines`."""
    if isinstance(since, datetime):
        minutes = max(0, int((moment - since).total_seconds()) // 60)
        if minutes < 60:
            return str(_("%(count)s min", count=max(1, minutes)))
        if minutes < 24 * 60 and paris_day(since) == paris_day(moment):
            return str(_("%(count)s h", count=minutes // 60))
        since = paris_day(since)
    return _in_days((paris_day(moment) - since).days)


def write_days_until(day: date, today: date) -> str:
    """Write how far a day is: `demain`, `dans 5 jours`, `depuis 2 jours`."""
    days = (day - today).days
    if days in (0, 1):
        return str(_("demain") if days else _("aujourd’hui"))
    if days < 0:
        return str(_("depuis %(age)s", age=_in_days(-days)))
    return str(_("dans %(age)s", age=_in_days(days)))


def _in_days(days: int) -> str:
    if days >= 2 * DAYS_OF_WEEK and days < WEEKS_SHOWN * DAYS_OF_WEEK:
        weeks = days // DAYS_OF_WEEK
        return str(ngettext("%(num)d semaine", "%(num)d semaines", weeks))
    return str(ngettext("%(num)d jour", "%(num)d jours", max(0, days)))
