"""Secrets: passwords and PINs by Werkzeug's scrypt, one-time codes by pyotp."""

import secrets

import pyotp
from werkzeug.security import check_password_hash, generate_password_hash

from shop.kernel.references import SHORT_CODE_ALPHABET

STEP_SECONDS = 30
WINDOW = 1  # one step before and after: clocks of telephones drift

_HASH_OF_NOBODY = generate_password_hash("nobody has this password")


def hash_secret(secret: str) -> str:
    """Return the scrypt hash to keep."""
    return generate_password_hash(secret)


def matches(kept: str | None, typed: str) -> bool:
    """Tell whether a typed secret is the kept one, in the same time when there is none."""
    is_right = check_password_hash(kept or _HASH_OF_NOBODY, typed)
    return is_right and kept is not None


def new_totp_secret() -> str:
    """Draw the secret a telephone and the school share."""
    return pyotp.random_base32()


def totp_address(secret: str, *, name: str, issuer: str) -> str:
    """Return the `otpauth://` address an application reads as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def matching_step(secret: str, code: str, timestamp: float) -> int | None:
    """Return the number of the half-minute this code belongs to, or None when it is wrong."""
    now = int(timestamp) // STEP_SECONDS
    generator = pyotp.TOTP(secret)
    for step in range(now - WINDOW, now + WINDOW + 1):
        if secrets.compare_digest(generator.generate_otp(step), code):
            return step
    return None


def draw_pin() -> str:
    """Draw four digits that are neither all the same nor a plain run."""
    while True:
        pin = "".join(secrets.choice("0123456789") for _ in range(4))
        if len(set(pin)) > 1 and pin not in "01234567890" and pin not in "09876543210":
            return pin


def draw_code(groups: int = 3) -> str:
    """Draw a code to type such as `K7M2-QXVB-9ND4`."""
    return "-".join(
        "".join(secrets.choice(SHORT_CODE_ALPHABET) for _ in range(4)) for _ in range(groups)
    )


def read_code(typed: str) -> str:
    """Return a typed code as it was drawn, whatever its case, spaces and dashes."""
    letters = "".join(c for c in typed.upper() if c.isalnum())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
