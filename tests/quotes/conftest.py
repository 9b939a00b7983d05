"""What the tests of quotes share: a priced school, a store, a sent quote."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from shop.configurations.queries import forget_loads
from shop.configurations.services import save_configuration
from shop.db import Scope
from shop.files.gateway import FileStore, FolderStore
from shop.quotes.domain.readings import RequestView
from shop.quotes.queries import get_request
from shop.quotes.services.agreeing import agree_request
from shop.quotes.services.answering import Signature
from shop.quotes.services.drafting import DraftTerms, set_terms, submit_for_agreement
from shop.quotes.services.links import issue_link
from shop.quotes.services.requests import receive_request
from shop.quotes.services.sending import send_quote
from tests.builders.configurations import build_basis, build_wish
from tests.builders.quotes import TEACHER, as_actor, build_new_request
from tests.builders.school import build_identity

DUE_ON = date(2027, 2, 26)


@dataclass(frozen=True)
class SentQuote:
    """A quote its customer holds the link of."""

    request_id: int
    token: str
    pdf_digest: str

    def signed(self, **changes: object) -> Signature:
        """Return the signature of its customer."""
        fields: dict[str, object] = {
            "name": "Nadia Perrin",
            "ticked": frozenset({"agreed", "made_to_measure"}),
            "pdf_digest": self.pdf_digest,
            "ip_address": "192.0.2.7",
            "user_agent": "Firefox",
        }
        return Signature(**{**fields, **changes})  # type: ignore[arg-type] # fields by name


@pytest.fixture(autouse=True)
def _fresh_loads() -> None:
    forget_loads()


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "files")


@pytest.fixture
def school(scope: Scope) -> Scope:
    """A scope in a school that has prices, numbers of law and a name."""
    build_basis(scope)
    build_identity(scope.session)
    return scope


@pytest.fixture
def asked(school: Scope, store: FileStore) -> RequestView:
    """A request for the reference gate, just received."""
    return ask_for_gate(school, store)


@pytest.fixture
def agreed(school: Scope, asked: RequestView) -> RequestView:
    """The same request, with the teacher's agreement."""
    agree(school, asked.id)
    return get_request(school.session, asked.id)


@pytest.fixture
def sent(school: Scope, store: FileStore, agreed: RequestView) -> SentQuote:
    """The same request, its version 1 at the customer's."""
    return send(school, store, agreed.id)


def ask_for_gate(scope: Scope, store: FileStore, **changes: object) -> RequestView:
    """Save a gate like the reference one, ask for its quote and return the request."""
    code = save_configuration(scope, build_wish(**changes)).code
    received = receive_request(scope, store, build_new_request(code=code, message=""))
    return get_request(scope.session, received.id)


def agree(scope: Scope, request_id: int) -> None:
    """Finish the draft and have the teacher agree."""
    set_terms(scope, request_id, DraftTerms(due_on=DUE_ON, note="", is_certified=False))
    submit_for_agreement(scope, request_id)
    agree_request(as_actor(scope, TEACHER), request_id, learning="Souder sans déformer")


def send(scope: Scope, store: FileStore, request_id: int) -> SentQuote:
    """Send the agreed version and return what its customer holds."""
    send_quote(scope, store, request_id)
    view = get_request(scope.session, request_id)
    assert view.latest_sent is not None
    return SentQuote(request_id, issue_link(scope, view.quote_id), view.latest_sent.pdf_digest)
