"""A picture as SVG text, which resvg draws."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bot.core.pictures.scene import Box, Dot, Line, Part, Scene, Shape, Words

FAMILY = "Inter"


def svg(scene: Scene) -> str:
    """The drawing, one line a part."""
    size = f'width="{scene.width}" height="{scene.height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FAMILY}">'
    return "\n".join([head, f'<rect {size} fill="{scene.paper}"/>', *map(_element, scene.parts), "</svg>"])


def _element(part: Part) -> str:
    match part:
        case Box(x, y, w, h, fill, radius):
            place = f'x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{radius:g}"'
            return f'<rect {place} fill="{fill}"/>'
        case Line(points, stroke, width):
            round_ends = 'stroke-linejoin="round" stroke-linecap="round"'
            drawn = f'fill="none" stroke="{stroke}" stroke-width="{width:g}" {round_ends}'
            return f'<polyline points="{_points(points)}" {drawn}/>'
        case Dot(x, y, r, fill, stroke, width):
            rim = f' stroke="{stroke}" stroke-width="{width:g}"' if stroke else ""
            return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}"{rim}/>'
        case Shape(points, fill):
            return f'<polygon points="{_points(points)}" fill="{fill}"/>'
        case Words(x, y, text, size, fill, bold, anchor):
            look = f'font-size="{size:g}" font-weight="{700 if bold else 400}" fill="{fill}"'
            return f'<text x="{x:g}" y="{y:g}" {look} text-anchor="{anchor}">{escape(text)}</text>'


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)
