import json

import numpy as np
import polars as pl
import pytest
from tests.monitor.days import findings, incident, incidents
from tests.monitor.watches import TWO, day, frame, watch

from accord.model.indicator import Sign, State
from accord.monitor.exposure import exposure
from accord.monitor.regroup import ledger
from accord.store.results import json_text

DAYS = tuple(day(number) for number in range(42))
NOW = 14
FULL = [watch("n", "north", 0, 24 * 42, chance=0.9), watch("s", "south", 0, 24 * 42, chance=0.9)]


def told(rows, watches=(), judged=None, places=TWO):
    seen = exposure(frame(*(watches or FULL)), places, areas=["north", "south"], days=DAYS)
    made = ledger(incidents(*rows), seen, places, findings=judged, now_days=NOW)
    return {area.area: area for area in made.areas}


def many(kind, area, numbers, **columns):
    return [incident(f"{kind}-{area}-{n}", number, area, kind, **columns) for n, number in enumerate(numbers)]


FIGHT = many("shelling", "north", [n / 2 for n in range(55)])
"""Two a day before, none now."""
BUILD = many("position", "north", range(30, 42)) + many("convoy", "north", [3.0, *range(31, 42, 2)])


def test_signs_that_rise_while_violence_falls_are_the_signal():
    area = told(FIGHT + BUILD)["north"]
    assert area.state is State.REGROUPING
    assert {reason.code for reason in area.reasons} >= {"falling", "rising_position"}


def test_violence_that_falls_without_signs_is_easing():
    assert told(FIGHT)["north"].state is State.EASING


def test_signs_that_rise_while_violence_goes_on_are_no_lull():
    going_on = many("shelling", "north", [n / 2 for n in range(84)])
    area = told(going_on + BUILD)["north"]
    assert area.state is State.FIGHTING
    assert any(reason.code.startswith("rising") for reason in area.reasons)


def test_each_form_of_a_reason_has_a_code_of_its_own():
    hours = [(24 * (28 + n), 24 * (29 + n)) for n in range(14)]
    barred = [watch(f"d{a}", start=a, until=b, hindrance="denial", chance=0.0) for a, b in hours]
    before = watch("n", until=24 * 28, chance=0.9)
    areas = [
        told(FIGHT)["north"],
        told(FIGHT + BUILD)["north"],
        told([incident("one", 40)])["north"],
        told([])["north"],
        told([], [watch("n", chance=0.3, until=24 * 42)])["north"],
        told([], [watch("n", chance=0.01, until=24 * 42)])["north"],
        told([], [watch("s", "south", until=24 * 42)])["north"],
        told([], [before, *barred, FULL[1]])["north"],
        told(BUILD, [watch("n", chance=0.3, until=24 * 42)])["north"],
    ]
    codes = [area.reasons[0].code for area in areas]
    assert codes[:4] == ["falling", "falling", "violence", "quiet"]
    assert codes[4:] == ["too_little", "dark", "unobserved", "unseen", "blind"]


def test_one_incident_is_written_as_one():
    assert told([incident("one", 40)])["north"].reasons[0].text.startswith("1 violent incident now;")


def test_silence_is_quiet_where_most_would_be_reported_and_not_where_little_would():
    assert told([])["north"].state is State.QUIET
    assert told([], [watch("n", chance=0.3, until=24 * 42)])["north"].state is State.TOO_LITTLE
    assert told([], [watch("s", "south", until=24 * 42)])["north"].state is State.UNOBSERVED


def test_denied_access_raises_a_sector_and_does_not_hide_it():
    """The same violence before; then nobody may enter: the coverage falls to nothing and the sector comes first."""
    before = watch("n", until=24 * 28, chance=0.9)
    barred = [
        watch(f"d{n}", start=24 * (28 + n), until=24 * (29 + n), chance=0.0, hindrance="denial") for n in range(14)
    ]
    found = told(FIGHT, [before, *barred, FULL[1]])
    assert found["north"].state is State.REGROUPING
    assert next(iter(found)) == "north"
    denial = next(one for one in found["north"].indicators if one.sign is Sign.DENIAL)
    assert (denial.change.now, denial.change.now_days, denial.change.before) == (14, 14, 0)
    assert denial.change.rises


def test_a_denial_that_is_reported_and_logged_is_one_day_of_denial():
    rows = many("denial", "north", [40.0, 40.1])
    logged = watch("d", start=24 * 40, until=24 * 41, chance=0.0, hindrance="denial")
    denial = next(one for one in told(rows, [*FULL, logged])["north"].indicators if one.sign is Sign.DENIAL)
    assert denial.change.now == 1


def test_fewer_eyes_do_not_look_like_peace():
    """Half the reports with half the coverage is no change of rate."""
    rows = many("shelling", "north", [n / 2 for n in range(55)]) + many(
        "shelling", "north", range(28, 42), unit="burst"
    )
    half = [watch("a", until=24 * 28, chance=0.8), watch("b", start=24 * 28, until=24 * 42, chance=0.4)]
    violence = told(rows, half)["north"].violence
    assert violence.log_middle == pytest.approx(0.0, abs=0.05)
    assert not violence.falls


def test_a_weapon_that_no_term_forbids_is_no_sign():
    rows = many("weapon", "north", [35.0, 36.0, 37.0])
    judged = findings(("weapon-north-0", "withdrawal", "breach"), ("weapon-north-1", "withdrawal", "permitted"))
    weapon = next(one for one in told(rows, judged=judged)["north"].indicators if one.sign is Sign.WEAPON)
    assert weapon.change.now == 1
    assert weapon.reason.rows == ("incidents/weapon-north-0",)
    without = next(one for one in told(rows)["north"].indicators if one.sign is Sign.WEAPON)
    assert without.change.now == 3


def test_every_contribution_is_visible_and_they_sum_to_the_whole():
    area = told(FIGHT + BUILD)["north"]
    assert sum(one.change.surplus for one in area.indicators) == pytest.approx(area.buildup.surplus)
    assert sum(one.reason.weight for one in area.indicators) == pytest.approx(area.buildup.surplus)


def test_row_order_means_nothing():
    rows = FIGHT + BUILD
    assert told(rows) == told(rows[::-1])


def test_chance_alone_makes_few_areas_look_like_a_regrouping():
    """Violence ceases in every run, signs go on at an even rate: the state is wrong in at most one of ten."""
    rng = np.random.default_rng(4)
    seen = exposure(frame(*FULL), TWO, areas=["north"], days=DAYS)
    wrong = 0
    for _ in range(300):
        rows = list(FIGHT)
        for kind in ("position", "convoy", "camp", "mine", "rail", "jamming", "denial"):
            rows += many(kind, "north", rng.uniform(0, 42, rng.poisson(4)))
        made = ledger(incidents(*rows), seen, TWO, now_days=NOW)
        wrong += made.areas[0].state is State.REGROUPING
    assert wrong <= 30


def test_a_ledger_is_plain_json():
    seen = exposure(frame(*FULL), TWO, areas=["north", "south"], days=DAYS)
    made = ledger(incidents(*FIGHT), seen, TWO, now_days=NOW)
    assert {one["area"] for one in json.loads(json_text(made))["areas"]} == {"north", "south"}


def test_incidents_that_probably_did_not_happen_are_no_sign():
    rows = many("position", "north", [35.0], probability=0.4)
    assert told(rows)["north"].indicators[0].change.now == 0


def test_an_empty_record_has_no_fault():
    assert incidents().schema["start"] == pl.Datetime("us", "UTC")
    assert {area.state for area in told([]).values()} == {State.QUIET}


@pytest.mark.parametrize("refused", [4, 14])
def test_a_sector_that_is_closed_is_never_called_quiet_or_left_out(refused):
    """Whatever happened before: days of refused access in the log are in the ledger, whoever else could watch."""
    rng = np.random.default_rng(5)
    hours = [watch("n", until=24 * (42 - refused), chance=0.9), watch("s", "south", until=24 * 42, chance=0.9)]
    hours += [
        watch(f"d{n}", start=24 * n, until=24 * (n + 1), hindrance="denial", chance=0.0)
        for n in range(42 - refused, 42)
    ]
    for _ in range(20):
        rows = many("shelling", "north", rng.uniform(0, 42 - refused, rng.poisson(30)))
        area = told(rows, hours)["north"]
        assert area.state not in (State.QUIET, State.UNOBSERVED, State.TOO_LITTLE, State.EASING)
        denial = next(one for one in area.indicators if one.sign is Sign.DENIAL)
        assert (denial.change.now, denial.change.now_days) == (refused, 14.0)


def test_a_tripled_build_up_in_a_lull_is_found_in_most_runs():
    rng = np.random.default_rng(6)
    seen = exposure(frame(*FULL), TWO, areas=["north"], days=DAYS)
    found = 0
    for _ in range(60):
        rows = list(FIGHT)
        for kind in ("position", "convoy", "camp", "mine", "rail"):
            rows += many(kind, "north", rng.uniform(0, 28, rng.poisson(2.8)))
            rows += many(kind, "north", rng.uniform(28, 42, rng.poisson(3 * 1.4)), unit="item")
        rows = [{**row, "id": f"{number}"} for number, row in enumerate(rows)]
        found += ledger(incidents(*rows), seen, TWO, now_days=NOW).areas[0].state is State.REGROUPING
    assert found >= 48
