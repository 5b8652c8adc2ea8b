"""A whole workspace in memory: settings, tables, places and scenarios, as one frozen value."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field

from accord.model.agenda import Agenda
from accord.model.deal import Deal
from accord.model.fields import (
    Amount,
    Chance,
    Currency,
    Day,
    Figure,
    Id,
    Nation,
    NationCode,
    Nations,
    Positive,
    RowId,
    Text,
    Truth,
    When,
    Whole,
    Words,
)
from accord.model.records import (
    Capability,
    Caveat,
    Commitment,
    Condition,
    Limit,
    NationRow,
    Offer,
    Pool,
    Requirement,
    Source,
    Substitute,
)
from accord.model.words import Status, Step


class Phase(BaseModel):
    """A named stretch of the operation, used by demand profiles."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: RowId = Field(description="name of the phase")
    start: When = Field(description="first day, a date or D+n; it lasts until the next phase starts")


class Settings(BaseModel):
    """accord.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: Text = Field(description="title of the workspace")
    day_zero: Day = Field(description="day from which D+n counts")
    start: Day | None = Field(None, description="first day of the horizon; blank: day zero")
    activation: Day | None = Field(None, description="day orders are given, from which notice counts; blank: day zero")
    step: Step = Field(Step.MONTH, description="length of a period: month, half-month or week")
    periods: Whole = Field(36, ge=1, le=520, description="length of the horizon, periods")
    currency: Currency = Field("EUR", description="ISO 4217 code of all money")
    price_year: Whole = Field(2025, ge=1990, le=2100, description="year whose prices all money is in")
    release: Words = Field((Id("public"),), description="who may see a row that does not say")
    marking: str = Field("", description="handling marking, shown on each page of a pack")
    invented: Truth = Field(False, description="whether nations and land are invented")
    phases: tuple[Phase, ...] = Field((), description="phases in order of their first day")
    weights: tuple[Amount, Amount, Amount] | None = Field(
        None, description="weights of essential, important, desirable; blank: strict order"
    )


class Scenario(BaseModel):
    """scenarios/<id>.toml: only what differs from the base."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str = Field("", description="the scenario in words")
    description: str = Field("", description="what is assumed and why")
    conditions: dict[Id, Chance] = Field({}, description="truth, or probability 0 to 1, of each condition")
    nation_conditions: dict[Nation, dict[Id, Chance]] = Field({}, description="the same for one nation only")
    release: Words = Field((), description="who may see the scenario (audience words); blank: the workspace's default")
    delay_months: Whole = Field(0, ge=0, le=120, description="months by which day zero slips")
    withdraw: Nations = Field((), description="nations that leave the coalition")
    without_offers: Words = Field((), description="offers that fall away")
    requirement_tags: Words = Field((), description="only lines with one of these tags; blank: all")
    without_requirements: Words = Field((), description="lines that fall away")
    units: Figure = Field("likely", description="which figure of the offers counts: low, likely or high")
    least_status: Status = Field(Status.SENSED, description="lowest step on the ladder that counts")
    break_commitments: Truth = Field(False, description="whether breakable commitments are broken")
    limits: dict[Id, Amount] = Field({}, description="other maxima for rows of limits.csv, in the unit of each")
    demand_factor: Positive = Field(1.0, description="multiplies all units required")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A feature of places.geojson: WGS 84 longitude and latitude in degrees."""

    id: Id
    """Word by which tables name it."""
    name: str
    """Name in words; blank if it has none."""
    kind: str = ""
    """What it is: sector, city, harbour, ..."""
    geometry: dict[str, object] = field(hash=False)
    """GeoJSON geometry: Point, LineString, Polygon or their multiples."""
    checked: bool = False
    """Whether a person vouches for a position that looks like swapped coordinates."""
    release: tuple[Id, ...] = ()
    """Who may see it (audience words); blank: whoever may see a row that names it."""
    longitude: float
    """Longitude of a point inside or on the geometry, degrees east."""
    latitude: float
    """Latitude of that point, degrees north."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """All that a workspace says as of one day. Rows of each table are in order of their id."""

    settings: Settings
    """accord.toml."""
    sources: Mapping[Id, Source] = field(default_factory=dict)
    """Publications that rows rest on."""
    nations: Mapping[NationCode, NationRow] = field(default_factory=dict)
    """Members, and nations that others wait for."""
    capabilities: Mapping[Id, Capability] = field(default_factory=dict)
    """Types of unit."""
    substitutes: Mapping[Id, Substitute] = field(default_factory=dict)
    """What may stand in for what."""
    conditions: Mapping[Id, Condition] = field(default_factory=dict)
    """What must hold before offers are live."""
    caveats: Mapping[Id, Caveat] = field(default_factory=dict)
    """Limits on use."""
    pools: Mapping[Id, Pool] = field(default_factory=dict)
    """People or units that nations could draw on."""
    offers: Mapping[Id, Offer] = field(default_factory=dict)
    """What nations would give, or refuse."""
    commitments: Mapping[Id, Commitment] = field(default_factory=dict)
    """What competes for the same units or people."""
    requirements: Mapping[Id, Requirement] = field(default_factory=dict)
    """Lines of the statement of requirements."""
    limits: Mapping[Id, Limit] = field(default_factory=dict)
    """Most of a resource in one period."""
    places: Mapping[Id, Place] = field(default_factory=dict)
    """Features of places.geojson."""
    scenarios: Mapping[Id, Scenario] = field(default_factory=dict)
    """Files in scenarios/, by name without `.toml`."""
    agenda: Agenda | None = None
    """agenda.toml; None: no meeting is named."""
    deal: Deal | None = None
    """deal.toml; None: no deal is written."""
    as_of: dt.date | None = None
    """Rows recorded after this day were left out; None: all rows count."""
    lines: Mapping[str, tuple[str, int]] = field(default_factory=dict, compare=False)
    """``table/id`` -> (file, line) of the row that counts, for `accord show`."""
