"""Right answers as training data for a component of spaCy that judges spans: `train.spacy` and `dev.spacy`.

    python bench/training_spans.py FOLDER GOLD TEXTS [GOLD TEXTS]...

Every piece of a document that holds the number of a right target is a TARGET, every piece that holds a unit which the
rules and the right answers both name is a DEPARTMENT. Every fifth document is kept aside for dev.spacy.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, DocBin, Span

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from zeren.language import pipeline
from zeren.language.joining import pieces
from zeren.language.merging import KEY
from zeren.reading.open import read
from zeren.score.gold import Gold, answers, placed, plain
from zeren.text.repair import repair

if TYPE_CHECKING:
    from zeren.model import Document

EVERY = 5


def main() -> None:
    if len(sys.argv) < 4 or len(sys.argv) % 2:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    folder, *pairs = (Path(word) for word in sys.argv[1:])
    parts = {"train": DocBin(), "dev": DocBin()}
    folder.mkdir(parents=True, exist_ok=True)
    examples = (made for gold, texts in zip(pairs[::2], pairs[1::2], strict=True) for made in noted(gold, texts))
    for at, example in enumerate(examples, 1):
        parts["train" if at % EVERY else "dev"].add(example)
    for name, part in parts.items():
        part.to_disk(folder / f"{name}.spacy")
        print(f"{folder / name}.spacy: {len(part)} documents", file=sys.stderr)


def noted(gold: Path, texts: Path) -> Iterator[Doc]:
    """Every document of a folder of right answers that has a text, with the right pieces as spans."""
    for name, answer in answers(gold).items():
        for path in sorted(texts.glob(f"{name}*.txt"))[:1]:
            yield example(repair(read(path)), answer)


def example(document: Document, answer: dict[str, Any]) -> Doc:
    doc = pipeline.read(document)
    right = placed(answer, document.raw)
    made = pipeline.CodePoints(doc.vocab)(document.simplified)
    labels = {"TARGET": list(targets(doc, right)), "DEPARTMENT": list(departments(doc, right))}
    made.spans[KEY] = [
        Span(made, *piece, label=label)
        for piece in pieces(document.simplified)
        for label, places in labels.items()
        if any(piece[0] <= start and end <= piece[1] for start, end in places)
    ]
    return made


def targets(doc: Doc, right: Gold) -> Iterator[tuple[int, int]]:
    """Where the numbers of right targets stand."""
    spans = [target.span for measure in right.measures for target in measure.targets if target.span]
    for q in doc._.quantities:
        start, end = doc._.document.text.raw_span((q.number_start, q.number_end))
        if any(start < b and a < end for a, b in spans):
            yield q.number_start, q.number_end


def departments(doc: Doc, right: Gold) -> Iterator[tuple[int, int]]:
    """Where the units stand that the rules and the right answers both name."""
    names = {name for measure in right.measures for unit in measure.units for name in unit.names}
    for unit in doc._.units:
        if plain(doc._.document.words((unit.start, unit.end))) in names or plain(unit.name) in names:
            yield unit.start, unit.end


if __name__ == "__main__":
    main()
