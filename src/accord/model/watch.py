"""coverage.csv: who could have seen what, where and when, by what means, with what chance; and why not."""

from enum import StrEnum

from pydantic import Field

from accord.model.fields import RowId, Share, Text, Words
from accord.model.records import Fact
from accord.model.report import Means


class Hindrance(StrEnum):
    """Why something could not be watched."""

    WEATHER = "weather"
    """Cloud, fog, darkness, storm."""
    DENIAL = "denial"
    """A party refused passage or access."""
    JAMMING = "jamming"
    """Links or navigation were jammed."""
    MINES = "mines"
    """Mines or unexploded ordnance on the way."""
    BROKEN = "broken"
    """A device did not work."""
    SECURITY = "security"
    """Too dangerous to go."""
    STAFF = "staff"
    """Nobody was there to watch."""


class Watch(Fact):
    """coverage.csv: a stretch of time in which an observer watched an area, or could not."""

    id: RowId = Field(description="the user's word for the watch")
    observer: RowId = Field(description="row of sources.csv that watches")
    area: RowId = Field(description="place of places.geojson that is watched, with all inside it")
    start: Text = Field(description="first moment, ISO 8601 with a zone")
    until: Text = Field(description="last moment, ISO 8601 with a zone")
    means: Means = Field(description="how it watches")
    kinds: Words = Field((), description="kinds of event (EventKind) it can detect; blank: all")
    chance: Share = Field(description="chance that an event of these kinds in the area and time is reported, 0 to 1")
    chance_low: Share | None = Field(None, description="the same chance, low figure, 0 to 1; blank: as chance")
    chance_high: Share | None = Field(None, description="the same chance, high figure, 0 to 1; blank: as chance")
    hindrance: Hindrance | None = Field(None, description="why it could not watch (then chance is 0 or low)")
