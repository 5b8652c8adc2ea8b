"""Run a worker in a process of its own, watch its time and memory, and stop it when it keeps neither."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.found import Found, load

ROOT = Path(__file__).resolve().parents[1]
_POLL_SECONDS = 0.05
_START_SECONDS = 600.0
"""For imports and compilation, before the clock starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leash:
    """How far a worker may overrun."""

    seconds: float
    memory_mb: float

    @property
    def patience(self) -> float:
        """Seconds after its start at which a worker is stopped from outside."""
        return 1.25 * self.seconds + 10.0


def usual_leash(seconds: float) -> Leash:
    """Three quarters of the machine's memory."""
    bytes_held = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Leash(seconds=seconds, memory_mb=0.75 * bytes_held / 2**20)


def run_apart(solver: str, size: str, seed: int, leash: Leash) -> Found:
    """What the worker found; without a plan, and with a note that says why, if it failed or had to be stopped."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        arguments = [solver, size, str(seed), str(leash.seconds), str(answer)]
        errors = Path(folder) / "errors"
        with errors.open("w") as sink:
            process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.worker", *arguments],
                cwd=ROOT,
                stdout=sink,
                stderr=sink,
                start_new_session=True,
            )
            watch = _Watch(process, answer.with_suffix(".started"), leash)
            why = watch.until_it_ends()
        if answer.exists() and not why:
            found = load(answer)
            return replace(found, peak_mb=max(found.peak_mb, watch.peak_mb))
        why = why or (errors.read_text().strip().splitlines() or ["failed"])[-1]
        return Found(plan=None, least=None, seconds=watch.seconds(), peak_mb=watch.peak_mb, note=why)


class _Watch:
    """A running worker and its children."""

    def __init__(self, process: subprocess.Popen[bytes], started: Path, leash: Leash) -> None:
        self.process, self.started, self.leash = process, started, leash
        self.launched = perf_counter()
        self.clock: float | None = None
        self._peaks: dict[int, float] = {}

    @property
    def peak_mb(self) -> float:
        """Peaks of all its processes together."""
        return sum(self._peaks.values())

    def seconds(self) -> float:
        """Since its clock started; 0 before."""
        return perf_counter() - self.clock if self.clock is not None else 0.0

    def until_it_ends(self) -> str:
        """Why it was stopped; empty if it ended by itself."""
        try:
            while self.process.poll() is None:
                if why := self._look():
                    return why
                sleep(_POLL_SECONDS)
            return ""
        finally:
            _end(self.process)

    def _look(self) -> str:
        if self.clock is None and self.started.exists():
            self.clock = perf_counter()
        now = sum(self._measure(pid) for pid in _family(self.process.pid))
        if now > self.leash.memory_mb:
            return f"stopped: more than {self.leash.memory_mb:.0f} MB"
        if self.seconds() > self.leash.patience:
            return f"stopped: did not keep its limit of {self.leash.seconds:g} s"
        if self.clock is None and perf_counter() - self.launched > _START_SECONDS:
            return "stopped: did not start"
        return ""

    def _measure(self, pid: int) -> float:
        if self.clock is not None:
            self._peaks[pid] = max(self._peaks.get(pid, 0.0), memory_mb(pid, "VmHWM"))
        return memory_mb(pid, "VmRSS")


def memory_mb(pid: int | str, field: str) -> float:
    """A memory figure of a process (``VmRSS`` now, ``VmHWM`` most ever), MB; 0 where the system does not say.

    `getrusage` would not do: a child starts with the peak of the process that started it.
    """
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) / 1024 for line in lines if line.startswith(f"{field}:")), 0.0)


def _family(pid: int) -> list[int]:
    """The process and its descendants."""
    members = [pid]
    for member in members:
        for children in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                members.extend(int(child) for child in children.read_text().split())
            except OSError:
                continue
    return members


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop the worker's whole session: a solver's own child would go on otherwise."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
