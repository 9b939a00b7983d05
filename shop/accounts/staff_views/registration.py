"""Opens the pages of this package and offers them in the menu."""

from flask import Flask, url_for
from flask_babel import gettext as _

from shop.accounts.permissions import can_manage_staff, can_manage_students
from shop.accounts.staff_views import own_account, sign_in, staff, students, workshop
from shop.accounts.staff_views.blueprint import bp
from shop.web.navigation import Link, Place, offer_links
from shop.web.scope import actor

PAGES = (own_account, sign_in, staff, students, workshop)


def register(app: Flask) -> None:
    """Open the pages about people; importing `PAGES` has put them on the blueprint."""
    app.register_blueprint(bp)
    app.extensions.setdefault("machines", ())
    offer_links(app, Place.SCHOOL, _links)


def _links() -> list[Link]:
    who, found = actor(), []
    if can_manage_students(who):
        found.append(Link(_("Groupes"), url_for("accounts_staff.groups"), "users"))
    if can_manage_staff(who):
        found.append(Link(_("Comptes"), url_for("accounts_staff.staff"), "key"))
    if who.is_staff:
        found.append(Link(_("Mon compte"), url_for("accounts_staff.own_account"), "user"))
    return found
