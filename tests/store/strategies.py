"""Whole workspaces for property tests: any text, any figures, references that lead somewhere."""

import datetime as dt

from hypothesis import strategies as st

from accord.model.agenda import SECTIONS, Agenda, AgendaItem
from accord.model.records import (
    Capability,
    Caveat,
    Commitment,
    Condition,
    Limit,
    NationRow,
    Offer,
    Pool,
    Requirement,
    Source,
    Substitute,
)
from accord.model.words import Priority, Reliability, Scope, Status, Step
from accord.model.workspace import Phase, Place, Scenario, Settings, Workspace

NOT_TYPED = [chr(code) for code in (*range(9), 11, 12, *range(14, 32), *range(127, 160))]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=NOT_TYPED), max_size=12)
TITLE = TEXT.map(lambda text: text + "x")
ID = st.text(st.sampled_from("aB9.-_é:§"), min_size=1, max_size=6).map(lambda text: "i" + text)
CHANCE = st.floats(0, 1)
DAY = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
AMOUNT = st.floats(0, 1e15, allow_subnormal=True)
MONTHS = st.floats(0.5, 48)
WORDS = st.lists(ID, max_size=3, unique=True).map(tuple)
RELEASE = st.lists(
    st.sampled_from(["public", "coalition", "secretariat", "XAA", "XBB", "ZZZ"]), max_size=2, unique=True
).map(tuple)
SCOPES = st.lists(st.sampled_from(Scope), max_size=3, unique=True).map(tuple)
NATION = st.sampled_from(["AAA", "QMA", "XAA", "XBB", "XZZ", "ZZZ"])


def maybe(values):
    return st.none() | values


def some(ids, at_least=0):
    """Several of the ids, in any order."""
    choice = st.lists(st.sampled_from(sorted(ids)), unique=True, min_size=at_least, max_size=3) if ids else st.just([])
    return choice.map(tuple)


def one(ids):
    return st.sampled_from(sorted(ids)) if ids else st.none()


def table(record, /, *, ids=ID, min_size=0, max_size=3, **columns):
    rows = st.lists(
        st.builds(record, id=ids, **columns), min_size=min_size, max_size=max_size, unique_by=lambda r: r.id
    )
    return rows.map(lambda rows: {row.id: row for row in rows})


def fact(sources):
    return {
        "source": maybe(one(sources)) if sources else st.none(),
        "credibility": maybe(st.integers(1, 6)),
        "recorded": maybe(DAY),
        "release": RELEASE,
        "note": TEXT,
    }


@st.composite
def workspaces(draw):
    settings = draw(_settings())
    zero = settings.day_zero
    sources = draw(
        table(Source, title=TITLE, publisher=TEXT, published=maybe(DAY), reliability=st.sampled_from(Reliability))
    )
    facts = fact(sources)
    nations = draw(
        table(
            NationRow,
            ids=NATION,
            min_size=1,
            name=TITLE,
            gdp_eur=maybe(AMOUNT),
            population=maybe(st.integers(0, 10**10)),
            **facts,
        )
    )
    capabilities = draw(
        table(
            Capability,
            min_size=1,
            label=TITLE,
            component=ID,
            people=st.integers(0, 10**6),
            lift_tonnes=AMOUNT,
            cost_high=AMOUNT,
            **facts,
        )
    )
    substitutes = draw(_substitutes(capabilities, facts)) if len(capabilities) > 1 else {}
    conditions = draw(table(Condition, label=TEXT, default=st.booleans(), **facts))
    caveats = draw(table(Caveat, kind=st.just("task"), label=TEXT, tasks=WORDS.filter(bool), **facts))
    pools = draw(
        table(
            Pool, nation=one(nations), kind=st.just("people"), quantity=st.integers(0, 10**9), derivation=TEXT, **facts
        )
    )
    window = (
        st.tuples(st.none(), st.none() | DAY | st.integers(-500, 500)) | st.just((-30, 4000)) | st.just((zero, None))
    )
    offers = draw(_offers(nations, capabilities, conditions, caveats, window, facts))
    commitments = draw(
        table(
            Commitment,
            nation=one(nations),
            operation=TITLE,
            people=st.integers(0, 10**6),
            until=maybe(st.integers(-9, 9)),
            breakable=st.booleans(),
            **facts,
        )
    )
    places = {place.id: place for place in draw(st.lists(_places(), min_size=1, max_size=2, unique_by=lambda p: p.id))}
    requirements = draw(_requirements(nations, capabilities, caveats, places, settings, facts))
    limits = draw(
        table(
            Limit,
            label=TEXT,
            nations=some(nations),
            capabilities=some(capabilities),
            areas=some(places),
            scopes=SCOPES,
            tags=WORDS,
            resource=st.sampled_from(["people", "money"]),
            maximum=AMOUNT,
            until=maybe(DAY),
            **facts,
        )
    )
    scenarios = draw(st.dictionaries(ID, _scenarios(nations, conditions, offers, requirements, limits), max_size=2))
    return Workspace(
        settings=settings, sources=sources, nations=nations, capabilities=capabilities, substitutes=substitutes,
        conditions=conditions, caveats=caveats, pools=pools, offers=offers, commitments=commitments,
        requirements=requirements, limits=limits, places=places, scenarios=scenarios,
        agenda=draw(maybe(_agendas(nations))),
    )  # fmt: skip


@st.composite
def _settings(draw):
    phases = draw(
        st.lists(st.tuples(ID, st.integers(-90, 900)), max_size=3, unique_by=(lambda p: p[0], lambda p: p[1]))
    )
    return Settings(
        title=draw(TITLE),
        day_zero=draw(DAY),
        step=draw(st.sampled_from(Step)),
        periods=draw(st.integers(1, 520)),
        invented=True,
        release=draw(RELEASE),
        marking=draw(TEXT),
        weights=draw(maybe(st.just((8.0, 4.0, 2.0)))),
        phases=tuple(Phase(id=key, start=day) for key, day in sorted(phases, key=lambda phase: phase[1])),
    )


@st.composite
def _substitutes(draw, capabilities, facts):
    required, other, *_ = draw(st.permutations(sorted(capabilities)))
    quality = st.floats(1e-9, 1)
    return draw(
        table(Substitute, capability=st.just(required), substitute=st.just(other), quality=quality, max_size=1, **facts)
    )


@st.composite
def _offers(draw, nations, capabilities, conditions, caveats, window, facts):
    def offer(window, tour, **columns):
        return Offer(start=window[0], until=window[1], tour_min_months=tour, tour_max_months=tour + 1, **columns)

    return draw(
        table(
            offer, min_size=1, window=window, tour=MONTHS, nation=one(nations), capability=one(capabilities),
            units=st.integers(0, 10), units_high=maybe(st.integers(10, 20)), scopes=SCOPES.filter(bool),
            conditions=some(conditions), caveats=some(caveats), rest_ratio=maybe(AMOUNT), probability=maybe(CHANCE),
            status=st.sampled_from([status for status in Status if status.likelihood]), lead=st.booleans(), tags=WORDS,
            evidence=TEXT, **facts,
        )
    )  # fmt: skip


@st.composite
def _requirements(draw, nations, capabilities, caveats, places, settings, facts):
    profile = some([f"{phase.id.replace(':', '')}:2" for phase in settings.phases if ":" not in phase.id])
    return draw(
        table(
            Requirement, min_size=1, label=TEXT, component=ID, capability=one(capabilities), units=st.floats(1e-6, 1e6),
            area=one(places), scope=st.sampled_from(Scope), start=st.integers(-90, 900) | DAY, profile=profile,
            priority=st.sampled_from(Priority), not_tolerated=some([*caveats, "legal"]),
            max_nations=maybe(st.integers(0, 9)), framework=st.sampled_from(["", "any", *nations]),
            depends_on=some(capabilities), reach_km=AMOUNT, task=TEXT, tags=WORDS, basis=TEXT, **facts,
        )
    )  # fmt: skip


@st.composite
def _places(draw):
    longitude, latitude = draw(st.tuples(st.floats(-180, 180), st.floats(-90, 90)))
    return Place(
        id=draw(ID),
        name=draw(TITLE).strip(),
        kind=draw(TEXT).strip(),
        checked=draw(st.booleans()),
        release=draw(RELEASE),
        geometry={"type": "Point", "coordinates": [longitude, latitude]},
        longitude=longitude,
        latitude=latitude,
    )


def _scenarios(nations, conditions, offers, requirements, limits):
    tags = {tag for line in requirements.values() for tag in line.tags}
    truths = st.dictionaries(one(conditions), st.booleans() | st.floats(0, 1)) if conditions else st.just({})
    return st.builds(
        Scenario,
        title=TEXT,
        release=RELEASE,
        conditions=truths,
        nation_conditions=st.dictionaries(one(nations), truths, max_size=2),
        delay_months=st.integers(0, 120),
        withdraw=some(nations),
        without_offers=some(offers),
        requirement_tags=some(tags),
        units=st.sampled_from(["low", "likely", "high"]),
        limits=st.dictionaries(one(limits), AMOUNT, max_size=2) if limits else st.just({}),
        demand_factor=st.floats(0.01, 10),
    )


def _agendas(nations):
    name = one(nations) | TEXT.map(str.lower)
    items = st.builds(
        AgendaItem,
        title=TITLE,
        lead=name,
        minutes=maybe(st.integers(1, 1440)),
        decision=TEXT,
        fallback=TEXT,
        sections=some(SECTIONS),
        release=RELEASE,
    )
    unlike = st.lists(items, max_size=3, unique_by=lambda item: item.title.casefold()).map(tuple)
    return st.builds(
        Agenda,
        title=TITLE,
        day=maybe(DAY),
        place=TEXT,
        chair=name,
        objective=TEXT,
        release=RELEASE,
        items=unlike,
    )
