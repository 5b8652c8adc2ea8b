"""deal.toml: the terms of a deal as a machine can read them: who may do what, where, from when, and who looks.

A term says that the parties it binds must not do something (prohibition), must do something by a day (obligation), may
have so many of something (cap), must leave things as they are (freeze) or must say so beforehand (notification). It
names classes of weapons, kinds of event, a zone and an interval. A zone lies along a reference line, which may have
versions in time and differ by party, or is a place of places.geojson. An exemption takes something out of terms.
"""

import datetime as dt
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from accord.model.fields import Amount, Day, Nation, Nations, Positive, RowId, Text, Whole, Words, clean
from accord.model.report import CountUnit, EventKind

SIGNING = "signing"
"""What a term may come after, besides other terms."""
NOTIFIED = "notified"
"""Mark of a report that says the event was announced."""


class TermKind(StrEnum):
    """What a term demands."""

    PROHIBITION = "prohibition"
    """It must not happen."""
    OBLIGATION = "obligation"
    """It must be done by a deadline; what is seen afterwards shows that it was not."""
    CAP = "cap"
    """So many and no more, in the zone on any one day."""
    FREEZE = "freeze"
    """Nothing new, and nothing moved, from the beginning of the term."""
    NOTIFICATION = "notification"
    """Allowed if it was announced."""


class Side(StrEnum):
    """On which side of a reference line a zone lies."""

    OWN = "own"
    """On the side of the party that is judged, from its own reference line."""
    BOTH = "both"
    """On both sides, from the reference line of the party that is judged."""
    LEFT = "left"
    """Left of the line, looking along it."""
    RIGHT = "right"
    """Right of the line, looking along it."""


class Moment(StrEnum):
    """Which moment of another term counts."""

    START = "start"
    """When it comes into force."""
    DONE = "done"
    """When it was found fulfilled; until that is known, its deadline; without one, its end."""


def _moment(value: object) -> object:
    if isinstance(value, str):
        try:
            return dt.datetime.fromisoformat(value) if len(value) > 10 else dt.date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"must be a day or a moment such as 2027-04-01T00:01:00, not {value!r}") from None
    if not isinstance(value, dt.date):
        raise ValueError(f"must be a day or a moment such as 2027-04-01T00:01:00, not {str(value)!r}")
    return value


def _zone_of_time(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, LookupError):
        raise ValueError(f"must be a zone of time such as Europe/Kyiv or UTC, not {value!r}") from None
    return value


When = Annotated[dt.datetime | dt.date, BeforeValidator(_moment)]
"""A moment, in the deal's zone of time unless it names its offset; or a day, which begins at 00:00 there."""


class _Part(BaseModel):
    """A frozen, closed part of a deal."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    _clean = field_validator("*", mode="before")(clean)


class Party(_Part):
    """Parties in deal.toml, each under `[[parties]]`: those whom terms bind."""

    id: Nation = Field(description="ISO 3166-1 alpha-3 code, or a user-assigned one")
    name: Text = Field(description="the party in words")


class Line(_Part):
    """Reference lines in deal.toml, each under `[[lines]]`: a line by id; several rows are its versions."""

    id: RowId = Field(description="the user's word for the line")
    place: RowId = Field(description="feature of places.geojson, a LineString or the edge of a Polygon")
    party: Nation | None = Field(None, description="party for which this version counts; blank: for all others")
    start: When | None = Field(None, description="first moment from which this version counts; blank: always")
    until: When | None = Field(None, description="moment at which it ceases to count; a day counts to its end")
    left: Nation | None = Field(None, description="party whose side lies left, looking along the line")
    right: Nation | None = Field(None, description="party whose side lies right, looking along the line")
    note: str = Field("", description="free remark: where the line comes from, how exact it is")


class Zone(_Part):
    """Zones in deal.toml, each under `[[zones]]`: a band along a line, or places, and what is near them."""

    id: RowId = Field(description="the user's word for the zone")
    title: str = Field("", description="the zone in words")
    line: RowId | None = Field(None, description="reference line that it lies along")
    side: Side = Field(Side.BOTH, description="side of the line on which it lies")
    from_km: Amount = Field(0.0, description="distance from the line at which it begins, kilometres")
    to_km: Positive | None = Field(
        None, description="distance from the line at which it ends, kilometres; blank: never"
    )
    places: Words = Field((), description="places of places.geojson that make it up; together with no line")
    buffer_km: Amount = Field(0.0, description="how far around the places it reaches, kilometres")
    within: RowId | None = Field(None, description="another zone; what lies outside that one does not belong to this")


class WeaponClass(_Part):
    """Classes of weapons in deal.toml, each under `[[classes]]`: types in a band of calibre, and systems by name."""

    id: RowId = Field(description="the user's word for the class")
    title: str = Field("", description="the class in words")
    types: Words = Field((), description="words of reports for the type of weapon; the calibre must lie in the band")
    systems: Words = Field((), description="words of reports for named systems, which belong whatever their calibre")
    above_mm: Amount | None = Field(None, description="calibre that it must exceed, millimetres")
    from_mm: Amount | None = Field(None, description="least calibre, millimetres")
    to_mm: Amount | None = Field(None, description="greatest calibre, millimetres")
    below_mm: Amount | None = Field(None, description="calibre that it must not reach, millimetres")
    includes: Words = Field((), description="other classes, all of whose weapons belong to this one")


class Precondition(_Part):
    """Preconditions of a term in deal.toml, each under `[[terms.requires]]`: another term that must have held."""

    term: RowId = Field(description="term that must have held")
    held_days: Whole = Field(ge=1, le=3650, description="whole days in a row without a breach of it, days")


class Term(_Part):
    """Terms in deal.toml, each under `[[terms]]`: what is demanded of whom, of what, where and when."""

    id: RowId = Field(description="the user's word for the term")
    title: Text = Field(description="the term in words")
    article: str = Field("", description="where the text of the deal says it")
    kind: TermKind = Field(description="what it demands")
    binds: Nations = Field((), description="parties that it binds; blank: all")
    events: tuple[EventKind, ...] = Field((), description="kinds of event that it is about; blank: all")
    classes: Words = Field((), description="classes of weapons that it is about; blank: any weapon or none")
    zone: RowId | None = Field(None, description="zone in which it holds; blank: everywhere")
    start: When | None = Field(
        None, description="moment at which it comes into force; blank: by `after`, or at signing"
    )
    until: When | None = Field(None, description="moment at which it ends; a day counts to its end; blank: never")
    duration_days: Whole | None = Field(None, ge=1, le=36500, description="length from its start, days of 24 hours")
    after: RowId | None = Field(None, description="term whose start or completion sets it going, or `signing`")
    after_event: Moment = Field(Moment.START, description="which moment of that term")
    start_days: Whole = Field(0, ge=0, le=36500, description="days from that moment until it comes into force")
    start_hours: Whole = Field(0, ge=0, le=876000, description="hours from that moment until it comes into force")
    deadline_days: Whole | None = Field(
        None,
        ge=0,
        le=36500,
        description="days from the day of its trigger within which it must be done, to the end of the last",
    )
    deadline_hours: Whole | None = Field(
        None, ge=1, le=876000, description="hours from its trigger within which it must be done"
    )
    deadline: When | None = Field(None, description="moment by which it must be done; a day counts to its end")
    fulfilled: When | None = Field(None, description="moment at which it was found fulfilled; blank: not found so")
    requires: tuple[Precondition, ...] = Field((), description="terms that must have held before it comes into force")
    limit: Amount | None = Field(None, description="most that a cap or freeze allows a party in the zone, in the unit")
    unit: CountUnit = Field(CountUnit.ITEM, description="what a limit counts")
    verifier: str = Field("", description="who verifies it")
    note: str = Field("", description="free remark, such as how an ambiguous text was read")


class Exemption(_Part):
    """Exemptions in deal.toml, each under `[[exemptions]]`: what terms do not reach."""

    id: RowId = Field(description="the user's word for the exemption")
    title: Text = Field(description="the exemption in words")
    terms: Words = Field((), description="terms from which it exempts; blank: all")
    parties: Nations = Field((), description="parties that it is for; blank: all")
    marks: Words = Field((), description="marks of reports, one of which must stand: monitor_drone, notified, ...")
    events: tuple[EventKind, ...] = Field((), description="kinds of event that it is for; blank: all")
    classes: Words = Field((), description="classes of weapons that it is for; blank: any weapon or none")
    zone: RowId | None = Field(None, description="zone in which it holds; blank: everywhere")


class Deal(_Part):
    """deal.toml: the terms of a deal."""

    title: Text = Field(description="name of the deal")
    signed: Day = Field(description="day on which it was signed")
    timezone: Annotated[str, AfterValidator(_zone_of_time)] = Field(
        "UTC", description="zone of time of moments that name no offset, such as Europe/Kyiv"
    )
    release: Words = Field((), description="who may see the deal (audience words); blank: the workspace's default")
    note: str = Field("", description="free remark: sources of the text, how it was read")
    parties: tuple[Party, ...] = Field(min_length=1, description="those whom it binds")
    lines: tuple[Line, ...] = Field((), description="reference lines and their versions")
    zones: tuple[Zone, ...] = Field((), description="zones along lines or of places")
    classes: tuple[WeaponClass, ...] = Field((), description="classes of weapons")
    terms: tuple[Term, ...] = Field(min_length=1, description="what is demanded")
    exemptions: tuple[Exemption, ...] = Field((), description="what terms do not reach")
