"""Numbers that tell what changes a plan: asks, conditions, withdrawals, delays, chance; and what a nation carries."""

from accord.brief.document import Mark, Word
from accord.brief.findings import Findings
from accord.brief.pen import Pen
from accord.brief.sections import entries
from accord.brief.sections.figures import amount, points
from accord.model.comparison import Profile
from accord.model.option import Ask, ConditionWorth, DelayPoint, Withdrawal


def gain(findings: Findings, pen: Pen, ask: Ask, *, strong: bool = False) -> Word:
    """What an ask gains."""
    asked_for = pen.say("Gain of asking {nation} for {what}").format(**_asked(findings, ask))
    return pen.figure(
        points(pen, ask.gain_pp / 100.0, 2),
        ("ask", ask.nation, ask.capability, ask.start.isoformat(), ask.until.isoformat()),
        title=entries.about(pen, asked_for, entries.window(pen, ask.start, ask.until)),
        how=pen.say(
            "The plan was made again with {n} more units: demand covered, in percentage points, against the plan "
            "without them. Gains of several asks do not add up."
        ).format(n=ask.units),
        rows=[f"nations/{ask.nation}", *(f"requirements/{line}" for line in ask.requirements)],
        strong=strong,
    )


def _asked(findings: Findings, ask: Ask) -> dict[str, str]:
    """Words that name an ask."""
    return {
        "nation": entries.nation_name(findings, ask.nation),
        "what": entries.capability_name(findings, ask.capability),
    }


def worth(findings: Findings, pen: Pen, found: ConditionWorth, *, strong: bool = False) -> Word:
    """What a condition is worth."""
    return pen.figure(
        points(pen, found.worth_pp / 100.0),
        ("worth", found.condition, found.nation),
        title=entries.about(
            pen,
            pen.say("Worth of a condition"),
            entries.condition_name(findings, found.condition, found.nation),
        ),
        how=pen.say(
            "Demand covered if it holds ({yes}, {units_yes} units) less demand covered if it does not "
            "({no}, {units_no} units), planned again each time."
        ).format(
            yes=pen.share(found.coverage_true),
            no=pen.share(found.coverage_false),
            units_yes=found.units_true,
            units_no=found.units_false,
        ),
        strong=strong,
    )


def if_false(findings: Findings, pen: Pen, found: ConditionWorth, *, strong: bool = False) -> Word:
    """Coverage if a condition does not hold."""
    return pen.figure(
        pen.share(found.coverage_false),
        ("worth", found.condition, found.nation, "false"),
        title=entries.about(
            pen,
            pen.say("Demand covered without a condition"),
            entries.condition_name(findings, found.condition, found.nation),
        ),
        how=pen.say("The plan was made again with the condition false; all else as in the scenario."),
        strong=strong,
    )


def if_true(findings: Findings, pen: Pen, found: ConditionWorth, *, strong: bool = False) -> Word:
    """Coverage if a condition holds."""
    return pen.figure(
        pen.share(found.coverage_true),
        ("worth", found.condition, found.nation, "true"),
        title=entries.about(
            pen,
            pen.say("Demand covered with a condition"),
            entries.condition_name(findings, found.condition, found.nation),
        ),
        how=pen.say("The plan was made again with the condition true; all else as in the scenario."),
        strong=strong,
    )


def left(findings: Findings, pen: Pen, row: Withdrawal, *, strong: bool = False, mark: Mark | None = None) -> Word:
    """Coverage that is left if a nation leaves."""
    name = entries.nation_name(findings, row.nation)
    return pen.figure(
        pen.share(row.coverage),
        ("withdrawal", row.nation, "left"),
        title=pen.say("Demand still covered if {nation} leaves").format(nation=name),
        how=pen.say("Its units, and offers that wait for it, are taken out of the plan; nothing is planned again."),
        rows=[f"nations/{row.nation}"] if row.nation else (),
        strong=strong,
        mark=mark,
    )


def replanned(findings: Findings, pen: Pen, row: Withdrawal, *, strong: bool = False) -> Word:
    """Coverage after planning again without a nation."""
    name = entries.nation_name(findings, row.nation)
    return pen.figure(
        pen.share(row.replanned),
        ("withdrawal", row.nation, "replanned"),
        title=pen.say("Demand covered after planning again without {nation}").format(nation=name),
        how=pen.say("The rest was planned again without its units and without offers that wait for it."),
        rows=[f"nations/{row.nation}"] if row.nation else (),
        strong=strong,
    )


def delayed(findings: Findings, pen: Pen, point: DelayPoint, *, strong: bool = False) -> Word:
    """Coverage if day zero slips."""
    return pen.figure(
        pen.share(point.coverage),
        ("delay", str(point.months)),
        title=entries.about(pen, pen.say("Demand covered"), entries.later(pen, point.months)),
        how=pen.say("The plan was made again for the later day zero; offers keep their days."),
        strong=strong,
    )


def people_share(findings: Findings, pen: Pen, nation: str, share: float) -> Word:
    """A nation's share of the people-months on lines in the recommended option."""
    return pen.figure(
        pen.share(share),
        ("nation", nation, "people-months"),
        title=entries.of_nation(findings, pen, pen.say("Share of all people-months"), nation),
        how=pen.say("People of its tours times their months, over those of all tours of the recommended option."),
        rows=[f"nations/{nation}"],
    )


def low_future(pen: Pen, profile: Profile) -> Word:
    """Coverage that one future in ten stays at or below."""
    return pen.figure(
        pen.share(profile.futures.p10),
        ("futures", profile.option, "p10"),
        title=entries.in_option(pen, pen.say("Demand covered in the lowest tenth of futures, at most"), profile.title),
        how=pen.say(
            "10th percentile over {n} futures in which conditions and offers hold by their chances; nothing is "
            "planned again."
        ).format(n=profile.futures.draws),
    )


def served(findings: Findings, pen: Pen, nation: str, unit_months: float) -> Word:
    """Unit-months that a nation serves in the recommended option."""
    return pen.figure(
        amount(pen, unit_months),
        ("nation", nation, "unit-months"),
        title=entries.of_nation(findings, pen, pen.say("Unit-months served"), nation),
        how=pen.say("Units of its tours times their months, in the recommended option."),
        rows=[f"nations/{nation}"],
    )


def means(findings: Findings, pen: Pen, nation: str, kind: str, share: float) -> Word:
    """A nation's share of means; `kind` is ``gdp`` or ``personnel``."""
    titles = {"gdp": pen.say("Share of gross domestic product"), "personnel": pen.say("Share of active strength")}
    return pen.figure(
        pen.share(share),
        ("nation", nation, kind),
        title=entries.of_nation(findings, pen, titles[kind], nation),
        how=pen.say("Its own over that of all nations with a live offer, as nations.csv says."),
        rows=[f"nations/{nation}"],
    )


def of_withdrawal(findings: Findings, pen: Pen, row: Withdrawal, kind: str, share: float | None) -> tuple[Word, ...]:
    """What else is known of a withdrawal; `kind` is ``limit`` or ``essential``."""
    titles = {
        "limit": pen.say("Most that planning again could cover without the nation"),
        "essential": pen.say("Essential demand still covered without the nation"),
    }
    hows = {
        "limit": pen.say("Upper bound that the solver has proven: no plan without its units can exceed it."),
        "essential": pen.say("Essential lines alone; its units are taken out and nothing is planned again."),
    }
    if share is None:
        return ()
    key, rows = ("withdrawal", row.nation, kind), [f"nations/{row.nation}"]
    title = entries.of_nation(findings, pen, titles[kind], row.nation)
    return (pen.figure(pen.share(share), key, title=title, how=hows[kind], rows=rows),)


def of_delay(pen: Pen, point: DelayPoint, kind: str, text: str) -> tuple[Word, ...]:
    """What else is known of a delay; `kind` is ``limit``, ``essential``, ``ready`` or ``cost``."""
    titles = {
        "limit": pen.say("Most that any plan could cover"),
        "essential": pen.say("Essential demand covered"),
        "ready": pen.say("Ready on day zero"),
        "cost": pen.say("Likely cost"),
    }
    hows = {
        "limit": pen.say("Upper bound that the solver has proven for the later day zero."),
        "essential": pen.say("Essential lines alone, in the plan made again for the later day zero."),
        "ready": pen.say("Demand of the first three months that is covered, over all of it."),
        "cost": pen.say("Likely cost of all tours in the horizon, in the plan made again."),
    }
    key = ("delay", str(point.months), kind)
    title = entries.about(pen, titles[kind], entries.later(pen, point.months))
    return (pen.figure(text, key, title=title, how=hows[kind]),) if text else ()


def asked(findings: Findings, pen: Pen, ask: Ask) -> Word:
    """Units of an ask."""
    asked_for = pen.say("Units asked of {nation}, {what}").format(**_asked(findings, ask))
    return pen.figure(
        pen.number(ask.units),
        ("ask", ask.nation, ask.capability, ask.start.isoformat(), ask.until.isoformat(), "units"),
        title=entries.about(pen, asked_for, entries.window(pen, ask.start, ask.until)),
        how=pen.say("As many as were tried when the plan was made again."),
        rows=[f"nations/{ask.nation}"],
    )


def tours(findings: Findings, pen: Pen, nation: str, number: int) -> Word:
    """Tours of a nation in the plan that its withdrawal was tried on."""
    return pen.figure(
        pen.number(number),
        ("withdrawal", nation, "tours"),
        title=pen.say("Tours that fall away if {nation} leaves").format(nation=entries.nation_name(findings, nation)),
        how=pen.say("Its tours in the plan from which it was taken out."),
        rows=[f"nations/{nation}"],
    )
