"""QR codes as SVG, without style attributes."""

from io import BytesIO

import segno


def qr_svg(content: str, *, scale: int = 4) -> str:
    """Return the code as an inline SVG drawn in the colour of the text around it."""
    written = BytesIO()
    segno.make(content, error="m").save(
        written, kind="svg", scale=scale, border=2, xmldecl=False, svgns=True, omitsize=False
    )
    return written.getvalue().decode()
