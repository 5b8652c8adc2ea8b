"""What parties announced beforehand, as stretches of time on known ground."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from accord.model.workspace import Place
from accord.monitor.zone import Condition, Piece

_INSTANT = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One row of notifications.csv."""

    id: str
    party: str
    kinds: tuple[str, ...]
    place: str
    announced: dt.datetime
    piece: Piece
    """The ground and the hours."""


def notices_of(notifications: pl.DataFrame | None, places: Mapping[str, Place]) -> tuple[Notice, ...]:
    """Notifications that may excuse something, in order of their ids.

    One that came after its start, or that names no area, is none: what is announced late was not announced.

    Parameters
    ----------
    notifications
        Columns of `accord.model.notification.Notification`; None: nothing was announced.
    places
        Places that they name.
    """
    if notifications is None:
        return ()
    in_time = notifications.filter(pl.col("announced") <= pl.col("start")).sort("id")
    return tuple(_notice(row) for row in in_time.iter_rows(named=True) if _has_ground(places.get(row["place"])))


def _has_ground(place: Place | None) -> bool:
    return place is not None and str(place.geometry["type"]).endswith("Polygon")


def _notice(row: Mapping[str, Any]) -> Notice:
    inside = Condition(("area", "0.0", row["place"]), 1, 0.0, np.inf)
    return Notice(
        id=row["id"], party=row["party"], kinds=tuple(row["kinds"]), place=row["place"], announced=row["announced"],
        piece=Piece(start=row["start"], until=row["until"] + _INSTANT, conditions=(inside,)),
    )  # fmt: skip
