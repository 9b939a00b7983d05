"""The menu of each role: short, complete, in the order of the day."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from flask import Flask, current_app, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from shop.jobs.queries.cards import count_cards_to_sign
from shop.kernel.actor import Role, Section
from shop.web.navigation import Link
from shop.web.scope import actor, session

OFFICE = frozenset({Role.OFFICE})
TEACHER = frozenset({Role.WORKSHOP_TEACHER})
GENERAL = frozenset({Role.GENERAL_TEACHER})
DIRECTOR = frozenset({Role.DIRECTOR})
ADMIN = frozenset({Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu and the roles that find it there."""

    label: Callable[[], str] | str
    path: str
    icon: str
    roles: frozenset[Role]
    exact: bool = False
    count: Callable[[], int] = int


def _to_sign() -> int:
    """Count once a request: the home page shows the links of the menu too."""
    if "cards_to_sign" not in g:
        g.cards_to_sign = count_cards_to_sign(session(), actor().sections or tuple(Section))
    return int(g.cards_to_sign)


MENU = (
    Entry(_l("Aujourd’hui"), "/ecole/aujourdhui", "sun", TEACHER),
    Entry(_l("Direction"), "/ecole/direction", "chart-bar", DIRECTOR),
    Entry(_l("Bureau"), "/ecole/bureau", "inbox", OFFICE | DIRECTOR, exact=True),
    Entry(_l("Demandes"), "/ecole/bureau/demandes", "help-circle", OFFICE),
    Entry(_l("Devis"), "/ecole/bureau/devis", "file-text", OFFICE),
    Entry(_l("Commandes"), "/ecole/bureau/commandes", "package", OFFICE),
    Entry(_l("Argent"), "/ecole/bureau/argent", "credit-card", OFFICE),
    Entry(_l("Messages"), "/ecole/bureau/messages", "message", OFFICE),
    Entry(_l("À accepter"), "/ecole/a-accepter", "list-check", TEACHER | DIRECTOR),
    Entry(_l("Exercices"), "/ecole/exercices", "book", GENERAL),
    Entry(_l("Semaine"), "/ecole/semaine", "calendar", TEACHER | GENERAL | DIRECTOR),
    Entry(_l("Fiches"), "/ecole/fiches", "clipboard-list", TEACHER | GENERAL),
    Entry(_l("Contrôles"), "/ecole/atelier/controles", "signature", TEACHER, count=_to_sign),
    Entry(_l("Chutes"), "/ecole/chutes", "slice", TEACHER),
    Entry(_l("Réglages"), "/ecole/reglages", "settings", ADMIN),
    Entry(_l("Comptes"), "/ecole/comptes", "key", ADMIN),
)


def menu_links() -> list[Link]:
    """Return the links of who makes this request, for the pages that are open."""
    role, root = actor().role, request.script_root
    return [
        Link(_(str(entry.label)), root + entry.path, entry.icon, entry.count(), exact=entry.exact)
        for entry in MENU
        if role in entry.roles and opens(entry.path)
    ]


def opens(path: str) -> bool:
    """Tell whether a page of this application answers at an address."""
    return _answers(current_app._get_current_object(), path)  # type: ignore[attr-defined] # the application behind the proxy


@lru_cache(maxsize=256)
def _answers(app: Flask, path: str) -> bool:
    try:
        app.url_map.bind("").match(path, method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True
