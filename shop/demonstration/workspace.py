"""What the director of the demonstration has entered: the running costs of the year."""

from dataclasses import replace

from shop.db import Scope
from shop.kernel.actor import Actor, Role
from shop.kernel.clock import paris_day
from shop.kernel.money import Money
from shop.workspace.queries.figures import read_year
from shop.workspace.services import say_running_costs

DIRECTOR = Actor(role=Role.DIRECTOR, name="Claire Vuillemin")
COSTS_OF_A_YEAR = Money(38_500_000)


def seed_workspace(scope: Scope) -> None:
    """Enter the running costs of this year and of the one before, once."""
    this_year = paris_day(scope.now).year
    for year in (this_year - 1, this_year):
        if read_year(scope.session, year).costs is None:
            say_running_costs(replace(scope, actor=DIRECTOR), year, COSTS_OF_A_YEAR)
