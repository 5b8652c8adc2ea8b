"""``accord incidents``: an incident with its members, why they belong together, and where they contradict."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accord.cli.output import add_rows, make_table, screen

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from accord.store.events import Events

MOST = 20
MOST_NAMED = 10
WEIGHT = "_weight"


def incidents(folder: Path, id: str = "") -> None:
    """Show an incident of the last run of monitor: members, reasons, findings, dissent; or list the latest.

    Parameters
    ----------
    folder
        The workspace.
    id
        Id of an incident, or as much of it as no other incident begins with, or of a report; the latest incidents if
        left out.
    """
    from accord.store.monitored import read_monitored

    found, members = read_monitored(folder, "incidents"), read_monitored(folder, "members")
    console = screen()
    if not id:
        console.print(_latest(found))
        return
    row = _row(found, members, id)
    for part in _told(folder, row, members):
        console.print(part, markup=False, soft_wrap=isinstance(part, str))


def _latest(found: "pl.DataFrame") -> "Table":
    words = ["incident", "began (UTC)", "area", "kind"]
    table = make_table(f"Latest of {found.height:,} incidents", words, ("reports", "sure"))
    latest = found.sort("start", "id", descending=[True, False]).head(MOST)
    return add_rows(table, (_line(row) for row in latest.iter_rows(named=True)))


def _line(row: dict[str, Any]) -> tuple[object, ...]:
    began = f"{row['start']:%Y-%m-%d %H:%M}"
    return row["id"], began, row["area"], row["kind"], row["reports"], f"{row['probability']:.0%}"


def _row(found: "pl.DataFrame", members: "pl.DataFrame", id: str) -> dict[str, Any]:
    import polars as pl

    from accord.model.problem import NotFound

    held = members.filter(pl.col("report") == id)["incident"].to_list()
    rows = found.filter(pl.col("id").is_in([id, *held]))
    if not rows.height:
        rows = found.filter(pl.col("id").str.starts_with(id)).sort("id")
    if not rows.height:
        raise NotFound(f"no incident and no report {id!r} in the last run of accord monitor")
    if rows.height > 1 and not held:
        raise NotFound(_ambiguous(id, rows["id"].to_list()))
    return rows.row(0, named=True)


def _ambiguous(id: str, ids: list[str]) -> str:
    more = f" and {len(ids) - MOST_NAMED:,} more" if len(ids) > MOST_NAMED else ""
    return f"{len(ids):,} incidents begin with {id!r}: {', '.join(ids[:MOST_NAMED])}{more}; write more of the id"


def _told(folder: Path, row: dict[str, Any], members: "pl.DataFrame") -> "Iterator[Table | str]":
    import polars as pl

    from accord.monitor.dissent import dissent
    from accord.store.events import read_events
    from accord.store.read import read_workspace

    workspace = read_workspace(folder)
    events = read_events(folder, workspace=workspace)
    mine = members.filter(pl.col("incident") == row["id"]).sort("probability", "report", descending=[True, False])
    reports = events.reports.filter(pl.col("id").is_in(mine["report"].implode()))
    yield f"Incident {row['id']}: {row['kind']}, {row['probability']:.0%} sure that it took place"
    yield f"  {row['start']:%Y-%m-%d %H:%M} to {row['until']:%Y-%m-%d %H:%M} UTC"
    yield f"  {_where(row)}"
    yield f"  count {row['count_low']:g} to {row['count_high']:g} ({row['unit']})"
    if row["reviewer"]:
        named = f", attributed to {row['attributed']}" if row["attributed"] else ""
        yield f"  last reviewed by {row['reviewer']}{named}"
    yield ""
    yield _members(mine, reports)
    reviews = _reviews(events, mine["report"].to_list())
    sentences = list(dissent(reports, reviews))
    yield "\nWhat they contradict each other in" if sentences else "\nThe reports do not contradict each other"
    yield from (f"  {sentence}" for sentence in sentences)
    yield from _findings(folder, row["id"])
    for one in reviews.iter_rows(named=True):
        yield f"  {one['decided']:%Y-%m-%d %H:%M} {one['reviewer']}: {one['action']} {one['value']} ({one['reason']})"


def _where(row: dict[str, Any]) -> str:
    if row["longitude"] is None:
        return "nowhere known"
    error = "" if row["error_km"] is None else f", standard error {row['error_km']:.1f} km"
    return f"{row['longitude']:.4f} E, {row['latitude']:.4f} N{error}; {row['area'] or 'outside all areas'}"


def _members(mine: "pl.DataFrame", reports: "pl.DataFrame") -> "Table":
    """One row a report, with the log odds that place, time, kind and count add."""
    weights = [name for name in mine.columns if name.endswith(WEIGHT)]
    headings = ("probability", "km off", "minutes", *(name.removesuffix(WEIGHT) for name in weights))
    title = "Members; the last columns are log odds of one event"
    table = make_table(title, ["report", "source", "at", "text"], headings)
    known = {row["id"]: row for row in reports.iter_rows(named=True)}
    return add_rows(
        table,
        (
            (
                row["report"] + (f" (copy of {row['copy_of']})" if row.get("copy_of") else ""),
                row["source"],
                f"{known[row['report']]['file']}:{known[row['report']]['line']}" if row["report"] in known else "",
                known.get(row["report"], {}).get("text", "")[:60],
                f"{row['probability']:.2f}",
                *(_figure(row.get(name)) for name in ("distance_km", "delay_minutes", *weights)),
            )
            for row in mine.iter_rows(named=True)
        ),
    )


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _reviews(events: "Events", reports: list[str]) -> "pl.DataFrame":
    import polars as pl

    about = pl.col("reports").list.set_intersection(reports).list.len() > 0
    return events.reviews.filter(about)


def _findings(folder: Path, id: str) -> Iterator[str]:
    import polars as pl

    from accord.store.monitored import read_monitored

    mine = read_monitored(folder, "findings").filter((pl.col("incident") == id) & (pl.col("term") != ""))
    if mine.height:
        yield "\nFindings (accord deal explain says why)"
    for row in mine.iter_rows(named=True):
        yield f"  {row['term']}: {row['verdict']}, {row['probability']:.0%}"
