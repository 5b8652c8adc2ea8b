"""Ctrl-C once is a wish to stop with what is found, twice breaks off; loading says when it compiles."""

import signal
import subprocess
import time

import pytest

from accord.cli import ready
from accord.cli.progress import watching
from accord.plan import warm
from accord.plan.solution import Progress

MOMENT = Progress(seconds=1.0, coverage=0.5, limit=0.75, stage="a stage")


def test_the_first_interrupt_asks_to_stop_and_the_second_breaks_off(capsys):
    before = signal.getsignal(signal.SIGINT)
    with watching("a search", seconds=None) as watch:
        assert watch(MOMENT)
        signal.raise_signal(signal.SIGINT)
        assert not watch(MOMENT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
    assert "Stopping: the best found so far is kept" in capsys.readouterr().err


def test_without_a_terminal_only_what_is_said_once_is_written(capsys):
    with watching("a search", seconds=1.0) as watch:
        watch(MOMENT)
        watch.show("something else")
        watch.say("for everybody")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "for everybody\n")


def test_on_a_terminal_the_bar_shows_stage_coverage_and_limit(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")
    with watching("a search", seconds=10.0) as watch:
        watch(MOMENT)
        assert watch.bars is not None
        (task,) = watch.bars.tasks
        assert task.description == "a stage: covered 50.0% of at most 75.0%"
        assert (task.completed, task.total) == (1.0, 10.0)


@pytest.mark.parametrize(("takes", "told"), [(0.0, 0), (0.3, 1)])
def test_compiling_is_said_once_and_helped_only_when_loading_takes_long(monkeypatch, takes, told):
    started = []

    class Helper:
        def __init__(self, words, **options):
            started.append(words)

        def wait(self):
            return 0

        def terminate(self):
            return None

    monkeypatch.setattr(ready, "SLOW_SECONDS", 0.1)
    monkeypatch.setattr(subprocess, "Popen", Helper)
    monkeypatch.setattr(warm, "warm_search", lambda: time.sleep(takes))
    heard = []
    ready.make_ready(lambda: heard.append(1))
    assert (len(heard), len(started)) == (told, told)
