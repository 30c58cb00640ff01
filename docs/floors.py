"""Draw docs/floors.svg, the picture of the floors in docs/architecture.md, from the imports of the code: `make floors`.

A band is a floor, a box in it a package of that floor. An arrow leads from the package that imports to the one that is
imported. Inside a band an arrow is left out if a chain of others leads to the same box. Single modules, commands and
template tags have no box, but the arrows between floors count them.
"""

import ast
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "floors.svg"

FLOORS = ("newsarchive", "pages", "search", "articles", "arabic")
"""The packages from the top down, as tests/test_imports.py holds the imports to them."""

WITHOUT_BOX = {"management", "migrations", "templatetags"}

WIDTH, MARGIN, BAND_WIDTH = 900, 12, 792
HEADER, FOOTER, GAP = 40, 12, 26
BOX_WIDTH, BOX_HEIGHT, STEP_X, STEP_Y = 94, 28, 113, 38
LANE = 14
"""Pixels between two arrows that pass a floor by, on the right."""

STYLE = (
    "text{font:14px system-ui,sans-serif}"
    ".floor{font-weight:600;fill:#fff}.box{fill:#10263d}"
    ".name{fill:#1f4e79}.band{fill:#7f8fa3;fill-opacity:.16;stroke:#7f8fa3}.part{fill:#cfe3f7;stroke:#5b86b3}"
    ".arrow{fill:none;stroke:#7f8fa3;stroke-width:1.6}.head{fill:#7f8fa3}"
)

Arrows = dict[str, set[str]]
Place = tuple[float, float]


def main() -> None:
    """Write the picture."""
    PICTURE.write_text(picture(), encoding="utf-8")
    print(f"Written: {PICTURE.relative_to(ROOT)}")


def picture() -> str:
    """Return the picture as SVG. The same imports give the same text."""
    modules = dict(modules_of_floors())
    shapes: list[str] = []
    bands: dict[str, tuple[float, float]] = {}
    top = float(MARGIN)
    for floor in FLOORS:
        inner, height = floor_drawn(floor, parts_of(floor, modules), top)
        shapes += inner
        bands[floor] = (top, height)
        top += height + GAP
    height = top - GAP + MARGIN
    said = "Floors of the code from the top down: " + ", ".join(FLOORS) + ". Each imports only from those below it."
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{said}">',
            f"<title>{said}</title>",
            f"<style>{STYLE}</style>",
            *shapes,
            *floor_arrows(bands, between_floors(modules)),
            "</svg>\n",
        ]
    )


def modules_of_floors() -> Iterator[tuple[str, set[str]]]:
    """Yield each module of the floors with the names that it imports. Migrations are left out."""
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            if "migrations" not in path.parts:
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                yield name, set(imported(ast.parse(path.read_text(encoding="utf-8")), name))


def imported(tree: ast.AST, module: str) -> Iterator[str]:
    """Yield what a module imports, anywhere in it, and the modules of addresses that it includes by name."""
    parents = module.split(".")
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from (name.name for name in names)
            case ast.ImportFrom(origin, names, level):
                begin = parents[:-level] if level else []
                yield from (".".join([*begin, *filter(None, [origin]), name.name]) for name in names)
            case ast.Call(ast.Name("include"), [ast.Constant(str(name))]):
                yield name


def part_of(name: str) -> str:
    """Return the package right below a floor that a name lies in, or the floor for what lies in none."""
    floor, _, rest = name.partition(".")
    part = rest.partition(".")[0]
    has_box = part and part not in WITHOUT_BOX and (ROOT / floor / part / "__init__.py").exists()
    return f"{floor}.{part}" if has_box else floor


def parts_of(floor: str, modules: dict[str, set[str]]) -> Arrows:
    """Return the packages of a floor that import from the floors, each with those of its floor that it imports."""
    found: Arrows = {}
    for module, names in modules.items():
        here = part_of(module)
        if here.startswith(f"{floor}.") and any(name.partition(".")[0] in FLOORS for name in names):
            there = {part for name in names if (part := part_of(name)).startswith(f"{floor}.")}
            found.setdefault(here, set()).update(there - {here})
    return found


def between_floors(modules: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Return the pairs of floors of which the upper imports from the lower."""
    pairs = {
        (module.partition(".")[0], floor)
        for module, names in modules.items()
        for name in names
        if (floor := name.partition(".")[0]) in FLOORS
    }
    return sorted((pair for pair in pairs if pair[0] != pair[1]), key=lambda pair: tuple(map(FLOORS.index, pair)))


def depth(part: str, arrows: Arrows) -> int:
    """Return how many arrows the longest chain has that leads to a part."""
    above = [other for other, parts in arrows.items() if part in parts]
    return 1 + max(depth(other, arrows) for other in above) if above else 0


def reached(part: str, arrows: Arrows) -> set[str]:
    """Return all parts that a chain of arrows leads to from a part."""
    return arrows[part].union(*(reached(other, arrows) for other in arrows[part]))


def floor_drawn(floor: str, arrows: Arrows, top: float) -> tuple[list[str], float]:
    """Return the shapes of a floor whose band begins at `top`, and its height."""
    ordered = sorted(arrows, key=lambda part: (depth(part, arrows), part))
    columns = [list(parts) for _, parts in groupby(ordered, key=lambda part: depth(part, arrows))]
    rows = max(map(len, columns), default=0)
    height = HEADER + (rows * STEP_Y - (STEP_Y - BOX_HEIGHT) + FOOTER if rows else FOOTER - 4)
    places: dict[str, Place] = {
        part: (MARGIN + FOOTER + x * STEP_X, top + HEADER + y * STEP_Y)
        for x, parts in enumerate(columns)
        for y, part in enumerate(parts)
    }
    title = 24 + 8.5 * len(floor)
    shapes = [
        f'<rect class="band" x="{MARGIN}" y="{top:g}" width="{BAND_WIDTH}" height="{height:g}" rx="6"/>',
        f'<rect class="name" x="{MARGIN}" y="{top:g}" width="{title:g}" height="28" rx="6"/>',
        f'<text class="floor" x="{MARGIN + 12}" y="{top + 19:g}">{floor}/</text>',
    ]
    for part, (x, y) in places.items():
        nearest = {other for other in arrows[part] if not any(other in reached(way, arrows) for way in arrows[part])}
        shapes += [part_arrow(places[part], places[other]) for other in sorted(nearest)]
        shapes.append(f'<rect class="part" x="{x:g}" y="{y:g}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="4"/>')
        middle = x + BOX_WIDTH / 2
        shapes.append(
            f'<text class="box" x="{middle:g}" y="{y + 19:g}" text-anchor="middle">{part.partition(".")[2]}</text>'
        )
    return shapes, height


def part_arrow(one: Place, other: Place) -> str:
    """Return the arrow between two boxes of a floor, from the right side of one to the left side of the other."""
    x1, y1, x2, y2 = one[0] + BOX_WIDTH, one[1] + BOX_HEIGHT / 2, other[0], other[1] + BOX_HEIGHT / 2
    turn = x2 - (STEP_X - BOX_WIDTH) / 2
    return arrow([(x1, y1), (turn, y1), (turn, y2), (x2, y2)])


def floor_arrows(bands: dict[str, tuple[float, float]], pairs: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the arrows between floors: down to the next one, on the right past those between."""
    far = []
    neighbours = set(pairwise(FLOORS))
    for upper, lower in pairs:
        if (upper, lower) in neighbours:
            x = MARGIN + BAND_WIDTH / 2
            yield arrow([(x, bands[upper][0] + bands[upper][1]), (x, bands[lower][0])])
        else:
            far.append((upper, lower))
    # The shorter an arrow, the nearer to the bands; each has a place of its own on the side of a band.
    far.sort(key=lambda pair: FLOORS.index(pair[1]) - FLOORS.index(pair[0]))
    leaving: dict[str, list[str]] = {floor: [low for up, low in far if up == floor] for floor in FLOORS}
    coming: dict[str, list[str]] = {floor: [up for up, low in far if low == floor] for floor in FLOORS}
    side = MARGIN + BAND_WIDTH
    for number, (upper, lower) in enumerate(far):
        lane = side + LANE + number * LANE
        y1 = port(bands[upper], leaving[upper][::-1].index(lower), len(leaving[upper]), lower_half=True)
        y2 = port(bands[lower], coming[lower].index(upper), len(coming[lower]), lower_half=False)
        yield arrow([(side, y1), (lane, y1), (lane, y2), (side, y2)])


def port(band: tuple[float, float], place: int, places: int, *, lower_half: bool) -> float:
    """Return the height at which an arrow meets the side of a band: those that leave it in its lower half."""
    top, height = band
    begin = top + height / 2 if lower_half else top
    return begin + height / 2 * (place + 1) / (places + 1)


def arrow(points: list[Place]) -> str:
    """Return a line through points with a head at its end."""
    (x0, y0), (x, y) = points[-2:]
    dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
    path = "L".join(f"{px:g} {py:g}" for px, py in [*points[:-1], (x - 6 * dx, y - 6 * dy)])
    left, right = (x - 8 * dx + 4 * dy, y - 8 * dy + 4 * dx), (x - 8 * dx - 4 * dy, y - 8 * dy - 4 * dx)
    head = "L".join(f"{px:g} {py:g}" for px, py in [(x, y), left, right])
    return f'<path class="arrow" d="M{path}"/><path class="head" d="M{head}Z"/>'


if __name__ == "__main__":
    main()
