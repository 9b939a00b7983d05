"""The office's page about money."""

import re
import secrets
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from shop.db import Scope, end_writing
from shop.kernel.actor import Actor, Role
from shop.kernel.money import Money
from shop.orders.domain import PaymentMeans
from shop.orders.services import cancel_order
from shop.payments.domain.attempts import CheckoutRequest
from shop.payments.domain.ledger import CheckKind
from shop.payments.queries import balance_of, list_bank_lines_to_match, list_checks, list_refunds
from shop.payments.services.checks import open_check
from shop.payments.services.refunds import refund_everything
from tests.builders.orders import place
from tests.builders.payments import FULL, build_checkout_attempt, paid_order, pay
from tests.builders.school import build_legal_param
from tests.conftest import NOW

PAGE = "/ecole/bureau/argent"


class Desk:
    """The office at its screen."""

    def __init__(self, scope: Scope, client: FlaskClient) -> None:
        self.scope, self.client = scope, client

    def leave(self) -> None:
        self.scope.session.commit()
        end_writing(self.scope.session)

    def look(self) -> Any:  # noqa: ANN401 - a session read afresh
        self.scope.session.rollback()
        return self.scope.session

    def page(self) -> str:
        response = self.client.get(PAGE)
        assert response.status_code == 200
        return response.text

    def send(self, path: str, **data: Any) -> Any:  # noqa: ANN401 - a response
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.page())
        assert found
        return self.client.post(
            f"{PAGE}{path}",
            data={"csrf_token": found.group(1), **data},
            headers={"Sec-Fetch-Site": "same-origin", "Referer": f"http://localhost{PAGE}"},
        )


@pytest.fixture
def desk(app: Flask, scope: Scope, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Desk:
    office = Actor(role=Role.OFFICE, account_id=1, name="Camille")
    monkeypatch.setitem(app.extensions, "actor_loader", lambda: office)
    return Desk(scope, client)


def test_an_empty_page_says_what_to_do_first(desk: Desk) -> None:
    desk.leave()
    page = desk.page()
    assert "Tout est en ordre" in page
    assert "Importez le relevé" in page


def test_a_statement_matches_and_the_rest_is_matched_by_hand(desk: Desk) -> None:
    first = place(desk.scope, means=PaymentMeans.TRANSFER)
    second = place(desk.scope, means=PaymentMeans.TRANSFER, one_time_key="b")
    desk.leave()
    text = (
        "Date;Libellé;Crédit\n20/11/2026;VIR CO-2026-0001;180,00\n"
        "20/11/2026;VIR PETIT;180,00\n20/11/2026;REGION;900,00\nhier;X;1,00\n"
    )

    desk.send("/releve", statement=(BytesIO(text.encode()), "releve.csv"))

    page = desk.page()
    assert "1 virement rapproché, 2 à voir." in page
    assert "Ligne 5 du fichier illisible" in page
    assert balance_of(desk.look(), first).paid == FULL
    petit, region = list_bank_lines_to_match(desk.look())
    desk.look()
    desk.send(f"/virements/{petit.id}", reference="CO-2026-0002")
    desk.send(f"/virements/{region.id}", aside="1", why="subvention")
    assert balance_of(desk.look(), second).paid == FULL
    assert list_bank_lines_to_match(desk.look()) == []


def test_a_wrong_file_is_refused_beside_its_field(desk: Desk) -> None:
    desk.leave()
    response = desk.send("/releve", statement=(BytesIO(b"bonjour"), "x.csv"))
    assert "colonnes Date, Libellé et Montant" in response.text
    assert "Choisissez un fichier" in desk.send("/releve").text


def test_an_unknown_order_is_told(desk: Desk) -> None:
    desk.leave()
    desk.send(
        "/releve", statement=(BytesIO("Date;Libellé;Crédit\n20/11/2026;X;1".encode()), "x.csv")
    )
    (line,) = list_bank_lines_to_match(desk.look())
    desk.look()

    desk.send(f"/virements/{line.id}", reference="CO-1")
    assert "Aucune commande ne porte ce numéro" in desk.page()


def test_a_refund_by_hand_is_settled_with_one_button(desk: Desk) -> None:
    order_id = paid_order(desk.scope)
    refund_everything(desk.scope, order_id, "Trop perçu")
    (check,) = list_checks(desk.scope.session)
    desk.leave()
    assert "C’est remboursé" in desk.page()

    desk.send(f"/a-regarder/{check.id}", outcome="Virement du 20 novembre")

    assert list_refunds(desk.look(), order_id)[0].status == "done"
    assert list_checks(desk.look()) == []


def test_too_much_money_is_shown_with_its_order(desk: Desk) -> None:
    order_id = paid_order(desk.scope)
    pay(desk.scope, order_id, Money(500), external_ref="again")
    desk.leave()

    page = desk.page()
    assert "CO-2026-0001 – 5,00" in page
    assert "rendez la différence" in page


def test_forgotten_card_pages_are_asked_about(desk: Desk, app: Flask) -> None:
    paid, lost = place(desk.scope), place(desk.scope, one_time_key="b")
    gateway = app.extensions["card_gateway"]
    attempt = build_checkout_attempt(paid)
    started = gateway.start_checkout(
        CheckoutRequest(
            key=f"forgotten-{secrets.token_hex(8)}",
            attempt_id=1,
            reference="CO-2026-0001",
            label="Commande",
            amount=attempt.amount,
            email="ana@example.org",
            language="fr",
            success_url="/",
            cancel_url="/",
            expires_at=attempt.expires_at,
        )
    )
    gateway.pay(started.session_id)
    desk.scope.session.add_all(
        [
            build_checkout_attempt(paid, session_id=started.session_id),
            build_checkout_attempt(lost, session_id="demo_" + "0" * 32),
        ]
    )
    desk.leave()
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert "Demander ce qu’ils sont devenus" in desk.page()
        desk.send("/cartes")
        assert "1 paiement retrouvé." in desk.page()

    assert balance_of(desk.look(), paid).paid == FULL


def test_coins_at_the_desk_are_written_once(desk: Desk) -> None:
    build_legal_param(desk.scope.session, key="cash_limit_resident", value="1000")
    order_id = place(desk.scope, means=PaymentMeans.ON_SITE)
    desk.leave()
    data = {
        "reference": "CO-2026-0001",
        "provider": "cash",
        "amount": "180,00",
        "received_on": f"{NOW:%Y-%m-%d}",
        "form_key": "once",
    }

    desk.send("/encaisser", **data)
    desk.send("/encaisser", **data)

    assert balance_of(desk.look(), order_id).paid == FULL


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("reference", "CO-2026-0404", "Aucune commande ne porte ce numéro"),
        ("amount", "beaucoup", "Écrivez un nombre"),
        ("amount", "0", "au-dessus de zéro"),
        ("received_on", "hier", ""),
    ],
)
def test_a_wrong_entry_keeps_what_was_typed(
    desk: Desk, field: str, typed: str, sentence: str
) -> None:
    place(desk.scope, means=PaymentMeans.ON_SITE)
    desk.leave()
    data = {
        "reference": "CO-2026-0001",
        "provider": "cheque",
        "amount": "180",
        "received_on": "2026-11-20",
    }

    response = desk.send("/encaisser", **{**data, field: typed})

    assert response.status_code == 200
    assert sentence in response.text
    assert f'value="{typed}"' in response.text


def test_a_reason_that_the_office_typed_is_shown_as_typed(desk: Desk) -> None:
    order_id = paid_order(desk.scope)
    cancel_order(desk.scope, order_id, "10 % <b>de trop</b>, 5 %(trop)")
    open_check(
        desk.scope, CheckKind.CANCELLED_PAID, f"order:{order_id}", amount=FULL,
        detail="10 % <b>de trop</b>, 5 %(trop)", order_id=order_id,
    )  # fmt: skip
    desk.leave()

    assert "10 % &lt;b&gt;de trop&lt;/b&gt;, 5 %(trop)" in desk.page()
