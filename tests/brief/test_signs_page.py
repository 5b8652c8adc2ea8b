"""Why an area looks as it does: said in the language of the page, from codes and figures."""

import math

import pytest

from accord.brief.document import text_of
from accord.brief.evidence import Ledger
from accord.brief.language import language
from accord.brief.monitor.grounds import ground
from accord.brief.pen import Pen
from accord.model.indicator import AreaSigns, Change, Sign, State
from accord.model.reason import Reason

CODES = (
    "violence", "falling", "quiet", "blind", "unseen", "unobserved", "dark", "too_little", "rising_together",
    *(f"rising_{sign}" for sign in Sign),
)  # fmt: skip


def change(now: float = 3, low: float | None = math.log(0.5), high: float = math.log(4.0)) -> Change:
    return Change(
        now=now, now_days=7, before=6, before_days=28, log_middle=None if low is None else math.log(2.0),
        log_low=low, log_high=None if low is None else high, surplus=1.5, probability=0.9,
    )  # fmt: skip


def said(code: str, *, tongue: str = "en", violence: Change | None = None, share: float | None = 0.31) -> str:
    area = AreaSigns(
        area="n", name="North", state=State.FIGHTING, violence=violence or change(), share=share, buildup=change(),
        indicators=(), reasons=(),
    )  # fmt: skip
    pen = Pen(language(tongue), Ledger())
    line = ground(pen, area, Reason(code=code, text="an English sentence"), now_days=14)
    assert {word.target for word in line if word.target} <= {entry.id for entry in pen.ledger.entries}
    assert not any(word.lang for word in line) or code == "a code of another version"
    return text_of(line)


@pytest.mark.parametrize("tongue", ["uk", "fr", "de"])
@pytest.mark.parametrize("code", CODES)
def test_every_reason_is_said_in_the_language_of_the_page(code, tongue):
    text = said(code, tongue=tongue)
    assert text not in (said(code), "an English sentence")


def test_numbers_and_the_interval_are_written_as_the_language_does():
    assert said("violence") == "3 violent incidents now; rate times 2.0 (0.50\N{EN DASH}4.0)"
    assert "2,0 (0,50\N{EN DASH}4,0)" in said("violence", tongue="de")
    assert "31\N{NO-BREAK SPACE}%" in said("blind", tongue="de")


def test_one_incident_stands_in_the_singular():
    one = change(now=1)
    assert said("violence", violence=one).startswith("1 violent incident now;")
    assert "1 Gewaltvorfall;" in said("violence", violence=one, tongue="de")


def test_what_cannot_be_compared_says_so():
    assert said("violence", violence=change(low=None)) == "3 violent incidents now; the two cannot be compared"


def test_a_reason_of_another_version_stays_as_it_was_written():
    assert said("a code of another version", tongue="de") == "an English sentence"
