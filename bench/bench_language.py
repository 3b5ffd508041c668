"""How fast documents are read: each stage and each component of the pipeline, beside what others take for less.

    python bench/bench_language.py [FILE...]

CPU seconds, the best of several rounds for each file, over the files (those of `sources/`). Beside the whole stand the
floor (the bytes read and decoded), spaCy's own pipeline for Chinese without any component, and the dates and sums of
money of jionlp where it is installed; it is no dependency.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, TypeAlias, TypeVar

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from zeren.extract import extract_file
from zeren.language.pipeline import pipeline
from zeren.reading.open import read, sources
from zeren.text.decode import decode
from zeren.text.repair import repair

if TYPE_CHECKING:
    from spacy.language import Language

    from zeren.model import Document

SOURCES = Path(__file__).parents[1] / "sources"
ROUNDS = 7
T = TypeVar("T")
Taken: TypeAlias = dict[str, float]


def main() -> None:
    files = sources([Path(word) for word in sys.argv[1:]] or [SOURCES])
    characters = sum(len(read(file).raw) for file in files)
    peers = dict(others())
    for file in files:
        extract_file(file)  # reads the tables once
    total: Counter[str] = Counter()
    for file in files:
        rounds = [once(file, peers) for _ in range(ROUNDS)]
        total.update({stage: min(taken[stage] for taken in rounds) for stage in rounds[0]})
    print(f"{len(files)} files, {characters} characters")
    print(f"    {'':<36}{'µs a character':>14}{'million characters a CPU second':>36}")
    for stage, seconds in total.items():
        print(f"    {stage:<36}{1e6 * seconds / characters:>14.3f}{characters / seconds / 1e6:>36.3f}")
    if find_spec("jionlp") is None:
        print("    jionlp: not installed")


def once(file: Path, peers: dict[str, Callable[[str], object]]) -> Taken:
    """The CPU seconds of every stage for one file."""
    taken: Taken = {}
    timed(taken, "floor: read bytes and decode", lambda: decode(file.read_bytes()))
    document = timed(taken, "read", lambda: read(file))
    document = timed(taken, "repair", lambda: repair(document))
    components(taken, pipeline(), document)
    timed(taken, "all of it: extract_file", lambda: extract_file(file))
    for name, peer in peers.items():
        timed(taken, name, partial(peer, document.raw))
    return taken


def components(taken: Taken, nlp: Language, document: Document) -> None:
    doc = timed(taken, "tokenise", lambda: nlp.tokenizer(document.simplified))
    doc._.document = document
    for name, component in nlp.pipeline:
        doc = timed(taken, name, partial(component, doc))


def others() -> Iterator[tuple[str, Callable[[str], object]]]:
    """What else reads Chinese: spaCy by itself, and jionlp where there is one."""
    import spacy

    yield "spaCy: blank zh", spacy.blank("zh")
    if find_spec("jionlp") is not None:
        import jionlp

        logging.disable(logging.ERROR)  # it tells each number that is no date
        yield "jionlp: extract_time", jionlp.ner.extract_time
        yield "jionlp: extract_money", jionlp.ner.extract_money


def timed(taken: Taken, stage: str, job: Callable[[], T]) -> T:
    """Do a job and note its CPU seconds."""
    start = process_time()
    made = job()
    taken[stage] = process_time() - start
    return made


if __name__ == "__main__":
    main()
