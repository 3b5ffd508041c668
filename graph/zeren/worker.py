"""One document at a time in a process of its own, so that whatever a document does to its reader stops there.

A library may hang, run out of memory or crash on a document made to do so, and no `except` helps against that. The
child reads one document after another, within limits on time and memory, and sends back plain records; a child that
dies takes only its document with it, and the next document gets a new one. Apart from `extract`, which stays a plain
function for whoever reads documents that are trusted.

The child is a fresh interpreter and no fork, since a fork of a process with threads may hang, and some systems have
none. Limits on memory and processor time are set where the system has them; the limit on time holds everywhere.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from zeren.child import Job, Limits, Task, do
from zeren.errors import InputError, ReaderFailed, TooLarge, ZerenError
from zeren.finding import Finding
from zeren.model import Extraction
from zeren.reading.names import told

OFF: Final = "ZEREN_IN_PROCESS"
"""The environment variable that, set to anything, has documents read in this process, as a debugger wants it."""
START_SECONDS = 120
"""How long a child may take to start, its libraries on a cold disk."""
LAST_WORDS_SECONDS = 5
KILLED = -9
"""How a process ends that the system stops for want of memory."""
_START: Final = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from zeren.child import serve; serve()"
_RECORDS: Final = frozenset(("zeren.model", "zeren.finding", "zeren.errors", "zeren.reading.open"))
_LINE: Final = re.compile(r'File "(?:[^"\n]*[/\\])?([^"\n]+)", line (\d+)')


class Reader:
    """The reading half in this process."""

    def extract_file(self, path: Path, given: Mapping[str, str] | None = None) -> Extraction:
        found = self._do("extract", path, given)
        assert isinstance(found, Extraction)
        return found

    def audit_file(self, path: Path) -> dict[str, list[dict[str, Any]]]:
        found = self._do("audit", path)
        assert isinstance(found, dict)
        return found

    def check_file(self, path: Path) -> list[Finding]:
        found = self._do("check", path)
        assert isinstance(found, list)
        return found

    def members(self, path: Path) -> tuple[list[str], list[str]] | None:
        """The documents of a zip archive and the files in it that are none, see `reading.open.members`."""
        found = self._do("members", path)
        assert found is None or isinstance(found, tuple)
        return found

    def make(self, job: Job, path: Path) -> bytes:
        """What a job makes of a document."""
        made = self._do(job, path)
        assert isinstance(made, bytes)
        return made

    def _do(self, task: Task, path: Path, given: Mapping[str, str] | None = None) -> object:
        return do(task, path, given or {})


class Worker(Reader):
    """The reading half in a child process, started when it is needed and kept for the next document."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child: _Child | None = None

    def _do(self, task: Task, path: Path, given: Mapping[str, str] | None = None) -> object:
        """What the child found; raises the error that it met, or one that tells how it died."""
        try:
            answer = self._running().ask((task, str(path), dict(given or {})), self._limits.seconds)
        except _Died as death:
            self.close()
            raise death.error(f"{told(path)}: {death}") from None
        assert isinstance(answer, tuple), "answer and whether the child is still sound"
        found, sound = answer
        if not sound:
            self.close()
        if isinstance(found, ZerenError):
            raise found
        return found

    def _running(self) -> _Child:
        if self._child is None:
            self._child = _Child()
            self._child.ask(self._limits, START_SECONDS)
        return self._child

    def close(self) -> None:
        child, self._child = self._child, None
        if child:
            child.close()


@contextmanager
def reader() -> Iterator[Reader]:
    """Reads documents in a child process, or in this one where `ZEREN_IN_PROCESS` is set."""
    if os.environ.get(OFF):
        yield Reader()
        return
    worker = Worker(Limits.told())
    try:
        yield worker
    finally:
        worker.close()


class _Died(Exception):
    """A child that died, and what that means for its document."""

    def __init__(self, error: type[InputError], message: str) -> None:
        super().__init__(message)
        self.error = error


class _Child:
    """A running child and the pipes to it."""

    def __init__(self) -> None:
        self._errors = _scratch()
        command = [sys.executable, "-c", _START, json.dumps(sys.path)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=self._errors)

    def ask(self, request: object, seconds: int) -> object:
        """The child's answer; `_Died` where there is none in time."""
        assert self._process.stdin and self._process.stdout, "both pipes were asked for"
        late = threading.Event()
        timer = threading.Timer(seconds, self._stop, [late])
        timer.start()
        try:
            pickle.dump(request, self._process.stdin)
            self._process.stdin.flush()
            return _Unpickler(self._process.stdout).load()
        except (EOFError, OSError):
            raise self._death(self._ended(), seconds if late.is_set() else None) from None
        except pickle.UnpicklingError as error:
            raise _Died(ReaderFailed, f"a defect of zeren, please report it: {error}") from None
        finally:
            timer.cancel()

    def _ended(self) -> int:
        """How the process ended, once its pipes are closed; it may still be writing its last words."""
        try:
            return self._process.wait(LAST_WORDS_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _stop(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _death(self, status: int, seconds: int | None) -> _Died:
        if seconds is not None:
            message = f"took more than {seconds} seconds to read and was stopped; split it, or set ZEREN_SECONDS higher"
            return _Died(TooLarge, message)
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace")
        last = (said.strip().splitlines() or [f"its reader ended with status {status}"])[-1]
        if status == KILLED or last.startswith("MemoryError"):
            return _Died(TooLarge, "takes more memory to read than there is; split it")
        where = [f" ({file}, line {line})" for file, line in _LINE.findall(said)][-1:]
        return _Died(ReaderFailed, f"a defect of zeren, please report it: {last}{''.join(where)}")

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            with contextlib.suppress(OSError):  # a request that was never read
                if stream:
                    stream.close()


def _scratch() -> IO[bytes]:
    return tempfile.TemporaryFile()


class _Unpickler(pickle.Unpickler):
    """Loads records of zeren and plain values, and nothing else, whatever a document made of the child."""

    def find_class(self, module: str, name: str) -> object:
        if module in _RECORDS and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")
