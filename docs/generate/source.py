"""What a class or function says of itself in its source: annotations, defaults and the docstrings of attributes.

Read from the source text, because the running class no longer has the docstrings of its attributes, and because the
text is the same under every version of Python.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Attribute:
    """An attribute or member, with the text of its annotation and default."""

    name: str
    kind: str
    default: str
    description: str


def attributes(cls: type) -> list[Attribute]:
    """Public attributes of a dataclass or members of an enum, those of its base classes first."""
    inherited = [one for base in cls.__bases__ if base.__module__.startswith("accord") for one in attributes(base)]
    return inherited + list(_own(cls))


def _own(cls: type) -> Iterator[Attribute]:
    body = _body(cls)
    for place, node in enumerate(body):
        after = body[place + 1] if place + 1 < len(body) else None
        found = _named(node)
        if found and not found.name.startswith("_"):
            yield Attribute(found.name, found.kind, found.default, _docstring(after))
        elif isinstance(node, ast.FunctionDef) and _is_property(node) and not node.name.startswith("_"):
            kind = ast.unparse(node.returns) if node.returns else ""
            yield Attribute(node.name, kind, "", first_paragraph(ast.get_docstring(node) or ""))


def _body(cls: type) -> list[ast.stmt]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    (node,) = tree.body
    assert isinstance(node, ast.ClassDef)
    return node.body


def _named(node: ast.stmt) -> Attribute | None:
    match node:
        case ast.AnnAssign(target=ast.Name(id=name)):
            return Attribute(name, ast.unparse(node.annotation), ast.unparse(node.value) if node.value else "", "")
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)):
            return Attribute(name, "", str(value), "")
        case _:
            return None


def _docstring(node: ast.stmt | None) -> str:
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return " ".join(inspect.cleandoc(text).split())
        case _:
            return ""


def _is_property(node: ast.FunctionDef) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "property" for mark in node.decorator_list)


def first_paragraph(doc: str) -> str:
    """Text up to the first blank line, as one line."""
    return " ".join(inspect.cleandoc(doc).split("\n\n")[0].split())


def signature(function: object) -> str:
    """The ``def`` line of a function as it is written, on one line."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))  # type: ignore[arg-type]
    (node,) = tree.body
    assert isinstance(node, ast.FunctionDef)
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"{node.name}({ast.unparse(node.args)}){returns}"


def methods(cls: type) -> list[str]:
    """Names of public methods that are no properties."""
    return [
        node.name
        for node in _body(cls)
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not _is_property(node)
    ]
