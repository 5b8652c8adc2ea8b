"""The first plan of the documentation, step by step as a reader types it.

A block of console shows commands behind ``$`` and what they print: every line of it must come in that order, ``...``
stands for anything. A comment before a block of CSV says where the reader writes it, or what is replaced.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from accord.cli.app import run

PAGE = Path(__file__).resolve().parents[1] / "docs" / "start" / "first-plan.md"
STEP = re.compile(
    r"^```console\n(?P<console>.*?)^```$"
    r"|^<!-- append (?P<append>\S+) -->\n+```\w+\n(?P<rows>.*?)^```$"
    r"|^<!-- in (?P<file>\S+) replace (?P<old>.+?) by (?P<new>.+?) -->$",
    re.MULTILINE | re.DOTALL,
)


def commands(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each command with the lines that it prints."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *printed = part.strip("\n").split("\n")
        yield command, printed


def squeezed(line: str) -> str:
    return " ".join(re.sub("[─━]+", "", line).split())


def assert_printed(expected: list[str], text: str, command: str) -> None:
    lines = iter([squeezed(line) for line in text.splitlines()])
    for line in expected:
        wanted = squeezed(line)
        if wanted and wanted != "...":
            assert any(wanted == found for found in lines), f"{command}: no line {line!r} in\n{text}"


def test_every_step_prints_what_the_page_shows(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    steps = list(STEP.finditer(PAGE.read_text(encoding="utf-8")))
    assert len(steps) > 5
    for step in steps:
        if step["append"]:
            with Path(step["append"]).open("a", encoding="utf-8") as file:
                file.write(step["rows"])
        elif step["file"]:
            text = Path(step["file"]).read_text(encoding="utf-8")
            assert text.count(step["old"]) == 1, step["old"]
            Path(step["file"]).write_text(text.replace(step["old"], step["new"]), encoding="utf-8")
        else:
            for command, printed in commands(step["console"]):
                program, *words = shlex.split(command)
                assert program == "accord"
                code = run(words)
                out = capsys.readouterr()
                assert code == (2 if "fault" in out.err else 0), out.err
                assert_printed(printed, out.out + out.err, command)
