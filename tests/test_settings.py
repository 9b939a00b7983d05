"""What the program needs before it starts, each refusal in one sentence."""

import pytest

from shop.settings import SettingsRefused, read_settings

PRODUCTION = {
    "ETABLI_ENVIRONMENT": "production",
    "ETABLI_SECRET_KEY": "s" * 40,
    "ETABLI_SCHOOL_NAME": "École",
    "ETABLI_SCHOOL_EMAIL": "bureau@example.org",
    "ETABLI_PUBLIC_URL": "https://boutique.example.org",
}


def test_development_starts_without_any_key() -> None:
    settings = read_settings({})

    assert (settings.environment, settings.uses_sqlite, settings.demo) == (
        "development",
        True,
        False,
    )


def test_production_starts_with_its_keys() -> None:
    assert read_settings(PRODUCTION).is_production


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"ETABLI_SECRET_KEY": ""}, "ETABLI_SECRET_KEY must hold"),
        ({"ETABLI_SECRET_KEY": "short"}, "ETABLI_SECRET_KEY must hold"),
        ({"ETABLI_SCHOOL_NAME": ""}, "ETABLI_SCHOOL_NAME"),
        ({"ETABLI_SCHOOL_EMAIL": ""}, "ETABLI_SCHOOL_EMAIL"),
        ({"ETABLI_PUBLIC_URL": "http://x.example.org"}, "https://"),
        ({"ETABLI_DEMO": "yes"}, "ETABLI_DEMO"),
        ({"ETABLI_ENVIRONMENT": "prod"}, "ETABLI_ENVIRONMENT must be"),
        ({"ETABLI_STRIPE_SECRET_KEY": "sk_live_1"}, "ETABLI_STRIPE_WEBHOOK_SECRET"),
        ({"ETABLI_SMTP_PORT": "mail"}, "ETABLI_SMTP_PORT cannot be read"),
        ({"ETABLI_DEMO": "peut-être"}, "ETABLI_DEMO cannot be read"),
    ],
)
def test_each_refusal_says_what_to_set(change: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        read_settings({**PRODUCTION, **change})
    assert says in str(refused.value)


def test_a_live_key_never_runs_a_demonstration() -> None:
    keys = {
        "ETABLI_DEMO": "yes",
        "ETABLI_STRIPE_SECRET_KEY": "sk_live_1",
        "ETABLI_STRIPE_WEBHOOK_SECRET": "whsec_1",
    }
    with pytest.raises(SettingsRefused, match="ETABLI_DEMO cannot run with a live Stripe key"):
        read_settings(keys)


def test_secrets_are_never_printed() -> None:
    settings = read_settings({**PRODUCTION, "ETABLI_SMTP_PASSWORD": "hush-hush"})

    assert "hush-hush" not in repr(settings)
    assert "s" * 40 not in repr(settings)


def test_a_postgresql_address_gets_its_driver() -> None:
    for scheme in ("postgres", "postgresql"):
        settings = read_settings({"DATABASE_URL": f"{scheme}://school@localhost/etabli"})

        assert settings.database_url == "postgresql+psycopg://school@localhost/etabli"
