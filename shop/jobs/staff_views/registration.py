"""Opens the pages of job cards and offers them in the menu."""

from flask import Flask, url_for
from flask_babel import gettext as _

from shop.accounts.permissions import is_student
from shop.jobs.permissions import can_read_cards, can_run_workshop
from shop.jobs.staff_views import bench, cards, controls, joint
from shop.jobs.staff_views.words import speak_of_cards
from shop.web.navigation import Link, Place, offer_links
from shop.web.scope import actor


def register(app: Flask) -> None:
    """Open the pages and offer each to those who use it."""
    for pages in (cards, bench, controls, joint):
        app.register_blueprint(pages.bp)
    speak_of_cards(app)
    offer_links(app, Place.SCHOOL, _links)


def _links() -> list[Link]:
    who = actor()
    found = []
    if can_read_cards(who):
        found.append(Link(_("Fiches de travail"), url_for("jobs_staff.cards"), "clipboard-list"))
    if can_run_workshop(who):
        waiting = url_for("jobs_controls_staff.waiting")
        found.append(Link(_("À contrôler"), waiting, "signature"))
    elif is_student(who):
        found.append(Link(_("Atelier"), url_for("jobs_bench_staff.cards"), "tool"))
    return found
