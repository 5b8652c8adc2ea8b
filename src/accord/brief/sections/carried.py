"""What each nation carries in an option, and what it has to carry it with."""

from dataclasses import dataclass

from accord.brief.findings import Findings
from accord.brief.sections import names
from accord.model.option import Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A nation's part of the recommended option; shares are among nations with a live offer and itself."""

    people_months: float
    """Share of the people-months on lines."""
    gdp: float | None
    """Share of gross domestic product; None: not stated."""
    personnel: float | None
    """Share of active military personnel; None: not stated."""
    unit_months: float
    """Unit-months that it serves, whatever they count for."""
    tours: int
    """Its tours."""
    alone: tuple[str, ...]
    """Lines that nobody else serves."""


def carried(findings: Findings, nation: str) -> Carried:
    """What a nation carries; nothing without an option."""
    option = names.main(findings)
    tours = option.tours if option else ()
    own = [tour for tour in tours if tour.nation == nation]
    whole = sum(tour.people * tour.periods for tour in tours)
    lines = {tour.requirement for tour in own} - {tour.requirement for tour in tours if tour.nation != nation}
    return Carried(
        people_months=sum(tour.people * tour.periods for tour in own) / whole if whole else 0.0,
        gdp=_share(findings, option, nation, "gdp_eur"),
        personnel=_share(findings, option, nation, "active_personnel"),
        unit_months=sum(tour.units * tour.periods for tour in own) / findings.workspace.settings.step.per_month,
        tours=len(own),
        alone=tuple(sorted(lines)),
    )


def _share(findings: Findings, option: Option | None, nation: str, means: str) -> float | None:
    """A nation's share of means among those with a live offer and itself."""
    able = {nation, *(verdict.nation for verdict in (option.verdicts if option else ()) if verdict.live)}
    stated = {code: getattr(row, means) for code, row in findings.workspace.nations.items() if code in able}
    total = sum(value for value in stated.values() if value)
    own = stated.get(nation)  # type: ignore[call-overload]
    return own / total if own and total else None
