"""A figure (指标): what was measured, beside what it shall be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; `most` says whether the target is an upper bound.

    >>> print(Figure("posters", 11.2, "a second", 8))
    posters: 11.2 a second (at least 8) ok
    """

    name: str
    value: float
    unit: str
    target: float
    most: bool = False

    @property
    def ok(self) -> bool:
        """Whether the target is reached."""
        return self.value <= self.target if self.most else self.value >= self.target

    def __str__(self) -> str:
        """The figure as one line."""
        value = f"{self.value:,.0f}" if self.value >= 100 else f"{self.value:.3g}"
        bound = "at most" if self.most else "at least"
        state = "ok" if self.ok else "… short"
        return f"{self.name}: {value} {self.unit} ({bound} {self.target:,g}) {state}"
