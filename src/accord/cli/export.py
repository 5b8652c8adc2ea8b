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
) -> None:
    """Write a workspace and its results, if there are any, for other programs.

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
    """
    from accord.store.atomic import write_files
    from accord.store.read import read_workspace

    if not (xlsx or package or geojson):
        raise AccordError("nothing to export: give --xlsx, --package or --geojson, or several of them")
    workspace = read_workspace(folder, as_of=as_of)
    results = _results(folder)
    files: dict[str, bytes] = {}
    if xlsx:
        files["workspace.xlsx"] = _xlsx(workspace, results)
    if package:
        files["datapackage.zip"] = _package(workspace, folder)
    if geojson:
        files["coverage.geojson"] = _geojson(workspace, results)
    target = to or folder / "out"
    write_files(target, files)
    for name in files:
        screen().print(f"{target / name}", markup=False, soft_wrap=True)


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


def _package(workspace: Workspace, folder: Path) -> bytes:
    from accord.store.package import package_bytes
    from accord.store.results import RESULTS

    names = [f"{name}.json" for name in (*RESULTS, "run")]
    paths = {name: folder / "out" / name for name in names}
    return package_bytes(workspace, {name: path.read_bytes() for name, path in paths.items() if path.exists()})


def _geojson(workspace: Workspace, results: dict[str, Sequence[object]]) -> bytes:
    from accord.store.coverage import coverage_geojson

    options = [option for option in results.get("options", ()) if isinstance(option, Option)]
    return coverage_geojson(workspace, options).encode()
