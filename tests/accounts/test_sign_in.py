"""Sign-ins can be ended, links serve once, telephones' codes never twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select

from shop.accounts.domain.signing import LINK_LIFE, Account, Kind
from shop.accounts.events import PasswordChanged, SignInLinkAsked, StaffPasswordAsked
from shop.accounts.gateway import matches
from shop.accounts.models import Customer, SignInLink, Staff
from shop.accounts.queries import find_signed_in, list_sign_ins
from shop.accounts.second_factor import (
    confirm_totp,
    prepare_totp,
    reset_totp,
    use_recovery_code,
    use_totp,
)
from shop.accounts.sign_in import (
    ask_sign_in_link,
    ask_staff_password,
    choose_staff_password,
    close_staff,
    end_sign_in,
    end_sign_ins,
    invite_staff,
    is_live_code,
    start_sign_in,
    use_sign_in_link,
)
from shop.db import Scope, db, writing_scope
from shop.kernel.actor import Role
from shop.kernel.events import Bus, Event
from shop.kernel.refusals import Refusal
from shop.kernel.tokens import hash_token
from tests.builders.accounts import (
    PASSWORD,
    build_customer,
    build_recovery_code,
    build_sign_in,
    build_sign_in_link,
    build_staff,
    build_student,
)
from tests.conftest import NOW

DEAD = "n’est plus valable"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def listening(scope: Scope) -> tuple[Scope, list[Event]]:
    """Return the scope with a bus that only remembers."""
    heard: list[Event] = []
    kinds = (SignInLinkAsked, StaffPasswordAsked, PasswordChanged)
    bus = Bus({kind: [lambda event, _scope: heard.append(event)] for kind in kinds})
    return replace(scope, bus=bus), heard


def is_signed_in(scope: Scope, account: Account, key: str, at: datetime = NOW) -> bool:
    return find_signed_in(scope.session, account, hash_token(key), at) is not None


def test_a_sign_in_gives_its_person_until_it_is_ended(scope: Scope) -> None:
    row = build_staff(scope.session, role=Role.DIRECTOR)
    account = Account(Kind.STAFF, row.id)
    key = start_sign_in(scope, account)

    found = find_signed_in(scope.session, account, hash_token(key), NOW)
    assert found is not None
    assert (found[0].role, found[0].account_id, found[0].name) == (
        Role.DIRECTOR,
        row.id,
        "Camille Roux",
    )

    end_sign_in(scope, key)
    scope.session.expire_all()
    assert not is_signed_in(scope, account, key)


def test_the_key_of_one_person_opens_nobody_else(scope: Scope) -> None:
    one, two = (build_customer(scope.session, email=f"{n}@example.org") for n in ("a", "b"))
    key = start_sign_in(scope, Account(Kind.CUSTOMER, one.id))

    assert is_signed_in(scope, Account(Kind.CUSTOMER, one.id), key)
    assert not is_signed_in(scope, Account(Kind.CUSTOMER, two.id), key)
    assert not is_signed_in(scope, Account(Kind.STAFF, one.id), key)


def test_an_idle_tablet_signs_its_student_out(scope: Scope) -> None:
    student = build_student(scope.session)
    account = Account(Kind.STUDENT, student.id)
    build_sign_in(scope.session, account=str(account), key="k")

    assert is_signed_in(scope, account, "k", NOW + timedelta(minutes=9))
    assert not is_signed_in(scope, account, "k", NOW + timedelta(minutes=10))


def test_a_purged_student_is_signed_out(scope: Scope) -> None:
    student = build_student(scope.session)
    account = Account(Kind.STUDENT, student.id)
    build_sign_in(scope.session, account=str(account), key="k")
    student.purged_at = NOW
    scope.session.flush()

    assert not is_signed_in(scope, account, "k")


def test_signing_out_everywhere_spares_only_the_browser_in_hand(scope: Scope) -> None:
    account = Account(Kind.STAFF, build_staff(scope.session).id)
    here, there = (start_sign_in(scope, account) for _ in range(2))

    end_sign_ins(scope, account, but_key=here)
    scope.session.expire_all()

    assert is_signed_in(scope, account, here)
    assert not is_signed_in(scope, account, there)
    assert len(list_sign_ins(scope.session, account, NOW)) == 1


def test_a_closed_account_is_signed_out_at_once(scope: Scope) -> None:
    account = Account(Kind.STAFF, build_staff(scope.session).id)
    key = start_sign_in(scope, account)

    close_staff(scope, account.id)
    scope.session.expire_all()

    assert not is_signed_in(scope, account, key)


def test_a_link_opens_an_account_the_first_time_and_the_same_one_later(scope: Scope) -> None:
    heard_scope, heard = listening(scope)
    for _ in range(2):
        ask_sign_in_link(heard_scope, " Lea@Example.org ", language="fr")
    tokens = [event.token for event in heard if isinstance(event, SignInLinkAsked)]

    accounts = [use_sign_in_link(scope, token) for token in tokens]

    assert accounts[0] == accounts[1]
    assert scope.session.scalars(select(Customer.email)).all() == ["lea@example.org"]


def test_a_link_is_stored_only_as_a_hash(scope: Scope) -> None:
    heard_scope, heard = listening(scope)
    ask_sign_in_link(heard_scope, "lea@example.org", language="fr")

    (event,) = heard
    assert isinstance(event, SignInLinkAsked)
    stored = scope.session.scalars(select(SignInLink)).one()
    assert stored.token_hash == hash_token(event.token)
    assert event.token not in repr(event)


def test_a_link_serves_once(scope: Scope) -> None:
    build_sign_in_link(scope.session, token="abc")
    use_sign_in_link(scope, "abc")

    with pytest.raises(Refusal, match=DEAD):
        use_sign_in_link(scope, "abc")


def test_a_link_ends_after_half_an_hour(scope: Scope) -> None:
    build_sign_in_link(scope.session, token="abc")

    with pytest.raises(Refusal, match=DEAD):
        use_sign_in_link(replace(scope, now=NOW + LINK_LIFE), "abc")


def test_a_forged_link_or_one_for_another_purpose_opens_nothing(scope: Scope) -> None:
    build_sign_in_link(scope.session, token="abc", purpose="staff_password")

    for token in ("abc", "abd", ""):
        with pytest.raises(Refusal, match=DEAD):
            use_sign_in_link(scope, token)


def test_of_ten_browsers_with_one_link_one_gets_in(app: Flask, scope: Scope) -> None:
    build_customer(scope.session)
    build_sign_in_link(scope.session, token="abc")
    scope.session.commit()

    def use(_: int) -> bool:
        try:
            with app.app_context(), writing_scope(db.session(), Bus(), now=NOW) as own:
                use_sign_in_link(own, "abc")
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(use, range(10))) == 1


def test_an_invited_person_chooses_a_password_with_the_code_typed_by_hand(scope: Scope) -> None:
    row = build_staff(scope.session)
    heard_scope, heard = listening(scope)
    code = invite_staff(heard_scope, row.id)

    choose_staff_password(heard_scope, code.lower().replace("-", " "), PASSWORD)

    assert matches(row.password_hash, PASSWORD)
    assert [type(event) for event in heard] == [StaffPasswordAsked, PasswordChanged]
    with pytest.raises(Refusal, match=DEAD):
        choose_staff_password(heard_scope, code, PASSWORD)


def test_a_weak_password_leaves_the_code_alive(scope: Scope) -> None:
    row = build_staff(scope.session)
    heard_scope, _ = listening(scope)
    code = invite_staff(heard_scope, row.id)

    with pytest.raises(Refusal):
        choose_staff_password(heard_scope, code, "court")

    assert is_live_code(scope, code)


def test_a_new_code_kills_the_one_before(scope: Scope) -> None:
    row = build_staff(scope.session)
    heard_scope, _ = listening(scope)
    first, second = (invite_staff(heard_scope, row.id) for _ in range(2))

    assert (is_live_code(scope, first), is_live_code(scope, second)) == (False, True)


def test_a_new_password_ends_every_other_sign_in(scope: Scope) -> None:
    row = build_staff(scope.session, password=PASSWORD)
    account = Account(Kind.STAFF, row.id)
    key = start_sign_in(scope, account)
    heard_scope, _ = listening(scope)

    choose_staff_password(heard_scope, invite_staff(heard_scope, row.id), "des barreaux soudés")
    scope.session.expire_all()

    assert not is_signed_in(scope, account, key)


def test_a_forgotten_password_says_nothing_about_who_exists(scope: Scope) -> None:
    build_staff(scope.session, email="closed@example.org", is_active=False)
    heard_scope, heard = listening(scope)

    for email in ("ghost@example.org", "closed@example.org"):
        ask_staff_password(heard_scope, email)

    assert heard == []


def test_a_telephone_counts_once_a_code_has_confirmed_it(scope: Scope) -> None:
    row = build_staff(scope.session)
    secret = prepare_totp(scope, row.id)

    assert prepare_totp(scope, row.id) == secret
    assert confirm_totp(scope, row.id, "000000") is None
    codes = confirm_totp(scope, row.id, pyotp.TOTP(secret).at(NOW))

    assert codes is not None
    assert len(set(codes)) == 8
    assert row.totp_confirmed_at == NOW
    with pytest.raises(Refusal, match="déjà enregistré"):
        prepare_totp(scope, row.id)


def test_a_code_of_the_telephone_never_serves_twice(scope: Scope) -> None:
    row = _with_telephone(scope)
    code = pyotp.TOTP(SECRET).at(NOW)

    assert use_totp(scope, row.id, code)
    assert not use_totp(scope, row.id, code)
    later = replace(scope, now=NOW + timedelta(seconds=30))
    assert use_totp(later, row.id, f" {pyotp.TOTP(SECRET).at(later.now)} ")


def test_a_code_of_long_ago_is_wrong(scope: Scope) -> None:
    row = _with_telephone(scope)

    assert not use_totp(scope, row.id, pyotp.TOTP(SECRET).at(NOW - timedelta(minutes=2)))


def test_a_recovery_code_serves_once_and_for_its_owner(scope: Scope) -> None:
    row = _with_telephone(scope)
    other = build_staff(scope.session, email="other@example.org")
    build_recovery_code(scope.session, staff_id=row.id, code="K7M2-QXVB-9ND4")

    assert not use_recovery_code(scope, other.id, "K7M2-QXVB-9ND4")
    assert use_recovery_code(scope, row.id, "k7m2 qxvb 9nd4")
    assert not use_recovery_code(scope, row.id, "K7M2-QXVB-9ND4")


def test_a_lost_telephone_is_forgotten_with_its_codes(scope: Scope) -> None:
    row = _with_telephone(scope)
    build_recovery_code(scope.session, staff_id=row.id, code="K7M2-QXVB-9ND4")

    reset_totp(scope, row.id)

    assert (row.totp_secret, row.totp_confirmed_at) == (None, None)
    assert not use_recovery_code(scope, row.id, "K7M2-QXVB-9ND4")


def _with_telephone(scope: Scope) -> Staff:
    return build_staff(scope.session, totp_secret=SECRET, totp_confirmed_at=NOW)


def test_digits_of_other_scripts_are_a_wrong_code(scope: Scope) -> None:
    row = _with_telephone(scope)

    assert not use_totp(scope, row.id, "١٢٣٤٥٦")
    assert not use_totp(scope, row.id, "²²²²²²")
