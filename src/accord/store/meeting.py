"""What agenda.toml says must fit the workspace: its nations are known, its sections exist, no item stands twice."""

import re
from collections.abc import Collection, Iterator

from accord.model.agenda import SECTIONS
from accord.model.problem import Problem
from accord.store.draft import Draft
from accord.store.fault import unknown
from accord.store.layout import AGENDA, file_of
from accord.store.toml import line_of

_CODE = re.compile(r"[A-Z]{3}")


def broken_agenda(draft: Draft) -> Iterator[Problem]:
    """Faults between the agenda and the rest of the workspace, and between its items."""
    if draft.agenda is None:
        return
    yield from _unknown_nation(draft, "chair", draft.agenda.chair)
    first: dict[str, int] = {}
    for number, item in enumerate(draft.agenda.items):
        here = f"items.{number}"
        yield from _unknown_nation(draft, f"{here}.lead", item.lead)
        for section in item.sections:
            if section not in SECTIONS:
                yield _fault(draft, f"{here}.sections", unknown(section, SECTIONS, "the sections of a pack"))
        above = first.setdefault(item.title.casefold(), number)
        if above != number:
            line = _line(draft, f"items.{above}.title")
            yield _fault(draft, f"{here}.title", f"{item.title!r} stands in line {line} already")


def _unknown_nation(draft: Draft, field: str, word: str) -> Iterator[Problem]:
    if not knows(word, draft.ids.get("nations", {word})):
        yield _fault(draft, field, unknown(word, draft.ids["nations"], file_of("nations")))


def knows(word: str, nations: Collection[str]) -> bool:
    """Whether the agenda may name somebody so: three capital letters are a nation's code, all else is a name.

    >>> knows("XAV", {"XAV"}), knows("XAW", {"XAV"}), knows("Chief of staff", {"XAV"})
    (True, False, True)
    """
    return word in nations or not _CODE.fullmatch(word)


def _fault(draft: Draft, field: str, message: str) -> Problem:
    return Problem(file=AGENDA, line=_line(draft, field), field=field, message=message)


def _line(draft: Draft, field: str) -> int:
    return line_of(draft.keys.get(AGENDA, {}), field)
