"""Findings for sections: those of the charts with asks, caveats, conditions, reasons and an agenda besides."""

import datetime as dt
import random
from dataclasses import replace

from tests.brief.charts import made
from tests.plan.workspaces import caveat, condition

from accord.brief.document import Block, Box, Document, Section, blocks_in, lines_of, text_of
from accord.brief.evidence import Ledger
from accord.brief.findings import Findings
from accord.brief.language import language
from accord.brief.pen import Pen
from accord.model.agenda import Agenda, AgendaItem
from accord.model.option import Ask, Option, Verdict
from accord.model.reason import Reason
from accord.model.records import Offer
from accord.model.words import Status
from accord.model.workspace import Workspace


def pen(code: str = "en") -> Pen:
    return Pen(language(code), Ledger())


def findings(seed: int, *, items: int = 0) -> Findings:
    """Every nation has an offer with a caveat and a condition of its own, an ask, and a part in every gap."""
    rng = random.Random(seed)
    bare = made.findings(seed, lines=rng.randint(1, 20))
    space = _bound(bare.workspace, rng)
    space = replace(space, agenda=agenda(items) if items else None)
    options = tuple(_reasoned(option, space) for option in bare.options)
    return replace(bare, workspace=space, options=options, asks=tuple(_asks(space, rng)))


def agenda(items: int) -> Agenda:
    """A meeting with so many items, each with a decision."""
    made = (AgendaItem(title=f"Item {n}", lead="XAA", minutes=10, decision=f"Agree {n}.") for n in range(items))
    return Agenda(title="Meeting", objective="Agree.", items=tuple(made))


def _bound(space: Workspace, rng: random.Random) -> Workspace:
    """Each nation's offers hang on a caveat and a condition that no other nation's do."""
    offers = {
        id: offer.model_copy(
            update={
                "caveats": (f"caveat-of-{offer.nation}",),
                "conditions": (f"condition-of-{offer.nation}",),
                "status": rng.choice(list(Status)),
                "rest_ratio": rng.choice((None, 0.0, 1.0, 2.5)),
            }
        )
        for id, offer in space.offers.items()
    }
    caveats = [caveat(f"caveat-of-{code}", "area", label=f"Caveat told by {code}") for code in space.nations]
    conditions = [condition(f"condition-of-{code}", label=f"Condition told by {code}") for code in space.nations]
    return replace(
        space,
        offers=offers,
        caveats={row.id: row for row in caveats},
        conditions={**space.conditions, **{row.id: row for row in conditions}},
    )


def _reasoned(option: Option, space: Workspace) -> Option:
    """Every gap has three reasons over the offers of all nations."""
    offers = list(space.offers.values())
    reasons = tuple(reason for offer in offers for reason in _reasons(offer))
    verdicts = tuple(_verdict(offer) for offer in offers)
    return replace(option, gaps=tuple(replace(gap, reasons=reasons) for gap in option.gaps), verdicts=verdicts)


def _reasons(offer: Offer) -> tuple[Reason, ...]:
    row = f"offers/{offer.id}"
    return (
        Reason(code="resting", text=f"{offer.id} rests", weight=1.0, rows=(row,)),
        Reason(
            code="caveat",
            text=f"caveat {offer.caveats[0]} keeps {offer.id} away",
            weight=1.0,
            rows=(f"caveats/{offer.caveats[0]}", row),
        ),
    )


def _verdict(offer: Offer) -> Verdict:
    live = offer.status not in (Status.REFUSED, Status.WITHDRAWN, Status.SENSED)
    tag = offer.conditions[0]
    reason = Reason(code="condition", text=f"condition {tag} is {live}", rows=(f"conditions/{tag}",))
    return Verdict(offer=offer.id, nation=offer.nation, live=live, units=3 if live else 0, reasons=(reason,))


def _asks(space: Workspace, rng: random.Random) -> list[Ask]:
    """One ask of each nation, with reasons that name its own offers and those of others."""
    lines = list(space.requirements)
    asks = []
    for nation in space.nations:
        line = rng.choice(lines)
        others = tuple(f"offers/{id}" for id, offer in space.offers.items() if offer.nation != nation)
        reasons = (
            Reason(code="gap", text=f"{line} lacks 3 unit-months, with it 1", rows=(f"requirements/{line}",)),
            Reason(code="gap", text=f"{line} waits for {', '.join(others)}", rows=(f"requirements/{line}", *others)),
            Reason(code="assumed", text=f"as the median of {', '.join(others)}", rows=others),
        )
        days = {"start": dt.date(2026, 3, 1), "until": dt.date(2026, 9, 30)}
        asks.append(
            Ask(
                nation=nation,
                capability="INF",
                units=1,
                requirements=(line,),
                gain=1.0,
                gain_pp=0.5,
                priced=2.0,
                reasons=reasons,
                **days,
            )
        )
    return asks


def texts(section: Section | Document) -> list[str]:
    """Everything that is read in a section, line by line."""
    found: list[str] = []
    for part in section.walk():
        found.append(part.title)
        for block in blocks_in(part.blocks):
            found.extend((*_furniture(block), *(text_of(line) for line in lines_of(block))))
    return found


def _furniture(block: Block) -> list[str]:
    """Titles, headings, labels and words that a block shows beside its lines."""
    found = [getattr(block, name) for name in ("title", "missing", "alt", "svg") if hasattr(block, name)]
    match block:
        case Box():
            pass
        case _ if hasattr(block, "columns"):
            found += [column.heading for column in block.columns]
        case _ if hasattr(block, "items"):
            found += [getattr(item, "label", "") or getattr(item, "word", "") for item in block.items]
    return found
