"""The spaCy pipeline: one code point a token, one component a reader, results in `doc.spans` and extensions.

No model is loaded. `pipeline.cfg` is the only configuration; a trained component joins by being named there. The
readers themselves are plain functions of text and spans; the components only hand their findings on.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import load_model_from_config, registry
from spacy.vocab import Vocab
from thinc.api import Config

from zeren.language import dates, guards, joining, mechanisms, quantities, roles
from zeren.language.drafts import Outline
from zeren.language.fields import DutyField
from zeren.language.figure import Figures
from zeren.language.layout import read_layout
from zeren.language.origin import year_of
from zeren.language.prose_duties import draft_duties
from zeren.language.steps import with_steps
from zeren.language.targets import read_draft, read_reports
from zeren.language.tense import Tense
from zeren.language.unit_columns import counted
from zeren.model import Document
from zeren.model import Span as Offsets

EXTENSIONS: Final = (
    "document",
    "outline",
    "year",
    "year_basis",
    "duty_rules",
    "duties",
    "figures",
    "tense",
    "readings",
    "reports",
)
SPAN_KEYS: Final = ("measures", "themes", "quantities", "guards", "dates", "units", "mechanisms")
for _name in (*EXTENSIONS, *SPAN_KEYS):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


@registry.tokenizers("zeren.code_points.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    """One code point a token, so that a token's index is its character offset."""

    def create(nlp: Language) -> Callable[[str], Doc]:
        return CodePoints(nlp.vocab)

    return create


class CodePoints:
    """A tokenizer whose tokens are the characters of the text, blanks and line ends included."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._known: dict[str, int] = {}

    def __call__(self, text: str) -> Doc:
        known = self._known
        known.update((character, self.vocab.strings.add(character)) for character in sorted(set(text) - known.keys()))
        words = [known[character] for character in text]
        return Doc(self.vocab, words=words, spaces=[False] * len(text))  # type: ignore[arg-type]  # hashes are taken too

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_kwargs: Any) -> CodePoints:
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        return None

    def from_disk(self, _path: Any, **_kwargs: Any) -> CodePoints:
        return self


def words(doc: Doc) -> str:
    """The text that rules read; `doc.text` would put it together from its tokens each time."""
    document: Document = doc._.document
    return document.simplified


def mark(doc: Doc, key: str, found: list[tuple[Offsets, str, Any]]) -> None:
    """Put findings under a span key, as spans with labels, and their records, in the same order, under `doc._.<key>`."""
    kept = [(span, label, fact) for span, label, fact in found if span[1] > span[0]]
    doc.spans[key] = [Span(doc, *span, label=label) for span, label, _ in kept]
    setattr(doc._, key, [fact for _, _, fact in kept])


@Language.component("zeren_layout")
def layout(doc: Doc) -> Doc:
    document: Document = doc._.document
    outline = read_layout(document)
    doc._.outline = outline
    title = document.metadata.get("title") or (outline.title and document.simplified[slice(*outline.title)])
    doc._.year, doc._.year_basis = year_of(document, title)
    mark(doc, "measures", [(draft.span, draft.form, draft) for draft in outline.measures])
    mark(doc, "themes", [(theme.span, theme.basis, theme) for theme in outline.themes])
    return doc


@Language.component("zeren_dates")
def read_dates(doc: Doc) -> Doc:
    mark(doc, "dates", [((d.start, d.end), d.kind, d) for d in dates.find(words(doc), year=doc._.year)])
    return doc


@Language.component("zeren_quantities")
def read_quantities(doc: Doc) -> Doc:
    guarded = guards.find(words(doc), mentions=doc._.dates)
    mark(doc, "guards", [((g.start, g.end), g.kind, g) for g in guarded])
    mark(doc, "quantities", [((q.start, q.end), q.rule, q) for q in quantities.find(words(doc), guarded=guarded)])
    return doc


@Language.component("zeren_duties")
def read_duties(doc: Doc) -> Doc:
    document, outline = doc._.document, doc._.outline
    tables: dict[tuple[str | None, int | None], list[DutyField]] = {}
    for draft in outline.measures:
        tables.setdefault((draft.location.sheet, draft.location.table), []).extend(draft.fields)
    rules = roles.find_rules(document.simplified, document.bold, *tables.values(), underlined=document.underlined)
    duties = [draft_duties(document.simplified, document.bold, draft, rules) for draft in outline.measures]
    doc._.duty_rules, doc._.duties = rules, duties
    mark(doc, "units", [((u.start, u.end), u.role, u) for found in duties for u in found.units])
    return doc


@Language.component("zeren_targets")
def read_targets(doc: Doc) -> Doc:
    outline: Outline = doc._.outline
    told = sorted([*doc._.quantities, *counted(words(doc), outline.measures)], key=attrgetter("start"))
    figures = Figures(words(doc), told, doc._.guards, doc._.dates)
    doc._.figures = figures
    tense = doc._.tense = Tense(words(doc), outline.outlook, doc._.year)
    doc._.readings = [
        with_steps(figures, draft, read_draft(figures, draft, tense), tense) for draft in outline.measures
    ]
    doc._.reports = read_reports(figures, outline, outline.bodies, tense)
    return doc


@Language.component("zeren_mechanisms")
def read_mechanisms(doc: Doc) -> Doc:
    mark(doc, "mechanisms", [((m.start, m.end), m.rule, m) for m in mechanisms.find(words(doc))])
    return doc


def pipeline() -> Language:
    """The pipeline, made once from its configuration and the file, if any, that `ZEREN_PIPELINE` lays over it."""
    return _made(os.environ.get(joining.VARIABLE, ""))


@cache
def _made(joined: str) -> Language:
    config = Config().from_str(files("zeren.language").joinpath("pipeline.cfg").read_text("utf-8"))
    if joined:
        return joining.joined(config, Path(joined), SPAN_KEYS)
    return load_model_from_config(config, auto_fill=True, validate=True)


def read(document: Document) -> Doc:
    """Read a repaired document: its Simplified text, with everything found in it as spans."""
    nlp = pipeline()
    doc = nlp.tokenizer(
        document.simplified
    )  # `make_doc` refuses long texts for the sake of parsers, of which there is none
    doc._.document = document
    return nlp(doc)
