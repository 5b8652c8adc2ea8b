"""What the docs say that Accord finds in the exercise, it finds, from what had come in by that evening."""

import csv
import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path

import polars as pl

from accord.model.cluster import Question
from accord.model.indicator import AreaSigns, State
from accord.monitor.chain import Monitored, monitor
from accord.store.events import read_events
from accord.store.read import read_workspace

EXAMPLES = Path(__file__).parents[2] / "examples"
WORST = ("breach", "likely_breach")


@cache
def evening(day: dt.date) -> Monitored:
    workspace = read_workspace(EXAMPLES / "exercise")
    events = read_events(EXAMPLES / "exercise", workspace=workspace, as_of=day)
    return monitor(
        events.reports, events.watches, events.reviews, events.claims, workspace, day=day, replicas=199,
        notifications=events.notifications,
    )  # fmt: skip


def alarms(day: dt.date) -> dict[Question, tuple[str, ...]]:
    """Areas of the alarms of an evening."""
    found = {answer.question: answer.alarms for answer in evening(day).daily.clusters}
    return {question: tuple(area for one in some for area in one.places) for question, some in found.items()}


def asked_about(day: dt.date) -> dict[str, AreaSigns]:
    """Areas that the daily report asks about, in its order."""
    ledger = evening(day).daily.ledger
    assert ledger is not None
    return {one.area: one for one in ledger.areas if one.state is State.REGROUPING}


def rising(signs: AreaSigns) -> str:
    """What the page says of rising signs."""
    return "; ".join(reason.text for reason in signs.reasons if reason.code.startswith("rising"))


def test_the_breakdown_raises_an_alarm_in_its_sector_on_its_fourth_evening() -> None:
    for areas in (alarms(dt.date(2027, 6, 17))[question] for question in (Question.RISING, Question.MOVING)):
        assert areas[0] == "south-2-west"
        assert {area.rsplit("-", 2)[0] for area in areas} == {"south"}


def test_no_alarm_before_the_breakdown() -> None:
    assert not any(alarms(dt.date(2027, 6, 12)).values())


def test_fire_of_a_notified_exercise_raises_no_alarm() -> None:
    for day in (dt.date(2027, 5, 12), dt.date(2027, 7, 6)):
        assert not any(alarms(day).values())


def test_the_regrouping_is_asked_about_in_its_third_week_and_nothing_else_is() -> None:
    assert list(asked_about(dt.date(2027, 7, 26))) == ["east-lanthe"]


def test_where_chance_alone_is_asked_about_too_the_regrouping_stands_first_and_on_firmer_grounds() -> None:
    asked = asked_about(dt.date(2027, 7, 27))
    assert list(asked) == ["east-lanthe", "lanthe"], "nothing is planted in Lanthe: asked about for two evenings"
    assert "days with access denied rise" in rising(asked["east-lanthe"])
    assert rising(asked["lanthe"]) == "the signs rise together, none of them alone"


def test_nobody_is_asked_about_during_the_breakdown() -> None:
    assert not asked_about(dt.date(2027, 6, 17))


def test_most_true_breaches_that_were_reported_are_found_and_most_that_are_found_are_true() -> None:
    with (EXAMPLES / "exercise-truth/truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {row["id"]: row for row in csv.DictReader(file)}
    told = {report: key for key, row in truth.items() for report in row["reports"].split(";") if report}
    made = evening(dt.date(2027, 9, 10))
    votes: dict[str, Counter[str]] = {}
    for incident, report in made.members.select("incident", "report").iter_rows():
        votes.setdefault(incident, Counter())[told.get(report, "")] += 1
    stands = {incident: vote.most_common(1)[0][0] for incident, vote in votes.items()}
    counts = made.incidents.filter("told")["id"].implode()
    held = made.findings.filter(pl.col("verdict").cast(pl.String).is_in(WORST) & pl.col("incident").is_in(counts))
    terms = {"ceasefire", "positions", "mines", "flights", "access", "crossings"}
    said = [(stands[row], term) for row, term in held.select("incident", "term").iter_rows() if term in terms]
    true = {(key, term) for key in set(told.values()) for term in truth[key]["terms"].split(";") if term in terms}
    assert len(true & set(said)) > 0.85 * len(true)
    assert sum(one in true for one in said) > 0.85 * len(said)
