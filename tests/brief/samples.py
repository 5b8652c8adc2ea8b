"""Sample documents that every face is tried on; the nations and numbers are invented."""

import datetime as dt

from accord.brief.document import (
    Align,
    Block,
    Box,
    Bullets,
    Column,
    Document,
    Fact,
    Facts,
    Figure,
    Line,
    Mark,
    Paragraph,
    Role,
    Row,
    Section,
    Table,
    Term,
    Terms,
    Word,
    plain,
)

WORDS = {"contents": "Contents", "page": "Page", "of": "of", "table": "Table", "figure": "Figure", "data": "Data"}
LONG_NAME = "Battalion" * 1112
"""More than 10,000 characters without a place to break."""
MARKUP = (
    "<b>a</b> & #let x = 1 $x^2$ @ref *bold* _it_ `raw` \"q\" 'a' \\ [c] {d} ~ -- // /* = - + 1. http://x.y <label>"
)
"""Characters that mean something to a renderer, and must be printed as they are."""
UKRAINIAN = "Їжак, ґанок, Є, І, Ї: щедрий обʼєкт підтримки; Київ, Одеса, Львів"  # noqa: RUF001 (Cyrillic on purpose)


def bars(name: str, *, width: float = 510, height: float = 150) -> str:
    """A bar chart as SVG, ids prefixed by its name."""
    rows = (("Mechanised infantry", 12, 9), ("Air defence", 6, 4), ("Field hospitals", 3, 3), ("Mine clearance", 5, 1))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="Inter, sans-serif" font-size="9">',
        f'<defs><pattern id="{name}-open" width="5" height="5" patternUnits="userSpaceOnUse">'
        '<path d="M0 5L5 0" stroke="#b35900" stroke-width="1"/></pattern></defs>',
    ]
    scale = (width - 170) / 12
    for at, (label, wanted, covered) in enumerate(rows):
        y = 12 + at * (height - 20) / len(rows)
        parts.append(f'<text x="120" y="{y + 12}" text-anchor="end" fill="#1b2733">{label}</text>')
        parts.append(f'<rect x="128" y="{y}" width="{covered * scale}" height="18" fill="#1f5a96"/>')
        parts.append(
            f'<rect x="{128 + covered * scale}" y="{y}" width="{(wanted - covered) * scale}" height="18" '
            f'fill="url(#{name}-open)" stroke="#b35900" stroke-width="0.7"/>'
        )
        parts.append(f'<text x="{134 + wanted * scale}" y="{y + 12}" fill="#51606e">{covered} of {wanted}</text>')
    return "".join(parts) + "</svg>"


def figure(
    name: str, *, alt: str = "Bars of wanted and covered units by kind.", svg: str = "", **more: float
) -> Figure:
    """A figure with a table twin."""
    width = more.get("width", 510.0)
    return Figure(
        id=name,
        title="Mine clearance is the widest gap",
        svg=svg or bars(name, width=width, height=more.get("height", 150.0)),
        alt=alt,
        width=width,
        note=plain("Units in the first period. Source: exercise, as of 1 Nov 2026."),
        twin=Table(
            id=f"{name}-data",
            title="Wanted and covered",
            columns=(Column(heading="Kind"), Column(heading="Wanted", align=Align.RIGHT)),
            rows=(Row(cells=(plain("Mine clearance"), plain("5"))),),
        ),
    )


def _word(text: str, target: str = "q-covered") -> Word:
    return Word(text=text, target=target)


def _gaps() -> Table:
    """A table with bars, marks, links, a total and weighted columns."""
    kinds = (
        ("Mine-clearance company", "5", "1", 0.2, Mark.POOR),
        ("Air-defence battery", "6", "4", 0.67, Mark.FAIR),
        ("Mechanised infantry battalion", "12", "9", 0.75, Mark.UP),
        ("Role 2 field hospital", "3", "3", 1.0, Mark.GOOD),
        ("Transport helicopter flight", "2", "0", 0.0, Mark.DOWN),
    )
    rows = tuple(
        Row(
            id=f"gap-{at}",
            cells=(
                plain(kind),
                plain(wanted),
                (_word(covered),),
                (Word(text=f"{round(100 * share)}\N{NO-BREAK SPACE}%", bar=share),),
                (Word(text=mark.value, mark=mark),),
                (_word("XAV", "nation-XAV"), Word(text=" may close one of them if its parliament agrees in time")),
            ),
        )
        for at, (kind, wanted, covered, share, mark) in enumerate(kinds)
    )
    total = (plain("All"), plain("28"), plain("17"), (Word(text="61\N{NO-BREAK SPACE}%", bar=0.61),), (), ())
    return Table(
        id="table-gaps",
        title="Gaps by kind, the worst first",
        columns=(
            Column(heading="Kind", weight=2),
            Column(heading="Wanted", align=Align.RIGHT),
            Column(heading="Covered", align=Align.RIGHT),
            Column(heading="Share"),
            Column(heading="State", align=Align.CENTRE),
            Column(heading="Who could close it", weight=3),
        ),
        rows=(*rows, Row(cells=total, strong=True)),
        note=plain("Units needed in the first period. Exercise data as of 1 Nov 2026."),
    )


def _summary() -> Section:
    decisions: tuple[Line, ...] = (
        (Word(text="Ask Averland ", strong=True), Word(text="for two mine-clearance companies by 1 Dec 2026.")),
        (Word(text="Keep ", strong=True), Word(text="the air-defence ring over the river crossings through spring.")),
        (Word(text="Begin ", strong=True), Word(text="rotation talks with Borland; its tour ends on 14 Mar 2027.")),
    )
    facts = Facts(
        items=(
            Fact(label="of the force covered", value=(_word("81.5\N{NO-BREAK SPACE}%"),), note=plain("up from 78 %")),
            Fact(label="essential lines open", value=(_word("2"),), note=plain("of 14")),
            Fact(label="nations in the plan", value=plain("9"), note=plain("of 11 that offered")),
            Fact(label="reserve by spring", value=(Word(text="1", mark=Mark.POOR),), note=plain("battalion; want 2")),
        )
    )
    return Section(
        id="summary",
        title="Summary",
        role=Role.SHEET,
        blocks=(
            Paragraph(
                style="lead",
                words=(
                    Word(text="Agree who clears mines before the frost: the plan holds "),
                    _word("81.5\N{NO-BREAK SPACE}%"),
                    Word(text=" of what the statement of requirements wants, and two essential lines stay open."),
                ),
            ),
            Box(title="Decisions sought", style="decision", blocks=(Bullets(items=decisions, ordered=True),)),
            facts,
            Box(
                title="What changed since 2 Oct 2026",
                blocks=(
                    Bullets(
                        items=(
                            (Word(text="Borland confirmed one battery", mark=Mark.UP), Word(text=" (was offered).")),
                            (Word(text="Cestria withdrew its hospital", mark=Mark.DOWN), Word(text=".")),
                        )
                    ),
                    Paragraph(style="note", words=plain("Two as-of days of the same workspace, side by side.")),
                ),
            ),
        ),
    )


def _state() -> Section:
    return Section(
        id="plan",
        title="State of the plan",
        role=Role.PAGE,
        blocks=(
            Paragraph(words=plain("What is wanted, what is covered, and by whom, by kind and period.")),
            figure("figure-gaps"),
            Bullets(
                items=(plain("An item without a number."), (Word(text="A quiet id: "), Word(text="L-04", quiet=True)))
            ),
        ),
        sections=(
            Section(
                id="gaps",
                title="Gaps",
                blocks=(
                    _gaps(),
                    Table(
                        id="table-none", title="Ports", columns=(Column(heading="Port"),), rows=(), missing="No ports."
                    ),
                    Paragraph(style="missing", words=plain("No aid data in this workspace.")),
                ),
                sections=(Section(id="gaps-air", title="In the air", blocks=(figure("figure-half", width=250.0),)),),
            ),
        ),
    )


def _nation() -> Section:
    url = "https://example.org/statements/14"
    return Section(
        id="nation-XAV",
        title="Averland",
        role=Role.SHEET,
        blocks=(
            Paragraph(style="lead", words=plain("Ask for two mine-clearance companies.")),
            Box(title="Points to make", blocks=(Bullets(items=(plain("Your offer decides the winter."),)),)),
            Paragraph(
                words=(
                    Word(text="Said in public: "),
                    Word(text="«Ми підтримуємо»", lang="uk"),
                    Word(text=", see "),
                    Word(text="the statement", url=url),
                    Word(text="; not linked: "),
                    Word(text="an odd address", url="javascript:alert(1)"),
                    Word(text="."),
                )
            ),
            Terms(items=(Term(word="If asked", meaning=plain("The mandate stands until autumn."), id="if-asked"),)),
        ),
    )


def _annexes() -> tuple[Section, ...]:
    entry = Row(
        id="q-covered", cells=(plain("q-covered"), plain("Share of wanted units that are covered."), plain("81.5 %"))
    )
    columns = (Column(heading="Entry"), Column(heading="How it was counted", weight=1), Column(heading="Value"))
    terms = (
        Term(word="Offer", meaning=plain("What a nation says it could send, and on what conditions."), id="word-offer"),
        Term(word="Tour", meaning=(Word(text="A unit's time in theatre; see "), _word("offer", "word-offer"))),
    )
    return (
        Section(
            id="annex-evidence",
            title="What stands behind the numbers",
            role=Role.ANNEX,
            blocks=(Table(id="table-evidence", title="", columns=columns, rows=(entry,)),),
        ),
        Section(id="annex-glossary", title="Glossary", role=Role.ANNEX, blocks=(Terms(items=terms),)),
    )


def everything() -> Document:
    """A document with every block, role and look."""
    rotation = figure("figure-wide", width=760.0, height=300.0)
    return Document(
        title="Meeting of defence ministers",
        subtitle="Port Avel, 27 Nov 2026",
        marking="EXERCISE",
        edition=plain("For all nations. Data as of 1 Nov 2026. Run 3f9a2c"),
        day=dt.date(2026, 11, 1),
        words=WORDS,
        sections=(
            _summary(),
            _state(),
            Section(id="rotation", title="Rotation", role=Role.WIDE, blocks=(rotation,)),
            _nation(),
            *_annexes(),
        ),
    )


def hostile() -> Document:
    """Markup characters, marks of direction, control characters and names that never break, in every field."""
    nasty = f"{MARKUP}\u202eright to left\u202c \u200fRLM line\nbreak nul\x00bell\x07 half\ud800 end"
    words = plain(nasty)
    table = Table(
        id='t<"&#',
        title=nasty,
        columns=(Column(heading=nasty, weight=1), Column(heading=MARKUP, align=Align.RIGHT), Column(heading="n")),
        rows=(
            Row(id="r 1", cells=(words, words, plain("1"))),
            Row(id="r/#2", cells=(plain(LONG_NAME), plain(LONG_NAME[:300]), plain("2"))),
        ),
        note=words,
    )
    blocks: tuple[Block, ...] = (
        Paragraph(words=(Word(text=nasty, target="r 1", strong=True, mark=Mark.GOOD, bar=2.0),)),
        Paragraph(words=(Word(text=nasty, url='https://example.org/?a="<b>&c#d'),), style="lead"),
        Paragraph(words=plain(LONG_NAME), style="note"),
        Bullets(items=(words, plain(LONG_NAME[:400]))),
        Facts(items=(Fact(label=nasty, value=plain(LONG_NAME[:60]), note=words), Fact(label="b", value=words))),
        Box(title=nasty, blocks=(Terms(items=(Term(word=LONG_NAME[:300], meaning=words, id="a b"),)),)),
        figure("figure-hostile", alt=nasty),
        table,
    )
    inner = Section(id="in ner", title=LONG_NAME[:500], blocks=blocks)
    return Document(
        title=nasty,
        subtitle=nasty,
        marking=MARKUP,
        edition=(Word(text=nasty, lang="no such language"),),
        words={**WORDS, "page": "<Page> #1"},
        sections=(Section(id="s<>", title=nasty, sections=(inner,)),),
    )


def long_table(rows: int) -> Document:
    """An annex with one table of so many rows, each with an anchor, and a paragraph that points at the last."""
    table = Table(
        id="table-long",
        title="All lines",
        columns=(
            Column(heading="Line"),
            Column(heading="Capability", weight=2),
            Column(heading="Area", weight=1),
            Column(heading="Units", align=Align.RIGHT),
            Column(heading="From"),
            Column(heading="Source"),
        ),
        rows=tuple(
            Row(
                id=f"lines-L-{at}",
                cells=(
                    plain(f"L-{at}"),
                    plain("Mechanised infantry battalion" if at % 3 else "Role 2 field hospital with surgery"),
                    plain("Northern sector"),
                    plain(str(at % 7)),
                    plain("1 Apr 2027"),
                    (Word(text=f"S-{at % 40}", quiet=True),),
                ),
            )
            for at in range(rows)
        ),
    )
    last = (Word(text="The last of them", target=f"lines-L-{rows - 1}"), Word(text=" stands at the end."))
    return Document(
        title="All lines",
        marking="EXERCISE",
        words=WORDS,
        sections=(
            Section(id="front", title="Front", blocks=(Paragraph(words=last),)),
            Section(id="annex-lines", title="Lines", role=Role.ANNEX, blocks=(table,)),
        ),
    )


def cyrillic() -> Document:
    """A Ukrainian annex."""
    columns = (Column(heading="Потреба", weight=1), Column(heading="Кількість", align=Align.RIGHT))
    rows = (
        Row(id="n-1", cells=(plain("Мінно-розмінувальна рота"), plain("5"))),
        Row(id="n-2", cells=(plain("Ґрунтова злітна смуга"), plain("1"))),
    )
    return Document(
        title="Зустріч міністрів оборони",
        subtitle="Одеса, 27 листопада 2026 р.",  # noqa: RUF001 (Cyrillic on purpose)
        language="uk",
        marking="НАВЧАННЯ",
        day=dt.date(2026, 11, 1),
        words={"contents": "Зміст", "page": "Сторінка", "of": "з", "table": "Таблиця", "figure": "Рисунок"},
        sections=(
            Section(
                id="annex-uk",
                title="Додаток: потреби й джерела",
                role=Role.ANNEX,
                blocks=(
                    Paragraph(words=plain(UKRAINIAN)),
                    Table(id="table-uk", title="Потреби", columns=columns, rows=rows),
                ),
            ),
        ),
    )
