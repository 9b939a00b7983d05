"""Opens the pages of this package and offers the menu of each role."""

from flask import Flask

from shop.web.navigation import Place, offer_links
from shop.workspace.staff_views import acceptance, direction, home, office, orders, search, workshop
from shop.workspace.staff_views.blueprint import bp
from shop.workspace.staff_views.menu import menu_links
from shop.workspace.staff_views.wording import install_wording

PAGES = (acceptance, direction, home, office, orders, search, workshop)


def register(app: Flask) -> None:
    """Open the screens of the school; importing `PAGES` has put them on the blueprint."""
    app.register_blueprint(bp)
    install_wording(app)
    offer_links(app, Place.SCHOOL, menu_links)
