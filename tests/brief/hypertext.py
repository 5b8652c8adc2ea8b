"""Reads a page as a browser would, and says what is wrong with how it is built."""

from html.parser import HTMLParser
from urllib.parse import unquote

VOID = {"meta", "col", "br", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """Elements, ids, links and text of a page; `faults` where tags do not match."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.styles: list[str] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        self.faults += [f"<{tag}> never ends" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if len(attrs) != len({key for key, _ in attrs}):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> ends what was not begun")

    def handle_data(self, data: str) -> None:
        (self.styles if "style" in self.open else self.texts).append(data)

    def attributes(self, key: str) -> list[str]:
        """Every value of an attribute."""
        return [found[key] for _, found in self.elements if key in found]

    def targets(self) -> set[str]:
        """Anchors that links and references within the page name."""
        return {unquote(address[1:]) for address in self.attributes("href") if address.startswith("#")}

    def of(self, tag: str) -> list[dict[str, str]]:
        """Attributes of every element of a name."""
        return [found for name, found in self.elements if name == tag]

    @property
    def text(self) -> str:
        """All text."""
        return "".join(self.texts)
