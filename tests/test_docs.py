"""The documentation is complete, its links lead somewhere, its examples run, and no file says what it must not."""

import csv
import doctest
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import accord
from accord.cli.app import COMMANDS, make_app
from accord.model.agenda import Agenda, AgendaItem
from accord.model.deal import Deal, Exemption, Line, Party, Precondition, Term, WeaponClass, Zone
from accord.model.records import TABLES
from accord.model.workspace import Scenario, Settings
from accord.store.iso import is_invented
from accord.store.layout import file_of
from accord.store.outside.mapped import check_map

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted(
    [*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "benchmarks").glob("*.md"), *(ROOT / "examples").rglob("*.md")]
)
TWO_COMMANDS = ["pip install -e . && accord demo", "pip install -e '.[test]' && pytest"]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def sections(page: str) -> dict[str, str]:
    """Heading of the second level -> what stands below it."""
    parts = re.split(r"^## (.+)$", text_of(REFERENCE / page), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(section: str) -> list[list[str]]:
    """Cells of the tables of a section, headings left out."""
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for above, row in zip([[], *cells], cells, strict=False) if row[0].startswith("`") and above]


# Completeness of the reference


def test_the_reference_is_as_the_code_says():
    command = [sys.executable, str(DOCS / "generate"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("table", TABLES)
def test_every_column_stands_in_the_reference(table):
    found = {row[0].strip("`") for row in rows(sections("tables.md")[file_of(table)])}
    assert found == set(TABLES[table].model_fields)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("accord.toml", Settings),
        ("Scenarios: `scenarios/<id>.toml`", Scenario),
        ("agenda.toml", Agenda),
        ("Items in agenda.toml, each under `[[items]]`", AgendaItem),
        ("deal.toml", Deal),
        *(((part.__doc__ or "").partition(": ")[0], part) for part in (Party, Line, Zone, WeaponClass, Term)),
        *(((part.__doc__ or "").partition(": ")[0], part) for part in (Precondition, Exemption)),
    ],
)
def test_every_setting_stands_in_the_reference(heading, kind):
    assert {row[0].strip("`") for row in rows(sections("tables.md")[heading])} == set(kind.model_fields)


@pytest.mark.parametrize("page", ["tables.md", "results.md"])
def test_every_field_is_described_and_every_number_has_a_unit(page):
    for heading, section in sections(page).items():
        for name, *kind_and_unit, meaning in rows(section):
            where = f"{page}: {heading}: {name}"
            assert meaning, where
            kind, unit = kind_and_unit[:2] or ("", "")
            if re.search(r"^(?!`Mapping).*\b(numbers?|int|float|Span)\b", kind):
                assert unit, where


def test_every_word_is_described():
    found = [row for section in sections("words.md").values() for row in rows(section)]
    assert len(found) > 50
    assert [row for row in found if not row[1]] == []


def test_every_public_name_stands_in_the_reference():
    assert set(sections("python.md")) == set(accord.__all__)


@pytest.mark.parametrize("name", [name for name in accord.__all__ if name != "__version__"])
def test_every_public_name_has_a_docstring(name):
    assert getattr(accord, name).__doc__


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_reference(name):
    section = sections("commands.md")[f"accord {name}"]
    arguments = make_app([name])[name].assemble_argument_collection()
    positional = {one.field_info.name.upper() for one in arguments if "POSITIONAL" in one.field_info.kind.name}
    options = {one.names[0] for one in arguments} - {f"--{name.lower()}" for name in positional}
    assert {row[0].strip("`") for row in rows(section)} == positional | options


# Commands and files that the prose names


def commands_in(text: str) -> list[str]:
    """``accord ...`` as code, in a block or in a line."""
    blocks = re.findall(r"^(?:\$ )?accord ([^\n#]*)", text, flags=re.MULTILINE)
    return [line.strip() for line in [*blocks, *re.findall(r"`accord ([^`\n]+)`", text)]]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_in_the_prose_exists_with_its_options(page):
    for line in commands_in(text_of(page)):
        name, *words = line.split()
        if name in ("COMMAND", "--help", "--version", "..."):
            continue
        assert name in COMMANDS, line
        known = {form for one in make_app([name])[name].assemble_argument_collection() for form in one.names}
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known | {"--help"}, line


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text_of(path), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def links(path: Path) -> list[str]:
    return [
        link
        for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text_of(path), flags=re.DOTALL))
        if not re.match(r"[a-z]+://|mailto:", link)
    ]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page):
    for link in links(page):
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=named)
def test_pages_link_only_to_pages(page):
    """The site holds nothing else."""
    assert [
        link for link in links(page) if not (page.parent / link.partition("#")[0]).resolve().is_relative_to(DOCS)
    ] == []


def test_the_navigation_names_every_page_once():
    named_there = re.findall(r"[\w/.-]+\.md", text_of(ROOT / "mkdocs.yml"))
    assert sorted(named_there) == sorted(str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md"))


def test_decisions_are_short_numbered_and_listed():
    pages = sorted((DOCS / "decisions").glob("0*.md"))
    index = text_of(DOCS / "decisions" / "index.md")
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert f"]({page.name})" in index
        assert len(text_of(page).splitlines()) <= 40, page.name
        assert "**Context.**" in text_of(page), page.name
        assert "**Choice.**" in text_of(page), page.name
        assert "**What would change our mind.**" in text_of(page), page.name


# Examples in Python


def python_examples(path: Path) -> str:
    return "\n".join(re.findall(r"```python\n(.*?)```", text_of(path), flags=re.DOTALL))


WITH_EXAMPLES = [page for page in PAGES if REFERENCE not in page.parents and ">>>" in python_examples(page)]


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=named)
def test_examples_run(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    parsed = doctest.DocTestParser().get_doctest(python_examples(page), {}, named(page), named(page), 0)
    complaints: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(parsed, out=complaints.append)
    assert result.attempted > 0
    assert result.failed == 0, "".join(complaints)


def test_the_readme_shows_the_python_interface():
    assert ROOT / "README.md" in WITH_EXAMPLES


def test_every_python_block_in_the_prose_is_an_example():
    """A block without prompts would not be run."""
    for page in PAGES:
        if REFERENCE not in page.parents:
            blocks = re.findall(r"```python\n(.*?)```", text_of(page), flags=re.DOTALL)
            assert all(">>>" in block for block in blocks), named(page)


# What a stranger meets first


def test_the_readme_gives_both_commands():
    lines = text_of(ROOT / "README.md").splitlines()
    assert [line for line in lines if line.startswith("pip install -e")] == TWO_COMMANDS


def test_the_readme_says_what_accord_is_not_for():
    text = text_of(ROOT / "README.md")
    assert all(word in text for word in ("targeting", "strike", "positions"))


def test_the_readme_names_every_command():
    assert [name for name in COMMANDS if f"accord {name}" not in text_of(ROOT / "README.md")] == []


def test_the_changelog_knows_this_version():
    assert f"## {accord.__version__}" in text_of(ROOT / "CHANGELOG.md")


# What no file may say


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    found = [ROOT / name for name in done.stdout.split("\0") if name]
    if done.returncode:  # a copy without its history: all that is there but hidden folders and what tools leave
        found = [
            path for path in ROOT.rglob("*") if not re.search(r"/\.\w|/(site|out|__pycache__)/", f"/{named(path)}")
        ]
    return [path for path in found if path.is_file()]


def test_no_file_names_a_registry_host_or_a_path_of_one_machine():
    hosts = ["pypi" + ".org", "python" + "hosted", "pypi" + ".python", "conda" + ".anaconda"]
    folders = [f"/{name}/" for name in ("work", "tmp", "root", "home", "opt", "Users")]
    found = [
        f"{named(path)}: {word}"
        for path in tracked()
        for word in [*hosts, *(rf"(?<![\w.\-}}]){folder}\w" for folder in folders)]
        if path != Path(__file__) and re.search(word, path.read_bytes().decode("utf-8", "replace"))
    ]
    assert found == []


def test_constraints_hold_names_and_versions_only():
    lines = [line for line in text_of(ROOT / "constraints.txt").splitlines() if not line.startswith("#")]
    assert len(lines) > 20
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[\w.]+", line)] == []


def test_constraints_name_every_direct_dependency():
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    names = {re.split(r"[\[<>=]", name)[0] for name in wanted} - {"accord"}
    assert names <= {line.partition("==")[0] for line in text_of(ROOT / "constraints.txt").splitlines()}


@pytest.mark.parametrize("folder", ["examples/exercise", "src/accord/store/starter", "tests/data/good"])
def test_invented_workspaces_hold_no_real_nation(folder):
    home = ROOT / folder
    assert tomllib.loads(text_of(home / "accord.toml"))["invented"] is True
    with (home / "nations.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["id"] for row in csv.DictReader(file)]
    with (home / "offers.csv").open(encoding="utf-8", newline="") as file:
        codes += [row["nation"] for row in csv.DictReader(file)]
    assert [code for code in codes if not is_invented(code)] == []


def test_the_public_record_has_a_source_for_every_offer_and_commitment():
    for table in ("offers", "commitments"):
        with (ROOT / "examples" / "public-record" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            assert [row["id"] for row in csv.DictReader(file) if not row["source"]] == []


# Examples of files


def blocks(language: str) -> list[tuple[str, str]]:
    return [
        (named(page), block)
        for page in sorted(DOCS.rglob("*.md"))
        for block in re.findall(rf"```{language}\n(.*?)```", text_of(page), flags=re.DOTALL)
    ]


def table_of(columns: list[str]) -> str:
    """The table that has all these columns; of several the one with fewest others."""
    fitting = [name for name, record in TABLES.items() if set(columns) <= set(record.model_fields)]
    return min(fitting, key=lambda name: len(TABLES[name].model_fields))


@pytest.mark.parametrize(("page", "block"), blocks("csv"))
def test_rows_in_the_prose_are_rows_of_a_table(page, block):
    header, *lines = csv.reader(block.strip().splitlines())
    if header[0] != "id":  # rows to be added to a file: the test of the first plan adds them
        return
    record = TABLES[table_of(header)]
    assert lines
    for line in lines:
        assert len(line) == len(header), line
        record.model_validate({name: cell for name, cell in zip(header, line, strict=True) if cell})


@pytest.mark.parametrize(("page", "block"), blocks("toml"))
def test_toml_in_the_prose_is_read_as_what_it_stands_for(page, block):
    document = tomllib.loads(block)
    if "columns" in document:
        check_map(document, list(document["columns"].values()))
    else:
        (Agenda if "items" in document else Scenario).model_validate(document)
