"""Ten thousand to a million reports through the commands a user types: import, check, monitor, and a day's update.

Run: ``python -m benchmarks.monitor.million [--sizes 10000 100000 1000000] [--folder DIR]``. Invented reports
(`benchmarks.monitor.generate`) of 180 days; all but those received on the last day or later are imported from CSV at
first, these are the day. Each command is a process of its own; what it used is what the system says of it.
"""

import argparse
import datetime as dt
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from benchmarks.monitor.generate import START, synthetic, write_workspace

DAYS = 180
WARM_UP = 2_000
ALLOWED_S, ALLOWED_MB, UPDATE_S = 90.0, 3_000.0, 3.0
FORM = "%Y-%m-%dT%H:%M:%SZ"
WHOLE = ("import", "check", "monitor")
COMPILED = Path(tempfile.gettempdir()) / "accord-benchmark-modules"


@dataclass(frozen=True, slots=True)
class Used:
    """What a command took."""

    step: str
    wall_s: float
    cpu_s: float
    peak_mb: float


def run(step: str, *arguments: str | Path) -> Used:
    """Run a command of Accord to its end.

    Raises
    ------
    subprocess.CalledProcessError
        If it fails.
    """
    command = [sys.executable, "-c", "from accord.cli import main; main()", *map(str, arguments)]
    # Modules compiled beforehand, as an installation has them, whatever is set here.
    surroundings = {**os.environ, "PYTHONPYCACHEPREFIX": str(COMPILED), "PYTHONDONTWRITEBYTECODE": ""}
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=surroundings) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Used(step, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def prepared(home: Path, size: int) -> tuple[int, int]:
    """Write a workspace without reports, and beside it what is imported first and on the last day; how many of each."""
    reports, _ = synthetic(size, rng=np.random.default_rng(1), days=DAYS)
    write_workspace(home / "workspace", reports.clear(), csv=True, days=DAYS)
    (home / "workspace" / "reports" / "all.csv").unlink()
    is_late = pl.col("received") >= START + dt.timedelta(days=DAYS - 1)
    parts = reports.filter(~is_late), reports.filter(is_late)
    for name, part in zip(("all", "day"), parts, strict=True):
        part.write_csv(home / f"{name}.csv", datetime_format=FORM)
    (home / "map.toml").write_text("[columns]\n" + "".join(f'{name} = "{name}"\n' for name in reports.columns))
    return parts[0].height, parts[1].height


def steps(home: Path) -> Iterator[Used]:
    """Run the commands one by one."""
    place, outside = home / "workspace", ("--from", "csv", "--map", home / "map.toml")
    yield run("import", "import", place, home / "all.csv", *outside)
    yield run("check", "check", place)
    yield run("monitor", "monitor", place)
    yield run("import the day", "import", place, home / "day.csv", "--origin", "day", *outside)
    yield run("monitor --update", "monitor", place, "--update")


def by_size(sizes: list[int], folder: Path | None) -> None:
    """Print what each command takes for each size, and how the whole grows."""
    last: tuple[int, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            first, late = prepared(Path(place), size)
            print(
                f"\n{first:,} reports, then {late:,} of a day; load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores"
            )
            found = []
            for used in steps(Path(place)):
                found.append(used)
                print(
                    f"  {used.step:18} {used.wall_s:7.1f} s {used.cpu_s:7.1f} CPU s {used.peak_mb:7.0f} MB", flush=True
                )
        whole = [used for used in found if used.step in WHOLE]
        wall, cpu, peak = sum(u.wall_s for u in whole), sum(u.cpu_s for u in whole), max(u.peak_mb for u in whole)
        print(f"  {'first three':18} {wall:7.1f} s {cpu:7.1f} CPU s {peak:7.0f} MB at most")
        if last is not None:
            grown = math.log(cpu / last[1]) / math.log(first / last[0])
            bar = 1 + math.log(math.log(first) / math.log(last[0])) / math.log(first / last[0])
            print(f"  CPU seconds grew as n to the power of {grown:.2f}; n log n: {bar:.2f}")
        last = first, cpu
    print(f"\nHoped for at a million: {ALLOWED_S:g} s, {ALLOWED_MB:g} MB, update {UPDATE_S:g} s, on 2 free cores")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="where the temporary workspaces go")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as place:
        # The first run of all compiles the loops, which are kept.
        prepared(Path(place), WARM_UP)
        for _ in steps(Path(place)):
            pass
    by_size(asked.sizes, asked.folder)


if __name__ == "__main__":
    main()
