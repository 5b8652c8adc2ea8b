"""``accord deal``: whether the terms of a deal fit together, and what each of them means."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from accord.model.deal import Deal


class Action(StrEnum):
    """What to do with a deal."""

    CHECK = "check"
    EXPLAIN = "explain"


def deal(action: Action, folder: Path, term: str = "") -> None:
    """Say whether the terms of a deal fit together, or what a term means in sentences.

    accord deal check DIR lists all faults of deal.toml and places.geojson, or what the deal holds. accord deal explain
    DIR TERM says of a term: whom it binds, its zone, interval, stages and exemptions, who verifies, and what would be a
    breach. The folder needs no more than these two files.

    Parameters
    ----------
    action
        check or explain.
    folder
        The workspace, or any folder with deal.toml and places.geojson.
    term
        Id of a term to explain; blank: all of them.
    """
    from accord.store.deal import read_deal

    found, _places = read_deal(folder)
    if action is Action.CHECK:
        _check(found, folder)
        return
    from accord.cli.output import screen
    from accord.model.problem import NotFound
    from accord.monitor.wording import term_sentences
    from accord.store.fault import unknown

    ids = [one.id for one in found.terms]
    if term and term not in ids:
        raise NotFound(unknown(term, ids, "deal.toml"))
    console = screen()
    for one in found.terms:
        if term in ("", one.id):
            console.print(one.id, style="bold", markup=False)
            for heading, sentences in term_sentences(found, one).items():
                console.print(f"  {heading}: {' '.join(sentences)}", markup=False, soft_wrap=True)


def _check(found: "Deal", folder: Path) -> None:
    from accord.cli.output import add_rows, make_table, screen
    from accord.model.timetable import timetable

    zone = ZoneInfo(found.timezone)

    def shown(at: dt.datetime | None) -> str:
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""

    times = timetable(found)
    rows = [
        (one.id, str(one.kind), ", ".join(one.binds) or "all", one.zone or "everywhere",
         *(shown(at) for at in (times[one.id].start, times[one.id].until, times[one.id].due)))
        for one in found.terms
    ]  # fmt: skip
    console = screen()
    console.print(f"{found.title}, signed {found.signed}; moments are of {found.timezone}", markup=False)
    console.print(add_rows(make_table("", ["term", "kind", "binds", "zone", "from", "until", "due"]), rows))
    counts = [f"{len(getattr(found, part))} {part}" for part in ("parties", "lines", "zones", "classes", "exemptions")]
    console.print(", ".join(counts), markup=False)
    console.print(f"\nNo faults in the deal of {folder}", markup=False, soft_wrap=True)
