"""Pictures made on demand: SVG of its own, asked for by a page when it comes into sight."""

from flask import Response

ONE_HOUR = 3600


def send_picture(svg: str) -> Response:
    """Send an SVG that anyone may keep for an hour: it says nothing of who asked."""
    response = Response(svg, mimetype="image/svg+xml")
    response.cache_control.public = True
    response.cache_control.max_age = ONE_HOUR
    return response
