import datetime as dt

from accord.brief.check import anchors_of, lines_in, targets_of
from accord.brief.document import Section, text_of
from accord.brief.evidence import Ledger
from accord.brief.language import language
from accord.brief.monitor.escalation import escalation
from accord.brief.pen import Pen
from accord.model.daily import Daily
from accord.model.escalation import Escalation, Following, Gap, Lately, Level, Onset, Repeats

LAST = dt.date(2027, 5, 10)
USUAL = {"first": dt.date(2027, 3, 1), "last": LAST, "incidents": 84, "left_out": 0, "is_covered": True, "gap": None}
FOLLOWING = Following(ratio=0.3, low=0.1, high=0.5, probability=0.9, wait_days=0.5, reach_km=0.0)
REPEATS = Repeats(km=5.0, days=2.0, incidents=80, pairs=30, expected=12.0, p=0.002)
ONSET = Onset(since=dt.date(2027, 5, 1), noticed=dt.date(2027, 5, 3), ratio=2.5)
LEVELS = (
    Level(first=dt.date(2027, 3, 1), last=dt.date(2027, 4, 3), incidents=20, rate=0.8),
    Level(first=dt.date(2027, 4, 4), last=dt.date(2027, 4, 5), incidents=0, rate=None),
    Level(first=dt.date(2027, 4, 6), last=LAST, incidents=64, rate=2.4),
)


def lately(onset):
    return Lately(days=28, base_days=43, false_alarm=0.077, onset=onset)


def said(**columns):
    found = Escalation(**USUAL | columns)
    daily = Daily(day=LAST, days=1, reports=0, incidents=0, before=0, areas=(), terms=(), weapons=(), restrictions=(),
                  claims=(), clusters=(), escalation=found)  # fmt: skip
    section = Section(id="x", title="x", blocks=escalation(daily, Pen(language("en"), Ledger())))
    return "\n".join(text_of(line) for line in lines_in(section)), section


def test_each_figure_stands_with_what_it_means_and_what_it_does_not_say():
    text, section = said(following=FOLLOWING, repeats=REPEATS, lately=lately(ONSET), levels=LEVELS)
    assert "0.30 (0.10\N{EN DASH}0.50)" in text
    assert "fewer than one from each" in text
    assert "30 pairs, 12 expected, chance 0.2" in text
    assert "More incidents lie within 5 km and 2 days" in text
    assert "since 1 May 2027, 2.5 times the usual" in text
    assert "from 4 Apr 2027: not observed" in text
    assert "from 6 Apr 2027: 2.4 a day" in text
    assert all(len(row.cells) == 4 and all(row.cells) for row in section.blocks[0].rows)
    assert len([*targets_of(section)]) >= 8
    assert not {*anchors_of([section])} & {*targets_of(section)}  # they lead to what stands behind, not to this table


def test_the_words_follow_the_figures():
    nothing, _ = said(following=Following(ratio=0.1, low=0.0, high=0.4, probability=0.9, wait_days=1, reach_km=0))
    assert "may well come by themselves" in nothing
    grows, _ = said(following=Following(ratio=1.0, low=0.8, high=1.3, probability=0.9, wait_days=1, reach_km=0))
    assert "it may keep itself going, or grow" in grows
    calm, _ = said(repeats=Repeats(km=5, days=2, incidents=80, pairs=12, expected=12.0, p=0.5), lately=lately(None))
    assert "No more incidents lie within" in calm
    assert "Nothing in the last 28 days stands out" in calm


def test_too_little_is_one_line():
    for gap, words in ((Gap.FEW, "too few incidents of fire to tell (84"), (Gap.SHORT, "too short"),
                       (Gap.UNWATCHED, "where somebody watched")):  # fmt: skip
        text, section = said(gap=gap)
        assert words in text
        assert len(section.blocks) == 1
        assert len([*lines_in(section)]) <= 2


def test_without_a_log_of_coverage_it_warns():
    assert "more cameras would look like more fire" in said(is_covered=False, levels=LEVELS[:1])[0]
