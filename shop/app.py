"""The application factory: the only module that knows every room."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from shop.accounts import views as accounts_views
from shop.accounts.staff_views import registration as accounts_staff_views
from shop.catalogue import staff_views as catalogue_staff_views
from shop.cli import register_commands
from shop.configurations import rule_views, tariff_views
from shop.configurations import staff_views as configurations_staff_views
from shop.configurations import views as configurations_views
from shop.curriculum.domain.operations import list_machines
from shop.db import db, prepare_engine
from shop.demonstration import views as demonstration_views
from shop.exercises import staff_views as exercises_staff_views
from shop.fabrication.tables import standard_tables
from shop.files.domain import MAX_UPLOAD_BYTES
from shop.files.gateway import FileStore, FolderStore
from shop.jobs.staff_views import registration as jobs_pages
from shop.kernel.clock import paris_day
from shop.kernel.events import Bus
from shop.notifications.gateway import FolderMailer, Mailer, SmtpMailer
from shop.orders import views as orders_views
from shop.payments import staff_views as payments_staff_views
from shop.payments import views as payments_views
from shop.planning import staff_views as planning_staff_views
from shop.quotes import staff_views as quotes_staff_views
from shop.quotes import views as quotes_views
from shop.school import staff_views as school_staff_views
from shop.school import views as school_views
from shop.school.queries import publication_gaps
from shop.settings import Settings, SettingsRefused, read_settings
from shop.stock import staff_views as stock_staff_views
from shop.storefront import (
    account_orders,
    information_views,
    order_views,
    robot_views,
    visit_views,
)
from shop.storefront import views as storefront
from shop.tasks.worker import Worker
from shop.tyres import staff_views as tyres_staff_views
from shop.tyres import views as tyres_views
from shop.tyres import winter_views as tyres_winter_views
from shop.web import (
    addresses,
    assets,
    cookies,
    csrf,
    errors,
    filters,
    indexing,
    language,
    navigation,
    observability,
    security,
    soundness,
    style_views,
    stylesheet,
    templating,
)
from shop.web.scope import anonymous_loader, forget_session
from shop.wiring import HANDLERS, PERIODIC, choose_card_gateway, task_handlers
from shop.workspace.staff_views import registration as workspace_staff_views

ROOT = Path(__file__).parent.parent
FORM_PARTS = 400


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application from the environment, or from the settings given."""
    settings = settings or read_settings(os.environ)
    app = Flask(
        "shop",
        root_path=str(Path(__file__).parent),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    _configure(app, settings)
    _dress(app, settings)
    _connect(app, settings)
    for register in ROOMS:
        register(app)
    register_commands(app)
    if settings.has_live_stripe_key and not _is_command_line():
        _refuse_unpublished_shop(app)
    return app


def _is_command_line() -> bool:
    """Tell whether `flask` runs a command: one brings the database up to date before it is read."""
    return os.environ.get("FLASK_RUN_FROM_CLI") == "true"


def _refuse_unpublished_shop(app: Flask) -> None:
    with app.app_context():
        gaps = publication_gaps(db.session(), paris_day(datetime.now(UTC)))
        db.session.remove()
        db.engine.dispose()  # no connection is handed to the processes that serve
    if gaps:
        raise SettingsRefused(
            "A live Stripe key is refused while the school has not published: start without "
            "ETABLI_STRIPE_SECRET_KEY, complete /ecole/reglages/ouverture, then set the key. "
            f"Missing: {' '.join(gaps)}"
        )


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SETTINGS=settings,
        SQLALCHEMY_DATABASE_URI=_absolute(settings.database_url),
        MAX_CONTENT_LENGTH=4 * MAX_UPLOAD_BYTES,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        MAX_FORM_PARTS=FORM_PARTS,
        WTF_CSRF_TIME_LIMIT=12 * 3600,
        WTF_I18N_ENABLED=True,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign] # WSGI's way


def _dress(app: Flask, settings: Settings) -> None:
    templating.prepare_templates(app)
    observability.observe(app, level=settings.log_level)
    soundness.read_only_sound_requests(app)
    cookies.separate_cookies(app, secure=settings.is_production)
    language.speak(app)
    filters.install_filters(app)
    addresses.offer_addresses(app)
    indexing.offer_indexing(app)
    assets.serve_assets(app)
    stylesheet.serve_stylesheet(app)
    navigation.prepare_navigation(app)
    errors.answer_errors(app)
    csrf.protect(app)
    security.add_security_headers(app)
    app.jinja_env.globals["demo"] = settings.demo
    if not settings.is_production:
        app.register_blueprint(style_views.bp)


def _connect(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    app.teardown_appcontext(forget_session)
    store = FolderStore(settings.data_dir / "files")
    app.extensions["bus"] = Bus(HANDLERS)
    app.extensions["actor_loader"] = anonymous_loader
    app.extensions["machines"] = list_machines()
    app.extensions["steel_sections"] = tuple(standard_tables().sections.rows)
    app.extensions["file_store"] = store
    app.extensions["card_gateway"] = choose_card_gateway(settings)
    app.extensions["worker"] = _worker(app, settings, store)


def _worker(app: Flask, settings: Settings, store: FileStore) -> Worker:
    return Worker(
        open_session=db.session,
        bus=app.extensions["bus"],
        handlers=task_handlers(_mailer(settings), store, app.extensions["card_gateway"]),
        clock=lambda: datetime.now(UTC),
        periodic=PERIODIC,
    )


def _mailer(settings: Settings) -> Mailer:
    if not settings.smtp_host:
        return FolderMailer(settings.data_dir / "mail", settings.mail_from)
    return SmtpMailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.mail_from,
        user=settings.smtp_user,
        password=settings.smtp_password,
        use_tls=settings.smtp_tls,
    )


def _absolute(address: str) -> str:
    """Anchor a relative SQLite path where the program was started, and make its folder."""
    marker = "sqlite:///"
    if not address.startswith(marker) or address == "sqlite:///:memory:":
        return address
    path = Path(address.removeprefix(marker)).absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    return f"{marker}{path}"


ROOMS: tuple[Callable[[Flask], None], ...] = (
    workspace_staff_views.register,  # first: its menu of each role opens the list of links
    school_views.register,
    accounts_views.register,
    storefront.register,
    jobs_pages.register,
    stock_staff_views.register,
    configurations_views.register,
    configurations_staff_views.register,
    quotes_views.register,
    quotes_staff_views.register,
    tyres_views.register,
    catalogue_staff_views.register,
    tyres_staff_views.register,
    tyres_winter_views.register,
    rule_views.register,
    tariff_views.register,
    planning_staff_views.register,
    exercises_staff_views.register,
    visit_views.register,
    orders_views.register,
    payments_views.register,
    payments_staff_views.register,
    order_views.register,
    account_orders.register,
    school_staff_views.register,
    accounts_staff_views.register,
    demonstration_views.register,
    information_views.register,
    robot_views.register,
)
