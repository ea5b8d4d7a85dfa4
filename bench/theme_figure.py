"""Draw the map of the themes of a published database: python -m bench.theme_figure CROSSTALK.DB OUT.svg."""

from __future__ import annotations

import argparse
import sqlite3
from html import escape
from math import sqrt
from pathlib import Path

WIDTH, HEIGHT, MARGIN = 1000, 640, 70
COLOURS = {"frustration": "#a8452f", "recommendation": "#2f6b8a"}
RINGS = {"firm": "", "fair": "6 4", "loose": "1 4"}
LONGEST = 34


def draw(themes: list[dict]) -> str:
    """Return an SVG of the themes: a circle each, its area by articles, its ring by firmness."""
    most = max(abs(value) for theme in themes for value in (theme["x"], theme["y"])) or 1.0
    shapes = [_circle(theme, most) for theme in sorted(themes, key=lambda t: (-t["families"], t["id"]))]
    labels = [_label(theme, most) for theme in sorted(themes, key=lambda t: t["id"])]
    legend = [
        f'<text x="20" y="{HEIGHT - 34 + 18 * n}" fill="{colour}" font-weight="600">{kind}s</text>'
        for n, (kind, colour) in enumerate(COLOURS.items())
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            *shapes,
            *labels,
            *legend,
            "</svg>\n",
        ]
    )


def _place(theme: dict, most: float) -> tuple[float, float]:
    across = MARGIN + (theme["x"] / most + 1) / 2 * (WIDTH - 2 * MARGIN)
    return across, MARGIN + (1 - (theme["y"] / most + 1) / 2) * (HEIGHT - 2 * MARGIN)


def _circle(theme: dict, most: float) -> str:
    x, y = _place(theme, most)
    colour = COLOURS[theme["kind"]]
    ring = RINGS.get(theme["grade"] or "", "")
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{4 + 4 * sqrt(theme["families"]):.1f}" fill="{colour}" fill-opacity="0.25" '
        f'stroke="{colour}" stroke-width="2" stroke-dasharray="{ring}"><title>{escape(theme["label"])}</title></circle>'
    )


def _label(theme: dict, most: float) -> str:
    x, y = _place(theme, most)
    label = theme["label"] if len(theme["label"]) <= LONGEST else theme["label"][: LONGEST - 1].rsplit(" ", 1)[0] + " …"
    return f'<text x="{x:.0f}" y="{y + 4:.0f}" text-anchor="middle" fill="#222">{escape(label)}</text>'


def main() -> None:
    """Read the themes and write the picture."""
    parser = argparse.ArgumentParser(prog="python -m bench.theme_figure", description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    db = sqlite3.connect(f"file:{options.database}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    options.out.write_text(draw([dict(row) for row in db.execute("SELECT * FROM themes WHERE x IS NOT NULL")]), "utf-8")


if __name__ == "__main__":
    main()
