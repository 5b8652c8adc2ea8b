"""A file's bytes to text: UTF-8 without a byte-order mark, or a fault that says how to save it so."""

from pathlib import Path

from accord.model.problem import Problem
from accord.store.fault import nearest
from accord.store.layout import INPUTS

_MARK = b"\xef\xbb\xbf"


def read_text(path: Path, name: str, faults: list[Problem]) -> str | None:
    """Text of a file, or None with the reason added to `faults`.

    A UTF-8 byte-order mark is a fault, but reading goes on behind it, so that the other faults show at once.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        others = {other.name for other in path.parent.iterdir()} - set(INPUTS)
        faults.append(Problem(file=name, message=f"is missing{nearest(name, others)}"))
        return None
    except OSError as error:
        faults.append(Problem(file=name, message=f"cannot be read: {error.strerror}"))
        return None
    if _is_utf16(data):
        faults.append(Problem(file=name, message="is UTF-16: save it as UTF-8 without BOM"))
        return None
    if data.startswith(_MARK):
        faults.append(Problem(file=name, line=1, message="begins with a byte-order mark: save it as UTF-8 without BOM"))
        data = data.removeprefix(_MARK)
    return _decoded(data, name, faults)


def _is_utf16(data: bytes) -> bool:
    # Without its mark, UTF-16 of Latin text still has a NUL in every second byte.
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) > 0.3 * len(data)


def _decoded(data: bytes, name: str, faults: list[Problem]) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8: save the file as UTF-8"
        faults.append(Problem(file=name, line=line, message=message))
        return None
