"""What every page offers around its content: links of the rooms, the school's contact."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from flask import Flask, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from shop.settings import Settings
from shop.web.scope import actor


class Place(StrEnum):
    """Where in a layout a link stands."""

    FAMILIES = "families"  # public head: what is sold
    TOOLS = "tools"  # public head, right: basket, account
    LEGAL = "legal"  # public foot
    SCHOOL = "school"  # school head: the pages of one's role
    SETTINGS = "settings"  # tabs above the pages that set the school up
    SECTIONS = "sections"  # school head: switch of workshop


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the head or foot; `count` is shown beside it when it is not zero.

    An `exact` link is not the current one on the pages under its own.
    """

    label: str
    url: str
    icon: str = ""
    count: int = 0
    is_chosen: bool = False
    exact: bool = False

    @property
    def is_current(self) -> bool:
        """Tell whether the page in hand lies under this link."""
        path = self.url.partition("?")[0].rstrip("/")
        here = (request.script_root + request.path).rstrip("/")
        if self.is_chosen or here == path:
            return True
        if self.exact or path == request.script_root:
            return False
        return here.startswith(path + "/")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolCard:
    """The school as every page names it: `hours` and `address` are lines of text."""

    name: str
    kind: str = "École de production"
    phone: str = ""
    email: str = ""
    hours: Sequence[str] = ()
    address: Sequence[str] = ()

    @property
    def phone_href(self) -> str:
        """Return the address that dials the number."""
        digits = "".join(c for c in self.phone if c.isdigit() or c == "+")
        return f"tel:+33{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"


LinkProvider = Callable[[], Sequence[Link]]
SchoolLoader = Callable[[], SchoolCard]


def prepare_navigation(app: Flask) -> None:
    """Offer `links(place)`, `school()`, `actor()` and `sign_out_url()` to templates."""
    app.extensions["links"] = {place: [] for place in Place}
    app.extensions["school_loader"] = _nameless_school
    app.extensions["sign_out_url"] = lambda: ""
    app.jinja_env.globals.update(
        links=links,
        school=school_card,
        actor=actor,
        sign_out_url=lambda: current_app.extensions["sign_out_url"](),
    )


def offer_links(app: Flask, place: Place, provider: LinkProvider) -> None:
    """Let a room add links at a place; the provider runs once per page, for its actor."""
    app.extensions["links"][place].append(provider)


def links(place: str) -> list[Link]:
    """Return the links of a place, in the order the rooms were registered.

    A page two rooms offer is shown once, where it was offered first.
    """
    providers = cast("list[LinkProvider]", current_app.extensions["links"][Place(place)])
    found: dict[str, Link] = {}
    for provider in providers:
        for link in provider():
            found.setdefault(link.url, link)
    return list(found.values())


def school_card() -> SchoolCard:
    """Return the school; while the database does not answer, the school as last known."""
    known = current_app.extensions
    try:
        known["school_card"] = cast("SchoolLoader", known["school_loader"])()
    except SQLAlchemyError:
        known.setdefault("school_card", _nameless_school())
    return cast("SchoolCard", known["school_card"])


def _nameless_school() -> SchoolCard:
    settings = cast("Settings", current_app.config["SETTINGS"])
    return SchoolCard(name=settings.school_name or "Établi", email=settings.school_email)
