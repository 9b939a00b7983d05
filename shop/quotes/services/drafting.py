"""Write a version: lines, deadline, note; price it anew; hand it to the teacher."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from shop.catalogue.domain import Family
from shop.configurations.queries import get_configuration, vat_rate_at
from shop.configurations.services import price_to_keep
from shop.db import Scope
from shop.fabrication.domain.family import Wish
from shop.fabrication.registry import read_spec
from shop.kernel.clock import paris_day
from shop.kernel.money import Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_, Bilingual
from shop.quotes.assembling import version_view
from shop.quotes.domain.computing import computed_line, with_new_result
from shop.quotes.domain.life import RequestAction, RequestStatus, VersionStatus
from shop.quotes.domain.lines import (
    QuoteLine,
    at_reduced_rate,
    line_by_key,
    with_line,
    without_line,
)
from shop.quotes.domain.measuring import made_line
from shop.quotes.events import AgreementAsked
from shop.quotes.models import QuoteRequest, QuoteVersion
from shop.quotes.services.rows import (
    LONGEST_TEXT,
    draft_of,
    locked_request,
    quote_of,
    take,
    versions_of,
)
from shop.school.queries import law_value


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeLine:
    """A line the office writes; an existing `key` is replaced, an empty one is new."""

    label: str
    detail: str
    quantity: int
    unit_net: Money
    key: str = ""
    parent: str = ""
    is_made_to_measure: bool = True
    is_fitted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTerms:
    """What holds for the whole version."""

    due_on: date | None
    note: str
    is_certified: bool


def put_line(
    scope: Scope, request_id: int, wanted: FreeLine, *, seen_version: int | None = None
) -> None:
    """Add a line to the draft, or change one; the engine's spec of a computed line stays."""
    request = locked_request(scope, request_id, seen_version)
    draft = _editable(scope, request)
    lines = lines_of(draft)
    known = line_by_key(lines, wanted.key) if wanted.key else None
    base = known or QuoteLine(
        key=secrets.token_hex(4), family=Family(request.family), label=Bilingual("", "")
    )
    label = base.label if base.label.fr == wanted.label else Bilingual(wanted.label, "")
    line = replace(
        base,
        label=label,
        detail=wanted.detail.strip()[:LONGEST_TEXT],
        quantity=wanted.quantity,
        unit_net=wanted.unit_net,
        parent=wanted.parent if wanted.parent != base.key else "",
        is_made_to_measure=wanted.is_made_to_measure,
        is_fitted=wanted.is_fitted,
    )
    _keep(scope, request, draft, with_line(lines, line))


def remove_line(
    scope: Scope, request_id: int, key: str, *, seen_version: int | None = None
) -> None:
    """Take a line out of the draft, with those that hang on it."""
    request = locked_request(scope, request_id, seen_version)
    draft = _editable(scope, request)
    _keep(scope, request, draft, without_line(lines_of(draft), key))


def use_configuration(
    scope: Scope, request_id: int, code: str, *, seen_version: int | None = None
) -> None:
    """Put the wish of a code into the draft, priced today, in the place of the former one."""
    wish = get_configuration(scope.session, code).wish
    put_wish(scope, request_id, wish.family, wish.spec, seen_version=seen_version)


def reprice(scope: Scope, request_id: int, *, seen_version: int | None = None) -> None:
    """Compute the made-to-measure line of the draft again with the values of today."""
    request = locked_request(scope, request_id, seen_version)
    line = made_line(lines_of(_editable(scope, request)))
    if line is None:
        raise Refusal(N_("Cette version n’a rien de calculé sur mesure."))
    family = line.family.value
    put_wish(scope, request_id, family, read_spec(family, line.spec))


def put_wish(
    scope: Scope, request_id: int, family: str, spec: Wish, *, seen_version: int | None = None
) -> None:
    """Price a wish today and put it into the draft; SpecRefused when it cannot be made."""
    request = locked_request(scope, request_id, seen_version)
    draft = _editable(scope, request)
    today = paris_day(scope.now)
    result = price_to_keep(scope.session, family, spec, today)
    lines = lines_of(draft)
    former = made_line(lines)
    if former is None:
        rate = vat_rate_at(scope.session, today)
        line = computed_line(secrets.token_hex(4), spec, result, rate)
    else:
        line = with_new_result(former, spec, result)
    request.family = family
    _keep(scope, request, draft, with_line(lines, line))


def set_terms(
    scope: Scope, request_id: int, terms: DraftTerms, *, seen_version: int | None = None
) -> None:
    """Set the deadline, the note and whether the customer will certify works at 10 % VAT."""
    request = locked_request(scope, request_id, seen_version)
    draft = _editable(scope, request)
    if terms.due_on is not None and terms.due_on <= paris_day(scope.now):
        raise Refusal(N_("Choisissez un jour à venir."), field="due_on")
    lines = lines_of(draft)
    if terms.is_certified and not any(line.is_fitted for line in lines):
        raise Refusal(
            N_("Pour le taux de 10 %, il faut une pose par l’école dans un logement."),
            field="is_certified",
        )
    draft.due_on = terms.due_on
    draft.note = terms.note.strip()[:LONGEST_TEXT]
    draft.is_certified = terms.is_certified
    _keep(scope, request, draft, lines)


def submit_for_agreement(scope: Scope, request_id: int, *, seen_version: int | None = None) -> None:
    """Give the draft to the workshop teacher, who agrees before anything is sent."""
    request = locked_request(scope, request_id, seen_version)
    draft = _editable(scope, request)
    if not draft.lines:
        raise Refusal(N_("Ajoutez au moins une ligne avant de demander l’accord."))
    if draft.due_on is None or draft.due_on <= paris_day(scope.now):
        raise Refusal(N_("Donnez une date à venir avant de demander l’accord."), field="due_on")
    if version_view(draft).totals.net.cents <= 0:
        raise Refusal(N_("Le total du devis doit dépasser 0 €."))
    take(scope, request, RequestAction.PRICE)
    request.reason = ""
    scope.session.flush()
    scope.announce(AgreementAsked(request_id))


def start_version(scope: Scope, request_id: int, *, seen_version: int | None = None) -> int:
    """Start the next version as a copy of the last one and return its number.

    What was sent stays valid until the new version leaves.
    """
    request = locked_request(scope, request_id, seen_version)
    take(scope, request, RequestAction.REOPEN)
    last = versions_of(scope, quote_of(scope, request))[-1]
    number = last.number + 1
    scope.session.add(
        QuoteVersion(
            quote_id=last.quote_id,
            number=number,
            status=VersionStatus.DRAFT,
            lines=list(last.lines),
            customer=last.customer,
            site=last.site,
            handover=last.handover,
            language=last.language,
            note="",
            started_at=scope.now,
            due_on=last.due_on,
            is_certified=last.is_certified,
        )
    )
    scope.session.flush()
    return number


def lines_of(draft: QuoteVersion) -> tuple[QuoteLine, ...]:
    """Return the lines a draft holds, in their order."""
    return tuple(QuoteLine.from_data(line) for line in draft.lines)


def _editable(scope: Scope, request: QuoteRequest) -> QuoteVersion:
    if request.status != RequestStatus.RECEIVED:
        raise Refusal(
            N_("Cette version n’est plus modifiable. Reprenez-la, ou commencez-en une autre.")
        )
    return draft_of(scope, request)


def _keep(
    scope: Scope, request: QuoteRequest, draft: QuoteVersion, lines: Sequence[QuoteLine]
) -> None:
    today = paris_day(scope.now)
    rated = at_reduced_rate(
        lines,
        certified=draft.is_certified,
        reduced=law_value(scope.session, "vat_rate_intermediate", today) / 100,
        standard=vat_rate_at(scope.session, today),
    )
    draft.lines = [line.to_data() for line in rated]
    draft.version += 1
    request.version += 1
    scope.session.flush()
