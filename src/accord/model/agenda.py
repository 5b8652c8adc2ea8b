"""agenda.toml: the meeting that a pack is made for."""

from pydantic import BaseModel, ConfigDict, Field

from accord.model.fields import Day, Text, Whole, Words


class AgendaItem(BaseModel):
    """One item of the agenda."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: Text = Field(description="the item in words")
    lead: str = Field("", description="who leads it: a nation's code or a name")
    minutes: Whole | None = Field(None, ge=1, le=1440, description="time set aside, minutes")
    decision: str = Field("", description="decision sought, as a sentence that can be agreed; blank: for information")
    fallback: str = Field("", description="what to settle for if it is not agreed")
    sections: Words = Field((), description="sections of the pack that belong to it, by their ids")
    release: Words = Field((), description="who may see the item (audience words); blank: the workspace's default")


class Agenda(BaseModel):
    """The meeting."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: Text = Field(description="name of the meeting")
    day: Day | None = Field(None, description="day of the meeting")
    place: str = Field("", description="where it takes place")
    chair: str = Field("", description="who chairs: nations' codes or names")
    objective: str = Field("", description="what the meeting is to achieve, in one sentence")
    marking: str = Field("", description="handling marking of the pack, shown on each page")
    items: tuple[AgendaItem, ...] = Field((), description="items in their order")
