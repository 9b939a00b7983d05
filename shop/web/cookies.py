"""Two worlds, two cookies: the shop and the school never share a session."""

from flask import Flask, Request, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from shop.web.access import is_school_side

SHOP_COOKIE = "etabli_shop"
SCHOOL_COOKIE = "etabli_school"


class TwoCookies(SecureCookieSessionInterface):
    """Names the session cookie after the side of the request."""

    def get_cookie_name(self, app: Flask) -> str:
        return SCHOOL_COOKIE if request and is_school_side() else SHOP_COOKIE

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Prepare no signature for a visitor who brings none."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


def separate_cookies(app: Flask, *, secure: bool) -> None:
    """Install the two session cookies, unreadable by scripts and by other sites."""
    app.session_interface = TwoCookies()
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        SESSION_REFRESH_EACH_REQUEST=False,
    )
