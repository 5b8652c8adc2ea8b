"""Reports of the same event become one incident; its members stay visible.

One event explains a set of reports better than separate events do by the *log odds* ``worth`` of

    chance of the differences of place, time, kind and count, given the sources' errors
    over  the density, at that place and time, of events that nobody reports.

The rates of detection cancel but for the last factor: reports of one event need one event that was seen, reports of
two events need two that each lacks the other's reporters (Reid 1979; Blackman and Popoli 1999 for targets of radar,
Fellegi and Sunter 1969 for records). A source reports an event once. Over all partitions that keep this rule, the
chance of each pair is summed exactly in small components and sampled in large ones, and the partition with the fewest
wrong pairs to be expected is given (Binder 1978). ``docs/why/fusion.md`` says what it reaches and where it fails.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from accord.model.workspace import Place
from accord.monitor.arrange import arrange
from accord.monitor.copies import originals
from accord.monitor.field import Ints
from accord.monitor.gather import gather, incidents_of, members_of, named
from accord.monitor.kernels.tell import tell
from accord.monitor.learn import learn
from accord.monitor.link import link
from accord.monitor.noise import Noise
from accord.monitor.posterior import chances, lists, settled
from accord.monitor.sighting import Sightings, sightings

WEIGHTS = ("place_weight", "time_weight", "kind_weight", "count_weight", "density_weight")
"""What the log odds of a member are made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """Incidents, their members, and the noise that they rest on."""

    incidents: pl.DataFrame
    """Columns of `accord.model.incident.Incident` without members, area and dissent; sorted by start and id."""
    members: pl.DataFrame
    """``incident``, ``report``, ``source``, ``probability``, ``copy_of`` (report that it repeats), ``distance_km``,
    ``delay_minutes``, and a column for each of `WEIGHTS`: log odds that it adds, natural."""
    noise: Noise


def fuse(
    reports: pl.DataFrame,
    *,
    places: Mapping[str, Place] | None = None,
    noise: Noise | None = None,
    grades: Mapping[str, str] | None = None,
) -> Fused:
    """Incidents that reports tell of.

    Parameters
    ----------
    reports
        Columns of `accord.model.report.Report`; times as ``Datetime("us", "UTC")``. Row order means nothing.
    places
        Places that regions name.
    noise
        Errors of the sources; None: learned from these reports.
    grades
        Source -> Admiralty grade A-F; a source that is missing counts as F.

    >>> import datetime as dt
    >>> at = dt.datetime(2026, 5, 1, 12, tzinfo=dt.timezone.utc)
    >>> frame = pl.DataFrame({
    ...     "id": ["a", "b", "c"], "source": ["patrol", "camera", "patrol"], "kind": ["shelling"] * 3,
    ...     "start": [at, at + dt.timedelta(minutes=20), at + dt.timedelta(days=9)],
    ...     "longitude": [30.0, 30.01, 30.0], "latitude": [50.0, 50.0, 50.0],
    ... })
    >>> fused = fuse(frame)
    >>> fused.incidents.height, fused.members.sort("report")["incident"].n_unique()
    (2, 2)
    """
    reports = reports.sort("id")
    seen = sightings(reports, places)
    root = originals(reports)
    own = np.flatnonzero((root == np.arange(reports.height)) & ~np.isnan(seen.x))
    linked, noise = _linked(seen, own, root, noise)
    table = named(gather(reports, seen, linked, noise, grades or {}))
    return Fused(incidents=incidents_of(table, seen.centre), members=members_of(table, WEIGHTS), noise=noise)


def _linked(seen: Sightings, own: Ints, root: Ints, noise: Noise | None) -> tuple[pl.DataFrame, Noise]:
    """Group, probability, weights and original of each report; only `own` ones are compared, copies follow."""
    n = len(root)
    group, probability, weights = np.arange(n), np.ones(n), np.zeros((n, len(WEIGHTS)))
    noise = noise or learn(seen.rows(own))
    field, grid, order = arrange(seen.rows(own), noise)
    links = link(field, grid, noise)
    chance = chances(links)
    head, after, found = lists(settled(links, chance))
    rows = own[order]
    near, why = tell(links.field, links.begins, links.others, chance, head, after, found)
    group[rows], probability[rows], weights[rows] = rows[found], near, why
    copied = pl.select(pl.when(pl.Series(root != np.arange(n))).then(seen.ids.gather(root))).to_series()
    columns = {"group": group[root], "probability": probability[root], "copy_of": copied}
    return pl.DataFrame(columns | dict(zip(WEIGHTS, weights[root].T, strict=True))), noise
