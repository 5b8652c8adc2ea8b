"""Rows of tables as HTML, joined in plain Python: thousands of cells are too many for a template's loop."""

from dataclasses import replace

from markupsafe import Markup

from accord.brief.document import Align, Line, Row, Table, text_of
from accord.brief.html.anchors import name
from accord.brief.html.words import Writer, is_long

_SHORT = 26
"""Characters of a cell that need not be broken."""
_NARROW = 3
"""Columns that any screen has room for."""
_WIDTHS = (32, 46)
"""Widths of tables that need not be as wide as the page, rem: few, so that edges meet."""
_SAMPLE = 200
"""Rows that tell how wide a column is."""


def looks(table: Table) -> tuple[str, ...]:
    """Class of each column: ``r`` right, ``c`` centred, ``n`` not broken into lines.

    >>> from accord.brief.document import Column, plain
    >>> numbers = Column(heading="Units", align=Align.RIGHT)
    >>> looks(Table(id="t", title="", columns=(Column(heading="What", weight=1), numbers), rows=()))
    ('', 'r n')
    """
    return tuple(_look(table, at) for at in range(len(table.columns)))


def _look(table: Table, at: int) -> str:
    column = table.columns[at]
    side = {Align.LEFT: "", Align.RIGHT: "r", Align.CENTRE: "c"}[column.align]
    cells = (row.cells[at] for row in table.rows[:_SAMPLE] if at < len(row.cells))
    whole = not column.weight and all(sum(len(word.text) for word in cell) <= _SHORT for cell in cells)
    return " ".join(filter(None, (side, "n" if whole else "")))


def shares(table: Table) -> tuple[str, ...]:
    """Width of each weighted column in percent; blank: as wide as its content."""
    total = sum(column.weight for column in table.columns)
    return tuple(f"{100 * column.weight / total:.4g}%" if column.weight else "" for column in table.columns)


def measure(table: Table) -> str:
    """Greatest width at which the table reads well: wider, and the eye loses the row.

    >>> from accord.brief.document import Column
    >>> measure(Table(id="t", title="", columns=(Column(heading="Units"),) * 3, rows=()))
    '32rem'
    """
    columns = zip(*(row.cells for row in table.rows[:_SAMPLE]), strict=False)
    need = sum(3.5 + 0.5 * min(max(map(_letters, cells)), 60) for cells in columns)
    return next((f"{width}rem" for width in _WIDTHS if need <= width), "none")


def _letters(cell: Line) -> int:
    return sum(len(word.text) + 9 * (word.bar is not None) for word in cell)


def scrolls(table: Table) -> bool:
    """Whether the table may be too wide for a narrow screen; a column of long names counts twice."""
    if len(table.columns) > _NARROW:
        return True
    columns = zip(*(row.cells for row in table.rows), strict=False)
    return len(table.columns) + sum(any(is_long(text_of(cell)) for cell in cells) for cells in columns) > _NARROW


def rows(table: Table, writer: Writer, *, anchored: bool = True) -> Markup:
    """All rows; without their anchors where the same table stands elsewhere too."""
    classes = [f' class="{look}"' if look else "" for look in looks(table)]
    return Markup(
        "\n".join([_row(row if anchored else replace(row, id=""), classes, writer) for row in table.rows])
    )  # escaped word by word


def _row(row: Row, classes: list[str], writer: Writer) -> str:
    look = ' class="total"' if row.strong else ""
    anchor = f' id="{Markup.escape(name(row.id))}"' if row.id else ""
    write = writer.raw
    cells = [f"<td{look}>{write(cell)}</td>" for look, cell in zip(classes[1:], row.cells[1:], strict=False)]
    heading = f'<th scope="row"{classes[0]}>{write(row.cells[0])}</th>' if row.cells else ""
    return f"<tr{anchor}{look}>{heading}{''.join(cells)}</tr>"
