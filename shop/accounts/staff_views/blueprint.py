"""The blueprint the pages of this package share."""

from flask import Blueprint

bp = Blueprint("accounts_staff", __name__, url_prefix="/ecole")
