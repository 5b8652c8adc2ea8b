"""Gathering: what stands is taken, what is missing is computed on what the audience may see, and kept."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.brief.sections.made import texts
from tests.brief.tiny import EARLY, LATE, bare, saved, source, tiny
from tests.plan.workspaces import offer

from accord.brief import gather as module
from accord.brief.compute import Effort, Work
from accord.brief.document import Role
from accord.brief.found import PARTS, Found, Shelf
from accord.brief.gather import gather, pack_folder, results_that_stand, with_named_sources
from accord.brief.pack import make_pack
from accord.cli.app import run
from accord.model.problem import AccordError, BadWorkspace, NotFound
from accord.store.write import write_workspace

QUICK = Effort(rounds=1)


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    monkeypatch.setattr("accord.brief.compute.DELAY_MONTHS", 2)
    monkeypatch.setattr("accord.brief.compute.TRIES", 2)


@pytest.fixture
def folder(tmp_path) -> Path:
    return saved(tiny(), tmp_path / "ws")


@pytest.fixture
def no_work(monkeypatch):
    """Whatever would be planned is a fault."""

    def refuse(self: Work) -> Found:
        raise AssertionError(f"{self.open} would be computed")

    monkeypatch.setattr(module.Work, "do", refuse)


def test_everything_missing_is_computed(folder):
    found = gather(folder, effort=QUICK)
    assert (found.missing, len(found.options)) == ((), 4)
    assert found.comparison is not None
    assert found.asks
    assert [row.nation for row in found.withdrawals] == ["XAA", "XBB", ""]
    assert [point.months for point in found.delays] == [0, 1, 2]
    assert [worth.condition for worth in found.worths] == ["vote"]


def test_a_second_call_computes_nothing(folder, request):
    first = gather(folder, effort=QUICK)
    request.getfixturevalue("no_work")
    assert gather(folder, effort=QUICK) == first


def test_saved_results_that_stand_are_taken_as_they_are(folder, request, capsys):
    for command in ("plan", "asks", "withdraw", "delay", "conditions"):
        assert run([command, str(folder), "--rounds", "1"]) == 0
    standing = results_that_stand(folder, "base", None)
    assert set(standing.complete) == {*PARTS} - {"comparison"}
    gather(folder, effort=QUICK)  # the comparison
    request.getfixturevalue("no_work")
    found = gather(folder, effort=QUICK)
    assert (found.options, found.asks, found.delays) == (standing.options, standing.asks, standing.delays)


def test_nothing_saved_stands_for_other_rows_another_scenario_or_day(folder, capsys):
    assert run(["plan", str(folder), "--rounds", "1"]) == 0
    assert results_that_stand(folder, "base", None).options
    assert results_that_stand(folder, "vote", None) == Found()
    assert results_that_stand(folder, "base", LATE) == Found()
    with (folder / "offers.csv").open("a") as file:
        file.write("\n")
    assert results_that_stand(folder, "base", None) == Found()


def test_an_agenda_changes_no_result(folder, capsys):
    assert run(["plan", str(folder), "--rounds", "1"]) == 0
    (folder / "agenda.toml").write_text('title = "Second meeting"\n')
    assert results_that_stand(folder, "base", None).options


def test_rows_that_an_audience_may_not_see_are_planned_without(tmp_path):
    """With XAA's offer hidden nobody serves the line after May."""
    whole = tiny()
    hidden = offer("a", until="2026-08-31", source="s1", release=["secretariat"])
    folder = saved(replace(whole, offers={**whole.offers, "a": hidden}), tmp_path / "ws")
    everything, public = (gather(folder, audience=word, effort=QUICK) for word in ("all", "public"))
    assert "a" in {tour.offer for tour in everything.options[0].tours}
    assert "a" not in {tour.offer for option in public.options for tour in option.tours}
    assert public.options[0].coverage < everything.options[0].coverage
    kept = list((pack_folder(folder, "public") / "found").iterdir())
    assert kept
    assert '"offer": "a"' not in "".join(path.read_text() for path in kept)


def test_saved_results_on_hidden_rows_are_never_taken(tmp_path, capsys):
    whole = tiny()
    hidden = offer("a", until="2026-08-31", release=["secretariat"])
    folder = saved(replace(whole, offers={**whole.offers, "a": hidden}), tmp_path / "ws")
    assert run(["plan", str(folder), "--rounds", "1"]) == 0
    public = gather(folder, audience="public", effort=QUICK)
    assert "a" not in {verdict.offer for verdict in public.options[0].verdicts}


def test_since_is_planned_too_and_only_its_first_option(folder):
    found = gather(folder, since=EARLY, effort=QUICK)
    assert found.earlier is not None
    assert "c" not in found.earlier.workspace.offers
    assert [option.id for option in found.earlier.options] == ["coverage"]
    assert found.earlier.workspace.as_of == EARLY
    assert found.earlier.missing == ()


def test_days_in_the_wrong_order_are_refused(folder):
    with pytest.raises(AccordError, match=r"--since: 2026-02-10 is after --as-of 2026-01-10"):
        gather(folder, since=LATE, as_of=EARLY)


def test_an_unknown_audience_or_scenario_is_refused(folder):
    with pytest.raises(NotFound, match=r"--audience: no 'XBC' in nations\.csv; nearest: 'XBB'"):
        gather(folder, audience="XBC")
    with pytest.raises(NotFound, match="no scenario 'peace'"):
        gather(folder, scenario="peace")


def test_a_stop_keeps_what_is_found_and_says_what_is_missing(folder):
    """Told to stop with the first moment after the options, when asks are tried."""

    def stop_at_asks(moment) -> bool:
        return not moment.stage.startswith("Asks")

    found = gather(folder, effort=QUICK, on_progress=stop_at_asks)
    assert len(found.options) == 4
    assert found.comparison is not None
    assert found.missing == ("asks", "withdrawals", "delays", "worths")
    again = gather(folder, effort=QUICK)
    assert again.missing == ()
    assert again.options == found.options


def test_ctrl_c_between_results_keeps_them(folder, monkeypatch):
    def broken_off(basis, **options):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr("accord.plan.delay.delays", broken_off)
    found = gather(folder, effort=QUICK)
    assert found.missing == ("delays", "worths")
    assert found.withdrawals


def test_with_nothing_to_plan_nothing_is_missing(tmp_path):
    """Everything is for the secretariat."""
    found = gather(saved(bare(release=("secretariat",)), tmp_path / "ws"), audience="public")
    assert (found.options, found.missing, dict(found.workspace.offers)) == ((), (), {})


def test_sources_that_no_row_names_are_left_out():
    assert sorted(tiny().sources) == ["s1", "s2", "unused"]
    assert sorted(with_named_sources(tiny()).sources) == ["s1", "s2"]


def test_what_is_recorded_later_changes_no_earlier_findings(folder):
    """Rounds count, so that every machine finds the same."""
    before = gather(folder, as_of=EARLY, effort=QUICK)
    later = tiny()
    later = replace(later, sources={**later.sources, "s9": source("s9")})
    late = offer("z", nation="XBB", recorded=LATE + dt.timedelta(days=9), source="s9")
    write_workspace(replace(later, offers={**later.offers, "z": late}), folder, overwrite=True)
    after = gather(folder, as_of=EARLY, effort=QUICK)
    assert after == before
    assert after.fingerprint == before.fingerprint


@pytest.mark.parametrize("columns", [{"seconds": 0.0}, {"seconds": float("nan")}, {"rounds": 0}])
def test_an_effort_that_is_none_is_refused(columns):
    with pytest.raises(AccordError, match=r"--(time-limit|rounds): must be"):
        Effort(**columns)


def test_a_shelf_gives_nothing_for_another_key_or_a_broken_file(tmp_path):
    shelf = Shelf(folder=tmp_path, key={"rows": "abc"})
    shelf.put(Found(complete=("asks",)))
    assert shelf.take() == Found(complete=("asks",))
    assert replace(shelf, key={"rows": "abd"}).take() == Found()
    (path,) = (tmp_path / "found").iterdir()
    path.write_text(json.dumps({"key": {"rows": "other"}, "found": {}}))
    assert shelf.take() == Found()
    path.write_text("{")
    assert shelf.take() == Found()


def test_a_workspace_with_nothing_but_settings_yields_a_pack_that_says_what_is_missing(tmp_path):
    (tmp_path / "accord.toml").write_text('title = "Nothing yet"\nday_zero = 2027-04-01\n', encoding="utf-8")
    made = make_pack(gather(tmp_path)).document
    said = [line for section in made.sections for line in texts(section)]
    assert sum(line.startswith("Nothing to show: ") for line in said) > 8
    assert {section.id for section in made.sections if section.role is Role.FLOW} >= {"gaps", "rotation", "maps"}


def test_rows_that_name_what_is_not_there_stay_faults_in_an_unfinished_workspace(tmp_path):
    (tmp_path / "accord.toml").write_text('title = "Nothing yet"\nday_zero = 2027-04-01\n', encoding="utf-8")
    (tmp_path / "offers.csv").write_text("id,nation,capability,units,scopes\na,XAA,INF,2,home\n", encoding="utf-8")
    with pytest.raises(BadWorkspace, match="no 'XAA' in nations"):
        gather(tmp_path)
