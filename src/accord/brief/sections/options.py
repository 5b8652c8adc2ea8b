"""The options side by side, and what each gives up against the first."""

from collections.abc import Callable, Iterator

from accord.brief.charts.frame import started
from accord.brief.charts.options import options
from accord.brief.document import Align, Block, Bullets, Column, Line, Paragraph, Role, Row, Section, Table, Word, plain
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import entries, figures, names
from accord.brief.sections.drawn import drawn, nothing
from accord.brief.sections.titles import titles
from accord.brief.wording import word
from accord.model.comparison import Profile
from accord.model.option import Option


def section(findings: Findings, pen: Pen) -> Section:
    """Chart, table of criteria, and a line on each option."""
    title = titles(pen)["options"]
    if not findings.options:
        missing = nothing(pen, pen.say("no option has been planned (accord plan)."))
        return Section(id="options", title=title, blocks=(missing,), role=Role.PAGE)
    blocks: tuple[Block, ...] = (Paragraph(words=_lead(findings, pen), style="lead"),)
    if len(findings.options) > 1:
        lines = tuple(against_first(findings, pen, option) for option in findings.options[1:])
        against = Paragraph(words=pen.line("Against it, the others gain (+) and give up (\N{MINUS SIGN}):"))
        blocks = (
            *blocks,
            against,
            Bullets(items=lines),
            *drawn(pen, options(findings, pen), pen.say("the chart has no data.")),
        )
    return Section(id="options", title=title, blocks=(*blocks, *_table(findings, pen)), role=Role.PAGE)


def _lead(findings: Findings, pen: Pen) -> Line:
    first = findings.options[0]
    return pen.count_line(
        "There is one option: “{title}”; it covers {share} of demand.",
        "“{title}” is recommended of {n} options: it covers {share} of demand.",
        len(findings.options),
        n=pen.number(len(findings.options)),
        title=pen.written(first.title),
        share=figures.covered(findings, pen, first, strong=True),
    )


def against_first(findings: Findings, pen: Pen, option: Option) -> Line:
    """What an option gains and gives up against the first."""
    first = findings.options[0]
    title = Word(text=option.title, strong=True, lang="" if pen.language.tongue == "en" else "en")
    if option.tours == first.tours:
        return pen.line("{title}: the same plan as the first; nothing better was found for its aim.", title=title)
    parts = tuple(_differences(findings, pen, first, option))
    said: Line = pen.line("{title}:", title=title)
    for number, part in enumerate(parts):
        said = (*said, Word(text="; " if number else " "), *part)
    return (*said, Word(text="."))


def _differences(findings: Findings, pen: Pen, first: Option, option: Option) -> Iterator[Line]:
    covered = _difference(pen, option, "coverage", pen.say("Demand covered"), option.coverage - first.coverage)
    yield pen.line("{n} of demand covered", n=covered)
    essential = [
        next((p for p in o.by_priority if p.key == "essential" and p.demand > 0), None) for o in (first, option)
    ]
    if essential[0] and essential[1]:
        share = essential[1].share - essential[0].share
        yield pen.line(
            "{n} of essential lines", n=_difference(pen, option, "essential", pen.say("Essential lines"), share)
        )
    one, other = (_profile(findings, o.id) for o in (first, option))
    if one and other and one.worst and other.worst:
        share = other.worst.coverage - one.worst.coverage
        yield pen.line(
            "{n} left after the worst withdrawal",
            n=_difference(pen, option, "worst", pen.say("Worst withdrawal"), share),
        )
    costs = [o.measures.get("cost_likely_money") for o in (first, option)]
    if costs[0] is not None and costs[1] is not None:
        yield pen.line("likely cost {n}", n=_money(findings, pen, option, costs[1] - costs[0]))
    if other:
        yield pen.line("{n} unit-months done otherwise", n=_otherwise(pen, other))


def _difference(pen: Pen, option: Option, key: str, what: str, share: float) -> Word:
    return pen.figure(
        figures.points(pen, share),
        ("against-first", option.id, key),
        title=_against(pen, option.title, what),
        how=pen.say("Share in this option less share in the first, in percentage points."),
    )


def _against(pen: Pen, title: str, what: str) -> str:
    return pen.say("Option “{option}” against the first: {what}").format(option=names.short(title, 40), what=what)


def _money(findings: Findings, pen: Pen, option: Option, money: float) -> Word:
    sign = "+" if money > 0 else "\N{MINUS SIGN}" if money < 0 else ""
    return pen.figure(
        sign + figures.million(pen, findings, abs(money)),
        ("against-first", option.id, "cost"),
        title=_against(pen, option.title, pen.say("Likely cost")),
        how=pen.say("Likely cost of all tours of this option less that of the first."),
    )


def _otherwise(pen: Pen, profile: Profile) -> Word:
    return pen.figure(
        pen.number(profile.different_unit_months),
        ("against-first", profile.option, "unit-months"),
        title=entries.in_option(pen, pen.say("Unit-months unlike the first"), profile.title),
        how=pen.say("Units on another line, by another offer or in one of the two only, summed over months."),
    )


def _profile(findings: Findings, id: str) -> Profile | None:
    profiles = findings.comparison.profiles if findings.comparison else ()
    return next((profile for profile in profiles if profile.option == id), None)


Criterion = tuple[str, Callable[[Option, Profile | None], Line]]
"""Heading of a row, and its cell for an option."""


def _table(findings: Findings, pen: Pen) -> tuple[Block, ...]:
    rows = (
        Row(cells=(plain(heading), *(cell(option, _profile(findings, option.id)) for option in findings.options)))
        for heading, cell in _criteria(findings, pen)
    )
    headings = [names.short(option.title, 30) for option in findings.options]
    table = Table(
        id="table-options",
        title=pen.say("The options on all criteria"),
        columns=(
            pen.column("Criterion", weight=1.6),
            *(Column(heading=heading, align=Align.RIGHT, weight=1) for heading in headings),
        ),
        rows=tuple(row for row in rows if any(row.cells[1:])),
        note=_note(findings, pen),
    )
    return (table,)


def _note(findings: Findings, pen: Pen) -> Line:
    said = pen.line(
        "The first is recommended. Spread: Gini coefficient of people-months over gross domestic product, 0: even. "
        "Cost: {year} prices, whole horizon.",
        year=str(findings.workspace.settings.price_year),
    )
    if findings.comparison is None:
        return said
    draws = findings.comparison.profiles[0].futures.draws
    return (
        *said,
        *pen.line(
            " Futures: at most this is covered in so many of {n} futures where conditions and offers hold by chance.",
            n=pen.number(draws),
        ),
    )


def _criteria(findings: Findings, pen: Pen) -> Iterator[Criterion]:
    yield pen.say("Demand covered"), lambda option, _: (figures.covered(findings, pen, option, strong=True),)
    yield pen.say("At most"), lambda option, _: _words(figures.limit(findings, pen, option))
    for part in findings.options[0].by_priority:
        if part.demand > 0:
            yield (
                started(pen.say("{class} lines").replace("{class}", word(pen, part.key))),
                lambda option, _, key=part.key: _class(findings, pen, option, key),  # type: ignore[misc]
            )
    yield pen.say("Worst withdrawal"), lambda _, profile: _worst(findings, pen, profile)
    yield pen.say("Futures: 1 of 10, half, 9 of 10"), lambda _, profile: _futures(pen, profile)
    yield pen.say("People on lines, mean"), lambda option, _: _people(findings, pen, option)
    heading = pen.say("Cost, m {currency}: low, likely, high").format(currency=findings.workspace.settings.currency)
    yield heading, lambda option, _: _cost(pen, option, heading)
    spread = pen.say("Spread of burden")
    yield spread, lambda option, _: _measured(findings, pen, option, "burden_gini_gdp_share", spread, 2)
    yield (
        pen.say("Unit-months unlike the first"),
        lambda _, profile: _words(_otherwise(pen, profile) if profile else None),
    )


def _words(word: Word | None) -> Line:
    return (word,) if word else ()


def _class(findings: Findings, pen: Pen, option: Option, key: str) -> Line:
    part = next((part for part in option.by_priority if part.key == key), None)
    return (figures.plain_share(figures.class_covered(findings, pen, option, part)),) if part else ()


def _worst(findings: Findings, pen: Pen, profile: Profile | None) -> Line:
    if profile is None or profile.worst is None:
        return ()
    share = pen.figure(
        pen.share(profile.worst.coverage),
        ("worst", profile.option),
        title=entries.in_option(pen, pen.say("Demand covered after the worst withdrawal"), profile.title),
        how=pen.say("Each nation is taken out in turn, nothing planned again; this one leaves least."),
        rows=[f"nations/{profile.worst.nation}"],
    )
    return (share, Word(text=f" ({profile.worst.nation})", quiet=True))


def _futures(pen: Pen, profile: Profile | None) -> Line:
    if profile is None:
        return ()
    futures = profile.futures
    text = " / ".join(pen.number(100.0 * share) for share in (futures.p10, futures.p50, futures.p90))
    return (
        pen.figure(
            f"{text}\N{NO-BREAK SPACE}%",
            ("futures", profile.option),
            title=entries.in_option(pen, pen.say("Demand covered over chance futures"), profile.title),
            how=pen.say("10th, 50th and 90th percentile over {n} futures.").format(n=futures.draws),
        ),
    )


def _people(findings: Findings, pen: Pen, option: Option) -> Line:
    return _measured(findings, pen, option, "deployed_mean_people", pen.say("People on lines, mean"), 0)


def _cost(pen: Pen, option: Option, heading: str) -> Line:
    values = [option.measures.get(f"cost_{name}_money") for name in ("low", "likely", "high")]
    text = " / ".join(pen.number(value / 1e6) for value in values if value is not None)
    if not text:
        return ()
    how = pen.say("Cost of every unit on a line, by month, over the horizon: low, likely and high estimate.")
    title = entries.in_option(pen, heading, option.title)
    return (pen.figure(text, ("measure", option.id, "cost"), title=title, how=how),)


def _measured(findings: Findings, pen: Pen, option: Option, name: str, title: str, digits: int) -> Line:
    value = option.measures.get(name)
    if value is None:
        return ()
    how = pen.say("A criterion of the planner; the annex on method says how it is counted.")
    return (figures.measure(findings, pen, option, name, pen.number(value, digits), title, how),)
