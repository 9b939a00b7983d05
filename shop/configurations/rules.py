"""A workshop teacher asks more than a rule, or goes back to it; every price after obeys."""

from datetime import date

from shop.accounts.services import record_act
from shop.catalogue.domain import Dated, check_first_day
from shop.catalogue.services import hold_catalogue, note_edit
from shop.configurations.domain.rules import RuleView
from shop.configurations.models import StricterValue
from shop.configurations.queries import get_rule, rules_held
from shop.configurations.tariff import Effect, try_edit
from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

LONGEST_NAME = 120


def try_stricter(
    scope: Scope, key: str, typed: str, *, valid_from: date, source: str, keep: bool
) -> Effect:
    """Ask more than a rule from a day on and tell what it does; undone unless it is kept.

    Refused when the value is weaker than the text in force, passes the limit on the other side,
    begins in the past, or makes an ordinary product impossible.
    """
    hold_catalogue(scope)
    view = get_rule(scope.session, key)
    if not source.strip():
        raise Refusal(N_("Dites pourquoi."), field="source")
    check_first_day(valid_from, paris_day(scope.now))
    value = view.check(typed, valid_from)
    view.check_limit(value, _limit(scope, view, valid_from))
    asked = view.asked_on(valid_from)
    if asked is not None and (asked.value, asked.source) == (value, source):
        raise Refusal(N_("L’atelier demande déjà cette valeur ce jour-là."), field="value")
    return try_edit(
        scope, lambda: _write(scope, key, value, valid_from, source), valid_from, keep=keep
    )


def go_back_to_rule(scope: Scope, key: str) -> None:
    """Ask no more than the rule from today on, nor on the days that were planned."""
    hold_catalogue(scope)
    view, today = get_rule(scope.session, key), paris_day(scope.now)
    days = view.days_asked(today)
    if not days:
        raise Refusal(N_("L’atelier ne demande rien de plus que la règle."))
    for day in days:
        _write(scope, key, "", day, view.text_on(day).source)


def _limit(scope: Scope, view: RuleView, day: date) -> Dated | None:
    held = {one.key: one for one in rules_held(scope.session, day)}
    return held.get(view.rule.never_past)


def _write(scope: Scope, key: str, value: str, day: date, source: str) -> None:
    scope.session.add(
        StricterValue(
            key=key,
            value=value,
            valid_from=day,
            source=source,
            set_by=scope.actor.name[:LONGEST_NAME],
            set_at=scope.now,
        )
    )
    note_edit(scope)
    told = f"= {value}" if value else "= règle"
    record_act(scope, "catalogue.stricter", f"{key} {told} {day.isoformat()}")
