"""The command line as a whole: help, exit codes, quick start, and never a traceback."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import accord
from accord.cli.app import COMMANDS, make_app, run
from accord.model.problem import AccordError


def test_every_command_has_help(capsys):
    assert run(["--help"]) == 0
    text = capsys.readouterr().out
    lines = {words[1]: words[2:] for line in text.splitlines() if len(words := line.split()) > 2}
    assert all(lines.get(name) for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_parameter_is_described(name):
    command = make_app([name])[name]
    documented = command.default_command.__doc__
    for parameter in command.assemble_argument_collection():
        field = parameter.field_info.name
        assert f"\n    {field}\n" in documented, f"{name}: {field}"


def test_the_version_is_the_one_that_is_packaged(capsys):
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.strip() == project["version"] == accord.__version__


def test_a_misspelt_command_names_the_nearest(capsys):
    assert run(["chekc"]) == 2
    assert 'Did you mean "check"' in capsys.readouterr().err


def test_what_is_not_there_is_said_without_a_traceback(capsys, tmp_path):
    assert run(["check", str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().err == f"accord: no folder '{tmp_path / 'nowhere'}'\n"


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (AccordError("a reason"), 1, "accord: a reason\n"),
        (PermissionError(13, "Permission denied", "offers.csv"), 1, "accord: Permission denied: offers.csv\n"),
        (KeyboardInterrupt(), 130, "accord: stopped\n"),
    ],
)
def test_failures_have_their_own_exit_codes(raised, code, said, capsys, monkeypatch):
    def fail(*words, **options):
        raise raised

    monkeypatch.setattr("accord.cli.app.make_app", lambda tokens: fail)
    assert run(["check", "x"]) == code
    assert capsys.readouterr().err == said


def test_starting_imports_no_solver_and_no_table_library():
    program = (
        "import sys, accord.cli; accord.cli.app.run(['check', sys.argv[1]]);"
        "print([name for name in ('numba', 'highspy', 'polars', 'xlsxwriter', 'llvmlite') if name in sys.modules])"
    )
    from tests.store.workspaces import GOOD

    done = subprocess.run([sys.executable, "-c", program, str(GOOD)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert done.stderr == ""
