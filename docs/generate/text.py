"""Text of the code as Markdown: docstrings in numpydoc style, tables in them, units of numbers."""

import inspect
import re
from collections.abc import Iterable, Sequence

NOTE = "<!-- Written by python docs/generate; changes belong into the code. -->"

UNITS = (
    ("none", "without a unit|, a count\\b"),
    ("teams or sensors", r"^(teams|sensor detachments)\b"),
    ("as what it measures", "unit of what it measures|in the same unit"),
    ("currency a month", r"currency.*a month|a month.*currency"),
    ("currency a year", "currency a year"),
    ("unit-periods", "unit-periods"),
    ("currency", "currency"),
    ("percentage points", "percentage points"),
    ("people", "people"),
    ("futures", "futures drawn"),
    ("months", "months"),
    ("days", "days"),
    ("hours", "hours"),
    ("minutes", "minutes"),
    ("mm", "millimetres"),
    ("km", "kilometres"),
    ("tonnes", "tonnes"),
    ("degrees", "degrees"),
    ("share, 0 to 1", r"\bshares?\b|0 to 1|probability"),
    ("grade, 1 to 6", "grade"),
    ("index of a period", "index of the"),
    ("periods", r"length.*periods|periods"),
    ("as the resource", "in the resource's unit|in the unit of each"),
    ("year", "year"),
    ("times", "multiple|multiplies|weights of"),
    ("nations", "how many other nations|most nations"),
    ("units", r"\bunits?\b"),
    ("line number", r"\bline in it\b"),
    ("tours", r"\btours\b"),
    ("rounds", r"\brounds\b"),
    ("stretches", "stretches"),
    ("events", r"\bevents\b"),
    ("places", r"\bplaces\b"),
    ("replicas", r"\breplicas\b"),
    ("as its unit counts", r"\b(least|highest) count\b"),
)
"""Unit -> what a description of a number in it says. The first that fits counts."""


NAMED = {"_unit_months": "unit-months", "_share": "share, 0 to 1", "_pp": "percentage points", "_ratio": "times"}
"""End of a name -> unit. It counts before the description."""


def unit_of(description: str, name: str = "") -> str:
    """Unit that a name or a description names; blank if neither does."""
    named = next((unit for end, unit in NAMED.items() if f"_{name}".endswith(end)), "")
    return named or next((unit for unit, pattern in UNITS if re.search(pattern, description, re.IGNORECASE)), "")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(_in_cell(part) for part in line) + " |" for line in lines) + "\n"


def _in_cell(part: str) -> str:
    # A bar ends a cell, inside backticks too; an angle bracket outside them begins a tag.
    outside = re.split(r"(`[^`]*`)", plain(part).replace("|", "\\|"))
    return "".join(piece if piece.startswith("`") else piece.replace("<", "&lt;") for piece in outside)


def plain(text: str) -> str:
    """Double backticks of docstrings as single ones."""
    return text.replace("``", "`")


def code(text: str) -> str:
    """Text as code; blank stays blank."""
    return f"`{text}`" if text else ""


def sections(doc: str) -> dict[str, str]:
    """Parts of a numpydoc docstring by heading; what comes first stands under ''."""
    parts: dict[str, list[str]] = {"": []}
    lines = inspect.cleandoc(doc).split("\n")
    heading = ""
    for place, line in enumerate(lines):
        if re.fullmatch(r"-{3,}", line):
            continue
        if place + 1 < len(lines) and re.fullmatch(r"-{3,}", lines[place + 1]):
            heading = line.strip()
            parts[heading] = []
            continue
        if line.startswith(">>>") and heading:
            heading = "Examples"
            parts.setdefault(heading, [])
        parts[heading].append(line)
    return {name: "\n".join(text).strip() for name, text in parts.items()}


def entries(section: str) -> list[tuple[str, str]]:
    """Name and description of each entry of a section such as Parameters."""
    found: list[tuple[str, list[str]]] = []
    for line in section.split("\n"):
        if line and not line.startswith(" "):
            found.append((line, []))
        elif line.strip() and found:
            found[-1][1].append(line.strip())
    return [(name, plain(" ".join(words))) for name, words in found]


def docstring(doc: str) -> str:
    """A docstring as Markdown."""
    out = []
    for name, text in sections(doc).items():
        if name in ("", "Examples", "Notes"):
            out.append(_prose(text))
        elif text:
            listed = "\n".join(f"- `{key}`: {words}" if words else f"- `{key}`" for key, words in entries(text))
            out.append(f"**{name}**\n\n{listed}")
    return "\n\n".join(part for part in out if part) + "\n"


def _prose(text: str) -> str:
    """Paragraphs; examples become code blocks, tables of equals signs become Markdown tables."""
    return "\n\n".join(_paragraph(part) for part in re.split(r"\n\n+", text.strip()) if part.strip())


def _paragraph(text: str) -> str:
    before, mark, example = text.partition(">>>")
    if mark and (not before or before.endswith("\n")):
        intro = plain(before.strip()) + "\n\n" if before.strip() else ""
        return f"{intro}```python\n{mark}{example}\n```"
    return rst_table(text) if text.startswith("====") else plain(text)


def rst_table(text: str) -> str:
    """A simple reStructuredText table as a Markdown table; a row without its first cell continues the one above."""
    lines = text.split("\n")
    first = len(lines[0].split()[0])
    rows: list[list[str]] = []
    for line in lines:
        if not line or line.startswith("="):
            continue
        key, words = line[:first].strip(), line[first:].strip()
        if key:
            rows.append([code(key), words])
        else:
            rows[-1][1] += f" {words}"
    return table(["name", "meaning"], rows)
