"""The few SVG elements a drawing needs, written the same way every time."""

from xml.sax.saxutils import escape, quoteattr

ARROW_LENGTH, ARROW_HALF = 7.0, 1.5
CHARACTER = 0.53  # mean width of a character, in font sizes


def coordinate(value: float) -> str:
    """Write a coordinate to a tenth, without a useless zero."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def path(data: str, attributes: str) -> str:
    """Write a path element; `attributes` is markup of ours, never a text of a customer."""
    return f'<path d="{data}" {attributes}/>'


def outline(points: list[tuple[float, float]]) -> str:
    """Return path data of a closed polygon."""
    corners = "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
    return f"M{corners}Z"


def segment(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return path data of a straight line."""
    return f"M{coordinate(x1)} {coordinate(y1)}L{coordinate(x2)} {coordinate(y2)}"


def arrow(
    x: float, y: float, direction_x: float, direction_y: float, length: float = ARROW_LENGTH
) -> str:
    """Return path data of a filled arrowhead whose tip is at (x, y) (ISO 129-1)."""
    half = length * ARROW_HALF / ARROW_LENGTH
    back_x, back_y = x - direction_x * length, y - direction_y * length
    side_x, side_y = direction_y * half, direction_x * half
    return outline([(x, y), (back_x + side_x, back_y - side_y), (back_x - side_x, back_y + side_y)])


def text(
    content: str, x: float, y: float, *, size: float, name: str, anchor: str = "middle",
    turn: bool = False, extra: str = "",
) -> str:  # fmt: skip
    """Return a text; `turn` writes it upwards, as vertical dimensions are read from the right."""
    place = f'x="{coordinate(x)}" y="{coordinate(y)}"'
    turned = f' transform="rotate(-90 {coordinate(x)} {coordinate(y)})"' if turn else ""
    return (
        f'<text class="{name}" {place} font-size="{coordinate(size)}" text-anchor="{anchor}"'
        f"{turned}{extra}>{escape(content)}</text>"
    )


def text_width(content: str, size: float) -> float:
    """Estimate the width of a text that no browser has measured yet."""
    return len(content) * size * CHARACTER


def picture(
    body: str, width: float, height: float, *, key: str, name: str, title: str, note: str = "",
    details: str = "",
) -> str:  # fmt: skip
    """Wrap a body in an SVG that has a name and a description for screen readers.

    `key` makes the ids unique on a page, `details` is the id of the table of its dimensions.
    """
    told = f" aria-details={quoteattr(details)}" if details else ""
    labels = f"{key}-title {key}-desc" if note else f"{key}-title"
    description = f"<desc id={quoteattr(key + '-desc')}>{escape(note)}</desc>" if note else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" role="img" '
        f'viewBox="0 0 {coordinate(width)} {coordinate(height)}" '
        f"aria-labelledby={quoteattr(labels)}{told}>"
        f"<title id={quoteattr(key + '-title')}>{escape(title)}</title>{description}"
        f"{body}</svg>"
    )
