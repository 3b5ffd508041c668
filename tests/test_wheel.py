"""The wheel holds all that a checkout does, and works in a clean environment outside the checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from zeren.pages import font_files

ROOT = Path(__file__).parents[1]
LEFT_OUT = {".py", ".pyc", ".md"}


def run(*command: str | Path, cwd: Path) -> str:
    settings = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "ZEREN"))}
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=settings, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made from a copy of the tracked files, so that no stale metadata of the checkout can help."""
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT).split("\0"):
        if name and (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    run(*pip, "--wheel-dir", made, source, cwd=made)
    return next(made.glob("zeren-*.whl"))


@pytest.fixture(scope="module")
def outside(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel installed; only its libraries come from the environment of the tests."""
    folder = tmp_path_factory.mktemp("outside")
    venv.create(folder / "env", with_pip=False, symlinks=os.name != "nt")
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder / "env")}))
    run(
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        site,
        wheel,
        cwd=folder,
    )
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def python(folder: Path) -> Path:
    return folder / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def test_every_data_file_of_the_checkout_is_in_the_wheel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for top, package in (("graph/zeren", "zeren"), ("ontology", "zeren/ontology"), ("queries", "zeren/queries")):
        for path in (ROOT / top).rglob("*"):
            if path.is_file() and path.suffix not in LEFT_OUT:
                assert f"{package}/{path.relative_to(ROOT / top).as_posix()}" in inside


def test_the_wheel_holds_nothing_but_the_package_and_its_metadata(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"zeren", next(top for top in tops if top.endswith(".dist-info"))}


def test_the_package_is_the_installed_one_and_finds_its_ontology_and_queries(outside: Path) -> None:
    told = "r.__file__, r.shelf('ontology') / 'zeren.ttl', r.shelf('queries')"
    code = f"from zeren import resources as r; print({told}, sep='\\n')"
    for line in run(python(outside), "-c", code, cwd=outside).splitlines():
        assert Path(line).is_relative_to(outside)
        assert Path(line).exists()


def test_a_build_outside_the_checkout_answers(outside: Path, plans: Path) -> None:
    command = (python(outside), "-m", "zeren")
    run(*command, "build", plans, "-o", "answers", cwd=outside)
    assert "市教育局" in run(*command, "who", "幼儿园", "--data", "answers", "--format", "json", cwd=outside)
    assert len(run(*command, "query", "--list", cwd=outside).splitlines()) > 2
    if font_files.find():
        run(*command, "doctor", "--data", "answers", cwd=outside)
