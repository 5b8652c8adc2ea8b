"""The good workspace of the tests, and copies of it with the files of a fault laid over."""

import shutil
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
GOOD = DATA / "good"
BAD = DATA / "bad"
NOT_FILES = ("expected.txt", "absent.txt")


def good_copy(folder: Path) -> Path:
    shutil.copytree(GOOD, folder)
    return folder


def overlay(fault: Path, workspace: Path) -> None:
    """Copy a fault's files over a workspace and remove those that its absent.txt names."""
    for path in sorted(fault.rglob("*")):
        if path.is_file() and path.name not in NOT_FILES:
            target = workspace / path.relative_to(fault)
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, target)
    absent = fault / "absent.txt"
    for name in absent.read_text().split() if absent.exists() else ():
        (workspace / name).unlink()
