"""Writes lines of a document: sentences of the language filled with words, numbers with their evidence."""

import datetime as dt
import string
from collections.abc import Sequence

from accord.brief.document import Align, Column, Line, Mark, Word
from accord.brief.evidence import Ledger, row_anchor
from accord.brief.language import Language


class Pen:
    """A language and a ledger: all that a section needs to write."""

    def __init__(self, language: Language, ledger: Ledger) -> None:
        self.language = language
        self.ledger = ledger

    def say(self, sentence: str) -> str:
        """A fixed English sentence in the document's language."""
        return self.language.say(sentence)

    def line(self, sentence: str, **words: Word | Line | str) -> Line:
        """A fixed sentence whose ``{names}`` are filled; a bare str is taken as text of the document's language.

        >>> from accord.brief.document import text_of
        >>> from accord.brief.language import language
        >>> text_of(Pen(language("en"), Ledger()).line("{n} of {all}", n=Word(text="3"), all="12"))
        '3 of 12'
        """
        return self.fill(self.say(sentence), **words)

    def count_line(self, one: str, many: str, number: int, **words: Word | Line | str) -> Line:
        """The same for a sentence with a singular and a plural; the number stands where it says ``{n}``."""
        return self.fill(self.language.say_many(one, many, number), **words)

    def fill(self, sentence: str, **words: Word | Line | str) -> Line:
        """A sentence in the document's language whose ``{names}`` are filled."""
        parts: list[Word] = []
        for text, name, _, _ in string.Formatter().parse(sentence):
            if text:
                parts.append(Word(text=text))
            if name is not None:
                filled = words[name]
                match filled:
                    case str():
                        parts.append(Word(text=filled))
                    case Word():
                        parts.append(filled)
                    case _:
                        parts.extend(filled)
        return tuple(parts)

    def figure(
        self,
        text: str,
        key: Sequence[str],
        *,
        title: str,
        how: str,
        rows: Sequence[str] = (),
        parts: Sequence[str] = (),
        strong: bool = False,
        mark: Mark | None = None,
        bar: float | None = None,
    ) -> Word:
        """A number as it is shown, entered in the ledger: a click lands on how it was counted and on its rows.

        Parameters
        ----------
        text
            The number with its unit.
        key
            Words that make its anchor; the same key must always mean the same number.
        title, how
            What it is, and how it was counted, in the document's language.
        rows
            Rows it rests on, as ``table/id``.
        parts
            Anchors of other entries that it sums up.
        """
        target = self.ledger.enter(key, title=title, value=text, how=how, rows=rows, parts=parts)
        return Word(text=text, target=target, strong=strong, mark=mark, bar=bar)

    def row(self, row: str, text: str = "") -> Word:
        """The id of a row (or a text) that links to the row in the annex."""
        return Word(text=text or row.partition("/")[2], target=row_anchor(row))

    def written(self, text: str) -> Line:
        """Text that people wrote in the workspace, in whatever language they wrote it (English by default)."""
        return (Word(text=text, lang="" if self.language.tongue == "en" else "en"),) if text else ()

    def number(self, value: float, digits: int = 0) -> str:
        """A number as text."""
        return self.language.number(value, digits)

    def share(self, value: float, digits: int = 1) -> str:
        """A share as percent, as text."""
        return self.language.share(value, digits)

    def day(self, day: dt.date) -> str:
        """A day as text."""
        return self.language.day(day)

    def month(self, day: dt.date) -> str:
        """A month as text."""
        return self.language.month(day)

    def column(self, heading: str, *, right: bool = False, weight: float = 0.0) -> Column:
        """A column whose heading is a fixed English word."""
        return Column(heading=self.say(heading), align=Align.RIGHT if right else Align.LEFT, weight=weight)
