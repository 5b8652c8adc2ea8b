"""agenda.toml: the meeting that a pack is made for."""

from pydantic import BaseModel, ConfigDict, Field, field_validator

from accord.model.fields import Day, Text, Whole, Words, clean

SECTIONS = (
    "summary",
    "agenda",
    "plan",
    "monitor",
    "gaps",
    "asks",
    "options",
    "rotation",
    "withdrawal",
    "delay",
    "maps",
)
"""Ids of the parts of a pack that an item may name."""


class AgendaItem(BaseModel):
    """Items in agenda.toml, each under `[[items]]`: what is talked about, who leads, what is to be decided."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    title: Text = Field(description="the item in words")
    lead: str = Field("", description="who leads it: a nation's code or a name")
    minutes: Whole | None = Field(None, ge=1, le=1440, description="time set aside, minutes")
    decision: str = Field("", description="decision sought, as a sentence that can be agreed; blank: for information")
    fallback: str = Field("", description="what to settle for if it is not agreed")
    sections: Words = Field((), description="sections of the pack that belong to it, by their ids")
    release: Words = Field((), description="who may see the item (audience words); blank: the workspace's default")

    _clean = field_validator("*", mode="before")(clean)


class Agenda(BaseModel):
    """agenda.toml: the meeting that a pack is made for."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    title: Text = Field(description="name of the meeting")
    day: Day | None = Field(None, description="day of the meeting")
    place: str = Field("", description="where it takes place")
    chair: str = Field("", description="who chairs: a nation's code or a name")
    objective: str = Field("", description="what the meeting is to achieve, in one sentence")
    release: Words = Field((), description="who may see that there is a meeting; blank: the workspace's default")
    items: tuple[AgendaItem, ...] = Field((), description="items in their order")

    _clean = field_validator("*", mode="before")(clean)
