"""An audience sees its rows and nothing of the others: no row, no reference, no trace of how many there are."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.store.strategies import workspaces
from tests.store.workspaces import GOOD

from accord import AccordError, NotFound, read_workspace
from accord.model.agenda import Agenda, AgendaItem
from accord.model.records import TABLES, Fact, NationRow
from accord.model.workspace import Place, Scenario, Workspace
from accord.store.draft import Draft, Row
from accord.store.meeting import broken_agenda
from accord.store.refer import broken_references
from accord.store.release import ALL, PUBLIC, fingerprint, released, released_pair

SECRET = ("secretariat",)
PARTS = (*TABLES, "places", "scenarios")
AUDIENCES = st.sampled_from([PUBLIC, "XAA", "XBB", "XZZ"])
quick = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def seen(workspace: Workspace, audience: str) -> Workspace:
    """As the audience sees it; drawn workspaces in which it is no nation, or hidden from itself, do not count."""
    try:
        return released(workspace, audience)
    except AccordError:
        assume(False)
        raise


def broken(workspace: Workspace) -> list[str]:
    rows = {
        table: tuple(Row(table=table, record=row, file=table, line=0) for row in getattr(workspace, table).values())
        for table in TABLES
    }
    draft = Draft(
        settings=workspace.settings,
        rows=rows,
        ids={part: frozenset(getattr(workspace, part)) for part in PARTS}
        | {"phases": frozenset(phase.id for phase in workspace.settings.phases)},
        places=workspace.places,
        scenarios=workspace.scenarios,
        agenda=workspace.agenda,
        keys={f"scenarios/{key}.toml": {} for key in workspace.scenarios},
    )
    return [str(fault) for fault in (*broken_references(draft), *broken_agenda(draft))]


def everything(workspace: Workspace) -> Iterator[tuple[str, str]]:
    return ((part, key) for part in PARTS for key in getattr(workspace, part))


# Rules that hold for any workspace


@given(workspace=workspaces(), audience=AUDIENCES)
@quick
def test_nothing_that_is_seen_names_what_is_not(workspace, audience):
    assert broken(seen(workspace, audience)) == []


@given(workspace=workspaces())
@quick
def test_all_see_all(workspace):
    assert released(workspace, ALL) is workspace


@given(workspace=workspaces(), audience=AUDIENCES)
@quick
def test_filtering_twice_is_filtering_once(workspace, audience):
    once = seen(workspace, audience)
    assert released(once, audience) == once


@given(workspace=workspaces(), nation=st.sampled_from(["XAA", "XBB"]))
@quick
def test_a_nation_sees_what_the_public_sees_and_perhaps_more(workspace, nation):
    public, own = released(workspace, PUBLIC), seen(workspace, nation)
    assert set(everything(public)) <= set(everything(own)) <= set(everything(workspace))


@given(workspace=workspaces(), audience=AUDIENCES)
@quick
def test_a_row_is_seen_whole_or_not_at_all(workspace, audience):
    left = seen(workspace, audience)
    for table in TABLES:
        for key, row in getattr(left, table).items():
            assert row == getattr(workspace, table)[key]


@given(workspace=workspaces(), audience=AUDIENCES)
@quick
def test_whatever_is_hidden_could_as_well_never_have_been_written(workspace, audience):
    """What is removed is given up first in any way; the rest, its fingerprint too, stays as it was."""
    left = seen(workspace, audience)
    tables = {
        table: {
            key: row
            for key, row in getattr(workspace, table).items()
            if key in getattr(left, table) or not isinstance(row, Fact)
        }
        for table in TABLES
    }
    without = replace(workspace, **tables)
    assert released(without, audience) == left
    assert fingerprint(released(without, audience)) == fingerprint(left)


@given(workspace=workspaces(), audience=AUDIENCES, data=st.data())
@quick
def test_one_more_hidden_row_changes_nothing(workspace, audience, data):
    left = seen(workspace, audience)
    table = data.draw(st.sampled_from([table for table in TABLES if table != "sources" and getattr(workspace, table)]))
    like = next(iter(getattr(workspace, table).values()))
    new = like.model_copy(update={"id": "QQQ" if table == "nations" else "new-row", "release": SECRET})
    more = replace(workspace, **{table: {**getattr(workspace, table), new.id: new}})
    assert released(more, audience) == left
    assert fingerprint(released(more, audience)) == fingerprint(left)


@given(workspace=workspaces(), order=st.randoms(use_true_random=False))
@quick
def test_the_order_of_rows_does_not_change_the_fingerprint(workspace, order):
    def mixed(rows):
        keys = list(rows)
        order.shuffle(keys)
        return {key: rows[key] for key in keys}

    assert fingerprint(replace(workspace, **{part: mixed(getattr(workspace, part)) for part in PARTS})) == fingerprint(
        workspace
    )


# Cases that a reader can check


@pytest.fixture
def good() -> Workspace:
    return read_workspace(GOOD)


def hide(workspace: Workspace, table: str, key: str, release: tuple[str, ...] = SECRET) -> Workspace:
    rows = dict(getattr(workspace, table))
    rows[key] = rows[key].model_copy(update={"release": release})
    return replace(workspace, **{table: rows})


def test_who_sees_which_word(good):
    for release, sees in {
        ("public",): {PUBLIC, "XAA", "XBB"},
        ("coalition",): {"XAA", "XBB"},
        ("XAA",): {"XAA"},
        ("XAA", "secretariat"): {"XAA"},
        ("secretariat",): set(),
    }.items():
        some = hide(good, "commitments", "a-island", release)
        assert {who for who in (PUBLIC, "XAA", "XBB") if "a-island" in released(some, who).commitments} == sees


def test_a_blank_release_is_the_default_of_the_workspace(good):
    closed = replace(good, settings=good.settings.model_copy(update={"release": ("coalition",)}))
    assert released(good, PUBLIC).offers == good.offers
    assert not released(closed, PUBLIC).offers
    assert released(closed, "XAA").offers == good.offers


def test_an_offer_is_never_seen_without_what_limits_it(good):
    for table, column in (("caveats", "caveats"), ("conditions", "conditions"), ("pools", "pool")):
        for key in getattr(good, table):
            left = released(hide(good, table, key), "XAA")
            gone = {name for name, offer in good.offers.items() if key in (getattr(offer, column) or ())}
            gone |= {name for name, offer in good.offers.items() if getattr(offer, column) == key}
            assert not gone & set(left.offers)


def test_with_a_nation_goes_all_that_is_its(good):
    left = released(hide(good, "nations", "XBB"), "XAA")
    assert "XBB" not in left.nations
    assert all(row.nation != "XBB" for rows in (left.offers, left.pools, left.commitments) for row in rows.values())
    assert all(offer in good.offers for offer in left.offers)
    assert left.agenda is not None
    assert [item.title for item in left.agenda.items] == ["State of the plan"]


def test_being_about_a_nation_does_not_release_a_row_to_it(good):
    mine = next(key for key, offer in good.offers.items() if offer.nation == "XAA")
    assert mine not in released(hide(good, "offers", mine, ("XBB",)), "XAA").offers
    assert mine in released(hide(good, "offers", mine, ("XBB",)), "XBB").offers


def test_sources_and_places_go_with_the_last_row_that_names_them(good):
    left = released(good, PUBLIC)
    named = {getattr(row, "source", None) for table in TABLES for row in getattr(left, table).values()}
    assert set(left.sources) <= named
    none = good
    for table in (name for name, kind in TABLES.items() if issubclass(kind, Fact)):
        for key in getattr(none, table):
            none = hide(none, table, key)
    assert not any(everything(replace(released(none, PUBLIC), scenarios={})))


def test_a_place_can_say_itself_who_sees_it(good):
    lake = Place(id="far-lake", name="Far Lake", geometry={}, longitude=0.0, latitude=0.0)
    for release, sees in {(): False, ("public",): True, SECRET: False}.items():
        more = replace(good, places={**good.places, "far-lake": replace(lake, release=release)})
        assert ("far-lake" in released(more, PUBLIC).places) is sees


def test_what_lies_at_a_hidden_place_is_hidden(good):
    key = next(iter(good.requirements.values())).area
    places = {**good.places, key: replace(good.places[key], release=SECRET)}
    left = released(replace(good, places=places), PUBLIC)
    assert all(line.area != key for line in left.requirements.values())
    assert len(left.requirements) < len(good.requirements)


def test_a_scenario_loses_the_names_of_hidden_rows(good):
    condition, offer = next(iter(good.conditions)), next(iter(good.offers))
    scenario = Scenario(conditions={condition: True}, without_offers=(offer,), withdraw=("XBB",))
    told = hide(hide(replace(good, scenarios={"one": scenario}), "offers", offer), "nations", "XBB")
    left = released(told, "XAA").scenarios["one"]
    assert (left.conditions, left.without_offers, left.withdraw) == ({condition: True}, (), ())


def test_a_scenario_of_hidden_lines_alone_does_not_become_one_of_all_lines(good):
    key = next(iter(good.requirements))
    line = good.requirements[key].model_copy(update={"tags": ("quiet",), "release": SECRET})
    told = replace(
        good,
        requirements={**good.requirements, key: line},
        scenarios={"quiet": Scenario(requirement_tags=("quiet",)), "open": Scenario(release=("public",))},
    )
    assert set(released(told, PUBLIC).scenarios) == {"open"}


def test_a_hidden_scenario_is_gone(good):
    told = replace(good, scenarios={"walk-out": Scenario(release=SECRET)})
    assert released(told, "XAA").scenarios == {}


def test_items_and_meetings_that_are_not_for_all(good):
    items = (AgendaItem(title="one"), AgendaItem(title="two", release=("XAA",)))
    told = replace(good, agenda=Agenda(title="x", chair="XCC", items=items))
    assert [item.title for item in released(told, PUBLIC).agenda.items] == ["one"]
    assert [item.title for item in released(told, "XAA").agenda.items] == ["one", "two"]
    assert released(hide(told, "nations", "XCC"), PUBLIC).agenda.chair == ""
    assert released(replace(told, agenda=Agenda(title="x", release=("XAA",))), PUBLIC).agenda is None


def test_lines_of_files_stay_with_those_who_see_all(good):
    assert released(good, PUBLIC).lines == {}
    assert released(good, ALL).lines == good.lines


def test_an_audience_must_exist_and_see_itself(good):
    with pytest.raises(NotFound, match=r"no 'XAB' in nations\.csv; nearest: 'XAA'"):
        released(good, "XAB")
    with pytest.raises(NotFound, match="nearest: 'public'"):
        released(good, "pubic")
    with pytest.raises(AccordError, match="XAA may not see its own row"):
        released(hide(good, "nations", "XAA"), "XAA")


def test_what_is_hidden_today_was_never_there(good):
    key = next(iter(good.offers))
    earlier = replace(good, as_of=dt.date(2026, 1, 1))
    now, before = released_pair(hide(good, "offers", key), earlier, PUBLIC)
    assert key not in now.offers
    assert key not in before.offers
    assert set(before.offers) == set(now.offers)
    assert released_pair(good, earlier, ALL) == (good, earlier)


def test_what_was_hidden_then_stays_hidden_then(good):
    key = next(iter(good.offers))
    now, before = released_pair(good, hide(good, "offers", key), PUBLIC)
    assert key in now.offers
    assert key not in before.offers


def test_a_nation_that_was_not_there_then_has_no_earlier_state(good):
    before = replace(good, nations={key: row for key, row in good.nations.items() if key != "XCC"}, offers={})
    now = hide(good, "nations", "XCC", ("public",))
    assert released_pair(now, before, "XCC")[1].nations.keys() == {"XAA", "XBB"}


def test_a_line_that_has_moved_was_somewhere_before(good):
    key, line = next(iter(good.requirements.items()))
    there = Place(id="old-ford", name="Old Ford", geometry={}, longitude=0.0, latitude=0.0)
    now = replace(good, places={**good.places, "old-ford": there})
    moved = line.model_copy(update={"area": "old-ford"})
    before = released_pair(now, replace(now, requirements={**now.requirements, key: moved}), PUBLIC)[1]
    assert before.requirements[key].area == "old-ford"


def test_fingerprints_tell_contents_apart(good):
    other = {**good.nations, "XAA": NationRow(id="XAA", name="Other")}
    assert fingerprint(good) != fingerprint(replace(good, nations=other))
    assert fingerprint(good) != fingerprint(replace(good, agenda=None))
    assert fingerprint(good) == fingerprint(replace(good, as_of=dt.date(2026, 1, 1), lines={}))
