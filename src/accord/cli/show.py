"""``accord show``: where a row or a result comes from."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accord.cli.behind import BEGINNING, entries
from accord.cli.behind import lines_of as behind
from accord.cli.output import add_rows, make_table, screen, shortened
from accord.model.fields import row_text
from accord.model.option import Option
from accord.model.records import Source

if TYPE_CHECKING:
    from rich.console import Console

    from accord.store.draft import Draft, Row

MOST = 20


def show(folder: Path, id: str, *, as_of: dt.date | None = None) -> None:
    """Say where a row comes from: file and line, every version, its source, what names it and what uses it.

    Of a number in a pack (q-...) it says how it was counted, and the rows and sources that it rests on.

    Parameters
    ----------
    folder
        The workspace.
    id
        Id of a row of any table, of a place, a scenario, an option or a number of a pack; or table/id where tables
        share an id.
    as_of
        Mark the version that counts on this day.
    """
    from accord.model.problem import BadWorkspace
    from accord.store.read import read_draft
    from accord.store.trace import find

    draft, faults = read_draft(folder)
    if faults:
        raise BadWorkspace(faults)
    options = _options(folder)
    console = screen()
    if id.startswith(BEGINNING) and not any(id in known for known in draft.ids.values()):
        for line in behind(entries(folder), id, draft):
            console.print(line, markup=False, soft_wrap=True)
        return
    for row in find(draft, id, also=[option.id for option in options]):
        _show_row(console, draft, row, as_of, options)
    for option in options:
        if option.id == id:
            _show_option(console, option)
    for line in _stale(folder) if options else ():
        console.print(line, markup=False, soft_wrap=True)


def _options(folder: Path) -> tuple[Option, ...]:
    from accord.model.problem import NotFound
    from accord.store.results import read_results

    try:
        return read_results(folder, Option)
    except NotFound:
        return ()


def _stale(folder: Path) -> Iterable[str]:
    from accord.store.run import changed_inputs, read_runs

    runs = read_runs(folder)
    changed = changed_inputs(folder, runs["plan"]) if "plan" in runs else ()
    if changed:
        yield f"Since the plan was made, these files have changed: {', '.join(changed)}"


def _show_row(console: "Console", draft: "Draft", row: str, as_of: dt.date | None, options: Sequence[Option]) -> None:
    from accord.store.trace import mentions, uses, versions

    console.print(row, style="bold", markup=False)
    history = versions(draft, row)
    if history:
        _show_versions(console, history, as_of)
        _show_source(console, draft, history)
    else:
        file, line = draft.lines[row]
        console.print(f"{file}:{line}", markup=False)
    named = [f"{mention.file}:{mention.line}: {mention.row} ({mention.field})" for mention in mentions(draft, row)]
    _show_list(console, "Named by", named)
    for option in options:
        _show_list(console, f"In option {option.id}", uses(option, row))
    console.print()


def _show_versions(console: "Console", history: "Sequence[Row]", as_of: dt.date | None) -> None:
    """One column a version, newest first; one line a field that some version fills."""
    from accord.store.draft import newest
    from accord.store.write import columns

    (counts,) = newest(history, as_of=as_of).values() or (None,)
    texts = [row_text(version.record) for version in history]
    names = [name for name in columns(history[0].table) if any(text[name] for text in texts)]
    headings = [f"{version.file}:{version.line}{' (counts)' if version is counts else ''}" for version in history]
    rows = [(name, *(text[name] for text in texts)) for name in names]
    console.print(add_rows(make_table("", ["", *headings]), rows))
    if counts is None:
        console.print(f"Not known on {as_of}")


def _show_source(console: "Console", draft: "Draft", history: "Sequence[Row]") -> None:
    sources = {row.id: row.record for row in draft.rows["sources"]}
    for key in dict.fromkeys(getattr(version.record, "source", None) for version in history):
        source = sources.get(key) if key else None
        if isinstance(source, Source):
            parts = (source.title, source.publisher, str(source.published or ""), source.url)
            text = ", ".join(part for part in parts if part)
            console.print(f"Source {key} (grade {source.reliability}): {text}", markup=False, soft_wrap=True)


def _show_option(console: "Console", option: Option) -> None:
    console.print(f"Option {option.id}: {option.title}", markup=False)
    console.print(f"Scenario {option.scenario}; made for {option.objective}", markup=False, soft_wrap=True)
    for bound in option.bounds:
        shares = f"{bound.coverage:.1%} of at most {bound.limit:.1%} ({bound.status})"
        console.print(f"Coverage, {bound.key}: {shares}", markup=False)
    tours = [
        f"{tour.start} to {tour.until}: {tour.units} x {tour.capability} of {tour.nation} on {tour.requirement}"
        for tour in option.tours
    ]
    _show_list(console, f"Tours ({len(tours)})", tours)
    broken = option.broken_rules or ("none",)
    _show_list(console, "Broken rules", broken)


def _show_list(console: "Console", title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    console.print(title, markup=False)
    for line in shortened(lines, most=MOST, more="see out/ for all"):
        console.print(f"  {line}", markup=False, soft_wrap=True)
