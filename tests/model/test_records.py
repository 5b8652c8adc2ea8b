"""Every column says what it is, and a number says its unit."""

import pytest

from accord.model.fields import leaf_types
from accord.model.records import TABLES, Fact
from accord.model.workspace import Phase, Scenario, Settings

KINDS = [*TABLES.values(), Settings, Scenario, Phase]
FIELDS = [(kind, name) for kind in KINDS for name in kind.model_fields]
UNITS = (
    *("people", "days", "months", "periods", "tonnes", "kilometres", "currency", "unit", "share", "probability"),
    *("grade", "year", "times", "multipl", "weights", "how many", "nations"),
)


@pytest.mark.parametrize(("kind", "name"), FIELDS, ids=lambda part: getattr(part, "__name__", part))
def test_every_field_says_what_it_is_and_numbers_their_unit(kind, name):
    field = kind.model_fields[name]
    assert field.description
    if {int, float} & leaf_types(field.annotation) and bool not in leaf_types(field.annotation):
        is_day = name in ("start", "until")
        assert is_day or any(unit in field.description for unit in UNITS), field.description


def test_every_table_but_sources_says_where_its_rows_come_from():
    assert [name for name, kind in TABLES.items() if not issubclass(kind, Fact)] == ["sources"]
