"""``accord export``: a workspace and its results for other programs."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from accord.cli.output import screen
from accord.model.option import Option
from accord.model.problem import AccordError, NotFound
from accord.model.workspace import Workspace


def export(
    folder: Path,
    *,
    xlsx: bool = False,
    package: bool = False,
    geojson: bool = False,
    to: Path | None = None,
    as_of: dt.date | None = None,
    audience: str = "all",
) -> None:
    """Write a workspace and its results, if there are any, for other programs.

    For an audience other than all, the files carry its name and hold only rows that it may see, without results: those
    were planned on rows that it may not.

    Parameters
    ----------
    folder
        The workspace.
    xlsx
        One Excel file with a sheet for each table and for each kind of result.
    package
        A Frictionless data package: datapackage.json and all files in one zip archive.
    geojson
        The places with the coverage of their requirements, for a map.
    to
        Folder to write to; the workspace's out/ if left out.
    as_of
        Leave out what was recorded after this day.
    audience
        Who will read it: all, public, or the code of a nation; decided by the column release.
    """
    from accord.store.atomic import write_files
    from accord.store.read import read_workspace
    from accord.store.release import ALL, released

    if not (xlsx or package or geojson):
        raise AccordError("nothing to export: give --xlsx, --package or --geojson, or several of them")
    workspace = released(read_workspace(folder, as_of=as_of), audience)
    everything = audience == ALL
    results = _results(folder) if everything else {}
    files: dict[str, bytes] = {}
    if xlsx:
        files["workspace.xlsx"] = _xlsx(workspace, results)
    if package:
        files["datapackage.zip"] = _package(workspace, folder if everything else None)
    if geojson:
        files["coverage.geojson"] = _geojson(workspace, results)
    if not everything:
        files = {_marked(name, audience): data for name, data in files.items()}
    target = to or folder / "out"
    write_files(target, files)
    for name in files:
        screen().print(f"{target / name}", markup=False, soft_wrap=True)


def _marked(name: str, audience: str) -> str:
    """Name of a file that is not for all: nobody should hand on the whole by mistake.

    >>> _marked("workspace.xlsx", "XAV")
    'workspace-XAV.xlsx'
    """
    path = Path(name)
    return f"{path.stem}-{audience}{path.suffix}"


def _results(folder: Path) -> dict[str, Sequence[object]]:
    from accord.store.results import RESULTS, read_results

    found: dict[str, Sequence[object]] = {}
    for name, kind in RESULTS.items():
        try:
            found[name] = read_results(folder, kind)
        except NotFound:
            continue
    return found


def _xlsx(workspace: Workspace, results: dict[str, Sequence[object]]) -> bytes:
    from accord.store.xlsx import xlsx_bytes

    return xlsx_bytes(workspace, results)


def _package(workspace: Workspace, folder: Path | None) -> bytes:
    from accord.store.package import package_bytes
    from accord.store.results import RESULTS

    names = [f"{name}.json" for name in (*RESULTS, "run")] if folder else []
    paths = {name: (folder or Path()) / "out" / name for name in names}
    return package_bytes(workspace, {name: path.read_bytes() for name, path in paths.items() if path.exists()})


def _geojson(workspace: Workspace, results: dict[str, Sequence[object]]) -> bytes:
    from accord.store.coverage import coverage_geojson

    options = [option for option in results.get("options", ()) if isinstance(option, Option)]
    return coverage_geojson(workspace, options).encode()
