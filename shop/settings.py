"""One typed, validated settings object read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

PREFIX = "ETABLI_"
DEVELOPMENT_SECRET = "development-only-not-secret"  # noqa: S105 - refused in production
MINIMUM_SECRET_LENGTH = 32


class SettingsRefused(Exception):
    """The program will not start like this; the message says what to set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every key of the environment, documented in `docs/settings.md`."""

    environment: str = "development"
    secret_key: str = field(default=DEVELOPMENT_SECRET, repr=False)
    database_url: str = "sqlite:///var/etabli.sqlite3"
    data_dir: Path = Path("var")
    public_url: str = "http://127.0.0.1:5000"
    demo: bool = False
    trusted_proxies: int = 0
    school_name: str = ""
    school_email: str = ""
    stripe_secret_key: str = field(default="", repr=False)
    stripe_webhook_secret: str = field(default="", repr=False)
    stripe_api_base: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_tls: bool = True
    mail_from: str = "boutique@example.org"
    log_level: str = "INFO"

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def has_live_stripe_key(self) -> bool:
        return self.stripe_secret_key.startswith(("sk_live_", "rk_live_"))

    @property
    def uses_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read `ETABLI_…` keys and `DATABASE_URL`; SettingsRefused in one sentence when unusable."""
    values: dict[str, object] = {}
    for known in fields(Settings):
        raw = environ.get(PREFIX + known.name.upper(), "")
        if raw != "":
            values[known.name] = _parse(known.name, raw, known.type)
    if environ.get("DATABASE_URL") and "database_url" not in values:
        values["database_url"] = environ["DATABASE_URL"]
    if "database_url" in values:
        values["database_url"] = _with_driver(str(values["database_url"]))
    return validate_settings(Settings(**values))  # type: ignore[arg-type] # parsed to its type


def validate_settings(settings: Settings) -> Settings:
    """Return the settings, or refuse with the first sentence that says what to set."""
    for refusal in _refusals(settings):
        raise SettingsRefused(refusal)
    return settings


def _refusals(settings: Settings) -> list[str]:
    found = []
    if settings.environment not in {"development", "test", "production"}:
        found.append("ETABLI_ENVIRONMENT must be development, test or production.")
    if settings.stripe_secret_key and not settings.stripe_webhook_secret:
        found.append(
            "ETABLI_STRIPE_SECRET_KEY is set without ETABLI_STRIPE_WEBHOOK_SECRET: "
            "copy the signing secret (whsec_…) of the webhook endpoint."
        )
    if settings.demo and settings.has_live_stripe_key:
        found.append("ETABLI_DEMO cannot run with a live Stripe key: use a test key, or none.")
    if settings.is_production:
        found.extend(_production_refusals(settings))
    return found


def _production_refusals(settings: Settings) -> list[str]:
    found = []
    weak = settings.secret_key == DEVELOPMENT_SECRET
    if weak or len(settings.secret_key) < MINIMUM_SECRET_LENGTH:
        found.append(
            f"ETABLI_SECRET_KEY must hold at least {MINIMUM_SECRET_LENGTH} random characters: "
            'make one with python3 -c "import secrets; print(secrets.token_hex(32))".'
        )
    if not settings.school_name or not settings.school_email:
        found.append("Production needs ETABLI_SCHOOL_NAME and ETABLI_SCHOOL_EMAIL: who sells.")
    if not settings.public_url.startswith("https://"):
        found.append("ETABLI_PUBLIC_URL must be the https:// address customers type.")
    if settings.demo:
        found.append("ETABLI_DEMO cannot be set in production.")
    return found


def _parse(name: str, raw: str, kind: object) -> object:
    try:
        if kind is bool:
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[
                raw.lower()
            ]
        if kind is int:
            return int(raw)
    except (KeyError, ValueError):
        raise SettingsRefused(f"{PREFIX}{name.upper()} cannot be read: {raw!r}.") from None
    return Path(raw) if kind is Path else raw


def _with_driver(address: str) -> str:
    """Name the psycopg 3 driver in PostgreSQL addresses, as hosts usually leave it out."""
    scheme, separator, rest = address.partition("://")
    if scheme in {"postgres", "postgresql"}:
        return f"postgresql+psycopg{separator}{rest}"
    return address
