"""Tours of a line packed into lanes, so that no two of a lane overlap and relief follows what it relieves."""

from collections.abc import Sequence
from dataclasses import dataclass

from accord.brief.charts.demand import Demand
from accord.model.option import Gap, Option, Tour
from accord.model.records import Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A line with its tours."""

    line: Requirement
    wanted: float
    """Unit-periods."""
    short: float
    """Unit-periods."""
    least: float
    """Fewest units wanted in a period in which any are."""
    most: float
    """Most units wanted in a period."""
    lanes: tuple[tuple[Tour, ...], ...]
    """Tours side by side; within a lane one after the other."""
    gaps: tuple[Gap, ...]

    @property
    def tours(self) -> tuple[Tour, ...]:
        """All tours by their first day."""
        every = (tour for lane in self.lanes for tour in lane)
        return tuple(sorted(every, key=lambda tour: (tour.first_period, tour.nation, tour.offer, tour.periods)))


def make_bands(found: Demand, option: Option) -> tuple[Band, ...]:
    """Lines that are wanted or served, by component and id."""
    bands = []
    for number, line in enumerate(found.lines):
        wanted = found.wanted[number]
        tours = [tour for tour in option.tours if tour.requirement == line.id]
        if tours or wanted.sum() > 0:
            asked = wanted[wanted > 0]
            bands.append(
                Band(
                    line=line,
                    wanted=float(wanted.sum()),
                    short=float((wanted - found.covered[number]).sum()),
                    least=float(asked.min()) if len(asked) else 0.0,
                    most=float(asked.max()) if len(asked) else 0.0,
                    lanes=pack(tours),
                    gaps=tuple(gap for gap in option.gaps if gap.requirement == line.id),
                )
            )
    return tuple(sorted(bands, key=lambda band: (band.line.component, band.line.id)))


def pack(tours: Sequence[Tour]) -> tuple[tuple[Tour, ...], ...]:
    """Tours in as few lanes as can be; a tour follows its own nation's where it can, else the one that ended last.

    >>> pack(())
    ()
    """
    lanes: list[list[Tour]] = []
    for tour in sorted(tours, key=lambda tour: (tour.first_period, tour.nation, tour.offer, -tour.periods)):
        free = [lane for lane in lanes if lane[-1].first_period + lane[-1].periods <= tour.first_period]
        if free:
            max(
                free, key=lambda lane: (lane[-1].nation == tour.nation, lane[-1].first_period + lane[-1].periods)
            ).append(tour)
        else:
            lanes.append([tour])
    return tuple(map(tuple, lanes))
