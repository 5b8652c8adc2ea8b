"""What each row of a workspace adds to the totals of a pack, on one day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from accord.model.fields import Id
from accord.model.option import Verdict
from accord.model.reason import Reason
from accord.model.records import TABLES, Offer, Record, Requirement
from accord.model.words import Status
from accord.model.workspace import Scenario, Workspace
from accord.plan.calendar import make_calendar
from accord.plan.conditions import settle
from accord.plan.demand import chosen_lines, demand_of

UNITLESS = (Status.REFUSED, Status.WITHDRAWN)
"""Steps at which an offer does not stand."""

Parts = Mapping[str, float]
"""Key of a total -> what one row adds to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A workspace on one day: its rows, and what each adds to which total."""

    workspace: Workspace
    rows: Mapping[str, Record]
    """``table/id`` -> row; without sources, which no total counts."""
    parts: Mapping[str, Parts] = field(default_factory=dict)
    """``table/id`` -> key -> size; without zeros."""
    verdicts: Mapping[Id, Verdict] = field(default_factory=dict)

    def sums(self) -> dict[str, float]:
        """Key -> total."""
        sums: defaultdict[str, float] = defaultdict(float)
        for parts in self.parts.values():
            for key, size in parts.items():
                sums[key] += size
        return dict(sums)

    def people(self, row: str) -> float:
        """People in the live units of an offer, or in the units that a line wants."""
        record, parts = self.rows.get(row), self.parts.get(row, {})
        if not isinstance(record, Offer | Requirement):
            return 0.0
        capability = self.workspace.capabilities.get(record.capability or Id(""))
        each = record.people if isinstance(record, Offer) and record.people is not None else None
        people = each if each is not None else capability.people if capability else 0
        return people * (parts.get("live", 0.0) + parts.get("required", 0.0))

    def verdict_reasons(self, row: str) -> tuple[Reason, ...]:
        """Why an offer is live or out."""
        table, _, key = row.partition("/")
        verdict = self.verdicts.get(Id(key)) if table == "offers" else None
        return verdict.reasons if verdict else ()


def state_of(workspace: Workspace, scenario: Scenario) -> State:
    """What every row adds to the totals in a scenario.

    >>> from accord.model.workspace import Settings
    >>> offer = Offer(id="a", nation="XAV", capability="INF", units=2)
    >>> workspace = Workspace(settings=Settings(title="x", day_zero="2027-04-01"), offers={offer.id: offer})
    >>> state_of(workspace, Scenario()).sums()
    {'offers': 1.0, 'units': 2.0, 'live': 2.0}
    """
    verdicts = settle(workspace, scenario)
    parts = {f"offers/{key}": _offer_parts(offer, verdicts[key], workspace) for key, offer in workspace.offers.items()}
    standing = {offer.nation for offer in workspace.offers.values() if offer.status not in UNITLESS}
    parts |= {f"nations/{code}": {"nations": 1.0} for code in workspace.nations if code in standing}
    parts |= _line_parts(workspace, scenario)
    rows = {
        f"{table}/{key}": row
        for table in TABLES
        if table != "sources"
        for key, row in getattr(workspace, table).items()
    }
    return State(workspace=workspace, rows=rows, parts=parts, verdicts=verdicts)


def _offer_parts(offer: Offer, verdict: Verdict, workspace: Workspace) -> Parts:
    if offer.status in UNITLESS:
        return {}
    capability = workspace.capabilities.get(offer.capability or Id(""))
    parts = {"offers": 1.0, **_split("units", offer.units, capability.component if capability else "")}
    return parts | _split("live", verdict.units, capability.component if capability else "")


def _line_parts(workspace: Workspace, scenario: Scenario) -> dict[str, Parts]:
    lines = chosen_lines(workspace, scenario)
    demand = demand_of(lines, workspace, scenario, make_calendar(workspace.settings, scenario))
    return {
        f"requirements/{line.id}": {
            **_split("lines", 1.0, line.component),
            **_split("required", float(wanted.max(initial=0.0)), line.component),
        }
        for line, wanted in zip(lines, demand, strict=True)
    }


def _split(key: str, size: float, component: str) -> dict[str, float]:
    """A size under its key and under the key of its component; nothing if it is zero."""
    keys = (key, f"{key}/{component}") if component else (key,)
    return {each: float(size) for each in keys} if size else {}
