"""Paper (纸张): how large sheets are, and which way round a poster lies on one.

All lengths are millimetres. A display in the lobby and a phone are sheets too: the one is 16 wide
and 9 high, the other as long as what stands on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Size:
    """The width and height of a sheet."""

    width: float
    height: float

    @property
    def is_wide(self) -> bool:
        """Whether it lies on its long side."""
        return self.width > self.height

    @property
    def turned(self) -> Size:
        """The same sheet the other way round."""
        return Size(self.height, self.width)

    def like(self, other: Size) -> Size:
        """The same sheet, the way round that another lies."""
        return self if self.is_wide is other.is_wide else self.turned


A4 = Size(210, 297)
SIZES = {"A4": A4, "A3": Size(297, 420), "A2": Size(420, 594), "A1": Size(594, 841)}
"""The papers that schools and print shops have, upright."""

_SCREEN = Size(338.6667, 190.5)
"""A display of 16 to 9, so large that 144 dots an inch are 1920 by 1080."""


class Paper(StrEnum):
    """What a poster is laid out on: the sheet and which way round, or a screen."""

    A4_PORTRAIT = "a4-portrait"
    A4_LANDSCAPE = "a4-landscape"
    A3_PORTRAIT = "a3-portrait"
    A3_LANDSCAPE = "a3-landscape"
    A2_PORTRAIT = "a2-portrait"
    A2_LANDSCAPE = "a2-landscape"
    A1_PORTRAIT = "a1-portrait"
    A1_LANDSCAPE = "a1-landscape"
    SCREEN = "screen"
    PHONE = "phone"

    @property
    def sheet(self) -> str:
        """The name of its sheet: A4 to A1, or what kind of screen it is."""
        return self.value.partition("-")[0].upper() if self.is_printed else self.value

    @property
    def is_printed(self) -> bool:
        """Whether it is put on paper; a screen shows pictures."""
        return self not in {Paper.SCREEN, Paper.PHONE}

    @property
    def size(self) -> Size | None:
        """Its sheet as it lies; None on a phone, which is as long as what stands on it."""
        if self is Paper.PHONE:
            return None
        if self is Paper.SCREEN:
            return _SCREEN
        upright = SIZES[self.sheet]
        return upright.turned if self.value.endswith("landscape") else upright

    def on(self, sheet: str) -> Paper:
        """The same way round on another sheet: `Paper.A3_LANDSCAPE.on("A1")`.

        >>> Paper.A3_LANDSCAPE.on("A1"), Paper.A4_PORTRAIT.on("screen")
        (<Paper.A1_LANDSCAPE: 'a1-landscape'>, <Paper.SCREEN: 'screen'>)
        """
        if sheet.lower() in {Paper.SCREEN, Paper.PHONE}:
            return Paper(sheet.lower())
        way = "landscape" if self.size and self.size.is_wide else "portrait"
        return Paper(f"{sheet.lower()}-{way}")

    def turned(self, *, upright: bool) -> Paper:
        """The same sheet standing or lying; a screen is as it is.

        >>> Paper.A3_LANDSCAPE.turned(upright=True), Paper.SCREEN.turned(upright=True)
        (<Paper.A3_PORTRAIT: 'a3-portrait'>, <Paper.SCREEN: 'screen'>)
        """
        if not self.is_printed:
            return self
        return Paper(f"{self.sheet.lower()}-{'portrait' if upright else 'landscape'}")
