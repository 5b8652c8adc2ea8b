"""reviews.csv: what people decided about incidents; every decision is a row, and none is ever edited."""

from enum import StrEnum

from pydantic import Field

from accord.model.fields import RowId, Text, Words
from accord.model.records import Record


class Decision(StrEnum):
    """What a reviewer decides."""

    CONFIRM = "confirm"
    """These reports tell of one incident, and it took place."""
    SPLIT = "split"
    """These reports do not belong to the incident; they tell of another."""
    MERGE = "merge"
    """These reports tell of one incident."""
    ATTRIBUTE = "attribute"
    """The incident is ascribed to a party."""


class Review(Record):
    """reviews.csv: a decision of a reviewer. A later row about the same reports counts before an earlier one."""

    id: RowId = Field(description="the user's word for the decision")
    incident: str = Field("", description="incident as the reviewer saw it; its reports, not this word, decide")
    reports: Words = Field(description="reports that the decision is about")
    action: Decision = Field(description="what is decided")
    value: str = Field("", description="of attribute: the party's code, or not_attributable; of the others blank")
    reviewer: Text = Field(description="who decided")
    reason: Text = Field(description="why, in a sentence")
    decided: Text = Field(description="moment of the decision, ISO 8601 with a zone")
    release: Words = Field((), description="who may see the row (audience words); blank: the workspace's default")
