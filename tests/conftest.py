"""What tests share: a folder of invented documents, a build of it, the command line as a user meets it."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

import page_facts
from browser import chromium
from zeren.__main__ import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
IN_PROCESS = "ZEREN_IN_PROCESS"
os.environ[IN_PROCESS] = "1"
"""A build in a test reads in this process; `test_worker` and the command line read in another, as for everybody."""

PLAN = """2021年青山市民生实事任务清单

一、办好学前教育
1.新建公办幼儿园12所，新增学位3600个，年底前全部投入使用。(市教育局牵头，市财政局、市自然资源和规划局配合)
2.为全市4万名低收入老人发放助餐补贴，每人每年360元。(市民政局牵头，市财政局配合)

二、改善出行条件
3.改造农村公路80公里，其中危桥9座，6月底前开工。(市交通运输局牵头，各县区政府配合)
4.主城区公交准点率达到92%以上。(市交通运输局负责)
"""

TABLE = """<html><head><meta charset="utf-8"><title>2022年青山市重点工作分工表</title></head><body>
<h1>2022年青山市重点工作分工表</h1>
<table><tr><th>序号</th><th>工作任务</th><th>牵头单位</th><th>配合单位</th></tr>
<tr><td>1</td><td>完成老旧小区改造26个，惠及居民8200户。</td><td>市住房城乡建设局</td><td>市财政局、市城市管理局</td></tr>
<tr><td>2</td><td>建成社区养老服务站15处。</td><td>市民政局</td><td>市卫生健康委</td></tr></table></body></html>
"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """Where CI runs, a test that is skipped for want of a browser, a font or axe-core has failed."""
    report: pytest.TestReport = yield
    wanting = report.skipped and any(word in str(report.longrepr) for word in ("chromium", "no font", "no axe-core"))
    if wanting and os.environ.get("CI") == "true":
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two invented plans, one of them in a folder of its own."""
    folder = tmp_path_factory.mktemp("plans")
    (folder / "2021.txt").write_text(PLAN, encoding="utf-8")
    (folder / "2022").mkdir()
    (folder / "2022" / "table.html").write_text(TABLE, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published build of the invented plans."""
    from zeren.build import build

    out = tmp_path_factory.mktemp("built") / "out"
    build([plans], out)
    return out


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """A browser of the module's own: its loop must end before others of this process run theirs."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer of a small invented plan as one file."""
    from zeren.pages import explorer

    path = tmp_path_factory.mktemp("alone") / "page.html"
    explorer.write(page_facts.plain(), path)
    return path


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a build of the same plan."""
    from zeren.pages import site

    folder = tmp_path_factory.mktemp("pages")
    site.write(page_facts.plain(), folder)
    return folder


Zeren = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def zeren() -> Zeren:
    """Run the command line in a process of its own; output as text, never a check of the exit status."""

    def run(
        *words: str | Path,
        program: str | Path = "-mzeren",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        settings = os.environ | {"PYTHONPATH": str(ROOT / "graph")} | dict(env or {})
        settings = {name: value for name, value in settings.items() if name != IN_PROCESS or name in (env or {})}
        command = [sys.executable, str(program), *map(str, words)]
        return subprocess.run(
            command, cwd=cwd, env=settings, capture_output=True, encoding="utf-8", timeout=300, check=False
        )

    return run


class Done(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in this process."""

    def command(*words: str | Path, stdin: str = "") -> Done:
        monkeypatch.setattr("sys.argv", ["zeren", *map(str, words)])
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as left:
            main()
        caught = capsys.readouterr()
        return Done(int(left.value.code or 0), caught.out, caught.err)

    return command
