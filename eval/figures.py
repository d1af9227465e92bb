"""One measured figure, and the table they make."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A score with the name it is stored under in floors.toml."""

    subject: str
    gold: str
    measure: str
    value: float
    #: How many gold items the score rests on.
    n: int

    @property
    def key(self) -> str:
        return f"{self.subject}/{self.gold}/{self.measure}"


def table(figures: list[Figure], floors: dict[str, float]) -> str:
    """The figures as aligned text, each with its floor and how far it lies above or below."""
    head = f"{'subject':<10} {'gold':<20} {'measure':<34} {'n':>7} {'value':>8} {'floor':>8}"
    lines = [head, "-" * len(head)]
    for figure in figures:
        floor = floors.get(figure.key)
        shown = f"{floor:>8.3f}" if floor is not None else f"{'-':>8}"
        mark = "  BELOW" if floor is not None and below(figure.value, floor) else ""
        lines.append(
            f"{figure.subject:<10} {figure.gold:<20} {figure.measure:<34} {figure.n:>7} {figure.value:>8.3f} {shown}{mark}"
        )
    return "\n".join(lines)


def below(value: float, floor: float) -> bool:
    """Floors are stored with three decimals; half a unit of the last one is rounding, not a loss."""
    return value < floor - 0.0005
