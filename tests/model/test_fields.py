"""A cell is read as a person means it, and what only looks right is refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from accord.model.fields import Chance, Day, Nations, Number, RowId, Scopes, Truth, When, Whole, Words, cell, when_cell
from accord.model.words import Scope

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
PAIRS = [
    (Whole, st.integers(-(10**14), 10**14), cell),
    (Number, st.floats(-1e15, 1e15), cell),
    (Truth, st.booleans(), cell),
    (Day, DAYS, cell),
    (When, DAYS | st.integers(-99999, 99999), when_cell),
    (Scopes, st.lists(st.sampled_from(Scope)).map(tuple), cell),
    (Words, st.lists(st.sampled_from(["a", "b c", "ç", "=1"])).map(tuple), cell),
    (Nations, st.lists(st.sampled_from(["XAA", "NOR"])).map(tuple), cell),
]


@pytest.mark.parametrize(("kind", "values", "write"), PAIRS, ids=lambda part: getattr(part, "__name__", ""))
def test_reading_a_written_cell_gives_the_value(kind, values, write):
    adapter = TypeAdapter(kind)

    @given(values)
    def check(value):
        assert adapter.validate_python(write(value)) == value
        assert adapter.validate_python(value) == value

    check()


LOOKS_RIGHT = [
    (Whole, "1_000"),
    (Whole, "\N{FULLWIDTH DIGIT ONE}2"),
    (Whole, "\N{ARABIC-INDIC DIGIT THREE}"),
    (Whole, "1.0"),
    (Whole, "1e3"),
    (Whole, "0x10"),
    (Whole, "--1"),
    (Whole, " 1"),
    (Whole, "9" * 5000),
    (Whole, True),
    (Number, "1_000.0"),
    (Number, "NaN"),
    (Number, "-inf"),
    (Number, "1e999"),
    (Number, "1,5"),
    (Number, "0x1p3"),
    (Number, "."),
    (Number, float("nan")),
    (Number, 10**400),
    (Truth, "1"),
    (Truth, "ja"),
    (Day, "2026-2-3"),
    (Day, "20260203"),
    (Day, "2026-W06-2"),
    (Day, "2026-02-30"),
    (Day, "2026\N{HYPHEN}02\N{HYPHEN}03"),
    (Day, dt.datetime(2026, 2, 3)),
    (When, "D+"),
    (When, "d+30"),
    (When, "D+1_0"),
    (When, "D+999999"),
    (When, 1.5),
    (Chance, "1.1"),
    (Chance, float("nan")),
    (RowId, ""),
    (RowId, "a b"),
    (RowId, "a;b"),
    (RowId, "=a"),
    (RowId, "a" * 81),
]


@pytest.mark.parametrize(("kind", "value"), LOOKS_RIGHT, ids=lambda part: str(part)[:20])
def test_what_only_looks_right_is_refused(kind, value):
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)
