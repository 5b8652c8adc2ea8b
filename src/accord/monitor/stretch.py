"""A period and the one of the same length before it, as stretches of time in a zone."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Whole days in a zone of time."""

    first: dt.date
    last: dt.date
    timezone: str = "UTC"

    @property
    def start(self) -> dt.datetime:
        """Its first moment."""
        return dt.datetime.combine(self.first, dt.time(), ZoneInfo(self.timezone)).astimezone(dt.UTC)

    @property
    def end(self) -> dt.datetime:
        """The moment after its last."""
        after = self.last + dt.timedelta(days=1)
        return dt.datetime.combine(after, dt.time(), ZoneInfo(self.timezone)).astimezone(dt.UTC)

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Its days in order."""
        return tuple(self.first + dt.timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @property
    def before(self) -> "Stretch":
        """As many days just before it.

        >>> march = Stretch(first=dt.date(2027, 3, 30), last=dt.date(2027, 3, 31))
        >>> march.before.first.isoformat(), march.before.last.isoformat()
        ('2027-03-28', '2027-03-29')
        """
        length = dt.timedelta(days=len(self.days))
        return Stretch(first=self.first - length, last=self.last - length, timezone=self.timezone)

    def of(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows whose `start` lies in it."""
        return rows.filter((pl.col("start") >= self.start) & (pl.col("start") < self.end))
