"""Who serves on which line when: tours as bars, one band a line, on as many pages as it needs."""

from collections.abc import Sequence

from accord.brief.charts.demand import Demand, demand
from accord.brief.charts.frame import LANDSCAPE, note, quantity, row_of
from accord.brief.charts.rotation_bands import Band, make_bands
from accord.brief.charts.rotation_page import HEADING, HEIGHT, band_height, draw_page
from accord.brief.document import Figure, Line, Row, Table, Word, text_of
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.wording import component_name

MOST_LINES = 24
"""Lines on one page."""


def rotation(findings: Findings, pen: Pen) -> tuple[Figure, ...]:
    """Tours of the first option by line, one figure a page; empty if no line is wanted."""
    if not findings.options:
        return ()
    option = findings.options[0]
    found = demand(findings, option)
    pages = _pages(make_bands(found, option))
    return tuple(_figure(findings, pen, found, page, number, len(pages)) for number, page in enumerate(pages, start=1))


def _pages(bands: Sequence[Band]) -> tuple[tuple[Band, ...], ...]:
    """Whole bands, as many to a page as fit."""
    pages: list[list[Band]] = []
    used = 0.0
    for band in bands:
        new = not pages or pages[-1][-1].line.component != band.line.component
        needed = band_height(band) + (HEADING if new else 0.0)
        if not pages or used + needed > HEIGHT or len(pages[-1]) == MOST_LINES:
            pages.append([])
            used, needed = 0.0, band_height(band) + HEADING
        pages[-1].append(band)
        used += needed
    return tuple(tuple(page) for page in pages)


def _figure(findings: Findings, pen: Pen, found: Demand, bands: Sequence[Band], page: int, pages: int) -> Figure:
    id = f"figure-rotation-{page}"
    months = findings.workspace.settings.step.per_month
    explained = pen.line(
        "A bar is a tour, with its nation and its units. Units wanted stand under the name of the line."
    )
    return Figure(
        id=id,
        title=_title(pen, bands, page, pages),
        svg=draw_page(pen, found.bounds, bands, id),
        alt=_alt(pen, bands, months),
        width=LANDSCAPE,
        note=note(findings, pen, explained),
        twin=Table(
            id=f"{id}-data",
            title=pen.say("Tours by line"),
            columns=(
                pen.column("Line"),
                pen.column("Tours", weight=1.0),
                pen.column("Wanted, unit-months", right=True),
                pen.column("Covered, unit-months", right=True),
                pen.column("Short, unit-months", right=True),
            ),
            rows=tuple(_twin_row(pen, band, months) for band in bands),
        ),
    )


def _title(pen: Pen, bands: Sequence[Band], page: int, pages: int) -> str:
    keys = dict.fromkeys(band.line.component for band in bands)
    parts = ", ".join(component_name(pen, key) for key in keys)
    short = sum(1 for band in bands if band.gaps)
    words = {"page": pen.number(page), "pages": pen.number(pages), "parts": parts, "all": pen.number(len(bands))}
    return text_of(
        pen.count_line(
            "Rotation {page} of {pages} ({parts}): {n} of {all} lines is short at some time",
            "Rotation {page} of {pages} ({parts}): {n} of {all} lines are short at some time",
            short,
            n=pen.number(short),
            **words,
        )
    )


def _alt(pen: Pen, bands: Sequence[Band], months: float) -> str:
    tours = sum(len(band.tours) for band in bands)
    nations = {tour.nation for band in bands for tour in band.tours}
    first = pen.line(
        "{tours} tours of {nations} nations on {lines} lines.",
        tours=pen.number(tours),
        nations=pen.number(len(nations)),
        lines=pen.number(len(bands)),
    )
    worst = max(bands, key=lambda band: band.short)
    if not worst.gaps:
        return f"{text_of(first)} {pen.say('No line is short.')}"
    last = pen.line(
        "Line {line} is short most: {short} of {wanted} unit-months.",
        line=worst.line.id,
        short=quantity(pen, worst.short / months),
        wanted=quantity(pen, worst.wanted / months),
    )
    return f"{text_of(first)} {text_of(last)}"


def _twin_row(pen: Pen, band: Band, months: float) -> Row:
    line = band.line
    numbers = (band.wanted / months, (band.wanted - band.short) / months, band.short / months)
    made = row_of(
        pen,
        (pen.row(f"requirements/{line.id}"),),
        tuple(quantity(pen, number) for number in numbers),
        key=("figure-rotation", line.id),
        title=text_of(pen.line("Unit-months short on line {line} in the rotation", line=line.id)),
        how=pen.say("Units wanted less units that count, summed over the periods of the horizon, in months."),
        rows=(f"requirements/{line.id}", *dict.fromkeys(f"offers/{tour.offer}" for tour in band.tours)),
    )
    first, *cells = made.cells
    return Row(cells=(first, _tours(pen, band), *cells))


def _tours(pen: Pen, band: Band) -> Line:
    words: list[Word] = []
    for tour in band.tours:
        if words:
            words.append(Word(text="; "))
        words.append(pen.row(f"offers/{tour.offer}", f"{tour.nation}\N{NO-BREAK SPACE}{pen.number(tour.units)}"))
        words.append(Word(text=f" {pen.day(tour.start)}\N{EN DASH}{pen.day(tour.until)}", quiet=True))
    return tuple(words)
