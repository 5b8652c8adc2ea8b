"""benchmarks/brief.py: what is measured is compared with the figures to reach, and with the peer on the same table."""

from benchmarks.brief import Lap, faces, long_annex, missed_figures, ratios


def lap(what: str, seconds: float, megabytes: float = 0.1) -> Lap:
    return Lap(what=what, seconds=seconds, cpu_seconds=seconds, megabytes=megabytes)


def test_a_long_annex_is_set_in_both_faces():
    html, pdf = faces("20 rows", long_annex(20))
    assert (html.what, pdf.what, pdf.pages) == ("20 rows: HTML", "20 rows: PDF", 1)


def test_missed_figures_are_named():
    laps = [lap("pack: HTML", 3.0), lap("pack: PDF", 3.5, 3.2), lap("3,000 rows: PDF", 3.1)]
    assert missed_figures(laps) == [
        "the pack took 6.5 s of 6",
        "pack: PDF is 3.2 MB of 3",
        "3,000 rows: PDF took 3.1 s of 3",
    ]
    assert missed_figures([lap("pack: PDF", 1.0), lap("3,000 rows: PDF by WeasyPrint", 40.0)]) == []


def test_the_peer_is_compared_on_the_same_table_only():
    laps = [lap("pack: PDF", 9.0), lap("9 rows: PDF", 2.0), lap("9 rows: PDF by WeasyPrint", 30.0)]
    assert ratios(laps) == ["WeasyPrint / Accord on the same table: 15.0 times as long"]
    assert ratios(laps[:2]) == []
