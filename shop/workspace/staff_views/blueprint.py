"""The blueprint the pages of this package share."""

from flask import Blueprint

bp = Blueprint("workspace_staff", __name__, url_prefix="/ecole")
