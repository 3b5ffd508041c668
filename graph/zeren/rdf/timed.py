"""A query in a process of its own, which is stopped where it takes too long.

The store knows no limit on time, and a thread that waits for it cannot be stopped. So whoever lets others ask, the
command line and notebooks, asks here; `queries.run` stays a plain function for those who know what they ask. The
process is a fresh interpreter and no fork, since a fork of a process with threads may hang.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Final

from zeren.errors import QueryTimeout, QueryTooLarge, ZerenError
from zeren.rdf import queries
from zeren.rdf.answers import Answer
from zeren.rdf.headers import Query
from zeren.rdf.store import open_store

if sys.platform != "win32":
    import resource

_SPARE_SECONDS: Final = 10
"""How much processor time beyond its limit a process has, should nobody be left to stop it."""
_START: Final = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from zeren.rdf.timed import serve; serve()"


def run(folder: Path, query: Query, params: queries.Params, *, seconds: int, most: int | None = None) -> Answer:
    """As `queries.run` over the store in `folder`; `QueryTimeout` for a query that takes more than `seconds`."""
    command = [sys.executable, "-c", _START, json.dumps(sys.path)]
    asked = pickle.dumps((str(folder), query, dict(params), seconds, most))
    try:
        done = subprocess.run(command, input=asked, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        advice = "narrow it (fewer patterns, a FILTER, a LIMIT), or allow more with --seconds"
        raise QueryTimeout(f"{query.name}: took more than {seconds} seconds and was stopped; {advice}") from None
    if done.returncode:
        raise QueryTooLarge(f"{query.name}: {_last_words(done)}; ask for less at a time")
    found = pickle.loads(done.stdout)
    if isinstance(found, ZerenError):
        raise found
    assert isinstance(found, Answer)
    return found


def serve() -> None:
    """Answer the one question on standard input, by an answer or an error on standard output."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that a library prints may stand before the answer
    folder, query, params, seconds, most = pickle.load(sys.stdin.buffer)
    _limit_processor(seconds)
    found: Answer | ZerenError
    try:
        found = queries.run(open_store(Path(folder)), query, params, most=most)
    except ZerenError as error:
        found = error
    with answers:
        pickle.dump(found, answers)


def _limit_processor(seconds: int) -> None:
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        most = seconds + _SPARE_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (most if hard < 0 else min(most, hard), hard))


def _last_words(done: subprocess.CompletedProcess[bytes]) -> str:
    """How a process ended that gave no answer: by the system, for want of memory, or by a defect that it tells."""
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return f"ended without an answer ({said[-1] if said else f'status {done.returncode}, most often want of memory'})"
