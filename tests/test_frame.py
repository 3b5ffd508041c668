"""The frame of the house: what an import costs, what the package holds, what it depends on."""

import ast
import configparser
import doctest
import importlib
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import zeren
from zeren.doctor import LIBRARIES

ROOT = Path(__file__).parents[1]
SETUP = configparser.ConfigParser()
SETUP.read(ROOT / "setup.cfg", encoding="utf-8")
BY_OTHERS = {"defusedxml"}  # openpyxl reads workbooks with it where it is installed, and unguarded where it is not
HEAVY = {"spacy", "pandas", "networkx", "rdflib", "pyoxigraph", "altair", "lxml", "openpyxl", "scipy", "pyarrow"}


def listed(section: str, key: str) -> list[str]:
    return SETUP[section][key].split("\n")[1:]


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "graph", capture_output=True, text=True, check=True)
    return done.stdout


def test_importing_zeren_loads_no_heavy_library() -> None:
    assert HEAVY.isdisjoint(python("import zeren, sys; print(*sys.modules)").split())


def test_the_command_line_loads_no_heavy_library_before_it_knows_the_command() -> None:
    assert (HEAVY | {"rich"}).isdisjoint(python("import zeren.__main__, sys; print(*sys.modules)").split())


@pytest.mark.skipif(sys.platform == "win32", reason="counts the time of a child as POSIX does")
def test_help_takes_less_than_half_a_second_of_cpu() -> None:
    def spent() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    before = spent()
    subprocess.run([sys.executable, "-m", "zeren", "--help"], cwd=ROOT / "graph", capture_output=True, check=True)
    assert spent() - before < 0.5


@pytest.mark.parametrize("name", zeren.__all__)
def test_every_public_name_can_be_had_and_is_listed(name: str) -> None:
    assert getattr(zeren, name)
    assert name in dir(zeren)


def test_no_public_name_is_a_module_too() -> None:
    assert not [name for name in zeren.__all__ if (ROOT / "graph/zeren" / f"{name}.py").exists()]


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        zeren.nothing  # noqa: B018


def test_every_folder_with_modules_is_a_package_of_the_wheel() -> None:
    folders = {path.parent.relative_to(ROOT / "graph") for path in (ROOT / "graph/zeren").rglob("*.py")}
    expected = {".".join(folder.parts) for folder in folders} | {"zeren.ontology", "zeren.queries"}
    assert set(listed("options", "packages")) == expected


def test_every_spacy_factory_that_is_announced_exists() -> None:
    for line in listed("options.entry_points", "spacy_factories"):
        name, module, attribute = re.split(r"\s*[=:]\s*", line)
        assert hasattr(importlib.import_module(module), attribute), name


def test_every_library_that_is_asked_for_is_used_and_every_one_used_is_asked_for() -> None:
    asked = {LIBRARIES[re.split(r"[<>=]", line)[0]] for line in listed("options", "install_requires")}
    used = set()
    for path in (ROOT / "graph").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                used |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                used.add((node.module or "").split(".")[0])
    assert used - set(sys.stdlib_module_names) - {"zeren"} == asked - BY_OTHERS


def test_the_self_test_knows_every_library_that_is_asked_for() -> None:
    assert list(LIBRARIES) == [re.split(r"[<>=]", line)[0] for line in listed("options", "install_requires")]


def test_the_lock_file_names_no_index_and_hashes_every_requirement() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    blocks = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", lock, flags=re.M))
    assert all("--hash=sha256:" in block for block in blocks)
    locked = {re.split(r"==", block)[0] for block in blocks}
    assert locked >= {library.lower() for library in LIBRARIES}


@pytest.mark.parametrize("name", ["zeren", "zeren.model", "zeren.resources", "zeren.render"])
def test_the_examples_of_the_frame_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
