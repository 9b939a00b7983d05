"""Fills an empty database with the data of a realistic school, once."""

from collections.abc import Callable

from shop.catalogue.queries import catalogue_version
from shop.db import Scope
from shop.demonstration.accounts import seed_accounts
from shop.demonstration.catalogue import seed_catalogue
from shop.demonstration.jobs import seed_jobs
from shop.demonstration.orders import seed_orders
from shop.demonstration.planning import seed_planning
from shop.demonstration.quotes import seed_quotes
from shop.demonstration.school import seed_school
from shop.demonstration.tyres import seed_tyres
from shop.demonstration.workspace import seed_workspace

SEEDS: tuple[Callable[[Scope], None], ...] = (
    seed_school,
    seed_accounts,
    seed_catalogue,
    seed_planning,
    seed_tyres,
    seed_quotes,
    seed_orders,
    seed_jobs,
    seed_workspace,
)


def seed_everything(scope: Scope) -> bool:
    """Fill the database in this transaction; False when it already holds a shop."""
    if catalogue_version(scope.session):
        return False
    for seed in SEEDS:
        seed(scope)
    return True
