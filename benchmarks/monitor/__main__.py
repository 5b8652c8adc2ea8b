"""The benchmarks of the monitor domain, by name: ``python -m benchmarks.monitor [NAME ...] [-- OPTIONS]``.

Each runs alone in a process of its own, one after the other; its processor seconds and most memory stand below it.
Without a name all of them run. What follows ``--`` is handed on and needs exactly one name. A benchmark whose data
or peers are missing says so.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent
DATA = HOME.parents[2] / "shared/data"
USUAL: dict[str, tuple[str, ...]] = {
    "scan": (),
    "fuse": (str(DATA),),
    "terms": (),
    "interaction": (),
    "change": (),
    "regroup": (),
    "posts": (),
    "million": (),
    "exercise": (),
}
"""Name of a module here -> what it is called with."""


def run(name: str, options: list[str]) -> int:
    """One benchmark; its exit code."""
    if not (HOME / f"{name}.py").exists():
        print(f"no {name}.py here: skipped")
        return 0
    arguments = [*USUAL[name], *options]
    print(f"\n== {name} {' '.join(arguments)}", flush=True)
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-m", f"benchmarks.monitor.{name}", *arguments], cwd=HOME.parents[1])
    _, status, used = os.wait4(child.pid, 0)
    code = child.returncode = os.waitstatus_to_exitcode(status)
    print(f"== {name}: {used.ru_utime + used.ru_stime:.0f} CPU s, {time.perf_counter() - began:.0f} s, "
          f"at most {used.ru_maxrss / 1024:,.0f} MB, exit code {code}", flush=True)  # fmt: skip
    return code


def main(arguments: list[str]) -> int:
    """Those that are named; 1 if any fails."""
    split = arguments.index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(USUAL))
    names, options = parser.parse_args(arguments[:split]).names, arguments[split + 1 :]
    if unknown := [name for name in names if name not in USUAL]:
        parser.error(f"no benchmark {unknown[0]!r}; there are {', '.join(USUAL)}")
    if options and len(names) != 1:
        parser.error("options after -- need exactly one name")
    codes = [run(name, options) for name in names or USUAL]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
