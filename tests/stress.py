"""What is too big for the tests: archives that unpack to a gibibyte, and every hostile file read to the end of extraction.

`make stress` builds them in a folder of its own and reads each through a worker with small limits. What must not happen: a
traceback, a worker that takes more than its limits, or a plan beside them that is not read.
"""

import sys
import tempfile
import time
import zipfile
from pathlib import Path

import hostile
from zeren.child import Limits
from zeren.errors import InputError, ReaderFailed
from zeren.worker import Worker

LIMITS = Limits(seconds=20, megabytes=400)
GIBIBYTE = 2**30


def bomb(path: Path, member: str, whole: bytes | None = None) -> None:
    """An archive with a member of a gibibyte of blanks, beside the parts of a sound file."""
    if whole:
        path.write_bytes(whole)
    packed = zipfile.ZipFile(path, "a" if whole else "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with packed as archive, archive.open(member, "w", force_zip64=True) as file:
        for _ in range(GIBIBYTE // 2**22):
            file.write(b" " * 2**22)


def make(folder: Path) -> None:
    for name, data in hostile.files():
        (folder / name).write_bytes(data)
    bomb(folder / "gibibyte.zip", "a.txt")
    bomb(folder / "gibibyte.docx", "word/media/image1.xml", hostile.word())
    bomb(folder / "gibibyte.xlsx", "xl/worksheets/sheet2.xml", hostile.workbook())
    for name in ("gibibyte.zip", "gibibyte.docx", "gibibyte.xlsx"):
        (folder / f"lying-{name}").write_bytes(hostile.lying((folder / name).read_bytes(), 9_000))
    with (folder / "gibibyte.txt").open("wb") as file:
        file.truncate(GIBIBYTE)


def main() -> int:
    worker, failed = Worker(LIMITS), 0
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        (Path(folder) / "plan.txt").write_text(hostile.PLAN, encoding="utf-8")
        for path in sorted(Path(folder).iterdir()):
            started = time.monotonic()
            try:
                outcome = f"read, {len(worker.extract_file(path).measures)} measures"
            except InputError as error:
                outcome = f"{type(error).__name__}: {str(error).removeprefix(str(path) + ': ')}"
                failed += isinstance(error, ReaderFailed)
            seconds = time.monotonic() - started
            failed += path.name == "plan.txt" and outcome != "read, 1 measures"
            sys.stdout.write(f"{seconds:6.1f} s  {path.name}: {outcome[:110]}\n")
    worker.close()
    return failed


if __name__ == "__main__":
    sys.exit(main())
