"""A folder of right answers scored: the figures over all documents, by layout and by rule, and the errors.

NNN.json    a right answer, in the folder of gold
NNN*.txt    its document, in the folder of texts
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from zeren.errors import InputError, UnreadableDocument
from zeren.model import Extraction
from zeren.score import calibration
from zeren.score.figures import Figures, Rates, Share, figures
from zeren.score.gold import answers, placed
from zeren.score.judge import Claim, Judgement, Verdict, judge

Line: TypeAlias = Mapping[str, object]
Read: TypeAlias = Callable[[Path], Extraction]

UNREAD: Final = "unread"
"""Stands for the layout of a document that is missing or cannot be read."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One document's name, layout and judgement; `failure` says why it could not be read."""

    name: str
    layout: str
    judgement: Judgement
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All documents of a folder of gold, scored."""

    documents: tuple[Scored, ...]

    @property
    def figures(self) -> Figures:
        return figures(one.judgement for one in self.documents)

    @property
    def claims(self) -> list[Claim]:
        return [claim for one in self.documents for claim in one.judgement.claims]

    @property
    def failures(self) -> dict[str, str]:
        """Why the documents without an answer have none."""
        return {one.name: one.failure for one in self.documents if one.failure}

    def by_layout(self) -> dict[str, Report]:
        names = sorted({one.layout for one in self.documents})
        return {name: Report(tuple(one for one in self.documents if one.layout == name)) for name in names}

    def errors(self, most: int) -> list[Line]:
        """What is missed, extra or wrong, at most so many of a document; a unit missed or extra is told once."""
        return [
            {"document": one.name, "error": f"{error.outcome} {error.row}", "what": error.what, "gold": error.gold}
            for one in self.documents
            for error in [verdict for verdict in one.judgement.verdicts if _is_error(verdict)][:most]
        ]

    def counts(self) -> dict[str, int]:
        return {"documents": len(self.documents), "unanswered": len(self.failures), "invented": self.figures.invented}

    def to_json(self, errors: int = 0) -> dict[str, object]:
        """Counts and figures, then `layouts`, `rules`, `calibration`, `failures` and `errors`."""
        return {
            **self.counts(),
            **self.figures.to_json(),
            "layouts": {name: {**held.counts(), **held.figures.to_json()} for name, held in self.by_layout().items()},
            "rules": calibration.rules(self.claims),
            "calibration": {"kinds": calibration.kinds(self.claims), "bins": calibration.bins(self.claims)},
            "failures": self.failures,
            "errors": self.errors(errors),
        }

    def sections(self, errors: int = 0) -> dict[str, list[Line]]:
        """The report for people: tables under their titles, those without rows left out."""
        claims, every = self.claims, self.figures
        told = {"errors": sum(_is_error(verdict) for one in self.documents for verdict in one.judgement.verdicts)}
        made: dict[str, Sequence[Line]] = {
            "Documents (--errors N lists the errors)": [{**self.counts(), **told}],
            "Facts found": [_found(name, rates) for name, rates in every.rates.items()],
            "What is told of right facts": [{"told": name, **share.to_json()} for name, share in every.shares.items()],
            "By layout: F1 of facts, accuracy of what is told": [_brief(*pair) for pair in self.by_layout().items()],
            "By rule, most errors first": sorted(calibration.rules(claims), key=_most_wrong),
            "Calibration: in each bin, accuracy should be near confidence": calibration.bins(claims),
            "Calibration by kind: ece and brier are 0 at best": calibration.kinds(claims),
            "Documents without an answer": [{"document": name, "why": why} for name, why in self.failures.items()],
            f"Errors, at most {errors} a document": self.errors(errors),
        }
        return {title: [_rounded(line) for line in lines] for title, lines in made.items() if lines}


def _in_this_process(path: Path) -> Extraction:
    from zeren.extract import extract_file

    return extract_file(path)


def score(gold: Path, texts: Path | None = None, read: Read = _in_this_process) -> Report:
    """Read the texts that right answers are known for and judge what is found in them.

    `texts` is the folder of the documents; without it the folder `seeds` beside `gold`, else `gold` itself. A document
    that is missing or cannot be read counts as one in which nothing was found. `read` reads them, in this process
    where none is named. `InputError` where there is nothing to
    score, and where a right answer is not as scoring reads it.
    """
    noted = answers(gold)
    if not noted:
        raise InputError(f"{gold}: no right answers here; a folder of gold holds NNN.json with a list of measures")
    folders = [texts] if texts else [gold.resolve().parent / "seeds", gold]
    paths = next((found for folder in folders if (found := _texts(folder, noted))), None)
    if paths is None:
        raise InputError(f"{folders[-1]}: no NNN*.txt for the answers in {gold}; name their folder with --texts")
    return Report(tuple(_scored(name, one, paths.get(name), read) for name, one in noted.items()))


def _texts(folder: Path, names: Mapping[str, object]) -> dict[str, Path]:
    """The text of each document that has one in a folder."""
    found = {name: sorted(folder.glob(f"{name}*.txt")) for name in names}
    return {name: paths[0] for name, paths in found.items() if paths}


def _scored(name: str, noted: Mapping[str, Any], path: Path | None, read: Read) -> Scored:
    found, failure = _found_in(path, read)
    try:
        gold = placed(noted, found.raw if found else "")
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableDocument(f"{name}.json: not a right answer as scoring reads it: {error!r}") from error
    return Scored(name, found.layout if found else UNREAD, judge(gold, found), failure)


def _found_in(path: Path | None, read: Read) -> tuple[Extraction | None, str | None]:
    """What is found in a text, or why nothing is."""
    if path is None:
        return None, "its text is missing"
    try:
        return read(path), None
    except InputError as error:
        return None, str(error)


def _is_error(verdict: Verdict) -> bool:
    return verdict.outcome != "right" and (verdict.row != "roles" or verdict.outcome == "wrong")


def _found(name: str, rates: Rates) -> Line:
    """Figures by name; a fact with another role than gold's is wrong and missed."""
    told = {"precision": rates.precision, "recall": rates.recall, "f1": rates.f1}
    return {"found": name, **told, "right": rates.tp, "wrong or extra": rates.fp, "wrong or missed": rates.fn}


def _most_wrong(line: Line) -> tuple[int, int]:
    claims, right = int(str(line["claims"])), int(str(line["right"]))
    return right - claims, -claims


def _brief(layout: str, held: Report) -> Line:
    """A layout's F1 and accuracies in one line, empty where there was nothing to find and nothing was found."""
    every = held.figures
    rates = {name: one.f1 if one != Rates(0, 0, 0) else None for name, one in every.rates.items()}
    shares = {name: one.accuracy if one != Share(0, 0) else None for name, one in every.shares.items()}
    return {"layout": layout, "documents": len(held.documents), "invented": every.invented, **rates, **shares}


def _rounded(line: Line) -> Line:
    return {key: f"{value:.3f}" if isinstance(value, float) else value for key, value in line.items()}
