"""The data the bench runs on: the demonstration, with as many products as wanted."""

import random
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import insert, select

from shop.app import create_app
from shop.catalogue.domain import Family
from shop.catalogue.models import Product, ProductPrice
from shop.catalogue.services import note_edit
from shop.db import Scope, db, writing_scope
from shop.demonstration.seed import seed_everything
from shop.kernel.clock import paris_day
from shop.orders.domain import OrderStatus
from shop.orders.models import Order
from shop.settings import read_settings

TEXT = {"fr": "Deux travées, quatre niveaux, peinture époxy et notice.", "en": "Two bays."}
MOST_OPEN = 100
EMPTY = {"fr": "", "en": ""}


def environment(folder: Path) -> dict[str, str]:
    """Return the settings of the shop under test."""
    return {
        "ETABLI_DEMO": "yes",
        "ETABLI_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "ETABLI_DATA_DIR": str(folder / "data"),
        "ETABLI_LOG_LEVEL": "ERROR",
    }


def prepare(folder: Path, products: int = 24, orders: int = 0) -> dict[str, str]:
    """Migrate and seed a database, list so many products and orders, and return its settings."""
    keys = environment(folder)
    app = create_app(read_settings(keys))
    with app.app_context():
        upgrade()
        now = datetime.now(UTC)
        with writing_scope(db.session(), app.extensions["bus"], now=now) as scope:
            seed_everything(scope)
            add_products(scope, products)
            add_orders(scope, orders)
        db.engine.dispose()
    return keys


def add_products(scope: Scope, count: int) -> None:
    """List plain shelving products until the family holds so many."""
    known = scope.session.query(Product).filter_by(family=Family.SHELVING).count()
    for number in range(known, count):
        name = f"Rayonnage {number}"
        product = Product(
            family=Family.SHELVING.value,
            slug=f"banc-{number}",
            name={"fr": name, "en": f"Shelving {number}"},
            description=TEXT,
            included=EMPTY,
            excluded=EMPTY,
            learned=EMPTY,
            spec={},
            search_text=name.lower(),
        )
        scope.session.add(product)
        scope.session.flush()
        scope.session.add(
            ProductPrice(
                product_id=product.id,
                gross_cents=24_000 + 600 * number,
                vat_rate=Decimal("0.20"),
                valid_from=paris_day(scope.now),
            )
        )
    note_edit(scope)


def add_orders(scope: Scope, count: int) -> None:
    """Write orders like those of the demonstration until there are so many.

    A hundred are open at most: a school that has served for long has more behind it, not more
    to do.
    """
    plain = {column.name for column in Order.__table__.columns} - {"id", "holder_key"}
    known = [
        {name: getattr(row, name) for name in plain}
        for row in scope.session.scalars(select(Order).order_by(Order.id))
    ]
    open_ones = [row for row in known if row["status"] == OrderStatus.ACCEPTED]
    ended = [row for row in known if row["status"] != OrderStatus.ACCEPTED]
    copies = []
    for number in range(len(known), count):
        row = random.Random(number).choice(open_ones if number < MOST_OPEN else ended)  # noqa: S311
        own = {"reference": f"CO-{number:08}", "one_time_key": f"bench-{number}"}
        copies.append({**row, "status": str(row["status"]), **own})
    if copies:
        scope.session.execute(insert(Order), copies)
