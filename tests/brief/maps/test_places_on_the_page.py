"""Labels and cards: nothing over anything, the same from any order."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.brief.maps.cards import Card, fan_out, leader
from accord.brief.maps.labels import Box, Label, Taken, place_labels

POINT = st.tuples(st.floats(5.0, 395.0), st.floats(5.0, 295.0))


def overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


@st.composite
def some_labels(draw: st.DrawFn) -> list[Label]:
    points = draw(st.lists(POINT, max_size=25))
    return [
        Label(lines=(f"Place {number}",) * draw(st.integers(1, 2)), x=x, y=y, rank=draw(st.integers(0, 3)))
        for number, (x, y) in enumerate(points)
    ]


@settings(max_examples=40)
@given(some_labels())
def test_no_label_covers_another_or_leaves_the_page(labels: list[Label]) -> None:
    placed = place_labels(labels, Taken(400.0, 300.0))
    for index, one in enumerate(placed):
        assert one.box[0] >= 0
        assert one.box[1] >= 0
        assert one.box[2] <= 400
        assert one.box[3] <= 300
        assert not any(overlap(one.box, two.box) for two in placed[:index])


@settings(max_examples=20)
@given(some_labels(), st.permutations(range(25)))
def test_order_of_labels_means_nothing(labels: list[Label], order: list[int]) -> None:
    other = [labels[index] for index in order if index < len(labels)]
    assert place_labels(labels, Taken(400.0, 300.0)) == place_labels(other, Taken(400.0, 300.0))


def test_capital_is_labelled_before_a_town_at_the_same_place() -> None:
    town = Label(lines=("T" * 40,), x=2.0, y=12.0, rank=3.0, size=12.0)
    capital = Label(lines=("C" * 40,), x=2.0, y=12.0, rank=0.0, size=12.0)
    page = Taken(500.0, 24.0)
    assert [one.label for one in place_labels([town, capital], page)] == [capital]


def test_label_that_must_stand_stands_with_a_leader_where_there_is_room() -> None:
    page = Taken(400.0, 300.0, [(80.0, 80.0, 220.0, 220.0)])
    (placed,) = place_labels([Label(lines=("Needed",), x=150.0, y=150.0, must=True)], page)
    assert not overlap(placed.box, (80.0, 80.0, 220.0, 220.0))
    assert placed.line is not None
    assert placed.line[:2] == (150.0, 150.0)


@settings(max_examples=20)
@given(st.lists(POINT, min_size=1, max_size=15))
def test_no_card_covers_another_or_the_point_of_another(points: list[tuple[float, float]]) -> None:
    cards = [Card(x=x, y=y, width=40.0, height=20.0) for x, y in points]
    taken = Taken(400.0, 300.0, [(0.0, 280.0, 80.0, 300.0)])
    boxes = fan_out(cards, taken)
    found = [box for box in boxes if box]
    for index, one in enumerate(found):
        assert not any(overlap(one, two) for two in found[:index])
        assert not overlap(one, (0.0, 280.0, 80.0, 300.0))
        assert not any(one[0] < x < one[2] and one[1] < y < one[3] for x, y in points)
    assert boxes == fan_out(cards, taken)


def test_cards_of_points_at_one_place_fan_out_around_it() -> None:
    cards = [Card(x=200.0, y=150.0, width=40.0, height=20.0)] * 6
    boxes = fan_out(cards, Taken(400.0, 300.0))
    lines = [leader(card, box) for card, box in zip(cards, boxes, strict=True) if box]
    assert len(lines) == 6
    assert max(float(np.hypot(x1 - x0, y1 - y0)) for x0, y0, x1, y1 in lines) < 60.0
