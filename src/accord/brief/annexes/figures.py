"""Annex: the tables behind the charts and maps."""

from collections.abc import Iterable

from accord.brief.document import Figure, Role, Section, Table, blocks_in
from accord.brief.pen import Pen


def figures(sections: Iterable[Section], pen: Pen) -> Section | None:
    """The twin of every figure, in reading order; None if there is none."""
    twins = tuple(twin for section in sections for part in section.walk() for twin in _twins(part))
    if not twins:
        return None
    return Section(id="annex-figures", title=pen.say("Figures as tables"), blocks=twins, role=Role.ANNEX)


def _twins(section: Section) -> Iterable[Table]:
    for block in blocks_in(section.blocks):
        if isinstance(block, Figure) and block.twin is not None:
            yield block.twin
