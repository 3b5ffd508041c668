"""A configuration of the user's own, laid over `pipeline.cfg`, and the pieces of text that a trained component judges.

Apart from `pipeline.py`, which needs none of it where nothing joins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final, Protocol

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_model_from_config, registry
from thinc.api import Config, Ops, get_current_ops
from thinc.types import Ragged

from zeren.errors import ModelError
from zeren.language.merging import COMPONENT
from zeren.model import Span

VARIABLE: Final = "ZEREN_PIPELINE"
_PIECE: Final = re.compile(r"(?:[^\s。！？!?；;，,、：:（）()|]|(?<=\d)[,，](?=\d))+")


class Suggester(Protocol):
    def __call__(self, docs: Iterable[Doc], *, ops: Ops | None = None) -> Ragged: ...


def joined(own: Config, file: Path, keys: Collection[str]) -> Language:
    """The pipeline of our configuration with a file of the user's laid over it; `keys` are the span keys we write to.

    A `source` that lies beside the file is found there. `ModelError` where it cannot be loaded, where a component of
    ours is missing or out of order, and where another writes to a key of ours.
    """
    try:
        config = own.merge(_beside(Config().from_disk(file, interpolate=False), file.parent))
        _complete(own["nlp"]["pipeline"], config["nlp"]["pipeline"])
        nlp = load_model_from_config(config, auto_fill=True, validate=True)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{file} (named by {VARIABLE}): the pipeline cannot be loaded: {error}") from error
    for name, component in nlp.pipeline:
        if getattr(component, "key", None) in keys:
            raise ModelError(f"{file} (named by {VARIABLE}): {name} must write to a spans_key of its own")
    return nlp


def _beside(config: Config, folder: Path) -> Config:
    for component in config.get("components", {}).values():
        if "source" in component and (folder / component["source"]).exists():
            component["source"] = str(folder / component["source"])
    return config


def _complete(ours: list[str], theirs: list[str]) -> None:
    if [name for name in theirs if name in ours] != ours:
        raise ValueError(f"nlp.pipeline must hold, in this order, {', '.join(ours)}")
    if COMPONENT not in theirs:
        raise ValueError(f"nlp.pipeline lacks {COMPONENT}, which merges what a trained component finds")


def pieces(text: str) -> Iterator[Span]:
    """The stretches between marks of punctuation.

    >>> [text[slice(*piece)] for text in ["改造道路1,200米，由市A局、市B局负责。"] for piece in pieces(text)]
    ['改造道路1,200米', '由市A局', '市B局负责']
    """
    return (found.span() for found in _PIECE.finditer(text))


@registry.misc("zeren.pieces.v1")  # type: ignore[untyped-decorator]
def make_suggester() -> Suggester:
    """A suggester for `spancat` whose candidates are pieces: a few hundred a document, where n-grams are millions."""

    def suggest(docs: Iterable[Doc], *, ops: Ops | None = None) -> Ragged:
        ops = ops or get_current_ops()
        found = [list(pieces(doc.text)) for doc in docs]
        spans = [piece for one in found for piece in one]
        data = ops.asarray2i(spans) if spans else ops.alloc2i(0, 0)
        return Ragged(data, ops.asarray1i([len(one) for one in found]))

    return suggest
