from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.workspaces import condition, offer, scenario, workspace

from accord.model.option import Verdict
from accord.model.workspace import Workspace
from accord.plan.conditions import draw, probability_of, settle, units_of


def live(ws: Workspace, **columns: Any) -> set[str]:
    return {id for id, verdict in settle(ws, scenario(**columns)).items() if verdict.live}


def texts(verdict: Verdict) -> list[str]:
    return [reason.text for reason in verdict.reasons]


def test_an_event_is_true_by_nation_then_by_scenario_then_by_default():
    ws = workspace(
        condition("un", default=True),
        offer("a", nation="XAA", conditions=["un"]),
        offer("b", nation="XAB", conditions=["un"]),
    )
    assert live(ws) == {"a", "b"}
    assert live(ws, conditions={"un": False}) == set()
    assert live(ws, conditions={"un": False}, nation_conditions={"XAB": {"un": True}}) == {"b"}


@pytest.mark.parametrize(("probability", "lives"), [(0.5, True), (0.49, False), (1.0, True), (0.0, False)])
def test_a_probability_counts_as_true_from_a_half_on(probability: float, lives: bool):
    ws = workspace(condition("un"), offer("a", conditions=["un"]))
    assert live(ws, conditions={"un": probability}) == ({"a"} if lives else set())


def test_a_verdict_says_for_whom_a_condition_is_false():
    ws = workspace(condition("parliament"), offer("a", nation="XAB", conditions=["parliament"]))
    verdict = settle(ws, scenario(nation_conditions={"XAB": {"parliament": False}}))["a"]
    assert texts(verdict) == ["condition parliament is false for XAB"]
    assert verdict.reasons[0].rows == ("conditions/parliament",)
    verdict = settle(ws, scenario(nation_conditions={"XAB": {"parliament": 0.4}}))["a"]
    assert texts(verdict) == ["condition parliament has probability 0.4 for XAB and counts as false"]


def test_what_a_condition_requires_must_hold_too():
    ws = workspace(
        condition("mandate", default=True, requires=["treaty"]),
        condition("treaty", default=True, requires=["ceasefire"]),
        condition("ceasefire"),
        offer("a", conditions=["mandate"]),
    )
    assert texts(settle(ws, scenario())["a"]) == ["condition ceasefire is false"]
    assert live(ws, conditions={"ceasefire": True}) == {"a"}


def test_long_chains_and_circles_of_conditions_settle():
    chain = [condition(f"c{i:05}", default=True, requires=[f"c{(i + 1) % 3000:05}"]) for i in range(3000)]
    assert live(workspace(*chain, offer("a", conditions=["c00000"]))) == {"a"}


def test_nations_that_wait_only_for_each_other_are_both_in():
    ws = workspace(
        condition("if_b", kind="joins", nations=["XAB"]),
        condition("if_a", kind="joins", nations=["XAA"]),
        offer("a", nation="XAA", conditions=["if_b"]),
        offer("b", nation="XAB", conditions=["if_a"]),
    )
    assert live(ws) == {"a", "b"}


def test_an_offer_out_takes_those_who_wait_for_it_along():
    ws = workspace(
        condition("if_b", kind="joins", nations=["XAB"]),
        condition("if_c", kind="joins", nations=["XAC"]),
        condition("ceasefire"),
        offer("a", nation="XAA", conditions=["if_b"]),
        offer("b", nation="XAB", conditions=["if_c"]),
        offer("c", nation="XAC", conditions=["ceasefire"]),
    )
    verdicts = settle(ws, scenario())
    assert [texts(verdicts[id]) for id in "abc"] == [
        ["waits for XAB, which has no live offer (condition if_b)"],
        ["waits for XAC, which has no live offer (condition if_c)"],
        ["condition ceasefire is false"],
    ]
    assert live(ws, conditions={"ceasefire": True}) == {"a", "b", "c"}


def test_all_commit_looks_at_every_nation_that_offers_anything():
    ws = workspace(
        condition("all_commit", kind="all"),
        offer("a", nation="XAA", conditions=["all_commit"]),
        offer("b", nation="XAB"),
        offer("c", nation="XAC", status="refused"),
    )
    assert live(ws) == {"a", "b"}
    assert live(ws, withdraw=["XAB"]) == set()


def test_own_offers_never_count_for_ones_own_condition():
    ws = workspace(
        condition("two", kind="at_least", at_least=2),
        offer("a1", nation="XAA", conditions=["two"]),
        offer("a2", nation="XAA"),
        offer("b", nation="XAB"),
        offer("c", nation="XAC"),
    )
    assert live(ws) == {"a1", "a2", "b", "c"}
    assert live(ws, withdraw=["XAC"]) == {"a2", "b"}
    verdict = settle(ws, scenario(withdraw=["XAC"]))["a1"]
    assert texts(verdict) == ["waits for at least 2 other nations (condition two): XAB with a live offer"]


def test_a_scenario_may_state_a_condition_on_others_outright():
    ws = workspace(condition("all_commit", kind="all", nations=["XAC"]), offer("a", conditions=["all_commit"]))
    assert live(ws) == set()
    assert live(ws, conditions={"all_commit": True}) == {"a"}


@pytest.mark.parametrize(
    ("columns", "change", "text"),
    [
        ({"status": "refused"}, {}, "status refused carries no units"),
        ({"status": "withdrawn"}, {}, "status withdrawn carries no units"),
        (
            {"status": "stated"},
            {"least_status": "offered"},
            "status stated is below offered, the lowest that counts here",
        ),
        ({}, {"withdraw": ["XAA"]}, "XAA leaves the coalition in this scenario"),
        ({}, {"without_offers": ["a"]}, "this offer falls away in this scenario"),
    ],
)
def test_an_offer_out_says_why(columns: dict[str, Any], change: dict[str, Any], text: str):
    verdict = settle(workspace(offer("a", **columns)), scenario(**change))["a"]
    assert (verdict.live, verdict.units, texts(verdict)) == (False, 0, [text])


def test_every_verdict_carries_reasons_and_rows():
    ws = workspace(
        condition("un", default=True), offer("a", conditions=["un"], units=0), offer("b", status="refused", units=0)
    )
    for verdict in settle(ws, scenario()).values():
        assert verdict.reasons
        assert all(reason.rows for reason in verdict.reasons)
    assert "names no number of units" in texts(settle(ws, scenario())["a"])


@pytest.mark.parametrize(("figure", "units"), [("low", 1), ("likely", 3), ("high", 3)])
def test_units_follow_the_scenarios_figure_and_blank_means_likely(figure: str, units: int):
    plan_with = scenario(units=figure)
    assert units_of(offer("a", units_low=1, units=3), plan_with) == units
    assert units_of(offer("a", units_low=1, units=3, status="refused"), plan_with) == 0


def test_probability_is_the_offers_own_or_that_of_its_status():
    assert probability_of(offer("a", probability=0.25, status="ready")) == 0.25
    assert probability_of(offer("a", status="ready")) == 0.95


NATIONS = ("XAA", "XAB", "XAC", "XAD")
TAGS = ("k0", "k1", "k2", "k3")


@st.composite
def coalitions(draw: st.DrawFn) -> Workspace:
    kinds = st.sampled_from(["event", "all", "at_least", "joins"])
    some = st.lists(st.sampled_from(NATIONS), max_size=3, unique=True)
    conditions = [
        condition(
            tag,
            kind=draw(kinds),
            nations=draw(some),
            at_least=draw(st.integers(0, 3)),
            requires=draw(st.lists(st.sampled_from(TAGS), max_size=1)),
            default=draw(st.booleans()),
        )
        for tag in TAGS
    ]
    needed = st.lists(st.sampled_from(TAGS), max_size=2, unique=True)
    offers = [offer(f"o{i}", nation=draw(st.sampled_from(NATIONS)), conditions=draw(needed)) for i in range(5)]
    return workspace(*conditions, *offers)


def consistent(ws: Workspace, chosen: frozenset[str], truths: dict[str, bool]) -> bool:
    """Straight from the definition: every offer chosen has its conditions met by the offers chosen."""
    present = {ws.offers[id].nation for id in chosen}
    members = {row.nation for row in ws.offers.values()}

    def holds(tag: str, nation: str, seen: frozenset[str]) -> bool:
        if tag in seen:
            return True
        rule = ws.conditions[tag]
        others = (set(rule.nations) or members) - {nation}
        own = {
            "event": truths.get(tag, rule.default),
            "all": others <= present,
            "joins": others <= present,
            "at_least": len(others & present) >= rule.at_least,
        }[rule.kind.value]
        own = truths.get(tag, own)
        return own and all(holds(more, nation, seen | {tag}) for more in rule.requires)

    return all(holds(tag, ws.offers[id].nation, frozenset()) for id in chosen for tag in ws.offers[id].conditions)


@settings(max_examples=150, deadline=None)
@given(ws=coalitions(), truths=st.dictionaries(st.sampled_from(TAGS), st.booleans()))
def test_the_live_set_is_the_largest_consistent_one(ws: Workspace, truths: dict[str, bool]):
    found = live(ws, conditions=truths)
    subsets = [frozenset(ids) for n in range(6) for ids in combinations(ws.offers, n)]
    consistent_sets = [chosen for chosen in subsets if consistent(ws, chosen, truths)]
    assert frozenset(found) in consistent_sets
    assert all(chosen <= found for chosen in consistent_sets)


@settings(max_examples=100, deadline=None)
@given(ws=coalitions(), truths=st.dictionaries(st.sampled_from(TAGS), st.booleans()), tag=st.sampled_from(TAGS))
def test_one_more_true_condition_never_removes_an_offer(ws: Workspace, truths: dict[str, bool], tag: str):
    assert live(ws, conditions=truths | {tag: False}) <= live(ws, conditions=truths | {tag: True})


@settings(max_examples=50, deadline=None)
@given(ws=coalitions())
def test_row_order_means_nothing(ws: Workspace):
    backward = workspace(*reversed([*ws.conditions.values(), *ws.offers.values()]))
    assert settle(ws, scenario()) == settle(backward, scenario())


def test_draws_follow_the_probabilities():
    ws = workspace(condition("un"), offer("a", conditions=["un"], probability=0.8))
    rng = np.random.default_rng(7)
    plan_with = scenario(conditions={"un": 0.3}, nation_conditions={"XAA": {"un": 0.6}})
    futures = [draw(ws, plan_with, rng=rng) for _ in range(2000)]
    # Standard errors: sqrt(0.25 / 2000) = 0.011 at most; four of them.
    assert np.mean([future.conditions["un"] for future in futures]) == pytest.approx(0.3, abs=0.045)
    assert np.mean([future.nation_conditions["XAA"]["un"] for future in futures]) == pytest.approx(0.6, abs=0.045)
    assert np.mean([future.without_offers == () for future in futures]) == pytest.approx(0.8, abs=0.045)


def test_draws_leave_certain_things_alone():
    ws = workspace(condition("un"), condition("eu"), offer("a", probability=0.0), offer("b", probability=1.0))
    plan_with = scenario(conditions={"un": True, "eu": 0.0}, without_offers=["b"])
    for seed in range(20):
        future = draw(ws, plan_with, rng=np.random.default_rng(seed))
        assert future.conditions == {"un": True, "eu": False}
        assert future.without_offers == ("a", "b")
        assert draw(ws, plan_with, rng=np.random.default_rng(seed), offers=False).without_offers == ("b",)


def test_equal_generators_give_common_random_numbers():
    ws = workspace(condition("eu"), condition("un"), offer("a"), offer("b"))
    for seed in range(20):
        plain = draw(ws, scenario(conditions={"un": 0.5}), rng=np.random.default_rng(seed))
        more = draw(ws, scenario(conditions={"un": 0.5, "eu": 0.5}), rng=np.random.default_rng(seed))
        assert plain.conditions["un"] == more.conditions["un"]
        assert plain.without_offers == more.without_offers
