"""notifications.csv: what a party says beforehand will be heard or seen, so that nobody takes it for an attack."""

from pydantic import Field

from accord.model.fields import Nation, RowId, Text, Words
from accord.model.records import Fact


class Notification(Fact):
    """notifications.csv: an exercise, demining, a detonation or a movement that was announced before it began."""

    id: RowId = Field(description="the user's word for the notification; one row for each stretch of hours")
    party: Nation = Field(description="party whose fire or movement it is; it excuses no other")
    place: RowId = Field(description="place of places.geojson in which it takes place, an area")
    start: Text = Field(description="first moment that was announced, ISO 8601 with a zone")
    until: Text = Field(description="last moment that was announced, ISO 8601 with a zone")
    kinds: Words = Field(description="kinds of event (EventKind) that were announced; others are not excused")
    announced: Text = Field(
        description="moment at which it reached those who watch, ISO 8601 with a zone; not after start"
    )
