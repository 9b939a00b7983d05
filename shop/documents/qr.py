"""QR codes as SVG, without style attributes."""

from io import BytesIO

import segno


def qr_svg(content: str, *, scale: int = 4) -> str:
    """Return the code as an inline SVG, black on white in both themes: cameras need it so."""
    written = BytesIO()
    segno.make(content, error="m").save(
        written,
        kind="svg",
        scale=scale,
        border=2,
        xmldecl=False,
        svgns=True,
        omitsize=False,
        light="#fff",
    )
    return written.getvalue().decode()
