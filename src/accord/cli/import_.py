"""``accord import``: a file of somebody else becomes reports, checked as a whole and entered in a ledger."""

import datetime as dt
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from accord.cli.output import screen


def import_(
    folder: Path,
    file: Path,
    *,
    from_: Annotated[str, Parameter(name="--from")],
    map: Path | None = None,
    labels: Path | None = None,
    source: str = "",
    origin: str = "",
    received: dt.date | None = None,
    accept_smaller: bool = False,
) -> None:
    """Import reports of others: UCDP, ACLED, VIINA, FIRMS, air-raid alerts, or any CSV with a map of its columns.

    Writes a new file under reports/ and an entry in reports/imports.toml, or nothing at all. The same file again
    changes nothing; a file that lost more than a fifth of its rows since the last of its origin is held.

    Parameters
    ----------
    folder
        The workspace.
    file
        The file as it was received.
    from_
        Whose file it is: ucdp, acled, viina, firms, sirens or csv.
    map
        TOML file that says which column is which (csv), or which place a name means (sirens).
    labels
        File of labels that belongs to the file (viina).
    source
        Row of sources.csv that the reports name; the adapter's own word if left out.
    origin
        Your word for where such files come from, if there are several; the word of --from if left out.
    received
        Day on which it was received, if not today.
    accept_smaller
        Take a file although it has far fewer rows than the last.
    """
    from accord.store.imports import Wanted, import_reports
    from accord.store.read import read_workspace

    # The clock is read at the edge only; moments are whole seconds, as people write them.
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    if received is not None:
        now = dt.datetime.combine(received, dt.time(23, 59, 59), tzinfo=dt.UTC)
    wanted = Wanted(
        file=file,
        kind=from_,
        now=now,
        origin=origin,
        source=source,
        map=map,
        labels=labels,
        accept_smaller=accept_smaller,
    )
    entry, is_new = import_reports(folder, read_workspace(folder), wanted)
    console = screen()
    if not is_new:
        told = f"{entry.file} was imported on {entry.day} already: nothing changed"
        console.print(told, markup=False, soft_wrap=True)
        return
    parts = [f"{entry.rows:,} rows", f"{entry.written:,} new reports"]
    parts += [f"{entry.revised:,} of them revise one that is there"] if entry.revised else []
    parts += [f"{entry.known:,} known already"] if entry.known else []
    parts += [f"{entry.left_out:,} rows left out"] if entry.left_out else []
    parts += [f"{entry.replaced:,} bytes were not UTF-8 and are replaced"] if entry.replaced else []
    console.print("; ".join(parts), markup=False, soft_wrap=True)
    if entry.reports:
        console.print(f"Written: {folder / 'reports' / entry.reports}", markup=False, soft_wrap=True)
