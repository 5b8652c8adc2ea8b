"""What reporters say they saw: one row a report, kept as received; and the words for what, how and how sure.

Reports are columns once they are many: `Report` describes one row for people and for the documentation; the store
checks a million of them as a table with the same names and meanings.
"""

from enum import StrEnum

from pydantic import Field

from accord.model.fields import Amount, Nation, Number, RowId, Share, Text, Whole, Words
from accord.model.records import Record


class EventKind(StrEnum):
    """What was observed."""

    EXPLOSION = "explosion"
    """A detonation, its weapon unknown."""
    SHELLING = "shelling"
    """Fire of artillery, mortars or rockets."""
    SHOTS = "shots"
    """Fire of small arms, machine guns, cannons."""
    STRIKE = "strike"
    """A strike from the air: missile, bomb, one-way drone."""
    FLIGHT = "flight"
    """An aircraft or drone in the air."""
    WEAPON = "weapon"
    """A weapon seen where a term may forbid it."""
    POSITION = "position"
    """A trench, bunker or position that is new."""
    CONVOY = "convoy"
    """Vehicles moving together."""
    RAIL = "rail"
    """Military loads on rail."""
    CAMP = "camp"
    """A camp or depot that is new or grows."""
    MINE = "mine"
    """Mines or unexploded ordnance seen for the first time."""
    JAMMING = "jamming"
    """Interference with navigation or links of monitors."""
    DENIAL = "denial"
    """Monitors refused passage or access."""
    CROSSING = "crossing"
    """Persons or vehicles crossing a line."""
    DAMAGE = "damage"
    """Damage to homes or infrastructure."""
    CASUALTY = "casualty"
    """People hurt or killed."""


class CountUnit(StrEnum):
    """What a count counts; counts of different units are never added."""

    ROUND = "round"
    """Single rounds or explosions: one exchange of fire gives hundreds."""
    BURST = "burst"
    """Bursts of fire."""
    STRIKE = "strike"
    """Impacts of missiles, bombs or one-way drones."""
    INCIDENT = "incident"
    """Occurrences, however many rounds."""
    ITEM = "item"
    """Weapons, vehicles, positions, persons."""


class Means(StrEnum):
    """How it was observed."""

    SEEN = "seen"
    """By an observer's eyes."""
    HEARD = "heard"
    """By an observer's ears."""
    CAMERA = "camera"
    """By a camera, fixed or on a drone."""
    RADAR = "radar"
    """By radar or acoustic sensors."""
    SATELLITE = "satellite"
    """From space."""
    TOLD = "told"
    """By somebody who told the reporter."""


class Report(Record):
    """reports/*.csv or *.parquet: one report as received. A row is never edited; what is wrong in it is a new report.

    Where it was is one of three: a *wedge* (observer's position, bearing and range), a *point* with an error, or a
    *region* (a place of places.geojson).
    """

    id: RowId = Field(description="the reporter's or importer's word for the report")
    source: RowId = Field(description="row of sources.csv that reports")
    received: Text = Field(description="moment it was received, ISO 8601 with a zone")
    start: Text = Field(description="earliest moment of what was observed, ISO 8601 with a zone")
    until: str = Field("", description="latest moment of what was observed; blank: as start")
    kind: EventKind = Field(description="what was observed")
    unit: CountUnit = Field(CountUnit.INCIDENT, description="what the count counts")
    count_low: Amount = Field(1.0, description="least count, in the unit")
    count_high: Amount | None = Field(None, description="highest count, in the unit; blank: as count_low")
    means: Means = Field(Means.TOLD, description="how it was observed")
    longitude: Number | None = Field(
        None, ge=-180, le=180, description="of the event, or of the observer of a wedge, degrees east"
    )
    latitude: Number | None = Field(
        None, ge=-90, le=90, description="of the event, or of the observer of a wedge, degrees north"
    )
    error_km: Amount | None = Field(None, description="standard error of a point, kilometres")
    bearing: Amount | None = Field(None, lt=360, description="middle of a wedge, degrees clockwise from north")
    bearing_width: Amount | None = Field(None, le=360, description="whole width of a wedge, degrees; blank: 22.5")
    range_low_km: Amount | None = Field(None, description="least distance from the observer, kilometres")
    range_high_km: Amount | None = Field(None, description="greatest distance from the observer, kilometres")
    place: RowId | None = Field(None, description="region, a place of places.geojson")
    weapon: str = Field("", description="class of weapon, a word of deal.toml or a free word")
    calibre_mm: Amount | None = Field(None, description="calibre, millimetres")
    party: Nation | None = Field(None, description="party to which the report ascribes it")
    party_share: Share | None = Field(
        None, description="how sure the reporter is of that party, 0 to 1; blank: by grade"
    )
    claimant: Nation | None = Field(None, description="party whose own claim this is; blank: not a claim of a party")
    copy_of: RowId | None = Field(None, description="report that this one repeats")
    marks: Words = Field(
        (), description="circumstances that exemptions name: monitor_drone, notified, storage_site, ..."
    )
    text: str = Field("", description="what was written, as received")
    credibility: Whole | None = Field(None, ge=1, le=6, description="Admiralty grade of the information, 1 (best) to 6")
    release: Words = Field((), description="who may see the row (audience words); blank: the workspace's default")
