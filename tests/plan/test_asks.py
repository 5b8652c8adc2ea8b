"""Asks whose gain is known on paper; diverse, verified, and with their reasons."""

from dataclasses import replace

import numpy as np
import pytest
from tests.plan.plans import compiled_of, tours
from tests.plan.workspaces import caveat, condition, limit, nation, offer, pool, requirement

from accord.plan.ask_prices import prices_of, with_offers
from accord.plan.ask_units import Candidate, candidates
from accord.plan.asks import asks, choose, ranked, tried
from accord.plan.basis import make_basis
from accord.plan.compile import compile_problem
from accord.plan.exact import solve_exact
from accord.plan.problem import Plan
from accord.plan.solution import WEIGHTS, Stop

A_ROUND = Stop(seconds=None, rounds=1)
LINE = requirement("L1", priority="essential")
HALF_A_YEAR = offer("a", until="2026-08-31")
"""XAA covers March to August of the line's year; September to February are short: 6 x 8 weighted unit-months of 96."""


def basis_of(*rows, plan=(), change=None, weights=WEIGHTS):
    compiled = compiled_of(*rows, change=change)
    return make_basis(compiled, tours(compiled, *plan), weights=weights, stop=Stop(seconds=None, rounds=3))


def asks_of(*rows, **options):
    return {(ask.nation, ask.capability): ask for ask in asks(basis_of(*rows, **options), each=A_ROUND)}


def texts(ask) -> dict[str, str]:
    return {reason.code: reason.text for reason in ask.reasons}


def test_a_unit_without_rest_fills_the_half_year_that_is_short():
    found = asks_of(LINE, HALF_A_YEAR, offer("b", nation="XBB", scopes=("home",)))
    assert set(found) == {("XAA", "INF"), ("XBB", "INF")}
    ask = found["XBB", "INF"]
    assert (ask.gain, ask.gain_pp) == pytest.approx((48.0, 50.0))
    assert (ask.units, ask.requirements) == (1, ("L1",))
    assert ask.priced >= 48.0 - 1e-6
    assert texts(ask)["gap"] == "L1 (essential, INF) lacks 6 unit-months, with it 0"
    assert texts(ask)["same_offers"] == "has offered 1 INF (b, offered)"


def test_a_unit_that_rests_as_long_as_it_serves_fills_two_thirds():
    """Tours of two months, two months of rest, six months to fill: two tours, four months, 32."""
    found = asks_of(
        LINE,
        offer("a", until="2026-08-31", tour_min_months=6, tour_max_months=6),
        offer("b", nation="XBB", scopes=("home",), tour_min_months=2, tour_max_months=2, rest_ratio=1),
    )
    ask = found["XBB", "INF"]
    assert (ask.gain, ask.gain_pp) == pytest.approx((32.0, 100 / 3))
    assert 6 * 31 >= (ask.until - ask.start).days >= 5 * 30


def test_the_stretch_is_that_of_the_tours_it_makes():
    """Nothing but September to February is wanted: six tours' worth, from the first day to the last."""
    line = requirement("L1", priority="essential", start="2026-09-01", until="2027-02-28")
    (ask,) = asks_of(line, offer("b", scopes=("home",), tour_min_months=3)).values()
    assert (str(ask.start), str(ask.until), ask.gain_pp) == ("2026-09-01", "2027-02-28", pytest.approx(100.0))


def test_what_is_refused_is_not_asked_even_if_it_buys_most():
    refused = offer("no", nation="XBB", status="refused", units=0)
    assert set(asks_of(LINE, HALF_A_YEAR, offer("b", nation="XBB", scopes=("home",)), refused)) == {("XAA", "INF")}


def test_a_unit_that_its_ceiling_keeps_at_home_is_no_ask():
    rows = (LINE, HALF_A_YEAR, offer("b", nation="XBB", scopes=("home",)))
    assert set(asks_of(*rows, limit("cap", "people", 50, nations=["XBB"]))) == {("XAA", "INF")}


def test_a_unit_barred_by_the_usual_caveat_of_its_nation_is_no_ask():
    rows = (LINE, HALF_A_YEAR, offer("b", nation="XBB", caveats=["rear"]), caveat("rear", "area", areas=["south"]))
    assert set(asks_of(*rows)) == {("XAA", "INF")}


def test_where_nothing_is_short_nobody_is_asked():
    assert asks_of(LINE, offer("a"), plan=[("a", "L1", start, 3, 1) for start in (0, 3, 6, 9)]) == {}


def test_a_plan_that_was_merely_bad_is_no_reason_to_ask():
    """The plan at hand covers nothing, but the offer could cover all: a unit more buys nothing."""
    assert asks_of(LINE, offer("a")) == {}


def test_others_that_wait_for_the_nation_come_with_it_and_count():
    """Two wanted, nobody there; XBB has only a pool, and XCC's battalion waits for XBB: that is there all year, 96.

    Of XBB's own nothing is known: 60 days of notice, one tour of six months, then a rest of twelve: 48 more.
    """
    rows = (
        requirement("L1", priority="essential", units=2),
        pool("guards", 2, nation="XBB", capability="INF"),
        offer("c", nation="XCC", conditions=["with-b"]),
        condition("with-b", kind="joins", nations=["XBB"]),
    )
    ask = asks_of(*rows)["XBB", "INF"]
    assert (ask.gain, ask.gain_pp) == pytest.approx((144.0, 75.0))
    assert texts(ask)["brings_in"] == "brings in c (1 unit), waiting for it"
    assert texts(ask)["pool"] == "pool guards holds 2 INF that no live offer names"


def test_why_that_nation_names_its_share_its_room_and_what_it_could_lift():
    """XAA carries all 600 people-months with a quarter of the product; XBB nothing, under a ceiling of 250 people."""
    rows = (
        *(LINE, HALF_A_YEAR, offer("b", nation="XBB", caveats=["rear"]), offer("b2", nation="XBB", scopes=("home",))),
        caveat("rear", "area", areas=["south"]),
        nation("XAA", gdp_eur=1e9),
        nation("XBB", gdp_eur=3e9),
        limit("cap", "people", 250, nations=["XBB"]),
    )
    ask = asks_of(*rows, plan=[("a", "L1", 0, 3, 1), ("a", "L1", 3, 3, 1)])["XBB", "INF"]
    why = texts(ask)
    assert why["burden_below"] == "carries 0.0% of the people-months and has 75.0% of the gross domestic product"
    assert why["room"] == "250 of 250 people free under cap in the fullest period"
    lift = "on L1 it could lift what holds back b instead: caveat rear allows only south"
    assert lift in [reason.text for reason in ask.reasons]
    assert why["assumed"].endswith("as the median of b, b2")
    assert all(row.count("/") == 1 for reason in ask.reasons for row in reason.rows)


def test_a_refusal_of_something_else_is_mentioned():
    refused = offer("no", nation="XBB", capability=None, status="refused", units=0, scopes=("at_sea",))
    ask = asks_of(LINE, HALF_A_YEAR, offer("b", nation="XBB", scopes=("home",)), refused)["XBB", "INF"]
    assert texts(ask)["refusal"] == "keeps clear of its refusal no: anything at_sea"


def test_a_shut_gate_shows_in_the_price_of_what_would_open_it():
    """Twelve months of infantry stand behind a missing hospital: the hospital buys 12 x 8 there and 12 x 2 itself."""
    rows = (
        requirement("L1", priority="essential", depends_on=["R2"]),
        requirement("L2", priority="desirable", capability="R2"),
        offer("a"),
        offer("m", nation="XBB", capability="R2", scopes=("home",), notice_days=0),
    )
    plan = [("a", "L1", start, 3, 1) for start in (0, 3, 6, 9)]
    basis = basis_of(*rows, plan=plan)
    found = candidates(basis)
    price = dict(zip([c.capability for c in found], prices_of(basis, [c.offer for c in found]), strict=True))
    assert price["R2"] == pytest.approx(120.0, abs=1.0)
    ask = asks_of(*rows, plan=plan)["XBB", "R2"]
    assert ask.gain == pytest.approx(120.0)
    assert texts(ask)["others"] == "others then cover more: L1 (12 unit-months)"


def candidate(who: str, what: str, kinship: int = 1) -> Candidate:
    return Candidate(offer=offer(f"{who}-{what}", nation=who, capability=what), like=(), kinship=kinship)


def test_a_few_of_each_nation_and_each_capability_are_tried_dearest_first():
    many = [candidate(who, what) for who in ("XAA", "XBB", "XCC", "XDD") for what in ("INF", "TANK", "R2")]
    priced = [float(100 - i) for i in range(len(many))]
    chosen = [(c.nation, c.capability) for c, _ in choose(many, priced, 5)]
    assert chosen == [("XAA", "INF"), ("XAA", "TANK"), ("XBB", "INF"), ("XBB", "TANK"), ("XCC", "INF")]
    of_infantry = [what for _, what in [(c.nation, c.capability) for c, _ in choose(many, priced)]].count("INF")
    assert of_infantry == 3


def test_who_has_such_units_is_tried_before_who_has_the_like_at_the_same_price():
    pair = [candidate("XAA", "INF", kinship=2), candidate("XBB", "INF", kinship=0)]
    assert [c.nation for c, _ in choose(pair, [10.0, 10.0])] == ["XBB", "XAA"]


def test_only_what_gains_is_ranked_best_first():
    some = list(tried(basis_of(LINE, HALF_A_YEAR, offer("b", nation="XBB", scopes=("home",))), each=A_ROUND))
    gains = [replace(some[0], gain=gain) for gain in (0.0, 5.0, -1.0, 7.0)]
    assert [ask.gain for ask in ranked(gains)] == [7.0, 5.0]


def test_asks_need_one_weighted_figure():
    with pytest.raises(ValueError, match="strict order"):
        asks(basis_of(LINE, HALF_A_YEAR, weights=None))


def test_a_workspace_without_lines_asks_nobody():
    compiled = compiled_of(offer("a"))
    assert asks(make_basis(compiled, Plan.empty(), weights=WEIGHTS, stop=A_ROUND)) == ()


@pytest.mark.parametrize("seed", range(5))
def test_every_gain_is_the_difference_of_two_proven_optima(seed):
    rng = np.random.default_rng(seed)
    offers = [
        offer(
            f"o{i}",
            nation=["XAA", "XBB", "XCC"][i % 3],
            tour_max_months=int(rng.integers(2, 7)),
            rest_ratio=float(rng.integers(0, 3)),
            notice_days=int(rng.integers(0, 90)),
        )
        for i in range(3)
    ]
    lines = [
        requirement(f"L{i}", units=int(rng.integers(1, 4)), priority=["essential", "important", "desirable"][i])
        for i in range(3)
    ]
    basis = basis_of(*offers, *lines, limit("cap", "people", 150, nations=["XAA"]))
    units = {(unit.nation, unit.capability): unit.offer for unit in candidates(basis)}
    found = asks(basis, each=A_ROUND)
    assert found
    for ask in found:
        more = with_offers(basis.workspace, [units[ask.nation, ask.capability]])
        best = [compile_problem(workspace, basis.scenario).problem for workspace in (basis.workspace, more)]
        short = [solve_exact(problem, weights=WEIGHTS, stop=Stop(seconds=None)).shortfall @ WEIGHTS for problem in best]
        assert ask.gain == pytest.approx(short[0] - short[1])
