"""accord check: what is there, what is wrong, what looks like an oversight."""

from pathlib import Path

from tests.store.test_bad import MANY, expected
from tests.store.workspaces import BAD, DATA, GOOD, good_copy, overlay

from accord.cli.app import run


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_good_workspace_is_summed_up(capsys):
    assert run(["check", str(GOOD)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert lines[:3] == [
        "Lakeland monitoring force (nations and land are invented)",
        "Day zero 2026-03-01; 12 periods of a month, 2026-03-01 to 2027-02-28",
        "Money in EUR at prices of 2025",
    ]
    assert "offers 2 offered, 1 confirmed, 1 ready, 1 sensed, 1 refused 6 7" in lines
    assert "scenarios ceasefire, late 2" in lines
    assert "caveats.csv:3: 'no-night' is used by no offer" in lines
    assert lines[-1] == f"No faults in {GOOD}"


def test_as_of_leaves_later_rows_out(capsys):
    assert run(["check", str(GOOD), "--as-of", "2026-01-11"]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "As known on 2026-01-11" in lines
    assert "offers 1 stated, 1 offered, 1 ready, 1 sensed, 1 refused 5 7" in lines


def test_the_faults_of_all_files_go_to_standard_error_at_once_and_nothing_is_written(capsys, tmp_path):
    workspace = good_copy(tmp_path / "workspace")
    for name in MANY:
        overlay(BAD / name, workspace)
    before = contents(workspace)
    assert run(["check", str(workspace)]) == 2
    said = capsys.readouterr()
    *faults, last = said.err.splitlines()
    assert set(faults) == {line for name in MANY for line in expected(BAD / name)}
    assert last == f"{len(faults)} faults; nothing was written"
    assert said.out == ""
    assert contents(workspace) == before


def test_events_are_checked_and_counted_too(capsys, tmp_path):
    workspace = good_copy(tmp_path / "workspace")
    overlay(DATA / "good_events", workspace)
    assert run(["check", str(workspace)]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    counted = ("reports", "claims", "notifications")
    assert [line.split()[-1] for line in lines if line.startswith(counted)] == ["5", "1", "1"]
    overlay(DATA / "bad_events" / "count_below_zero", workspace)
    assert run(["check", str(workspace)]) == 2
    assert set(capsys.readouterr().err.splitlines()[:-1]) == set(expected(DATA / "bad_events" / "count_below_zero"))


def test_a_deal_is_counted_by_its_terms(capsys, root):
    assert run(["check", str(root / "examples" / "exercise")]) == 0
    assert " deal XOR, XHA 13 " in " ".join(capsys.readouterr().out.split())


def test_user_text_is_never_read_as_markup(capsys, tmp_path):
    workspace = good_copy(tmp_path / "workspace")
    settings = workspace / "accord.toml"
    settings.write_text(settings.read_text().replace("Lakeland", "[bold]Lakeland[/x]"))
    assert run(["check", str(workspace)]) == 0
    assert capsys.readouterr().out.startswith("[bold]Lakeland[/x] monitoring force")


def test_oversights_are_warnings(capsys, tmp_path):
    workspace = good_copy(tmp_path / "workspace")
    offers = (workspace / "offers.csv").read_text()
    offers = offers.replace("b-ship,XBB,PATROL,,1,,sea", "b-ship,XBB,PATROL,,0,,sea").replace(",4,5,in_c", ",7,8,in_c")
    (workspace / "offers.csv").write_text(offers.replace("a-med,XAA,MED-R2", "a-med,XAA,INF-CO"))
    (workspace / "limits.csv").write_text(
        'id,label,resource,maximum,tags,until\nold,"=cmd()",units,1,reserv,2025-12-31\n'
    )
    (workspace / "caveats.csv").write_text((workspace / "caveats.csv").read_text() + "guards,task,,,gard,,,,\n")
    limits = (workspace / "limits.csv").read_text()
    (workspace / "limits.csv").write_text(limits.replace("until\n", "until,release\n").replace("12-31", "12-31,publc"))
    scenario = workspace / "scenarios" / "ceasefire.toml"
    scenario.write_text("[conditions]\nceasefire = true\n")
    assert run(["check", str(workspace), "--all"]) == 0
    said = [line.strip() for line in capsys.readouterr().out.splitlines()]
    for warning in (
        "caveats.csv:7: 'guards' is used by no offer",
        "caveats.csv:7: tasks: no line has the task or component 'gard'; nearest: 'guard'",
        "conditions.csv:3: 'mandate' is true in no scenario",
        "limits.csv:2: label: begins with '=': a spreadsheet that opens the file may run it as a formula",
        "limits.csv:2: release: nobody is 'publc': only who sees all sees the row; nearest: 'public'",
        "limits.csv:2: tags: no offer has the tag 'reserv'",
        "limits.csv:2: until: ends before the horizon begins on 2026-03-01",
        "offers.csv:2: units: 7 units are offered, but pool 'xaa-inf' holds 6",
        "offers.csv:6: units: the offer stands but brings no units",
        "requirements.csv:4: capability: no offer has 'MED-R2' or what may stand in for it",
    ):
        assert warning in said
