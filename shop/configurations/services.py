"""Price a wish with the values of the day; keep it under a short code."""

import secrets
from contextlib import suppress
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shop.configurations.domain.wishes import (
    Preview,
    SavedConfiguration,
    Wish,
    digest_of,
    priced,
    refused,
    wish_to_data,
)
from shop.configurations.models import Configuration
from shop.configurations.queries import basis_at, saved_view, vat_rate_at
from shop.db import Scope
from shop.fabrication.domain.family import SpecRefused
from shop.fabrication.domain.family import Wish as Spec
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.views import DrawingSet
from shop.fabrication.registry import FAMILIES, freeze
from shop.kernel.clock import paris_day
from shop.kernel.references import make_short_code
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

ATTEMPTS = 5


def price(session: Session, family: str, spec: Spec, at: date) -> FabricationResult:
    """Feed the dated values of a day to the engine; raises SpecRefused with its findings."""
    return FAMILIES[family].fabricate(spec, basis_at(session, at))


def price_to_keep(session: Session, family: str, spec: Spec, at: date) -> FabricationResult:
    """Price a wish as `price` does, with the drawing set that a quote freezes."""
    return freeze(family, spec, basis_at(session, at))


def draw(session: Session, family: str, spec: Spec, at: date) -> DrawingSet:
    """Draw a wish by the rules of a day; raises SpecRefused when it cannot be made."""
    return FAMILIES[family].draw(spec, basis_at(session, at))


def preview(session: Session, wish: Wish, at: date) -> Preview:
    """Return all that can be said of a wish, refused or not."""
    try:
        result = price(session, wish.family, wish.spec, at)
        return priced(result, vat_rate_at(session, at))
    except SpecRefused as refusal:
        return refused(refusal)


def save_configuration(scope: Scope, wish: Wish) -> SavedConfiguration:
    """Keep a wish that can be made; the same wish twice gives the same code.

    Raises SpecRefused, and stores nothing, when the engine refuses it.
    """
    price(scope.session, wish.family, wish.spec, paris_day(scope.now))
    for _ in range(ATTEMPTS):
        kept = _find_by_digest(scope, wish)
        if kept is not None:
            return kept
        _try_to_keep(scope, wish)
    raise Refusal(N_("L’enregistrement n’a pas réussi. Recommencez dans un instant."))


def _find_by_digest(scope: Scope, wish: Wish) -> SavedConfiguration | None:
    statement = select(Configuration).where(Configuration.digest == digest_of(wish))
    row = scope.session.scalars(statement).one_or_none()
    return None if row is None else saved_view(row)


def _try_to_keep(scope: Scope, wish: Wish) -> None:
    """Insert the row; a code or a wish somebody kept just before is no error."""
    row = Configuration(
        code=make_short_code(secrets.choice),
        family=wish.family,
        schema=wish.spec.schema,
        digest=digest_of(wish),
        data=wish_to_data(wish),
        saved_at=scope.now,
    )
    with suppress(IntegrityError), scope.session.begin_nested():
        scope.session.add(row)
        scope.session.flush()
