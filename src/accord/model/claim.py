"""claims.csv: totals that parties publish; they stand beside verified incidents and are never added to them."""

from pydantic import Field

from accord.model.fields import Amount, Nation, RowId, Text
from accord.model.records import Fact
from accord.model.report import CountUnit


class Claim(Fact):
    """claims.csv: a total that somebody states for a stretch of time."""

    id: RowId = Field(description="the user's word for the claim")
    party: Nation = Field(description="party that states it")
    against: Nation | None = Field(None, description="party that it accuses; blank: nobody named")
    start: Text = Field(description="first moment that it covers, ISO 8601 with a zone")
    until: Text = Field(description="last moment that it covers, ISO 8601 with a zone")
    what: Text = Field(description="what is counted, in the words of the party")
    unit: CountUnit = Field(CountUnit.INCIDENT, description="what the count counts")
    count: Amount = Field(description="the total, in the unit")
