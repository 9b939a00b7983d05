"""Pages that exist only in a demonstration: who can sign in, and the e-mails sent."""

from flask import Blueprint, Flask, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from shop.accounts import login
from shop.accounts.queries import list_groups
from shop.accounts.tablets import enrol_tablet
from shop.demonstration.accounts import COLLEAGUES, CUSTOMER, PASSWORD, PIN, TABLET
from shop.notifications.queries import get_message, list_messages
from shop.settings import Settings
from shop.web.access import anyone
from shop.web.scope import perform, session

bp = Blueprint("demonstration", __name__, url_prefix="/demo")
# An e-mail brings its own style; it may do nothing else, and knows nothing of our cookies.
EMAIL_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "sandbox allow-top-navigation allow-popups allow-popups-to-escape-sandbox",
    )
)


def register(app: Flask) -> None:
    """Open these pages in a demonstration; elsewhere they do not exist."""
    settings: Settings = app.config["SETTINGS"]
    if settings.demo:
        app.register_blueprint(bp)


@bp.get("")
@anyone
def home() -> ResponseReturnValue:
    """List who can sign in, with what."""
    return render_template(
        "demonstration/home.html",
        colleagues=COLLEAGUES,
        customer=CUSTOMER,
        password=PASSWORD,
        pin=PIN,
        groups=list_groups(session()),
    )


@bp.post("/tablette")
@anyone
def tablet() -> ResponseReturnValue:
    """Let this browser stand in for a tablet of the workshop."""
    answer = redirect(url_for("accounts_staff.workshop"), code=303)
    if login.known_tablet():
        return answer
    return login.keep_tablet_key(answer, perform(lambda opened: enrol_tablet(opened, TABLET)))


@bp.get("/courriels")
@anyone
def messages() -> ResponseReturnValue:
    """List the e-mails written, the latest first."""
    return render_template("demonstration/messages.html", messages=list_messages(session()))


@bp.get("/courriels/<int:message_id>")
@anyone
def message(message_id: int) -> ResponseReturnValue:
    """Show one e-mail as text, with its links."""
    return render_template("demonstration/message.html", message=get_message(session(), message_id))


@bp.get("/courriels/<int:message_id>/html")
@anyone
def message_html(message_id: int) -> ResponseReturnValue:
    """Show one e-mail as its reader sees it, in a page that can do nothing."""
    response = Response(get_message(session(), message_id).html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = EMAIL_POLICY
    return response
