"""``accord review``: a queue of incidents for people to confirm, split, merge or attribute; each decision is a row."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from accord.cli.output import screen
from accord.model.review import Decision, Review

if TYPE_CHECKING:
    import polars as pl

ACTIONS = {
    "c": Decision.CONFIRM,
    "s": Decision.SPLIT,
    "m": Decision.MERGE,
    "a": Decision.ATTRIBUTE,
}
ASKED = "[c]onfirm, [s]plit, [m]erge, [a]ttribute, [n]ext, [q]uit? "


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a reviewer sits: how to ask, how to say, who it is, and what time it is."""

    ask: Callable[[str], str]
    say: Callable[[str], None]
    now: Callable[[], dt.datetime]
    reviewer: str


def review(folder: Path, *, reviewer: str = "", day: dt.date | None = None, most: int = 50) -> None:
    """Go through incidents that people should look at: the least certain first, those reviewed already left out.

    Every decision is added as a row to reviews.csv with the reviewer's name and a reason; nothing is ever changed
    there. Run accord monitor again to see what the decisions do.

    Parameters
    ----------
    folder
        The workspace.
    reviewer
        Your name; asked for if left out.
    day
        Only incidents that began on this day (UTC).
    most
        Most incidents shown.
    """
    from accord.store.monitored import read_monitored

    console = screen()

    def say(text: str) -> None:
        console.print(text, markup=False, soft_wrap=True)

    name = reviewer.strip() or _needed(input, "Your name: ")
    desk = Desk(input, say, lambda: dt.datetime.now(dt.UTC).replace(microsecond=0), name)
    found, members = read_monitored(folder, "incidents"), read_monitored(folder, "members")
    queue = queue_of(found, day=day).head(most)
    say(f"{queue.height} incidents to look at")
    try:
        written = sit(desk, folder, queue, members)
    except EOFError:
        say("")
        return
    say(f"{written} decisions added to {folder / 'reviews.csv'}")


def queue_of(found: "pl.DataFrame", *, day: dt.date | None = None) -> "pl.DataFrame":
    """Incidents that nobody reviewed, the least certain first: those nearest to even odds."""
    import polars as pl

    open_ones = found.filter(pl.col("reviewer") == "")
    if day is not None:
        open_ones = open_ones.filter(pl.col("start").dt.date() == day)
    return open_ones.sort((pl.col("probability") - 0.5).abs(), "id")


def sit(desk: Desk, folder: Path, queue: "pl.DataFrame", members: "pl.DataFrame") -> int:
    """Ask about each incident of a queue; how many decisions were written."""
    import polars as pl

    from accord.store.reviews import append_review

    written = 0
    for row in queue.iter_rows(named=True):
        mine = members.filter(pl.col("incident") == row["id"]).sort("report")
        _show(desk, row, mine)
        answer = desk.ask(ASKED).strip().casefold()[:1]
        if answer == "q":
            break
        if answer not in ACTIONS:
            continue
        decided = decide(desk, ACTIONS[answer], row["id"], mine["report"].to_list(), set(members["report"].to_list()))
        if decided is not None:
            append_review(folder, decided)
            written += 1
    return written


def _show(desk: Desk, row: dict[str, Any], mine: "pl.DataFrame") -> None:
    when, area = f"{row['start']:%Y-%m-%d %H:%M}", row["area"] or "outside all areas"
    desk.say(f"\n{row['id']}: {row['kind']}, {when} UTC, {area}, {row['probability']:.0%} sure")
    for one in mine.iter_rows(named=True):
        desk.say(f"  {one['report']} of {one['source']} ({one['probability']:.0%})")


def decide(desk: Desk, action: Decision, incident: str, mine: list[str], known: set[str]) -> Review | None:
    """Ask what else a decision needs; None if what was answered is no decision."""
    reports, value = list(mine), ""
    match action:
        case Decision.SPLIT:
            reports = _words(desk.ask("Reports to take out, separated by spaces: "))
            if not reports or not set(reports) < set(mine):
                desk.say("  name some of its reports, not all and no others")
                return None
        case Decision.MERGE:
            others = _words(desk.ask("Reports of the other incident, separated by spaces: "))
            if not others or not set(others) <= known:
                desk.say("  no such report")
                return None
            reports = sorted({*mine, *others})
        case Decision.ATTRIBUTE:
            value = desk.ask("Party's code, or not_attributable: ").strip()
            if value != "not_attributable" and not (len(value) == 3 and value.isalpha() and value.isupper()):
                desk.say("  a code is three capital letters")
                return None
        case Decision.CONFIRM:
            pass
    reason = _needed(desk.ask, "Reason: ")
    row = {
        "id": f"d-{uuid4().hex[:12]}",
        "incident": incident,
        "reports": tuple(reports),
        "action": action,
        "value": value,
        "reviewer": desk.reviewer,
        "reason": reason,
        "decided": desk.now().isoformat(),
    }
    return Review.model_validate(row)


def _words(text: str) -> list[str]:
    return text.replace(",", " ").replace(";", " ").split()


def _needed(ask: Callable[[str], str], question: str) -> str:
    while not (answer := ask(question).strip()):
        pass
    return answer
