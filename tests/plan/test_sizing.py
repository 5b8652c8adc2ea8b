"""Sizing: hand-worked nations, who is in and why, and how far each step pulls down."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plan.workspaces import capability, commitment, condition, nation, offer, scenario, workspace

from accord.model.sizing import Assumptions, NationSize, Sizing, Span, Stance
from accord.model.words import Scope
from accord.plan.sizing import size_force

USUAL = Assumptions()


def one(*rows, held=False, **assumed) -> NationSize:
    """Size of the only nation, XAA, with one live offer unless held."""
    told = [offer("a", conditions="later" if held else "")]
    sizing = size_force(workspace(*rows, *told), scenario(), assumptions=dataclasses.replace(USUAL, **assumed))
    (size,) = sizing.nations
    return size


def stances(sizing: Sizing) -> dict[str, str]:
    return {size.nation: size.stance.value for size in sizing.nations}


def test_a_nation_step_by_step():
    # 100,000 x 0.6 = 60,000; x 0.10 = 6,000; instead x 0.3 / (1 + 3) = 4,500; less 0.6 x 2,000 = 3,300
    size = one(nation("XAA", active_personnel=100_000, deployed_elsewhere=2_000))
    assert (size.land.likely, size.at_once.likely, size.rotated.likely) == pytest.approx((60_000, 6_000, 4_500))
    assert size.left.likely == pytest.approx(3_300)
    # high: 0.7 x 0.15 = 0.105; 0.7 x 0.4 / 3; nothing of what is out competes
    assert size.at_once.high == pytest.approx(10_500)
    assert size.left.high == size.rotated.high == pytest.approx(100_000 * 0.7 * 0.4 / 3)
    # low: 0.5 x 0.05 = 0.025; 0.5 x 0.2 / 5 = 0.02 -> 2,000, all of it out already
    assert (size.at_once.low, size.rotated.low, size.left.low) == pytest.approx((2_500, 2_000, 0))


def test_ten_percent_at_once_is_thirty_percent_with_a_rest_of_one_to_two():
    size = one(nation("XAA", active_personnel=80_000), rest_ratio=Span.sure(2.0))
    assert size.rotated.likely == pytest.approx(size.at_once.likely)
    assert USUAL.rest_ratio_implied == pytest.approx(2.0)


def test_what_is_left_never_falls_below_zero():
    size = one(nation("XAA", active_personnel=10_000, deployed_elsewhere=30_000))
    assert size.left.likely == 0.0


def test_an_unknown_strength_is_listed_and_is_not_zero():
    sizing = size_force(workspace(offer("a"), nation("XAA")), scenario())
    (size,) = sizing.nations
    assert (size.active, size.land, size.at_once, size.left) == (None, None, None, None)
    assert sizing.step("active").inside.likely == 0.0


def test_existing_deployments_not_stated_stay_unstated():
    assert one(nation("XAA", active_personnel=1_000)).existing is None
    assert one(nation("XAA", active_personnel=1_000, deployed_elsewhere=0)).existing == 0


def test_a_commitment_counts_while_it_lasts():
    rows = (
        nation("XAA", active_personnel=50_000, deployed_elsewhere=1_000),
        commitment("c", people=400, start="2026-02-01", until="2026-06-30"),
        offer("a"),
    )
    days = {
        dt.date(2026, 1, 31): 600,
        dt.date(2026, 2, 1): 1_000,
        dt.date(2026, 6, 30): 1_000,
        dt.date(2026, 7, 1): 600,
    }
    for day, people in days.items():
        (size,) = size_force(workspace(*rows), scenario(), on=day).nations
        assert size.existing == people, day


def test_commitments_beyond_the_total_all_count():
    rows = (nation("XAA", deployed_elsewhere=100), commitment("c", people=400), commitment("d", people=50))
    assert one(*rows).existing == 450


def test_units_held_elsewhere_count_as_their_people():
    rows = (commitment("c", offer="a", units=2, people=10), capability("INF", people=700))
    assert one(*rows).existing == 1_410


def test_a_broken_commitment_frees_its_people():
    rows = workspace(offer("a"), commitment("c", people=400, breakable="yes"), commitment("d", people=50))
    (kept,) = size_force(rows, scenario()).nations
    (broken,) = size_force(rows, scenario(break_commitments=True)).nations
    assert (kept.existing, broken.existing) == (450, 50)


def test_day_zero_of_the_scenario_is_the_day():
    sizing = size_force(workspace(offer("a")), scenario(delay_months=2))
    assert sizing.day == dt.date(2026, 5, 1)


def test_stances():
    rows = (
        offer("in", nation="XAA"),
        offer("held", nation="XAB", conditions="later"),
        offer("no", nation="XAC", capability=None, status="refused", units=0),
        offer("sea", nation="XAD", capability="SHIP", scopes=("sea_area",)),
        nation("XAE"),
        capability("SHIP", component="maritime"),
        condition("later"),
    )
    assert stances(size_force(workspace(*rows), scenario())) == {
        "XAA": "in",
        "XAB": "held",
        "XAC": "refused",
        "XAD": "other",
        "XAE": "silent",
    }


def test_a_refusal_beats_an_offer_that_waits_but_not_a_live_one():
    rows = (offer("yes", conditions="later"), offer("no", capability=None, status="refused", units=0))
    assert stances(size_force(workspace(*rows), scenario())) == {"XAA": "refused"}
    assert stances(size_force(workspace(*rows), scenario(conditions={"later": True}))) == {"XAA": "in"}


def test_a_refusal_elsewhere_is_no_refusal_here():
    rows = (offer("yes", conditions="later"), offer("no", status="refused", units=0, scopes=("airspace",)))
    assert stances(size_force(workspace(*rows), scenario())) == {"XAA": "held"}


def test_only_the_chosen_components_and_scopes_count():
    rows = workspace(offer("a", scopes=("airspace",)))
    assert stances(size_force(rows, scenario())) == {"XAA": "other"}
    assert stances(size_force(rows, scenario(), scopes=(Scope.AIRSPACE,))) == {"XAA": "in"}
    assert stances(size_force(rows, scenario(), scopes=(Scope.AIRSPACE,), components=("air",))) == {"XAA": "other"}


def test_an_offer_that_names_no_number_still_brings_its_nation_in():
    (size,) = size_force(workspace(offer("a", units=0), nation("XAA", active_personnel=10)), scenario()).nations
    assert (size.stance, size.named) == (Stance.IN, None)


def test_people_named_are_summed_over_live_offers():
    rows = (
        offer("a", units=2, units_low=1, units_high=3),
        offer("b", units=1, people=40),
        offer("c", units=9, conditions="later"),
    )
    (size,) = size_force(workspace(*rows), scenario()).nations
    assert size.named == Span(low=140, likely=240, high=340)


def test_each_condition_alone_and_together():
    rows = (
        nation("XAA", active_personnel=10_000),
        nation("XAB", active_personnel=20_000),
        offer("a", nation="XAA", conditions="peace"),
        offer("b", nation="XAB", conditions="peace;vote"),
        condition("peace", label="peace holds"),
        condition("vote"),
    )
    peace, vote = size_force(workspace(*rows), scenario()).pulls
    assert (peace.condition, peace.label, peace.nations, peace.joining) == (
        "peace",
        "peace holds",
        ("XAA", "XAB"),
        ("XAA",),
    )
    assert (peace.at_once.likely, peace.gained.likely) == pytest.approx((1_800, 600))
    assert (vote.nations, vote.joining, vote.gained.likely) == (("XAB",), (), 0.0)


def test_a_condition_false_for_one_nation_only_can_be_freed():
    rows = workspace(nation("XAA", active_personnel=10_000), offer("a", conditions="vote"))
    state = scenario(conditions={"vote": True}, nation_conditions={"XAA": {"vote": False}})
    (pull,) = size_force(rows, state).pulls
    assert pull.joining == ("XAA",)


def test_a_nation_that_waits_for_another_joins_with_it():
    rows = (
        nation("XAA", active_personnel=10_000),
        nation("XAB", active_personnel=10_000),
        offer("a", nation="XAA", conditions="peace"),
        offer("b", nation="XAB", conditions="friend"),
        condition("peace"),
        condition("friend", kind="joins", nations="XAA"),
    )
    pulls = {pull.condition: pull for pull in size_force(workspace(*rows), scenario()).pulls}
    assert pulls["peace"].joining == ("XAA", "XAB")
    assert pulls["friend"].joining == ("XAB",)


shares = st.floats(0.0, 1.0)
people = st.integers(0, 10**6)


@st.composite
def assumed(draw) -> Assumptions:
    return Assumptions(
        land_share=Span.sure(draw(shares)),
        deployable_share=Span.sure(draw(shares)),
        pool_share=Span.sure(draw(shares)),
        rest_ratio=Span.sure(draw(st.floats(0.0, 6.0))),
        existing_share=Span.sure(draw(shares)),
    )


def force(active: int, existing: int, assumptions: Assumptions) -> float:
    rows = workspace(offer("a"), nation("XAA", active_personnel=active, deployed_elsewhere=existing))
    return size_force(rows, scenario(), assumptions=assumptions).step("left").inside.likely


@given(active=people, more=people, existing=people, assumptions=assumed())
def test_more_strength_never_shrinks_the_force(active, more, existing, assumptions):
    assert force(active + more, existing, assumptions) >= force(active, existing, assumptions)


@given(active=people, existing=people, more=people, assumptions=assumed())
def test_more_existing_deployments_never_enlarge_the_force(active, existing, more, assumptions):
    assert force(active, existing + more, assumptions) <= force(active, existing, assumptions)


@given(active=people, existing=people, rest=st.floats(0.0, 6.0), assumptions=assumed())
def test_a_longer_rest_never_enlarges_the_force(active, existing, rest, assumptions):
    longer = dataclasses.replace(assumptions, rest_ratio=Span.sure(assumptions.rest_ratio.likely + rest))
    assert force(active, existing, longer) <= force(active, existing, assumptions)


@given(strengths=st.lists(st.tuples(people, people), min_size=1, max_size=5))
def test_steps_are_sums_of_nations_and_their_ends_are_in_order(strengths):
    codes = [f"XA{letter}" for letter in "ABCDE"]
    rows = [
        row
        for code, (active, existing) in zip(codes, strengths, strict=False)
        for row in (nation(code, active_personnel=active, deployed_elsewhere=existing), offer(code, nation=code))
    ]
    sizing = size_force(workspace(*rows), scenario())
    for step in sizing.steps:
        assert step.inside == step.everybody
        assert 0 <= step.inside.low <= step.inside.likely <= step.inside.high
    assert sizing.step("active").inside.likely == sum(active for active, _ in strengths)
    assert sizing.step("left").inside.likely == pytest.approx(sum(size.left.likely for size in sizing.nations))
