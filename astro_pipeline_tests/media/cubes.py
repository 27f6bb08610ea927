"""LUTs for tests, written as grading programs write them."""

from collections.abc import Callable

Colour = tuple[float, float, float]


def cube_text(size: int, change: Callable[[float, float, float], Colour] | None = None) -> str:
    """A .cube with that many steps; it changes nothing by default."""
    steps = [n / (size - 1) for n in range(size)]
    rows = [(r, g, b) for b in steps for g in steps for r in steps]
    changed = [change(*row) if change else row for row in rows]
    body = "\n".join(" ".join(f"{part:.6f}" for part in row) for row in changed)
    return f'TITLE "a look"\n# made for a test\nLUT_3D_SIZE {size}\n\n{body}\n'
