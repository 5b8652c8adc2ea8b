"""Runs the bundled JavaScript: ECharts for charts, milsymbol for unit symbols, in QuickJS inside this process.

A `QuickJS` context belongs to one thread. An `Engine` therefore owns a thread of its own with a deep stack, hands every
call to it and waits; any thread may use it. Scripts are read when they are first needed. They see no clock, no chance,
no file and no network (see ``javascript/host.js``), so the same input gives the same text. A library's warning is an
error here: better no pack than a pack with half a chart.
"""

import json
import os
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

from accord.brief.plain_svg import FONT_FAMILY, plain_svg
from accord.brief.static_files import static_text
from accord.model.problem import AccordError

_MEBIBYTE = 2**20
_THREAD_STACK_BYTES = 64 * _MEBIBYTE
_SCRIPT_STACK_BYTES = 32 * _MEBIBYTE
_MEMORY_BYTES = 512 * _MEBIBYTE
_TIME_LIMIT_S = 60
"""Processor seconds of the whole process that one call may take: a guard against a loop without end."""


class CannotDraw(AccordError):
    """A figure cannot be drawn; `figure` is its id."""

    def __init__(self, figure: str, reason: str) -> None:
        self.figure = figure
        super().__init__(f"figure {figure}: {reason}")


@dataclass(frozen=True, slots=True)
class Script:
    """A JavaScript function in an option, such as ``renderItem`` or a label's ``formatter``.

    It is run: never build one from what people wrote. Pass their text as data.
    """

    source: str
    """A function expression."""


class Engine:
    """Draws charts and symbols; see the module for threads and limits."""

    def __init__(self) -> None:
        self._contexts: dict[str, Any] = {}
        before = threading.stack_size(_THREAD_STACK_BYTES)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="accord-drawing")
        self._worker.submit(int).result()
        threading.stack_size(before)

    def chart(self, option: Mapping[str, Any], *, width: float, height: float, id: str) -> str:
        """Draw an ECharts option.

        Parameters
        ----------
        option
            What ECharts takes, as plain data; functions as `Script`. Days as milliseconds since 1970, UTC.
        width, height
            Size of the viewBox, points.
        id
            The figure's id; the ids in the drawing begin with it, errors name it.

        Raises
        ------
        CannotDraw
            ECharts refuses the option or warns of it, or it is not plain data.

        Examples
        --------
        >>> svg = engine().chart({"title": {"text": "A & B"}}, width=200, height=50, id="figure-1")
        >>> svg[:91]
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50" viewBox="0 0 200 50"><text '
        """
        scripts: list[str] = []

        def held_apart(value: object) -> dict[str, int]:
            if not isinstance(value, Script):
                raise TypeError(f"{value!r} is not plain data")
            scripts.append(value.source)
            return {"accord:script": len(scripts) - 1}

        textual = {"fontFamily": FONT_FAMILY, **option.get("textStyle", {})}
        try:
            data = json.dumps({**option, "textStyle": textual}, default=held_apart, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise CannotDraw(id, str(error)) from error
        svg = self.answer("charts", "drawChart", data, json.dumps(scripts), width, height, figure=id)
        try:
            return plain_svg(svg, id=id)
        except ValueError as error:
            raise CannotDraw(id, str(error)) from error

    def answer(self, bundle: str, function: str, *arguments: str | float, figure: str) -> Any:
        """Call a function of a bundle that answers as JSON; what it answered.

        Raises
        ------
        CannotDraw
            It failed; the error names `figure`.
        """
        said = json.loads(self._worker.submit(self._call, bundle, function, arguments, figure).result())
        if "error" in said:
            raise CannotDraw(figure, said["error"])
        return said["result"]

    def _call(self, bundle: str, function: str, arguments: tuple[str | float, ...], figure: str) -> str:
        import quickjs

        if bundle not in self._contexts:
            self._contexts[bundle] = _context(bundle)
        try:
            answer: str = self._contexts[bundle].get(function)(*arguments)
        except (quickjs.JSException, quickjs.StackOverflow) as error:
            del self._contexts[bundle]  # out of memory or time: what is left of it is not to be trusted
            raise CannotDraw(figure, f"{error} (memory or time spent)") from error
        return answer


def _context(bundle: str) -> Any:
    """A fresh context with a bundle in it."""
    import quickjs

    context = quickjs.Context()
    context.set_max_stack_size(_SCRIPT_STACK_BYTES)
    context.set_memory_limit(_MEMORY_BYTES)
    context.set_time_limit(_TIME_LIMIT_S)
    context.eval(static_text(f"{bundle}.js"))
    if bundle == "charts":
        context.get("setWidths")(static_text("widths.json"))
    return context


@cache
def engine() -> Engine:
    """The engine of this process.

    >>> engine() is engine()
    True
    """
    return Engine()


if hasattr(os, "register_at_fork"):  # a forked child has no thread of the parent's engine
    os.register_at_fork(after_in_child=engine.cache_clear)
