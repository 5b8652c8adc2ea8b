"""Everything about n incidents that terms ask for, as arrays: when, where, what, whose."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from accord.model.deal import Deal
from accord.model.workspace import Place
from accord.monitor.attribute import combined, from_ground, from_reports
from accord.monitor.describe import described, with_marks
from accord.monitor.notice import Notice, notices_of
from accord.monitor.weapon import Fit, fit
from accord.monitor.where import Floats, Ints, locate
from accord.monitor.zone import Ground

Bools = NDArray[np.bool_]


@dataclass(slots=True, kw_only=True)
class Docket:
    """n incidents against one deal."""

    deal: Deal
    ground: Ground
    frame: pl.DataFrame
    """Columns of `Incident`, with `weapon`, `calibre_mm`, `marks`."""
    start: Ints
    """(n,) microseconds since 1970-01-01 UTC."""
    until: Ints
    exists: Floats
    """(n,) probability that it took place."""
    belief: Floats
    """(n, P + 1) attribution; the last column is what nobody can be given."""
    arms: list[tuple[str | None, float | None]]
    """Weapons and calibres that occur."""
    arm: Ints
    """(n,) index in `arms`."""
    marks: list[frozenset[str]]
    """Sets of marks that occur."""
    mark: Ints
    """(n,) index in `marks`."""
    kinds: list[str]
    kind: Ints
    notices: tuple[Notice, ...] = ()
    """What was announced beforehand."""
    _fits: dict[tuple[str, ...], list[Fit]] = field(default_factory=dict)

    @property
    def parties(self) -> list[str]:
        """Parties of the deal, in the order of the columns of `belief`."""
        return [party.id for party in self.deal.parties]

    def fits(self, classes: tuple[str, ...]) -> tuple[Floats, Floats]:
        """(n,) bounds of the probability that each incident's weapon belongs to one of the classes."""
        found = self.reasons_of_fit(classes)
        low, high = (np.array([getattr(one, side) for one in found]) for side in ("low", "high"))
        return low[self.arm], high[self.arm]

    def reasons_of_fit(self, classes: tuple[str, ...]) -> list[Fit]:
        """How each of `arms` fits the classes."""
        if classes not in self._fits:
            self._fits[classes] = [fit(self.deal, classes, *arm) for arm in self.arms]
        return self._fits[classes]

    def of_kinds(self, events: tuple[str, ...]) -> Bools:
        """(n,) whether the incident is of one of the kinds; none given: of any."""
        if not events:
            return np.ones(len(self.kind), dtype=bool)
        wanted = np.array([kind in events for kind in self.kinds], dtype=bool)
        return wanted[self.kind]

    def marked(self, words: tuple[str, ...]) -> Bools:
        """(n,) whether one of the marks stands; none given: always."""
        if not words:
            return np.ones(len(self.mark), dtype=bool)
        wanted = np.array([not marks.isdisjoint(words) for marks in self.marks], dtype=bool)
        return wanted[self.mark]


def open_docket(
    incidents: pl.DataFrame,
    deal: Deal,
    places: Mapping[str, Place],
    *,
    members: pl.DataFrame | None,
    reports: pl.DataFrame | None,
    grades: Mapping[str, str],
    notifications: pl.DataFrame | None = None,
) -> Docket:
    """Arrays of the incidents; with members and reports also their weapons, circumstances and attribution.

    Without them the frame's own columns count (`weapon`, `calibre_mm`, `marks`, `party`, ...), so that reports
    can be judged one by one.
    """
    if members is None or reports is None:
        members = pl.DataFrame({"incident": incidents["id"], "report": incidents["id"]}).with_columns(probability=1.0)
        reports = incidents
        frame = _with_arms(with_marks(incidents))
    else:
        frame = described(incidents, members, reports, grades)
    ground = Ground(deal=deal, places=places, located=locate(frame, places))
    start = frame["start"].dt.timestamp("us").to_numpy()
    until = start
    if "until" in frame.columns:
        until = np.maximum(start, frame["until"].fill_null(frame["start"]).dt.timestamp("us").to_numpy())
    kinds, kind = _coded(frame["kind"].cast(pl.String))
    arms, arm = _coded(frame.select(one=pl.struct("weapon", "calibre_mm"))["one"])
    marks, mark = _coded(frame["marks"].list.sort().list.join(";").fill_null(""))
    evidence = [from_ground(deal, ground, [kinds[code] for code in kind], start)]
    if "source" in reports.columns:
        evidence.append(from_reports(deal, members, reports, grades, frame["id"]))
    return Docket(
        deal=deal, ground=ground, frame=frame, start=start, until=until, exists=_exists(frame),
        belief=combined(evidence), arms=[(one["weapon"], one["calibre_mm"]) for one in arms], arm=arm,
        marks=[frozenset(word for word in one.split(";") if word) for one in marks], mark=mark, kinds=kinds, kind=kind,
        notices=notices_of(notifications, places),
    )  # fmt: skip


def _with_arms(frame: pl.DataFrame) -> pl.DataFrame:
    blank = {"weapon": pl.String, "calibre_mm": pl.Float64}
    missing = [pl.lit(None, dtype=kind).alias(name) for name, kind in blank.items() if name not in frame.columns]
    return frame.with_columns(missing).with_columns(pl.col("calibre_mm").cast(pl.Float64))


def _exists(frame: pl.DataFrame) -> Floats:
    if "probability" not in frame.columns:
        return np.ones(frame.height)
    return frame["probability"].cast(pl.Float64).fill_null(1.0).to_numpy()


def _coded(column: pl.Series) -> tuple[list, Ints]:  # type: ignore[type-arg]
    """Values that occur, and the index of each row's value among them."""
    words = column.unique(maintain_order=True)
    table = pl.DataFrame({"value": words}).with_row_index("code")
    codes = pl.DataFrame({"value": column}).join(table, on="value", how="left", nulls_equal=True, maintain_order="left")
    return words.to_list(), codes["code"].cast(pl.Int64).to_numpy()
