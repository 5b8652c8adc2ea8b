"""The language of a document: fixed sentences by gettext catalogues, numbers and days as its readers write them.

English sentences stand in the code and are the keys of the catalogues (``locale/<code>/LC_MESSAGES/accord.po``).
"""

import datetime as dt
import io
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from unicodedata import combining, normalize

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal


class Tongue(StrEnum):
    """Languages that documents can be written in."""

    ENGLISH = "en"
    UKRAINIAN = "uk"
    FRENCH = "fr"
    GERMAN = "de"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Words, numbers and days in one language."""

    tongue: Tongue
    """Which."""
    catalogue: NullTranslations
    """Its sentences."""

    def say(self, sentence: str) -> str:
        """A fixed English sentence in this language; English where the catalogue has none.

        >>> language("en").say("Gaps"), language("uk").say("")
        ('Gaps', '')
        """
        # Under the empty sentence a catalogue keeps its own header.
        return self.catalogue.gettext(sentence) if sentence else ""

    def say_many(self, one: str, many: str, number: int) -> str:
        """The form of a sentence for a number.

        >>> language("en").say_many("{n} offer", "{n} offers", 2)
        '{n} offers'
        """
        return self.catalogue.ngettext(one, many, number)

    def number(self, value: float, digits: int = 0) -> str:
        """A number with so many decimals.

        >>> language("en").number(1234.56, 1), language("de").number(1234.56, 1)
        ('1,234.6', '1.234,6')
        """
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(round(value, digits) + 0.0, format=pattern, locale=self.tongue)

    def share(self, value: float, digits: int = 1) -> str:
        """A share as percent, with a no-break space before the sign.

        >>> language("en").share(0.81549)
        '81.5\\xa0%'
        """
        return f"{self.number(100.0 * value, digits)}\N{NO-BREAK SPACE}%"

    def day(self, day: dt.date) -> str:
        """A day, the month in letters.

        >>> language("en").day(dt.date(2027, 4, 1)), language("de").day(dt.date(2027, 4, 1))
        ('1 Apr 2027', '1. Apr. 2027')
        >>> language("uk").day(dt.date(2027, 4, 1))
        '1 квіт. 2027'
        >>> [language("fr").day(dt.date(2027, 4, day)) for day in (1, 2)]
        ['1er avr. 2027', '2 avr. 2027']
        """
        if self.tongue == Tongue.FRENCH and day.day == 1:
            return f"1er {format_date(day, 'MMM y', locale=self.tongue)}"
        return format_date(day, "d. MMM y" if self.tongue == Tongue.GERMAN else "d MMM y", locale=self.tongue)

    def order(self, text: str) -> str:
        """A key that sorts words as the alphabet of the language does.

        >>> "".join(sorted("яіїґгє", key=language("uk").order)), sorted(["Zug", "Öl", "Ort"], key=language("de").order)
        ('гґєіїя', ['Öl', 'Ort', 'Zug'])
        """
        folded = text.casefold()
        if self.tongue is Tongue.UKRAINIAN:
            return folded.translate(_UKRAINIAN_ORDER)
        return "".join(letter for letter in normalize("NFD", folded) if not combining(letter))

    def month(self, day: dt.date) -> str:
        """A month of a year.

        >>> language("en").month(dt.date(2027, 4, 1))
        'Apr 2027'
        """
        return format_date(day, "LLL y", locale=self.tongue)


_UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_UKRAINIAN_ORDER = {ord(letter): 0x430 + place for place, letter in enumerate(_UKRAINIAN)}


@cache
def language(code: str) -> Language:
    """The language of a code.

    Raises
    ------
    ValueError
        If documents cannot be written in it.
    """
    tongue = Tongue(code)
    return Language(tongue=tongue, catalogue=_catalogue(tongue))


def _catalogue(tongue: Tongue) -> NullTranslations:
    path = files("accord.brief") / "locale" / tongue / "LC_MESSAGES" / "accord.po"
    if tongue == Tongue.ENGLISH or not path.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(path.read_bytes()), locale=str(tongue)))
    compiled.seek(0)
    return GNUTranslations(compiled)
