"""Layers point downward, lazy imports included; light commands load nothing heavy and start at once."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "accord"
BELOW = {
    "cli": {"cli", "brief", "plan", "monitor", "store", "solver", "model", "version"},
    "brief": {"brief", "plan", "monitor", "store", "solver", "model", "version"},
    "plan": {"plan", "solver", "model", "verb"},
    "monitor": {"monitor", "solver", "model", "verb"},
    "store": {"store", "solver", "model", "version"},
    "solver": {"solver", "model"},
    "model": {"model"},
}
"""Layer -> layers that it may import."""
HEAVY = ("numba", "llvmlite", "highspy", "polars", "shapely", "xlsxwriter", "pandas", "scipy")
MOST_SECONDS = 1.5
"""Processor seconds from start to end."""
MODULES = sorted(SOURCE.rglob("*.py"))


def imported(module: Path) -> set[str]:
    """Layers that a module imports anywhere in it, under TYPE_CHECKING too."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[1] for name in names if name.startswith("accord.")}


@pytest.mark.parametrize("layer", BELOW)
def test_a_layer_imports_only_what_lies_below_it(layer):
    modules = sorted((SOURCE / layer).rglob("*.py"))
    assert modules
    found = {str(module.relative_to(SOURCE)): imported(module) - BELOW[layer] for module in modules}
    assert {module: above for module, above in found.items() if above} == {}


def test_no_import_is_relative():
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
    assert not [
        path
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def test_nobody_inside_uses_the_public_names():
    """They lead to every layer, past all layers."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
    takers = {
        str(path.relative_to(SOURCE))
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "accord"
    }
    assert takers == set()


def loaded(program: str, *arguments: str) -> set[str]:
    """Heavy modules in memory after a program has run in a process of its own."""
    report = f"import sys\n{program}\nprint([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", report, *arguments], capture_output=True, text=True, check=True)
    return set(ast.literal_eval(done.stderr.strip().splitlines()[-1]))


def test_the_command_line_loads_nothing_heavy():
    assert loaded("import accord.cli.app") == set()


def test_the_package_loads_nothing_heavy():
    assert loaded("import accord; dir(accord)") == set()


def test_a_check_of_a_workspace_loads_neither_solver_nor_compiler():
    program = "from accord.cli.app import run; run(['check', sys.argv[1]])"
    assert loaded(program, str(ROOT / "tests" / "data" / "good")) <= {"shapely"}


def test_the_probe_sees_what_is_loaded():
    assert loaded("import shapely") == {"shapely"}


@pytest.mark.parametrize("words", [["--help"], ["check", str(ROOT / "tests" / "data" / "good")]], ids=["help", "check"])
def test_light_commands_start_at_once(words):
    program = "import sys; from accord.cli.app import run; sys.exit(run(sys.argv[1:]))"
    times = []
    for _ in range(3):
        began = seconds_of_children()
        subprocess.run([sys.executable, "-c", program, *words], capture_output=True, check=True)
        times.append(seconds_of_children() - began)
    assert 0 < min(times) < MOST_SECONDS


def seconds_of_children() -> float:
    """Processor seconds of finished child processes, which other work on the machine does not lengthen."""
    spent = os.times()
    return spent.children_user + spent.children_system
