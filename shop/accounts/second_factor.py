"""The second factor of staff: a telephone, and recovery codes for the day it is lost."""

from sqlalchemy import CursorResult, delete, update

from shop.accounts.gateway import draw_code, matching_step, new_totp_secret, read_code
from shop.accounts.models import RecoveryCode, Staff
from shop.accounts.services import record_act
from shop.db import Scope, lock
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.kernel.tokens import hash_token

RECOVERY_CODES = 8


def prepare_totp(scope: Scope, staff_id: int) -> str:
    """Return the secret to put into a telephone; it counts once a code has confirmed it."""
    row = lock(scope.session, Staff, staff_id)
    if row.totp_confirmed_at is not None:
        raise Refusal(N_("Votre téléphone est déjà enregistré."))
    if row.totp_secret is None:
        row.totp_secret = new_totp_secret()
        scope.session.flush()
    return row.totp_secret


def confirm_totp(scope: Scope, staff_id: int, code: str) -> list[str] | None:
    """Confirm the telephone by a first code; return recovery codes to show once, None if wrong."""
    if not use_totp(scope, staff_id, code):
        return None
    row = lock(scope.session, Staff, staff_id)
    row.totp_confirmed_at = scope.now
    scope.session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
    codes = [draw_code() for _ in range(RECOVERY_CODES)]
    scope.session.add_all(
        RecoveryCode(staff_id=staff_id, code_hash=hash_token(found)) for found in codes
    )
    scope.session.flush()
    record_act(scope, "staff.totp_confirmed", f"staff:{staff_id}")
    return codes


def use_totp(scope: Scope, staff_id: int, code: str) -> bool:
    """Take the code a telephone shows; the same code never serves twice."""
    row = lock(scope.session, Staff, staff_id)
    digits = "".join(c for c in code if c.isascii() and c.isdigit())  # pyotp knows no others
    if row.totp_secret is None:
        return False
    step = matching_step(row.totp_secret, digits, scope.now.timestamp())
    if step is None or step <= row.totp_last_step:
        return False
    row.totp_last_step = step
    scope.session.flush()
    return True


def use_recovery_code(scope: Scope, staff_id: int, code: str) -> bool:
    """Take a recovery code, once."""
    statement = (
        update(RecoveryCode)
        .where(
            RecoveryCode.staff_id == staff_id,
            RecoveryCode.code_hash == hash_token(read_code(code)),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=scope.now)
    )
    result = scope.session.execute(statement)
    assert isinstance(result, CursorResult)  # noqa: S101 - tells the type
    return result.rowcount == 1


def reset_totp(scope: Scope, staff_id: int) -> None:
    """Forget the telephone of a person who lost it; the next sign-in registers another."""
    row = lock(scope.session, Staff, staff_id)
    row.totp_secret, row.totp_confirmed_at = None, None
    scope.session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
    scope.session.flush()
    record_act(scope, "staff.totp_reset", f"staff:{staff_id}")
