"""The records that people write: one class a table, one attribute a column.

Every attribute has a description and, if it is a number, a unit. `TABLES` names the file of each record. Records are
frozen and closed; a missing column takes the default given here.
"""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, field_validator

from accord.model.fields import (
    Amount,
    Count,
    Day,
    Framework,
    Nation,
    Nations,
    Positive,
    RowId,
    Scopes,
    Share,
    Symbol,
    Text,
    Truth,
    Units,
    Url,
    When,
    Whole,
    Words,
    clean,
)
from accord.model.words import (
    CaveatKind,
    Command,
    ConditionKind,
    PoolKind,
    Priority,
    Reliability,
    Resource,
    Scope,
    Status,
)


class Record(BaseModel):
    """A frozen, closed row."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    key: ClassVar[str] = "id"

    _clean = field_validator("*", mode="before")(clean)


class Fact(Record):
    """A row that states a fact: where it comes from, how credible it is, when we learned it, who may see it."""

    source: RowId | None = Field(None, description="row of sources.csv that this row rests on")
    credibility: Whole | None = Field(None, ge=1, le=6, description="Admiralty grade of the information, 1 (best) to 6")
    recorded: Day | None = Field(None, description="day we learned it; blank: known from the beginning")
    release: Words = Field((), description="who may see the row (audience words); blank: the workspace's default")
    note: str = Field("", description="free remark, shown with the row")


class Source(Record):
    """sources.csv: a publication that rows rest on."""

    id: RowId = Field(description="the user's word for the source")
    title: Text = Field(description="title of the publication")
    publisher: str = Field("", description="who published it")
    url: Url = Field("", description="address of the publication")
    published: Day | None = Field(None, description="day of publication")
    retrieved: Day | None = Field(None, description="day it was read")
    reliability: Reliability = Field(Reliability.F, description="Admiralty grade of the source, A to F")


class NationRow(Fact):
    """nations.csv: a member of the coalition, or a nation whose joining others wait for."""

    id: Nation = Field(description="ISO 3166-1 alpha-3 code (user-assigned codes for invented nations)")
    name: Text = Field(description="short name in English")
    active_personnel: Count | None = Field(None, description="active military strength, people")
    deployed_elsewhere: Count | None = Field(None, description="people already deployed on other tasks")
    gdp_eur: Amount | None = Field(None, description="gross domestic product, workspace currency a year")
    population: Count | None = Field(None, description="population, people")


class Capability(Fact):
    """capabilities.csv: a type of unit that can be asked for or offered."""

    id: RowId = Field(description="code of the capability")
    label: Text = Field(description="name in words")
    component: RowId = Field(description="component it belongs to (land, air, maritime, headquarters, enablers, ...)")
    people: Count = Field(0, description="people in one unit")
    lift_tonnes: Amount = Field(0.0, description="weight of one unit to be moved, or its displacement at sea, tonnes")
    symbol: Symbol = Field("", description="APP-6 symbol code, 20 digits")
    cost_low: Amount = Field(0.0, description="cost of one unit a month, low estimate, workspace currency")
    cost_likely: Amount = Field(0.0, description="cost of one unit a month, likely, workspace currency")
    cost_high: Amount = Field(0.0, description="cost of one unit a month, high estimate, workspace currency")


class Substitute(Fact):
    """substitutes.csv: what may stand in for what."""

    id: RowId = Field(description="the user's word for the rule")
    capability: RowId = Field(description="capability that is required")
    substitute: RowId = Field(description="capability that may stand in")
    quality: Share = Field(1.0, gt=0.0, description="share of a required unit that one substitute counts for, 0 to 1")


class Condition(Fact):
    """conditions.csv: what must hold before an offer is live."""

    id: RowId = Field(description="tag of the condition")
    label: str = Field("", description="the condition in words")
    kind: ConditionKind = Field(
        ConditionKind.EVENT,
        description="event (true by scenario), all (every named nation has a live offer), at_least (n of them), "
        "joins (the named nations have)",
    )
    nations: Nations = Field((), description="nations that it looks at; blank: every nation with an offer")
    at_least: Count = Field(0, description="for kind at_least: how many other nations must be in")
    requires: Words = Field((), description="other conditions that must hold too")
    default: Truth = Field(False, description="truth of an event when a scenario says nothing")


class Caveat(Fact):
    """caveats.csv: a limit on use once a unit is there."""

    id: RowId = Field(description="tag of the caveat")
    kind: CaveatKind = Field(description="what it limits")
    label: str = Field("", description="the caveat in words")
    areas: Words = Field((), description="area: the only places allowed, with all inside them (ids of places.geojson)")
    tasks: Words = Field((), description="task: the only requirement tasks or components allowed")
    scopes: Scopes = Field((), description="scope: the only basing scopes allowed, separated by ;")
    not_with: Nations = Field((), description="pairing: nations whose units it will not share a line with")
    command: Command | None = Field(None, description="command: highest command state that it accepts")
    needs: Words = Field((), description="force_protection: capabilities that the line must be promised (depends_on)")
    start: When | None = Field(None, description="time: first day of use")
    until: When | None = Field(None, description="time: last day of use")
    tour_max_months: Positive | None = Field(None, description="time: longest tour, months")


class Pool(Fact):
    """pools.csv: people or units that a nation could draw on; offers that name the same pool share its units."""

    id: RowId = Field(description="the user's word for the pool")
    nation: Nation = Field(description="nation that holds it")
    kind: PoolKind = Field(description="units or people")
    capability: RowId | None = Field(None, description="capability of the units, if it is a pool of units")
    quantity: Count = Field(description="units or people in the pool")
    derivation: str = Field("", description="how the figure was derived")


class Offer(Fact):
    """offers.csv: what a nation says it would give, on which conditions; or that it refuses."""

    id: RowId = Field(description="the user's word for the offer")
    nation: Nation = Field(description="nation that offers")
    capability: RowId | None = Field(None, description="capability of one unit; blank only in a refusal (anything)")
    units_low: Units | None = Field(None, description="identical units, low figure; blank: as units")
    units: Units = Field(0, description="identical units, likely figure")
    units_high: Units | None = Field(None, description="identical units, high figure; blank: as units")
    scopes: Scopes = Field((), description="basing scopes offered (in a refusal: refused), separated by ;")
    conditions: Words = Field((), description="tags of conditions.csv that must all hold")
    caveats: Words = Field((), description="tags of caveats.csv that limit its use")
    status: Status = Field(Status.OFFERED, description="step on the ladder; refused and withdrawn carry no units")
    probability: Share | None = Field(None, description="probability that the offer holds, 0 to 1; blank: by status")
    start: When | None = Field(None, description="first day of availability; blank: from the beginning")
    until: When | None = Field(None, description="last day of availability; blank: no end")
    notice_days: Count = Field(0, description="notice to move, days from activation")
    tour_min_months: Positive = Field(4.0, description="shortest tour, months")
    tour_max_months: Positive = Field(6.0, description="longest tour, months")
    rest_ratio: Amount | None = Field(None, description="rest after a tour as a multiple of the tour")
    rest_months: Amount | None = Field(None, description="rest after a tour, months, not as a ratio; both blank: none")
    people: Count | None = Field(None, description="people in one unit; blank: as the capability")
    lift_tonnes: Amount | None = Field(None, description="weight of one unit, tonnes; blank: as the capability")
    cost_low: Amount | None = Field(None, description="cost of a unit a month, low, currency; blank: as capability")
    cost_likely: Amount | None = Field(
        None, description="cost of a unit a month, likely, currency; blank: as capability"
    )
    cost_high: Amount | None = Field(None, description="cost of a unit a month, high, currency; blank: as capability")
    lead: Truth = Field(False, description="whether the nation would be framework nation with these units")
    pool: RowId | None = Field(None, description="pool of units shared with other offers; blank: its own units")
    tags: Words = Field((), description="words that limits can select by")
    evidence: str = Field("", description="what was said, in our own words")


class Commitment(Fact):
    """commitments.csv: what competes for the same units or people."""

    id: RowId = Field(description="the user's word for the commitment")
    nation: Nation = Field(description="nation that is committed")
    operation: Text = Field(description="operation or duty that holds the units or people")
    offer: RowId | None = Field(None, description="offer whose units are held; blank: people only")
    units: Units = Field(0, description="units of that offer held")
    people: Count = Field(0, description="people held, taken off the nation's limits on people")
    start: When | None = Field(None, description="first day held; blank: from the beginning")
    until: When | None = Field(None, description="last day held; blank: no end")
    breakable: Truth = Field(False, description="whether a scenario with break_commitments may free it")


class Requirement(Fact):
    """requirements.csv: one line of the statement of requirements."""

    id: RowId = Field(description="serial of the line")
    label: str = Field("", description="the line in words")
    component: RowId = Field(description="component it belongs to")
    capability: RowId = Field(description="capability that is required")
    units: Amount = Field(1.0, gt=0.0, description="units wanted in each period")
    profile: Words = Field((), description="units by phase instead of a constant, as phase:units separated by ;")
    area: RowId = Field(description="place of the line (id of places.geojson)")
    scope: Scope = Field(description="basing scope that serves it")
    start: When = Field(0, description="first day wanted, a date or D+n")
    until: When | None = Field(None, description="last day wanted; blank: to the horizon and beyond")
    priority: Priority = Field(Priority.IMPORTANT, description="essential, important or desirable")
    not_tolerated: Words = Field((), description="caveats (tags or kinds) that bar an offer from the line")
    max_nations: Count | None = Field(None, description="most nations present in one period; blank: no rule")
    framework: Framework = Field("", description="framework nation: a code, or any lead offer")
    overlap_days: Count = Field(0, description="relief in place: days in which an arriving unit does not count yet")
    depends_on: Words = Field((), description="capabilities that must be present in reach for the line to count")
    reach_km: Amount = Field(0.0, description="how far away such a line may lie, kilometres; 0: the same area")
    task: str = Field("", description="task, compared with task caveats")
    command: Command | None = Field(None, description="command state that the force commander needs")
    tags: Words = Field((), description="words by which scenarios choose sets of lines")
    basis: str = Field("", description="why the line exists, or the assumption behind it")


class Limit(Fact):
    """limits.csv: a selector, a resource and a maximum per period."""

    id: RowId = Field(description="the user's word for the limit")
    label: str = Field("", description="the limit in words")
    nations: Nations = Field((), description="nations it counts; blank: all")
    capabilities: Words = Field((), description="capabilities it counts; blank: all")
    areas: Words = Field((), description="places it counts, with all inside them; blank: all")
    scopes: Scopes = Field((), description="basing scopes of lines it counts; blank: all")
    tags: Words = Field((), description="offer tags it counts (any of them); blank: all")
    resource: Resource = Field(description="people, units, tonnes, money (a period) or days_of_stay (a unit and visit)")
    maximum: Amount = Field(description="most of the resource in one period, in the resource's unit")
    start: When | None = Field(None, description="first day it holds; blank: from the beginning")
    until: When | None = Field(None, description="last day it holds; blank: no end")


TABLES: dict[str, type[Record]] = {
    "sources": Source,
    "nations": NationRow,
    "capabilities": Capability,
    "substitutes": Substitute,
    "conditions": Condition,
    "caveats": Caveat,
    "pools": Pool,
    "offers": Offer,
    "commitments": Commitment,
    "requirements": Requirement,
    "limits": Limit,
}
"""Table name -> record; the file is ``<name>.csv``. Read in this order, so that every reference points backward
(except requirements and limits, which point at places)."""
