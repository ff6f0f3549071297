"""How thirty sample applications to the fund go: what happened how many days ago, over all states."""

from dataclasses import dataclass

Event = tuple[str, int] | tuple[str, int, float]
"""What happened, how many days ago; for a grant the day of its last level, for a payment the share in percent."""


@dataclass(frozen=True)
class Plot:
    """How one application goes.

    ``follows`` is the place of another one by the same member; ``is_whole`` is False where it is half filled in.
    """

    asked: int
    applied: int
    events: tuple[Event, ...] = ()
    follows: int | None = None
    is_whole: bool = True


PLOTS: tuple[Plot, ...] = (
    Plot(640, 104, (("submit", 103), ("grant", 100, 96), ("pay", 94, 100))),
    Plot(1800, 131, (("submit", 130), ("grant", 127, 120), ("pay", 118, 60), ("pay", 101, 40))),
    Plot(480, 75, (("submit", 74), ("grant", 72, 68), ("pay", 66, 100), ("void", 59), ("pay", 58, 100))),
    Plot(900, 62, (("submit", 61), ("grant", 59, 53), ("last", 50, 70))),
    Plot(700, 211, (("submit", 210), ("grant", 207, 200), ("pay", 195, 100), ("false", 150))),
    Plot(180, 2, (("submit", 2),)),
    Plot(950, 7, (("submit", 6),)),
    Plot(2300, 2, (("submit", 1),)),
    Plot(420, 13, (("submit", 12), ("defer", 5))),
    Plot(500, 9, (("submit", 8),), follows=4),
    Plot(1400, 16, (("submit", 15), ("pass", 12), ("pass", 8))),
    Plot(600, 10, (("submit", 9), ("pass", 6))),
    Plot(2400, 22, (("submit", 20), ("pass", 17), ("pass", 13), ("pass", 6))),
    Plot(520, 8, (("submit", 7), ("recuse", 4))),
    Plot(350, 11, (("submit", 10), ("ask", 6))),
    Plot(300, 45, (("submit", 44), ("deny", 40))),
    Plot(1600, 60, (("submit", 58), ("pass", 56), ("pass", 53), ("deny", 50))),
    Plot(800, 18, (("submit", 17), ("pass", 14), ("ask", 9))),
    Plot(760, 24, (("submit", 22), ("ask", 18), ("answer", 4))),
    Plot(450, 14, (("submit", 13), ("back", 5))),
    Plot(0, 1, is_whole=False),
    Plot(275, 3),
    Plot(1200, 12, is_whole=False),
    Plot(560, 37, (("submit", 35), ("back", 30), ("submit", 24), ("pass", 19))),
    Plot(1100, 21, (("submit", 20), ("grant", 18, 11), ("pay", 9, 100), ("void", 5))),
    Plot(2200, 41, (("submit", 40), ("grant", 37, 32), ("pay", 30, 50), ("void", 24), ("pay", 23, 30))),
    Plot(1250, 29, (("submit", 28), ("grant", 25, 16), ("pay", 12, 50))),
    Plot(680, 27, (("submit", 26), ("recuse", 25), ("grant", 22, 6))),
    Plot(400, 34, (("submit", 33), ("withdraw", 27))),
    Plot(2100, 12, (("submit", 11), ("grant", 9, 2)), follows=0),
)
"""Every fifth of them alone is already in another state."""
