"""The demonstration has a request at each stage, once."""

from shop.db import Scope
from shop.demonstration.quotes import seed_quotes
from shop.quotes.domain.life import RequestStatus
from shop.quotes.queries import get_request, list_requests
from tests.builders.configurations import build_basis
from tests.builders.school import build_identity


def test_the_demonstration_shows_every_stage_once(scope: Scope) -> None:
    build_basis(scope)
    build_identity(scope.session)

    seed_quotes(scope)
    seed_quotes(scope)

    rows = list_requests(scope.session)
    assert [row.status for row in reversed(rows)] == [
        RequestStatus.RECEIVED,
        RequestStatus.PRICED,
        RequestStatus.ANSWERED,
        RequestStatus.ANSWERED,
    ]
    assert get_request(scope.session, rows[0].id).messages
    assert get_request(scope.session, rows[-1].id).needs_measure
