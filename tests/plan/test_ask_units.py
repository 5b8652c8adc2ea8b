"""Who could be asked for what, as what kind of unit; and never what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plan.plans import compiled_of
from tests.plan.workspaces import capability, caveat, condition, nation, offer, pool, requirement, substitute

from accord.model.records import Offer
from accord.model.words import Scope
from accord.plan.ask_units import candidates, scopes_open, unused_pool_units
from accord.plan.basis import make_basis
from accord.plan.problem import Plan
from accord.plan.solution import WEIGHTS, Stop

SHORT = requirement("L1", units=9)


def basis_of(*rows, change=None):
    compiled = compiled_of(*rows, change=change)
    return make_basis(compiled, Plan.empty(), weights=WEIGHTS, stop=Stop(seconds=None, rounds=1))


def asked(*rows, change=None) -> dict[tuple[str, str], int]:
    """Nation and capability -> kinship."""
    found = candidates(basis_of(*rows, change=change))
    return {(candidate.nation, candidate.capability): candidate.kinship for candidate in found}


def refusal(**columns) -> Offer:
    return offer("no", **{"nation": "XBB", "units": 0, "status": "refused", "scopes": (), **columns})


OTHERS = (offer("a"), offer("b", nation="XBB"))


def test_a_pool_an_offer_or_an_offer_of_the_like_shows_that_a_nation_has_such_units():
    rows = (
        offer("a"),
        pool("guards", 3, nation="XBB", capability="INF"),
        offer("c", nation="XCC", capability="TANK"),
        offer("d", nation="XDD", capability="SHIP"),
        nation("XEE"),
        substitute("INF", "TANK"),
    )
    found = asked(SHORT, *rows)
    assert found == {
        **{("XAA", "INF"): 1, ("XBB", "INF"): 0, ("XCC", "INF"): 2},
        **{("XAA", "TANK"): 2, ("XCC", "TANK"): 1},
    }


def test_nobody_is_asked_for_what_no_line_lacks():
    assert asked(requirement("L1", units=9), requirement("L2", capability="TANK", start="2030-01-01"), *OTHERS) == {
        ("XAA", "INF"): 1,
        ("XBB", "INF"): 1,
    }


@pytest.mark.parametrize(
    "columns",
    [
        {"capability": "INF", "scopes": ("in_country",)},
        {"capability": None, "scopes": ("in_country", "neighbour")},
        {"capability": "INF", "scopes": ()},
        {"capability": None, "scopes": ()},
    ],
)
def test_what_is_refused_where_it_is_needed_is_not_asked(columns):
    found = candidates(basis_of(SHORT, *OTHERS, refusal(**columns)))
    scopes = {candidate.nation: candidate.offer.scopes for candidate in found}
    assert "in_country" not in scopes.get("XBB", ())
    assert "in_country" in scopes["XAA"]


@pytest.mark.parametrize(
    "columns", [{"capability": "TANK", "scopes": ()}, {"capability": "INF", "scopes": ("at_sea",)}, {"nation": "XCC"}]
)
def test_another_refusal_shuts_no_door(columns):
    found = candidates(basis_of(SHORT, *OTHERS, refusal(**{"capability": "INF", **columns})))
    (unit,) = (candidate.offer for candidate in found if candidate.nation == "XBB")
    assert "in_country" in unit.scopes


REFUSALS = st.builds(
    refusal,
    nation=st.sampled_from(["XAA", "XBB"]),
    capability=st.sampled_from([None, "INF", "TANK"]),
    scopes=st.lists(st.sampled_from(list(Scope)), unique=True).map(tuple),
)


@given(st.lists(REFUSALS, max_size=4), st.sampled_from(["XAA", "XBB"]), st.sampled_from(["INF", "TANK"]))
def test_a_scope_is_open_only_if_no_refusal_names_it(refusals, who, what):
    for scope in Scope:
        shut = any(
            row.nation == who and row.capability in (None, what) and (not row.scopes or scope in row.scopes)
            for row in refusals
        )
        assert (scope in scopes_open(refusals, who, what)) is not shut


def test_a_nation_that_leaves_is_not_asked():
    assert set(asked(SHORT, *OTHERS, change={"withdraw": ["XBB"]})) == {("XAA", "INF")}


def test_a_nation_all_whose_offers_wait_is_not_asked_until_one_is_live():
    rows = (offer("a"), offer("b", nation="XBB", conditions=["vote"]), condition("vote"))
    assert set(asked(SHORT, *rows)) == {("XAA", "INF")}
    assert set(asked(SHORT, *rows, change={"conditions": {"vote": True}})) == {("XAA", "INF"), ("XBB", "INF")}


def test_a_nation_whose_offers_of_the_like_wait_is_not_asked_for_more_of_it():
    rows = (
        *OTHERS[:1],
        offer("b", nation="XBB", conditions=["vote"]),
        offer("s", nation="XBB", capability="SHIP"),
        pool("guards", 3, nation="XBB", capability="INF"),
        condition("vote"),
    )
    assert set(asked(SHORT, *rows)) == {("XAA", "INF")}


def test_where_no_offer_states_its_rest_it_is_assumed_and_never_none():
    silent = Offer(id="b", nation="XBB", capability="INF", units=1)
    (unit,) = candidates(basis_of(SHORT, silent))
    assert (unit.like, unit.offer.rest_ratio, unit.offer.notice_days) == ((), 2.0, 60)


def test_the_unit_is_the_median_of_the_nations_own_offers():
    rows = [
        offer(f"b{i}", nation="XBB", tour_max_months=tour, rest_ratio=rest, notice_days=notice)
        for i, (tour, rest, notice) in enumerate([(3, 1, 10), (6, 2, 60), (4, 3, 20)])
    ]
    (unit,) = candidates(basis_of(SHORT, *rows))
    assert unit.like == ("b0", "b1", "b2")
    assert (unit.offer.tour_max_months, unit.offer.rest_ratio, unit.offer.notice_days) == (4, 2, 20)
    assert (unit.offer.units, unit.offer.conditions) == (1, ())


def test_rest_in_months_counts_beside_the_longest_tour():
    (unit,) = candidates(basis_of(SHORT, offer("b", rest_ratio=None, rest_months=9, tour_max_months=6)))
    assert unit.offer.rest_ratio == 1.5


def test_a_nation_with_nothing_but_a_pool_is_like_the_others():
    found = candidates(basis_of(SHORT, offer("a", rest_ratio=2), pool("guards", 3, nation="XBB", capability="INF")))
    (unit,) = (candidate for candidate in found if candidate.nation == "XBB")
    assert (unit.like, unit.offer.rest_ratio) == (("a",), 2)


def test_caveats_that_all_of_its_offers_carry_are_expected_again():
    rows = (
        offer("b1", nation="XBB", caveats=["rear", "day"]),
        offer("b2", nation="XBB", caveats=["rear"]),
        caveat("rear", "area", areas=["south"]),
        caveat("day", "task", tasks=["guard"]),
    )
    (unit,) = candidates(basis_of(SHORT, *rows))
    assert unit.offer.caveats == ("rear",)


def test_a_unit_counts_even_where_only_what_is_ready_counts():
    (unit,) = candidates(basis_of(SHORT, offer("a", status="ready"), change={"least_status": "ready"}))
    assert unit.offer.status == "ready"


def test_ids_of_asks_never_hide_an_offer():
    (unit,) = candidates(basis_of(SHORT, offer("ask:XAA:INF")))
    assert unit.offer.id == "ask-:XAA:INF"


def test_pool_units_that_no_live_offer_names():
    basis = basis_of(SHORT, capability("INF"), offer("a", pool="guards", units=2), pool("guards", 5, capability="INF"))
    assert list(unused_pool_units(basis, "XAA", "INF")) == [("guards", 3)]
    assert list(unused_pool_units(basis, "XBB", "INF")) == []
