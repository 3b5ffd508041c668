"""What runs in the child of `worker`: requests come in by one pipe, records and errors go out by the other.

Apart from `worker`, so that the parent never loads what reads documents.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from zeren.errors import InputError, TooLarge, ZerenError
from zeren.reading.names import told

if sys.platform != "win32":
    import resource

Job: TypeAlias = Callable[[Path], bytes]
"""Makes a file of a document; a function at the top of a module, so that the child can be told of it by name."""
Task: TypeAlias = Literal["extract", "audit", "check", "members"] | Job

SPARE_SECONDS = 10
"""How much processor time beyond its limit a child has, should nobody be left to stop it."""


class Limits(NamedTuple):
    """What one document may take: `seconds` of time and `megabytes` of memory beyond what its reader needs anyway."""

    seconds: int = 120
    megabytes: int = 2048

    @classmethod
    def told(cls, environment: Mapping[str, str] = os.environ) -> Limits:
        """The limits, as `ZEREN_SECONDS` and `ZEREN_MEGABYTES` set them."""
        set_ = {name: environment.get(f"ZEREN_{name.upper()}") for name in cls._fields}
        for name, value in set_.items():
            if value and not (value.isascii() and value.isdecimal() and int(value)):
                raise InputError(f"ZEREN_{name.upper()} is {value!r}; set it to a whole number above 0, or unset it")
        return cls(**{name: int(value) for name, value in set_.items() if value})


def do(task: Task, path: Path, given: Mapping[str, str]) -> object:
    """The answer to one request: facts, an audit, findings, the names in an archive, or what a job makes.

    `given` is what a person decided on the year and place of facts, see `extract_file`.
    """
    if callable(task):
        return task(path)
    from zeren.extract import audit_file, extract_file
    from zeren.findings.check import check_file
    from zeren.reading.open import members

    if task == "members":
        held = members(path)
        return held and tuple(held)
    if task == "check":
        return check_file(path).findings
    return extract_file(path, given) if task == "extract" else audit_file(path)


def serve() -> None:
    """Answer requests until the parent is gone. An error that is no `ZerenError` ends the child, its trace on stderr."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that a library prints may stand between answers
    limits: Limits = pickle.load(sys.stdin.buffer)
    _warm_up()
    _limit_memory(limits.megabytes)
    answer: object = None
    sound = True
    while True:
        pickle.dump((answer, sound), answers)
        answers.flush()
        try:
            task, path, given = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        _limit_processor(limits.seconds)
        answer, sound = _answer(task, Path(path), given, limits)


def _answer(task: Task, path: Path, given: Mapping[str, str], limits: Limits) -> tuple[object, bool]:
    """What was found, or the error, and whether this process can be trusted with another document."""
    try:
        return do(task, path, given), True
    except ZerenError as error:
        return error, True
    except MemoryError:
        advice = "split it, or set ZEREN_MEGABYTES higher"
        message = f"{told(path)}: takes more than {limits.megabytes} megabytes of memory to read; {advice}"
        return TooLarge(message), False
    except RecursionError:
        return TooLarge(f"{told(path)}: nested too deeply to be read; open it and save a plainer copy"), True


def _warm_up() -> None:
    """Load what every document needs, so that the first one does not pay for it; errors are told of that document."""
    from zeren import extract
    from zeren.language import pipeline
    from zeren.reading import open as door

    assert extract and door
    with suppress(ZerenError):
        pipeline.pipeline()


def _limit_memory(megabytes: int) -> None:
    """Where the system tells how much is in use (Linux), let no more be taken than that and so much again."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = pages * resource.getpagesize() + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def _limit_processor(seconds: int) -> None:
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        most = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime) + seconds + SPARE_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (most if hard < 0 else min(most, hard), hard))
