"""Format measured figures as Markdown."""

from collections.abc import Iterable, Sequence

from benchmarks.intervals import Figure

Cell = str | int | float | Figure


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table. Figures have three decimals, with their intervals in brackets."""
    lines = [head, ["---"] * len(head), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _cell(cell: Cell) -> str:
    match cell:
        case Figure(value, low, high):
            return f"{_number(value)} ({_number(low)} to {_number(high)})"
        case float():
            return _number(cell)
        case int():
            return f"{cell:,}"
    return cell


def _number(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")
