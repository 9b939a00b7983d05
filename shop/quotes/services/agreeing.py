"""The teacher agrees before a quote leaves: load, deadline, learning."""

from sqlalchemy import delete

from shop.accounts.services import record_act
from shop.db import Scope
from shop.kernel.refusals import Forbidden, Refusal
from shop.kernel.text import N_
from shop.quotes.assembling import version_view
from shop.quotes.domain.life import RequestAction
from shop.quotes.models import Agreement
from shop.quotes.permissions import can_agree_request
from shop.quotes.services.rows import LONGEST_TEXT, draft_of, locked_request, take


def agree_request(
    scope: Scope, request_id: int, *, learning: str, seen_version: int | None = None
) -> None:
    """Agree to make it: the office may then send it. Forbidden to anybody but the workshop.

    `learning` says in a few words what students will learn by it.
    """
    if not can_agree_request(scope.actor):
        raise Forbidden(N_("Seul un maître professionnel de la section peut donner cet accord."))
    request = locked_request(scope, request_id, seen_version)
    draft = draft_of(scope, request)
    take(scope, request, RequestAction.AGREE)
    scope.session.add(
        Agreement(
            version_id=draft.id,
            agreed_at=scope.now,
            staff_id=scope.actor.account_id,
            staff_name=scope.actor.name,
            student_hours=version_view(draft).student_hours,
            due_on=draft.due_on,
            learning=learning.strip()[:LONGEST_TEXT],
        )
    )
    scope.session.flush()
    record_act(scope, "quote.agreed", request.reference)


def return_request(
    scope: Scope, request_id: int, reason: str, *, seen_version: int | None = None
) -> None:
    """Give a draft back to the office with what to change; an agreement given is withdrawn."""
    told = reason.strip()
    if not told:
        raise Refusal(N_("Dites ce qu’il faut changer."), field="reason")
    take_back(scope, request_id, seen_version=seen_version)
    request = locked_request(scope, request_id)
    request.reason = told[:LONGEST_TEXT]
    scope.session.flush()
    record_act(scope, "quote.returned", request.reference)


def take_back(scope: Scope, request_id: int, *, seen_version: int | None = None) -> None:
    """Make a draft editable again; what the teacher agreed to no longer counts."""
    request = locked_request(scope, request_id, seen_version)
    draft = draft_of(scope, request)
    take(scope, request, RequestAction.RETURN)
    scope.session.execute(delete(Agreement).where(Agreement.version_id == draft.id))
    scope.session.flush()
