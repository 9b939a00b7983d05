"""Colours that meet on a page can be told apart, in both themes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from itertools import product

import pytest

from tests.structure.sources import ROOT

TOKENS = (ROOT / "static/web/styles/tokens.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
TEXT, SHAPE = 4.5, 3.0

GROUNDS = ("paper", "sheet")
TEXTS = [
    *product(("ink", "ink-soft", "blue", "blue-deep", "spark", "red", "green"), GROUNDS),
    *product(("ink", "ink-soft"), ("shade", "grid-fine", "grid-bold")),
    *(("ink", f"{tone}-tint") for tone in ("blue", "spark", "red", "green")),
    *((tone, f"{tone}-tint") for tone in ("blue", "spark", "red", "green")),
    ("blue-deep", "blue-tint"),
    ("blue", "spark-tint"),
    ("blue", "red-tint"),
    ("blue", "green-tint"),
    ("blue", "shade"),
    ("on-blue", "blue"),
    ("on-blue", "blue-deep"),
    ("on-red", "red"),
    ("paper", "ink"),
    ("blue", "grid-fine"),
]
SHAPES = [*product(("line-strong", "focus"), GROUNDS), ("line-strong", "shade"), ("focus", "shade")]


def _colours(opening: str) -> dict[str, str]:
    block = TOKENS[TOKENS.index(opening) :]
    return dict(COLOUR.findall(block[: block.index("}")]))


LIGHT = _colours(":root {")
DARK_BY_SYSTEM = _colours(':root:not([data-theme="light"]) {')
DARK_BY_CHOICE = _colours(':root[data-theme="dark"] {')
THEMES = {"light": LIGHT, "dark": LIGHT | DARK_BY_CHOICE}


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_both_ways_to_the_dark_theme_give_the_same_colours() -> None:
    assert DARK_BY_SYSTEM == DARK_BY_CHOICE


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("pairs", "least"), [(TEXTS, TEXT), (SHAPES, SHAPE)], ids=["text", "shape"]
)
def test_pairs_of_colours_can_be_read(
    theme: str, pairs: list[tuple[str, str]], least: float
) -> None:
    colours = THEMES[theme]
    faint = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in pairs
        if contrast(colours[pair[0]], colours[pair[1]]) < least
    }
    assert faint == {}


def test_colours_are_written_in_the_tokens_alone() -> None:
    styles = (ROOT / "static/web/styles").glob("*.css")
    allowed = {"tokens.css", "print.css"}
    found = {
        path.name: colours
        for path in styles
        if path.name not in allowed
        and (colours := re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text(encoding="utf-8")))
    }
    assert found == {}
