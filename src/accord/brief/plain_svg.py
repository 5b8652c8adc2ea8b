"""Makes an SVG that a library drew plain: what Typst's renderer and a strict HTML page read alike.

No style sheets, classes or baselines to interpret, one typeface, ids numbered in their order behind the figure's id:
the same drawing is the same text, whatever was drawn before it.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from accord.brief.fonts import FAMILY

FONT_FAMILY = f"{FAMILY}, sans-serif"
CENTRE_OF_CAPITALS = 0.364
"""Half the height of Inter's capitals, and the middle between its ascent and descent, by the type size."""
_SVG = "http://www.w3.org/2000/svg"
_NAMESPACE = re.compile(r"^\{[^}]*\}")
_XML_NAMESPACE = "{http://www.w3.org/XML/1998/namespace}"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"#([\w.:-]+)")
_FONT = re.compile(r"(?:(?P<weight>bold|[1-9]00)\s+)?(?P<size>[\d.]+)px")
_DROPPED = {"class", "pointer-events", "version", "baseProfile", "style", "dominant-baseline", "font-family"}
_REGULAR = ("", "normal", "400", "lighter")


def plain_svg(svg: str, *, id: str) -> str:
    """The same drawing with plain attributes and with ids that begin with `id`.

    Raises
    ------
    ValueError
        It is not well-formed.

    Examples
    --------
    >>> svg = '<svg xmlns="http://www.w3.org/2000/svg"><text style="font: bold 10px Arial">a</text></svg>'
    >>> plain_svg(svg, id="figure-1").partition(">")[2]
    '<text font-size="10" font-family="Inter, sans-serif" font-weight="600">a</text></svg>'
    """
    try:
        root = ET.fromstring(_NOT_XML.sub("", svg))
    except ET.ParseError as error:
        raise ValueError(f"not well-formed: {error}") from error
    _drop_styles(root)
    _drop_unseen(root)
    elements = list(_elements(root))
    for element in elements:
        _make_plain(element)
    _rename_ids(elements, id)
    root.attrib = {"xmlns": _SVG, **root.attrib}
    return ET.tostring(root, encoding="unicode")


def _elements(root: ET.Element) -> Iterator[ET.Element]:
    """All elements, without names of namespaces and without the blanks between them."""
    for element in root.iter():
        element.tag = _NAMESPACE.sub("", element.tag)
        element.tail = None
        if element.tag not in ("text", "tspan"):
            element.text = None
        yield element


def _drop_styles(element: ET.Element) -> None:
    for child in list(element):
        if not isinstance(child.tag, str) or _NAMESPACE.sub("", child.tag) in ("style", "script", "foreignObject"):
            element.remove(child)
        else:
            _drop_styles(child)


def _drop_unseen(root: ET.Element) -> None:
    """Drop grounds and places to click that have no colour; only at the top, where nothing is inherited."""
    for child in list(root):
        given = child.attrib
        unfilled = given.get("fill") == "none" or given.get("fill-opacity") == "0"
        unstroked = given.get("stroke", "none") == "none" or given.get("stroke-width") == "0"
        if unfilled and unstroked and not len(child):
            root.remove(child)


def _make_plain(element: ET.Element) -> None:
    given = element.attrib
    kept = {
        name if name.startswith(_XML_NAMESPACE) else _NAMESPACE.sub("", name): value
        for name, value in given.items()
        if name not in _DROPPED and not name.startswith("ecmeta_")
    }
    if element.tag == "text":
        kept |= _font(given)
        if given.get("dominant-baseline") == "central":
            kept["y"] = f"{round(float(kept.get('y', 0)) + CENTRE_OF_CAPITALS * float(kept['font-size']), 2):g}"
    element.attrib = kept


def _font(given: dict[str, str]) -> dict[str, str]:
    """The font of a text as attributes; the faces are regular and semibold."""
    style = dict(part.strip().partition(":")[::2] for part in given.get("style", "").split(";") if part.strip())
    short = _FONT.search(style.get("font", ""))
    size = style.get("font-size") or (short and short["size"]) or given.get("font-size", "12")
    weight = style.get("font-weight") or (short and short["weight"]) or given.get("font-weight", "")
    font = {"font-size": str(size).strip().removesuffix("px"), "font-family": FONT_FAMILY}
    return font if str(weight).strip() in _REGULAR else {**font, "font-weight": "600"}


def _rename_ids(elements: list[ET.Element], id: str) -> None:
    names: dict[str, str] = {}
    for element in elements:
        if "id" in element.attrib:
            names[element.attrib["id"]] = f"{id}-{len(names) + 1}"
    for element in elements:
        for key, value in element.attrib.items():
            if key == "id":
                element.attrib[key] = names[value]
            elif value.startswith(("url(#", "#")):
                element.attrib[key] = _REFERENCE.sub(lambda found: "#" + names.get(found[1], found[1]), value)
