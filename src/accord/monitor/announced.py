"""Which incidents were announced beforehand, by the notifications of those who may have caused them.

An incident is excused with the probability

    sum_p b(p) s(p) + b(0) max_p s(p),

where b(p) is the belief that party p did it, b(0) what nobody can be given, and s(p) the greatest probability that the
incident lies on the ground and in the hours of a notification of p that names its kind. So fire of another party is
not excused by it, and fire that nobody can be given is excused as far as it lies inside.
"""

from collections.abc import Mapping
from functools import reduce
from operator import or_

import numpy as np
import polars as pl

from accord.model.deal import Deal, Party
from accord.model.workspace import Place
from accord.monitor.docket import Docket, open_docket
from accord.monitor.notice import Notice, notices_of
from accord.monitor.weigh import noticed
from accord.monitor.where import Floats
from accord.monitor.zone import ALWAYS

MORE_LIKELY = 0.5
"""Probability of being excused that an incident exceeds which is counted as notified."""


def announced(
    incidents: pl.DataFrame,
    notifications: pl.DataFrame,
    deal: Deal | None,
    places: Mapping[str, Place],
    *,
    members: pl.DataFrame,
    reports: pl.DataFrame,
    grades: Mapping[str, str],
) -> tuple[str, ...]:
    """Ids of incidents that are excused more likely than not.

    Parameters
    ----------
    incidents, members, reports
        As for `accord.monitor.judge.judge`.
    notifications
        Columns of `accord.model.notification.Notification`.
    deal
        Whose parties incidents are ascribed to; None: those whom reports or notifications name.
    places
        Places that notifications name.
    grades
        Source -> grade of its reliability.
    """
    notices = notices_of(notifications, places)
    near = incidents.filter(reduce(or_, map(_meets, notices))) if notices else incidents.clear()
    if not near.height:
        return ()
    mine = members.filter(pl.col("incident").is_in(near["id"].implode()))
    told = reports.filter(pl.col("id").is_in(mine["report"].implode()))
    docket = open_docket(
        near, deal or _bare(told, notices), places, members=mine, reports=told, grades=grades,
        notifications=notifications,
    )  # fmt: skip
    return tuple(near.filter(pl.Series(excused(docket) > MORE_LIKELY))["id"])


def excused(docket: Docket) -> Floats:
    """(n,) probability that each incident was announced by whoever caused it."""
    rows = np.arange(len(docket.start))
    shares = np.zeros_like(docket.belief)
    for notice in docket.notices:
        within = noticed(docket, notice, rows, ALWAYS, None, None)
        shares[:, -1] = np.maximum(shares[:, -1], within)
        if notice.party in docket.parties:
            column = docket.parties.index(notice.party)
            shares[:, column] = np.maximum(shares[:, column], within)
    found: Floats = (docket.belief * shares).sum(axis=1)
    return found


def _meets(notice: Notice) -> pl.Expr:
    """Whether an incident is of an announced kind and touches the hours."""
    kind = pl.col("kind").cast(pl.String).is_in(notice.kinds)
    return kind & (pl.col("until") >= notice.piece.start) & (pl.col("start") < notice.piece.until)


def _bare(reports: pl.DataFrame, notices: tuple[Notice, ...]) -> Deal:
    """A deal of parties alone."""
    named = set(reports["party"].drop_nulls().cast(pl.String)) if "party" in reports.columns else set()
    parties = sorted(named | {notice.party for notice in notices})
    rows = tuple(Party.model_construct(id=party, name=party) for party in parties)
    return Deal.model_construct(parties=rows, lines=(), zones=(), classes=(), terms=(), exemptions=())
