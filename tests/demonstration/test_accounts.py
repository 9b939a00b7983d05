"""The people of the demonstration, and the pages that introduce them."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.accounts.domain.passwords import refuse_weak_password
from shop.accounts.gateway import matches
from shop.accounts.models import Student
from shop.accounts.queries import (
    find_customer_secret,
    find_staff_secret,
    list_groups,
    list_staff,
    list_student_accounts,
)
from shop.accounts.sign_in import ask_sign_in_link
from shop.app import create_app
from shop.curriculum.domain.operations import list_machines
from shop.db import Scope, db
from shop.demonstration.accounts import (
    COLLEAGUES,
    CREWS,
    CUSTOMER,
    PASSWORD,
    PIN,
    seed_accounts,
)
from shop.demonstration.planning import HOURS
from shop.kernel.actor import STAFF_ROLES
from shop.notifications.queries import list_messages
from shop.settings import Settings

TODAY = date(2026, 11, 20)


def test_the_school_has_somebody_in_every_role_and_three_groups(scope: Scope) -> None:
    seed_accounts(scope)
    seed_accounts(scope)

    assert {person.role for person in list_staff(scope.session)} == STAFF_ROLES
    groups = {group.name: len(group.student_ids) for group in list_groups(scope.session)}
    assert groups == {"Métallerie A": 10, "Métallerie B": 8, "Pneus": 8}
    assert set(groups) == set(HOURS)


def test_every_student_has_a_pseudonym_of_their_own_a_level_and_a_pin(scope: Scope) -> None:
    seed_accounts(scope)

    accounts = [
        account
        for group in list_groups(scope.session)
        for account in list_student_accounts(scope.session, group.id, TODAY)
    ]
    assert len({account.student.pseudonym for account in accounts}) == 26
    assert len({account.student.picture for account in accounts}) == 26
    assert {account.student.reading_level for account in accounts} == {1, 2, 3}
    assert all(account.has_pin and account.leaves_on > TODAY for account in accounts)


def test_some_students_wait_for_a_machine(scope: Scope) -> None:
    seed_accounts(scope)
    known = {code for code, _ in list_machines()}

    for group, crew in zip(list_groups(scope.session), CREWS, strict=True):
        cleared = [
            account.student.clearances
            for account in list_student_accounts(scope.session, group.id, TODAY)
        ]
        assert any(found == set(crew.machines) for found in cleared)
        assert any(found < set(crew.machines) for found in cleared)
        assert set(crew.machines) <= known


def test_the_passwords_shown_are_the_right_ones(scope: Scope) -> None:
    seed_accounts(scope)

    for person in COLLEAGUES:
        refuse_weak_password(PASSWORD, names=(person.name, person.email))
        found = find_staff_secret(scope.session, person.email)
        assert found is not None
    assert found is not None
    assert matches(found[1], PASSWORD)
    customer = find_customer_secret(scope.session, CUSTOMER[0])
    assert customer is not None
    assert matches(customer[1], PASSWORD)
    student = list_groups(scope.session)[0].student_ids[0]
    assert matches(scope.session.get_one(Student, student).pin_hash, PIN)


def test_the_page_introduces_everybody(client: FlaskClient, scope: Scope) -> None:
    seed_accounts(scope)
    scope.session.commit()

    page = client.get("/demo").text

    assert [person.email for person in COLLEAGUES if person.email not in page] == []
    assert PASSWORD in page
    assert PIN in page
    assert "Métallerie B" in page
    assert "Set-Cookie" not in client.get("/demo").headers


def test_an_email_is_read_as_text_and_as_its_reader_sees_it(
    client: FlaskClient, scope: Scope
) -> None:
    assert "Aucun courriel encore" in client.get("/demo/courriels").text
    with client.application.test_request_context():
        ask_sign_in_link(scope, "lea@example.org", language="fr")
    scope.session.commit()
    message_id = list_messages(scope.session)[0].id

    assert "lea@example.org" in client.get("/demo/courriels").text
    text = client.get(f"/demo/courriels/{message_id}").text
    assert '<a href="http://localhost/compte/lien/' in text
    shown = client.get(f"/demo/courriels/{message_id}/html")
    policy = shown.headers["Content-Security-Policy"]
    assert "Me connecter" in shown.text
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert client.get("/demo/courriels/999999").status_code == 404


@pytest.mark.parametrize("path", ["/demo", "/demo/courriels", "/demo/courriels/1"])
def test_without_a_demonstration_these_pages_do_not_exist(settings: Settings, path: str) -> None:
    app: Flask = create_app(replace(settings, demo=False))

    assert path not in {rule.rule for rule in app.url_map.iter_rules()}
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/demo")]
    with app.app_context():
        db.engine.dispose()
