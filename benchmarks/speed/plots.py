"""Line plots over archive size as SVG, with logarithmic axes, for light and dark pages."""

import math
from collections.abc import Mapping, Sequence
from html import escape

Point = tuple[float, float]

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 400, 70, 230, 44, 46
LINE_APART = 20
"""The smallest distance between two names at the ends of their lines."""
# Colours with a contrast of at least 4.5 to 1 against white and, in the second row, against black. The marks also
# distinguish the lines.
LIGHT = ("#0b5cad", "#a63603", "#1b7837", "#762a83", "#8c510a", "#4d4d4d", "#b2182b")
DARK = ("#6cb6ff", "#ff9e64", "#7ee787", "#d2a8ff", "#e3b341", "#c9d1d9", "#ff8a8a")
MARKS = (
    '<circle r="5"/>',
    '<rect x="-5" y="-5" width="10" height="10"/>',
    '<path d="M0-6 6 5H-6z"/>',
    '<path d="M0-7 7 0 0 7-7 0z"/>',
    '<path d="M0 6 6-5H-6z"/>',
    '<circle r="5" style="fill:none;stroke-width:2.5"/>',
    '<rect x="-5" y="-5" width="10" height="10" style="fill:none;stroke-width:2.5"/>',
)


def chart(title: str, across: str, up: str, lines: Mapping[str, Sequence[Point]]) -> str:
    """Return an SVG of lines by name. Points that are not above 0 are left out."""
    drawn = {name: points for name, listed in lines.items() if (points := [p for p in listed if p[1] > 0])}
    points = [point for listed in drawn.values() for point in listed]
    if not points:
        return ""
    x, y = (_Axis([point[side] for point in points]) for side in (0, 1))
    parts = [*_grid(x, y), *_lines(x, y, drawn)]
    middle = (TOP + HEIGHT - BOTTOM) / 2
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'aria-label="{escape(title)}">',
            f"<title>{escape(title)}</title>",
            _style(),
            f'<rect class="page" width="{WIDTH}" height="{HEIGHT}"/>',
            f'<text class="title" x="{LEFT}" y="24">{escape(title)}</text>',
            *parts,
            f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{escape(across)}</text>',
            f'<text transform="translate(16 {middle}) rotate(-90)" text-anchor="middle">{escape(up)}</text>',
            "</svg>\n",
        ]
    )


class _Axis:
    """The powers of ten around the values of one axis."""

    def __init__(self, values: Sequence[float]) -> None:
        self.first = math.floor(math.log10(min(values)))
        self.last = max(math.ceil(math.log10(max(values))), self.first + 1)

    def share(self, value: float) -> float:
        """Return the position of a value between the ends of the axis, from 0 to 1."""
        return (math.log10(value) - self.first) / (self.last - self.first)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.first, self.last + 1)]


def _across(x: _Axis, value: float) -> float:
    return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT)


def _up(y: _Axis, value: float) -> float:
    return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM)


def _style() -> str:
    light = "".join(f".c{n}{{stroke:{colour};fill:{colour}}}" for n, colour in enumerate(LIGHT))
    dark = "".join(f".c{n}{{stroke:{colour};fill:{colour}}}" for n, colour in enumerate(DARK))
    return (
        "<style>text{font:14px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600;font-size:16px}"
        ".page{fill:#fff}.grid{stroke:#d0d7de}path.line{fill:none;stroke-width:2}.name{stroke:none}"
        f"{light}@media(prefers-color-scheme:dark){{text{{fill:#e6edf3}}.page{{fill:#0d1117}}.grid{{stroke:#3d444d}}"
        f"{dark}}}</style>"
    )


def _grid(x: _Axis, y: _Axis) -> list[str]:
    parts = []
    for value in x.ticks():
        at = _across(x, value)
        parts.append(f'<path class="grid" d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{value:,.0f}</text>')
    for value in y.ticks():
        at = _up(y, value)
        parts.append(f'<path class="grid" d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 5:.1f}" text-anchor="end">{value:,g}</text>')
    return parts


def _lines(x: _Axis, y: _Axis, drawn: Mapping[str, Sequence[Point]]) -> list[str]:
    """Return the lines, a mark on each point, and the names next to the ends of the lines."""
    parts, places = [], _places({name: _up(y, points[-1][1]) for name, points in drawn.items()})
    for number, (name, points) in enumerate(drawn.items()):
        style, mark = f"c{number % len(LIGHT)}", MARKS[number % len(MARKS)]
        at = [(_across(x, value), _up(y, height)) for value, height in points]
        way = "L".join(f"{left:.1f} {top:.1f}" for left, top in at)
        parts.append(f'<path class="line {style}" d="M{way}"/>')
        parts += [f'<g class="{style}" transform="translate({left:.1f} {top:.1f})">{mark}</g>' for left, top in at]
        side, top = WIDTH - RIGHT + 20, places[name]
        parts.append(f'<g class="{style}" transform="translate({side} {top:.1f})">{mark}</g>')
        parts.append(f'<text x="{side + 12}" y="{top + 5:.1f}">{escape(name)}</text>')
    return parts


def _places(wanted: Mapping[str, float]) -> dict[str, float]:
    """Return a height for each name, near the wanted one, without overlaps."""
    found: dict[str, float] = {}
    lowest = TOP - LINE_APART
    for name, top in sorted(wanted.items(), key=lambda item: item[1]):
        lowest = found[name] = max(top, lowest + LINE_APART)
    beyond = max(0.0, lowest - (HEIGHT - BOTTOM))
    return {name: top - beyond for name, top in found.items()}
