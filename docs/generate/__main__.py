"""Write docs/reference from the code, or say what is out of date there.

    python docs/generate            writes the pages
    python docs/generate --check    changes nothing; exit code 1 if a page is not as it would be written

The pages say what the code says: descriptions of fields, docstrings, defaults. What is missing there is missing here.
"""

import sys
from pathlib import Path

import commands
import names
import results
import tables
import words

FOLDER = Path(__file__).parents[1] / "reference"
INDEX = """# Reference

Written from the code by `python docs/generate`; a test holds that it is up to date.

- [Commands](commands.md): every command with its options
- [Tables](tables.md): every file of a workspace, every column, its type, unit and default
- [Words](words.md): every closed set of words that tables use
- [Results](results.md): every field of what Accord saves and returns, criteria, and codes of reasons
- [Python](python.md): every public name
"""
PAGES = {
    "commands.md": commands.page,
    "index.md": lambda: INDEX,
    "python.md": names.page,
    "results.md": results.page,
    "tables.md": tables.page,
    "words.md": words.page,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or check them; the exit code."""
    pages = {FOLDER / name: page() for name, page in PAGES.items()}
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if arguments == ["--check"]:
        for path in stale:
            print(f"docs/reference/{path.name} is out of date: run python docs/generate", file=sys.stderr)
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for path in stale:
        path.write_text(pages[path], encoding="utf-8")
    return 0


sys.exit(main(sys.argv[1:]))
