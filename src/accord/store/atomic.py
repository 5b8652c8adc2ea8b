"""Several files at once or none: they are written beside their place first, and only then moved into it."""

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import uuid4


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, named relative to a folder, so that none is ever half-written.

    A folder that does not exist appears complete or not at all. In one that does, each file is replaced in one step.

    Raises
    ------
    OSError
        If writing fails; what was there before is then as it was, unless the machine stops between two replacements.
    """
    with _staged(folder.parent if not folder.exists() else folder, files) as staging:
        if not folder.exists():
            staging.rename(folder)
            return
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(staging / name, folder / name)


@contextlib.contextmanager
def _staged(beside: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    # Not tempfile: its folders are private to the user, and this one becomes the workspace.
    beside.mkdir(parents=True, exist_ok=True)
    staging = beside / f".accord-{uuid4().hex}"
    staging.mkdir()
    try:
        for name, data in files.items():
            path = staging / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
