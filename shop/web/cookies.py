"""Two worlds, two cookies: the shop and the school never share a session."""

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface

from shop.web.access import is_school_side

SHOP_COOKIE = "etabli_shop"
SCHOOL_COOKIE = "etabli_school"


class TwoCookies(SecureCookieSessionInterface):
    """Names the session cookie after the side of the request."""

    def get_cookie_name(self, app: Flask) -> str:
        return SCHOOL_COOKIE if request and is_school_side() else SHOP_COOKIE


def separate_cookies(app: Flask, *, secure: bool) -> None:
    """Install the two session cookies, unreadable by scripts and by other sites."""
    app.session_interface = TwoCookies()
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        SESSION_REFRESH_EACH_REQUEST=False,
    )
