import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.monitor.watches import FIRST, TWO, box, day, frame, ground, hour, point, watch

from accord.model.report import Means
from accord.monitor.exposure import HINDRANCES, exposure

NESTED = ground(
    box("all", 0, 0, 1, 1), box("north", 0, 0.5, 1, 1), box("corner", 0, 0.75, 0.5, 1), point("village", 0.2, 0.2)
)
DAYS = (day(0), day(1))


def seen(*watches, places=NESTED, areas=("all", "north"), days=DAYS, kinds=("shots", "weapon"), **options):
    return exposure(frame(*watches), places, areas=areas, days=days, kinds=kinds, **options)


watches = st.builds(
    watch,
    st.just("w"),
    st.sampled_from(list(NESTED)),
    start=st.integers(-6, 30),
    until=st.integers(31, 50),
    chance=st.sampled_from([0.0, 0.3, 0.5, 1.0]),
    chance_low=st.sampled_from([None, 0.0]),
    chance_high=st.sampled_from([None, 1.0]),
    means=st.sampled_from(list(Means)),
    kinds=st.sampled_from(["", "shots", "weapon;shots"]),
    hindrance=st.sampled_from([None, "weather"]),
)


def chance_at(all_watches, kind, place, moment):
    """Low, middle and high chance that an event is reported, from the definition; None: nobody looks."""
    here = [
        one
        for one in all_watches
        if dt.datetime.fromisoformat(one.start) <= moment < dt.datetime.fromisoformat(one.until)
        and (not one.kinds or kind in one.kinds)
        and place in one.area.split("+")
    ]
    looking = [one for one in here if one.hindrance is None or (one.chance_high or one.chance) > 0]
    if not looking:
        return None
    low = max(one.chance if one.chance_low is None else one.chance_low for one in looking)
    high = 1 - math.prod(1 - (one.chance if one.chance_high is None else one.chance_high) for one in looking)
    best = {one.means: max(other.chance for other in looking if other.means == one.means) for one in looking}
    return low, 1 - math.prod(1 - value for value in best.values()), high


@settings(max_examples=60, deadline=None)
@given(st.lists(watches, max_size=5))
def test_a_day_is_the_mean_over_its_hours(found):
    """Every watch begins and ends on the hour, so that one moment of each hour stands for it."""
    found = [one.model_copy(update={"area": "north"}) for one in found]
    share = seen(*found, areas=("north",))
    for d, one_day in enumerate(DAYS):
        for k, kind in enumerate(("shots", "weapon")):
            moments = [dt.datetime.combine(one_day, dt.time(h, 30), dt.UTC) for h in range(24)]
            chances = [chance_at(found, kind, "north", moment) for moment in moments]
            if all(chance is None for chance in chances):
                assert math.isnan(share.share[0, d, k])
                continue
            means = [sum(chance[n] for chance in chances if chance) / 24 for n in range(3)]
            told = [array[0, d, k] for array in (share.low, share.share, share.high)]
            assert told == pytest.approx(means, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.lists(watches, max_size=5), watches)
def test_one_more_watch_never_lowers_it(found, more):
    before, after = seen(*found), seen(*found, more)
    for name in ("low", "share", "high", "hours"):
        old, new = getattr(before, name), getattr(after, name)
        assert (np.nan_to_num(new) >= np.nan_to_num(old) - 1e-9).all()
    assert (after.observed >= before.observed).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(watches, min_size=1, max_size=4), st.integers(-5, 49))
def test_splitting_a_watch_in_time_changes_nothing(found, at):
    first, *others = found
    if not hour(at) > first.start or not at < 31:
        at = 31
        first = first.model_copy(update={"until": hour(50)})
    halves = first.model_copy(update={"until": hour(at)}), first.model_copy(update={"start": hour(at)})
    whole, split = seen(first, *others), seen(*halves, *others)
    for name in ("low", "share", "high", "hours", "hindered"):
        np.testing.assert_allclose(getattr(split, name), getattr(whole, name), atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.lists(watches, max_size=5))
def test_bands_enclose_the_middle(found):
    told = seen(*found)
    there = told.observed
    assert (told.low[there] <= told.share[there] + 1e-12).all()
    assert (told.share[there] <= told.high[there] + 1e-12).all()
    assert ((told.low[there] >= 0) & (told.high[there] <= 1)).all()


def test_row_order_means_nothing():
    rows = [watch("a", chance=0.2), watch("b", "all", chance=0.4, means="heard"), watch("c", "corner", 3, 9)]
    np.testing.assert_array_equal(seen(*rows).share, seen(*reversed(rows)).share)


def test_a_watch_of_an_area_covers_all_places_inside_it():
    told = seen(watch("w", "all", chance=0.6), areas=("north", "corner", "village"))
    assert told.share[:, 0, 0] == pytest.approx([0.6, 0.6, 0.6])


def test_a_watch_of_a_part_covers_that_part_of_the_ground():
    told = seen(watch("w", "corner", chance=0.8), areas=("north", "all", "village"))
    assert told.share[:, 0, 0] == pytest.approx([0.2, 0.1, np.nan], rel=2e-3, nan_ok=True)


def test_watches_of_different_parts_add_and_of_one_part_do_not():
    apart = seen(watch("a", "corner"), watch("b", "north", chance=0.5, means="heard"), areas=("north",))
    assert apart.share[0, 0, 0] == pytest.approx(0.25 * 1.0 + 0.75 * 0.5, rel=2e-3)


def test_eyes_share_their_fog_and_ears_do_not():
    """Two pairs of eyes see what one sees; eyes and ears miss together only what both miss."""
    eyes = seen(watch("a", chance=0.5), watch("b", chance=0.5, observer="p"), areas=("north",))
    assert [eyes.low[0, 0, 0], eyes.share[0, 0, 0], eyes.high[0, 0, 0]] == pytest.approx([0.5, 0.5, 0.75])
    both = seen(watch("a", chance=0.5), watch("b", chance=0.5, means="heard"), areas=("north",))
    assert [both.low[0, 0, 0], both.share[0, 0, 0], both.high[0, 0, 0]] == pytest.approx([0.5, 0.75, 0.75])


def test_not_observed_is_not_zero():
    blind = seen(watch("w", "north", chance=0.0, kinds="weapon"), areas=("north",))
    assert math.isnan(blind.share[0, 0, 0])
    assert blind.share[0, 0, 1] == 0.0
    assert blind.hours[0, 0, 1] == 0.0


def test_a_hindered_watch_is_no_look_and_its_reason_stays():
    told = seen(watch("w", chance=0.0, until=6, hindrance="denial"), areas=("north",))
    assert not told.observed.any()
    assert told.hindered[0, 0, HINDRANCES.index("denial")] == 6.0


def test_hours_watched_stand_beside_the_hours_of_the_day():
    told = seen(watch("w", until=6, chance=0.5), areas=("north",))
    assert (told.hours[0, :, 0].tolist(), told.of_hours.tolist()) == ([6.0, 0.0], [24.0, 24.0])


def test_a_day_has_23_hours_when_clocks_go_forward():
    days = (dt.date(2027, 3, 28),)
    told = exposure(frame(), TWO, areas=["north"], days=days, timezone="Europe/Kyiv")
    assert told.of_hours.tolist() == [23.0]


def test_a_day_begins_in_its_zone():
    told = seen(watch("w", start=-3, until=0), areas=("north",), days=(FIRST,), timezone="Europe/Kyiv")
    assert told.share[0, 0, 0] == pytest.approx(3 / 24)


def test_what_a_scan_takes_has_zero_where_nobody_looked():
    assert seen(watch("w", chance=0.5), areas=("north",)).days_of("shots").tolist() == [[0.5, 0.0]]


def test_what_hinders_next_door_is_no_hindrance_here():
    """A border drawn a little over: less than a hundredth of the neighbour lies in this area."""
    over = ground(*TWO.values(), box("post", 0, 0.3, 1, 0.5005, kind="patrol_area"))
    rows = [watch("n"), watch("p", "post", hindrance="denial", chance=0.0)]
    seen = exposure(frame(*rows), over, areas=["north", "south"], days=[day(0)])
    assert seen.hindered[0].sum() == 0.0
    assert seen.hindered[1].sum() > 9.0
