"""The rules of the house, read from the source: who imports whom, who prints, how long anything is."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from feeds import validator

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "feeds"
MODULES = sorted(PACKAGE.rglob("*.py"))

# From the top to the bottom: a module imports what is below it, and of its own part.
LAYERS = (
    {"cli"},
    {"report"},
    {"publish", "validate", "discovery", "preview", "watching"},
    {"growing"},
    {"checking", "config", "judge", "outline"},
    {"standing"},
    {"entries"},
    {"settings", "trace"},
    {"collector", "select", "content", "builders", "validator", "compare", "writer"},
    {"again", "prints"},
    {"cache", "pool", "manifest"},
    {"stamps", "versions", "model", "characters", "languages"},
    {"plans", "records"},
    {"record", "patterns"},
)
LAYER = {part: number for number, parts in enumerate(LAYERS) for part in parts}
# At the bottom, the records know nobody, and the others at most them.
BOTTOM = {
    "pool": {"model"}, "model": {"plans", "record", "records"}, "plans": {"record"}, "records": {"record"},
    "record": set(), "manifest": {"record"}, "cache": {"record", "versions"}, "stamps": set(),
    "versions": set(), "characters": {"patterns"}, "languages": {"patterns"}, "patterns": set(),
}  # fmt: skip

# Each third-party package, and the rooms that it belongs to: a module, or a folder of modules.
OWNERS = {
    "comrak": {"content/markdown.py"},
    "cssselect": {"content/built.py"},
    "dateutil": {"collector/dates.py"},
    "docutils": {"content/_docutils.py"},
    "feedgen": {"builders/_feedgen.py"},
    "frontmatter": {"collector/handlers.py"},
    "liquid": {"content/liquid"},
    "lxml": {"builders", "content", "validator"},
    "msgspec": {"record.py"},
    "nh3": {"content/sanitize.py"},
    "rich": {"report/tables.py"},
    "typer": {"cli"},
    "yaml": {"collector/yamlwalk.py"},
}
# What a package is called where it is installed from, if not by its own name.
INSTALLED_AS = {
    "comrak": "comrak-ext", "dateutil": "python-dateutil", "frontmatter": "python-frontmatter",
    "liquid": "python-liquid", "yaml": "PyYAML",
}  # fmt: skip

PROCESSES = {"concurrent", "multiprocessing", "threading", "subprocess", "asyncio", "signal"}
CLOCKS = {
    *(("datetime", name) for name in ("now", "utcnow", "today")),
    *(("time", name) for name in ("time", "time_ns", "localtime", "gmtime", "monotonic")),
    ("date", "today"),
}


def name_of(file: Path) -> str:
    """Return a module's path in the package, with /."""
    return file.relative_to(PACKAGE).as_posix()


def part_of(file: Path) -> str:
    """Return the part of the house that a module belongs to; empty for feeds/__init__.py."""
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


@cache
def tree_of(file: Path) -> ast.Module:
    """Return a module's source, parsed."""
    return ast.parse(file.read_text("utf-8"))


def imports(file: Path) -> Iterator[str]:
    """Yield the full name of all that a module imports, inside functions and for its types too."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def parts_imported(file: Path) -> set[str]:
    """Return the parts of the house that a module imports from; `feeds.__version__` is for all."""
    ours = (name.split(".") for name in imports(file) if name.split(".")[0] == "feeds")
    return {name[1] for name in ours if name[1:] != ["__version__"]}


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_imports_point_one_way(file: Path) -> None:
    """A module imports from below its own layer, or from its own part: never up, never a sibling."""
    part = part_of(file)
    others = parts_imported(file) - {part}
    if not part:
        assert not others
    elif part in BOTTOM:
        assert others <= BOTTOM[part]
    else:
        assert {other for other in others if LAYER[other] <= LAYER[part]} == set()


def test_every_part_has_its_layer() -> None:
    """No part of the house is without a place in it, and none is only a name."""
    assert {part_of(file) for file in MODULES} - {""} == LAYER.keys()


def module_named(name: str) -> Path | None:
    """Return the file of a module of ours, or of the one that has the name in it."""
    parts = name.split(".")
    for words in (parts, parts[:-1]):
        for file in (ROOT.joinpath(*words).with_suffix(".py"), ROOT.joinpath(*words, "__init__.py")):
            if words[:1] == ["feeds"] and file.is_file():
                return file
    return None


def test_no_cycle() -> None:
    """No module imports itself by way of others, not even inside functions."""
    graph = {
        file: {found for name in imports(file) if (found := module_named(name)) and found != file}
        for file in MODULES
    }
    done: set[Path] = set()

    def visit(file: Path, above: tuple[Path, ...]) -> None:
        assert file not in above, " -> ".join(name_of(one) for one in (*above, file))
        if file not in done:
            for other in sorted(graph[file]):
                visit(other, (*above, file))
            done.add(file)

    for file in MODULES:
        visit(file, ())


def test_builders_and_validator_are_strangers() -> None:
    """A validator that shares a helper with the builder agrees with its mistakes."""
    for file in MODULES:
        if part_of(file) == "builders":
            assert "validator" not in parts_imported(file)
        if part_of(file) == "validator":
            assert not parts_imported(file) & {"builders", "characters", "content"}


def packages(file: Path) -> set[str]:
    """Return the third-party packages that a module imports."""
    return {name.split(".")[0] for name in imports(file)} - set(sys.stdlib_module_names) - {"feeds"}


def modules_of(room: str) -> list[Path]:
    """Return the modules of a room: those of a folder, or the one module that it is."""
    return [file for file in MODULES if name_of(file) == room or name_of(file).startswith(f"{room}/")]


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_packages_have_one_owner(file: Path) -> None:
    """Each third-party package is imported only in the rooms that it belongs to."""
    allowed = {
        package for package, rooms in OWNERS.items() if any(file in modules_of(room) for room in rooms)
    }
    assert packages(file) <= allowed


@pytest.mark.parametrize("package", OWNERS)
def test_dependencies_are_in_use(package: str) -> None:
    """Every package that has an owner is imported by it: none is there for show."""
    for room in OWNERS[package]:
        assert any(package in packages(file) for file in modules_of(room)), room


def test_dependencies_are_declared() -> None:
    """Whatever is imported is installed with us or by an extra; the zones are for systems without."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = (lines for extra, lines in project["optional-dependencies"].items() if extra != "dev")
    lines = (*project["dependencies"], *chain.from_iterable(extras))
    declared = {re.split(r"[<>=!~\[; ]", line)[0] for line in lines}
    assert declared == {INSTALLED_AS.get(package, package) for package in OWNERS} | {"tzdata"}


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_processes_belong_to_the_pool(file: Path) -> None:
    """Only pool.py knows of processes, threads and signals."""
    # A preview answers several requests at once, and keeps some of them open.
    allowed = {
        "pool.py": PROCESSES, "preview/live.py": {"threading"}, "preview/server.py": {"threading"},
    }.get(name_of(file), set())  # fmt: skip
    assert {name.split(".")[0] for name in imports(file)} & PROCESSES <= allowed
    assert ("os", "fork") not in set(calls(file)) or name_of(file) == "pool.py"


def calls(file: Path) -> Iterator[tuple[str, str]]:
    """Yield (object, method) of every call, the object empty where there is none."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                value = node.func.value
                name = value.id if isinstance(value, ast.Name) else getattr(value, "attr", "?")
                yield name, node.func.attr
            elif isinstance(node.func, ast.Name):
                yield "", node.func.id


@pytest.mark.parametrize("file", [file for file in MODULES if part_of(file) != "cli"], ids=name_of)
def test_only_the_command_line_speaks_and_looks_around(file: Path) -> None:
    """Nobody but cli/ prints, exits, asks, reads the arguments, the environment or the clock."""
    made = set(calls(file))
    assert not made & {("", "print"), ("", "input"), ("", "exit"), ("sys", "exit"), ("os", "getenv")}
    assert not made & CLOCKS
    looked = {
        (node.value.id, node.attr)
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    assert not looked & {
        ("sys", "argv"), ("sys", "stdout"), ("sys", "stderr"), ("sys", "stdin"), ("os", "environ"),
    }  # fmt: skip


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_no_assertion_and_no_bare_except(file: Path) -> None:
    """What a user wrote is never judged by `assert`, and no exception is swallowed unseen."""
    for node in ast.walk(tree_of(file)):
        assert not isinstance(node, ast.Assert), f"line {node.lineno}"
        assert not (isinstance(node, ast.ExceptHandler) and node.type is None), f"line {node.lineno}"


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_nothing_is_too_long(file: Path) -> None:
    """Files stop at 300 lines, functions at 40; a docstring counts, as whoever reads has to."""
    lines = file.read_text("utf-8").count("\n")
    assert lines <= 300, lines
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 40, f"{node.name}: {length}"


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_each_name_means_one_thing(file: Path) -> None:
    """A name is given once in a module: a second meaning would be that of the first too."""
    names: list[str] = []
    for node in tree_of(file).body:
        if isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.append(node.target.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_modules_say_what_they_are(file: Path) -> None:
    """Each module begins with a docstring."""
    assert ast.get_docstring(tree_of(file))


def text(node: ast.expr | None) -> str | None:
    """Return the text of a literal."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def codes(file: Path) -> Iterator[str]:
    """Yield the codes of all problems that a module outside the validator makes."""
    made_by_first = {"problem", "BadMatter"}  # sheet.problem("code", …), BadMatter("code", …)
    made_by_second = {"_fault", "Fault"}
    places = {"_report": 0, "_left_out": 2, "_double": 1, "_problem": 3, "cuts.add": 0}
    for node in ast.walk(tree_of(file)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called == "add":  # sets have it too: cuts.add("code", …), work.cuts.add("code", …)
            called = ".".join(ast.unparse(node.func).split(".")[-2:])
        place = 0 if called in made_by_first else 1 if called in made_by_second else places.get(called)
        literals = [text(word.value) for word in node.keywords if word.arg == "code"]
        if place is not None and len(node.args) > place:
            literals.append(text(node.args[place]))
        yield from (code for code in literals if code is not None)
    for node in ast.walk(tree_of(file)):  # def _problem(…, code: str = "bad-path")
        if isinstance(node, ast.FunctionDef):
            named = zip(reversed(node.args.args), reversed(node.args.defaults), strict=False)
            yield from (code for name, value in named if name.arg == "code" and (code := text(value)))


def all_codes() -> set[str]:
    """Return every code that a user can meet."""
    outside = (file for file in MODULES if part_of(file) != "validator")
    return {code for file in outside for code in codes(file)} | set(validator.codes())


def test_codes_are_found() -> None:
    """The gathering works: of each way to name a code there is one that must be found."""
    known = "same-url yaml no-date file-name bad-path not-ours changed-id lost-post bad-link same-path"
    assert {*known.split(), "no-timezone", "toml", "not-utf-8", "yaml-tag", "shortcode"} <= all_codes()


def test_every_code_has_its_page() -> None:
    """A problem says `see docs/problems/CODE.md`: it is there."""
    pages = {page.stem for page in (ROOT / "docs/problems").glob("*.md")}
    assert sorted(all_codes() - pages) == []


def test_every_page_has_its_code() -> None:
    """No page tells of a problem that nobody makes any more."""
    pages = {page.stem for page in (ROOT / "docs/problems").glob("*.md")} - {"README", "index"}
    assert sorted(pages - all_codes()) == []
