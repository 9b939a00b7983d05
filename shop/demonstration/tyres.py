"""Tyre services of the demonstration: every service with a price, limits, winter communes."""

from datetime import date

from shop.db import Scope
from shop.tyres.domain.limits import LAW_KEYS, list_shipped_limits
from shop.tyres.domain.services import list_shipped_services
from shop.tyres.queries import list_services
from shop.tyres.services.price_list import offer_service, set_limit
from shop.tyres.services.winter import load_winter_communes

PRICES_FROM = date(2026, 9, 1)
# A few communes of the high Jura; the school loads the prefect's whole list.
WINTER_COMMUNES = (
    ("39368", "Hauts de Bienne"),
    ("39413", "La Pesse"),
    ("39441", "Prémanon"),
    ("39470", "Les Rousses"),
    ("39478", "Saint-Claude"),
)
WINTER_FROM = date(2021, 11, 1)  # first season of the rule
WINTER_SOURCE = "Extrait de démonstration, à remplacer par la liste de la préfecture"


def seed_tyres(scope: Scope) -> None:
    """Write services, prices and limits; does nothing a second time."""
    if list_services(scope.session, PRICES_FROM):
        return
    for position, service in enumerate(list_shipped_services(), start=1):
        offer_service(scope, service, position=position, valid_from=PRICES_FROM)
    for limit in list_shipped_limits():
        if limit.key not in LAW_KEYS:
            set_limit(scope, limit)
    load_winter_communes(scope, WINTER_COMMUNES, WINTER_SOURCE, WINTER_FROM)
