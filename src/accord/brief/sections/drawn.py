"""Figures for a section, or one line that says that there is nothing to draw."""

from accord.brief.document import Block, Figure, Paragraph
from accord.brief.pen import Pen

Drawn = Figure | tuple[Figure, ...] | None
"""What a chart returns: a figure, one a page, or None without data."""


def drawn(pen: Pen, figures: Drawn, missing: str) -> tuple[Block, ...]:
    """Figures as blocks.

    Parameters
    ----------
    missing
        What is said if there is none, in the document's language.
    """
    found = (figures,) if isinstance(figures, Figure) else figures or ()
    return tuple(found) or (nothing(pen, missing),)


def nothing(pen: Pen, missing: str) -> Paragraph:
    """One line that says what there is nothing of, and how to come by it."""
    return Paragraph(words=pen.line("Nothing to show: {missing}", missing=missing), style="missing")
