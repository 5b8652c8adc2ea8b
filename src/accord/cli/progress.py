"""How a search stands, on standard error where that is a terminal; and Ctrl-C, which keeps what is found."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from accord.plan.solution import Progress


@dataclass(slots=True)
class Watch:
    """Told how a search stands; says whether it may go on."""

    bars: "Bars | None"
    stopped: bool = False

    def __call__(self, moment: "Progress") -> bool:
        """Show a moment of the search."""
        figures = f"covered {moment.coverage:.1%} of at most {moment.limit:.1%}"
        self.show(f"{moment.stage}: {figures}", seconds=moment.seconds)
        return not self.stopped

    def show(self, words: str, *, seconds: float = 0.0) -> None:
        """Show some words beside the bar."""
        if self.bars is not None:
            for task in self.bars.task_ids:
                self.bars.update(task, description=words, completed=seconds)

    def say(self, words: str) -> None:
        """Say something once, terminal or not."""
        if self.bars is not None:
            self.bars.console.print(words, markup=False)
        else:
            print(words, file=sys.stderr, flush=True)


@contextmanager
def watching(words: str, *, seconds: float | None) -> Iterator[Watch]:
    """A progress bar while something runs; Ctrl-C asks it to stop, a second one breaks it off.

    Parameters
    ----------
    words
        What is shown at first.
    seconds
        How long it may take; None: not known.
    """
    with _bars(words, seconds) as bars, _asking_to_stop(Watch(bars)) as watch:
        yield watch


@contextmanager
def _bars(words: str, seconds: float | None) -> Iterator["Bars | None"]:
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(bar_width=24), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as bars:
        bars.add_task(words, total=seconds)
        yield bars


@contextmanager
def _asking_to_stop(watch: Watch) -> Iterator[Watch]:
    """Turn the first Ctrl-C into a wish; outside the main thread signals cannot be caught, and none come."""
    if threading.current_thread() is not threading.main_thread():
        yield watch
        return

    def ask(signum: int, frame: FrameType | None) -> None:
        watch.stopped = True
        signal.signal(signal.SIGINT, before)
        watch.say("Stopping: the best found so far is kept (Ctrl-C again to give up)")

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield watch
    finally:
        signal.signal(signal.SIGINT, before)
