"""Imports go down only, and the half that reads never meets the half that answers."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

GRAPH = Path(__file__).parents[1] / "graph"
MODULES = sorted((GRAPH / "zeren").rglob("*.py"))

# Each room may import the rooms above it in its own column; the ground is open to all, the doors may import all.
GROUND = [
    "errors",
    "files",
    "vocab",
    "resources",
    "script",
    "mapped",
    "model",
    "finding",
    "schema",
    "facts",
    "registry",
]
READING = ["text", "language", "reading", "extract", "findings", "child", "worker", "score"]
ANSWERING = ["rdf", "analysis", "pages", "exports"]
DOORS = ["outputs", "notebook", "publish", "render", "review", "build", "doctor", "console", "commands", "__main__"]


def room(module: str) -> str:
    """`zeren.language.dates` is in the room `language`; `zeren` itself is in none."""
    return [*module.split("."), ""][1]


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, or name that it imports from one, wherever in the file the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import hides where it goes"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(GRAPH).with_suffix("").parts).removesuffix(".__init__")


def allowed(importer: str) -> set[str]:
    for column in (READING, ANSWERING):
        if importer in column:
            return {*GROUND, *column[: column.index(importer) + 1]}
    if importer in GROUND:
        return set(GROUND[: GROUND.index(importer) + 1])
    return {*GROUND, *READING, *ANSWERING, *DOORS[: DOORS.index(importer) + 1]}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(GRAPH).as_posix())
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    importer = room(dotted(path))
    if importer in ("", "__init__"):
        return
    named = {room(module) for module in imports(path) if module.split(".")[0] == "zeren"} - {"", "__version__"}
    assert named <= allowed(importer)


def test_no_modules_import_each_other_in_a_circle() -> None:
    modules = {dotted(path) for path in MODULES} - {"zeren"}
    named = {dotted(path): {*imports(path)} for path in MODULES}
    graph = {
        importer: {name if name in modules else name.rpartition(".")[0] for name in names} & modules
        for importer, names in named.items()
    }
    assert graph["zeren.pages.html"] >= {"zeren.pages.labels"}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_every_room_has_its_place_in_the_order() -> None:
    rooms = {path.relative_to(GRAPH / "zeren").parts[0].removesuffix(".py") for path in MODULES} - {"__init__"}
    assert rooms <= {*GROUND, *READING, *ANSWERING, *DOORS}


def test_only_the_console_prints_and_only_the_command_line_exits() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called != "print" or path.name == "console.py", f"{path}:{node.lineno}"
                assert called not in ("sys.exit", "SystemExit") or path.name == "__main__.py", f"{path}:{node.lineno}"


def test_only_the_batch_catches_every_exception() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                broad = node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException")
                assert not broad or path.name == "build.py", f"{path}:{node.lineno}"
