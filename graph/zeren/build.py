"""The batch: documents to facts, quads, store and pages; what can be built is published, what cannot is listed.

The only module that joins the reading half to the answering half. One document that fails never stops the others, and
a folder of answers is replaced as a whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from zeren import __version__, facts, outputs
from zeren.errors import BuildError, InputError, ZerenError
from zeren.publish import refuse_foreign, staging, swap
from zeren.review import apply
from zeren.review.decisions import Rulings, load, settle
from zeren.worker import Reader, reader

if TYPE_CHECKING:
    from zeren.analysis.versions import Overlap, Version
    from zeren.facts import Tables
    from zeren.model import Extraction
    from zeren.rdf.check import Violation

PARTS = (outputs.FACTS, outputs.QUADS, outputs.STORE, outputs.PAGES, outputs.REPORT)
REPORT_VERSION = 1

Tell: TypeAlias = Callable[[int, int, str], None]
"""Called before each step with the number of documents done, their total, and what comes next."""


@dataclass(frozen=True, slots=True)
class Failure:
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A document with the same bytes as another one, which stands for both."""

    path: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Built:
    """One document of a build and how many rows it brought to each table."""

    document: str
    path: str
    title: str | None
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the decisions of a person: their ids, or their keys and why they do not hold."""

    applied: tuple[str, ...] = ()
    conflicting: tuple[str, ...] = ()
    not_applied: tuple[str, ...] = ()

    def summary(self) -> list[str]:
        if not (self.applied or self.conflicting or self.not_applied):
            return []
        counts = (
            f"{len(self.applied)} applied, {len(self.conflicting)} conflicting, {len(self.not_applied)} not applicable"
        )
        return [*self.conflicting, *self.not_applied, f"decisions: {counts}"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build made, without times or places, so that the same build makes the same report."""

    documents: tuple[Built, ...]
    failures: tuple[Failure, ...]
    duplicates: tuple[Duplicate, ...]
    versions: tuple[Version, ...]
    overlaps: tuple[Overlap, ...]
    skipped: tuple[str, ...]
    tables: dict[str, int]
    quads: int
    violations: tuple[str, ...]
    warnings: tuple[str, ...]
    decisions: Decided = Decided()
    undrawn: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"report_version": REPORT_VERSION, "zeren": __version__, **asdict(self)}

    def summary(self, out: Path) -> list[str]:
        """What was built, what was not, and the file to open, a line each."""
        counts = ", ".join(
            f"{self.tables[name]} {name}" for name in ("documents", "measures", "responsibilities", "targets")
        )
        lines = [f"{one.path}: the same bytes as {one.same_as}, kept once" for one in self.duplicates]
        lines += [str(one) for one in (*self.versions, *self.overlaps)]
        if self.skipped:
            lines.append(f"passed over, no documents: {len(self.skipped)} ({', '.join(self.skipped)})")
        lines += [f"{one.path}: not built: {one.message}" for one in self.failures]
        lines += [f"against the shapes: {one}" for one in (*self.warnings, *self.violations)]
        lines += [f"chart not drawn, all else is published: {one}" for one in self.undrawn]
        lines += self.decisions.summary()
        return [*lines, f"built {out}: {counts}, {self.quads} quads", f"open {out / outputs.PAGES / 'index.html'}"]


def build(
    sources: Sequence[Path],
    out: Path,
    tell: Tell = lambda done, total, what: None,
    decisions: Path | None = None,
) -> Report:
    """Read the documents in `sources` (files and folders) and publish what they say in the folder `out`.

    `decisions` names the table of what a person decided, which is applied to the facts. `BuildError` where no document
    could be read or the folder cannot be written; `out` is then as it was.
    """
    refuse_foreign(out, PARTS, outputs.REPORT)
    rulings = settle(load(decisions)) if decisions else Rulings()
    with staging(out) as stage:
        found = gather(sources, out, decisions)
        with reader() as reading:
            unfold(found, reading)
            extractions, failed, duplicates = extract_all(found.files, tell, reading, rulings)
        failures = found.failures + failed
        if not extractions:
            raise BuildError("\n".join(["nothing could be built:", *(f"  {f.path}: {f.message}" for f in failures)]))
        tell(len(found.files), len(found.files), "tables, graph and pages")
        answered = answer(extractions, stage, rulings)
        report = Report(
            tuple(_built(extraction) for extraction in extractions),
            tuple(failures),
            tuple(duplicates),
            tuple(answered.versions),
            tuple(answered.overlaps),
            tuple(found.skipped),
            {name: len(table) for name, table in answered.tables.items()},
            answered.quads,
            tuple(str(one) for one in answered.broken if one.severity == "violation"),
            tuple(str(one) for one in answered.broken if one.severity == "warning"),
            _decided(rulings, extractions),
            tuple(answered.undrawn),
        )
        text = json.dumps(report.to_json(), ensure_ascii=False, indent=1)
        (stage / outputs.REPORT).write_text(text + "\n", encoding="utf-8", newline="\n")
        swap(stage, out, PARTS)
    return report


@dataclass(frozen=True, slots=True)
class Answered:
    """What was made of the facts: the tables with each plan once, its other versions, what else is told twice, quads,
    broken shapes, and why charts are wanting."""

    tables: Tables
    versions: list[Version]
    overlaps: list[Overlap]
    quads: int
    broken: list[Violation]
    undrawn: list[str]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What some sources hold: files to read, each with its name in the facts (its path within the source), files that
    are no documents, and sources and folders that cannot be read."""

    files: dict[Path, str]
    skipped: list[str]
    failures: list[Failure]


def gather(sources: Iterable[Path], out: Path, decisions: Path | None = None) -> Gathered:
    """Look through files and folders; what lies in `out` is never a source, nor is the table of decisions."""
    from zeren.reading.names import told
    from zeren.reading.open import survey

    found = Gathered({}, [], [])
    for source in sources:
        try:
            documents, skipped, closed = survey([source])
        except InputError as error:
            found.failures.append(Failure(told(source), _reason(error, source)))
            continue
        documents = [file for file in documents if not decisions or file.resolve() != decisions.resolve()]
        inside = {file: _name(file, source) for file in documents if out.resolve() not in file.resolve().parents}
        if documents and not inside:
            message = f"no documents but those in {told(out.resolve().name)}, the folder to publish in; choose another"
            found.failures.append(Failure(told(source), f"{message} folder with -o"))
        for file, name in inside.items():
            found.files.setdefault(file, name)
        found.failures.extend(Failure(_name(folder, source), reason) for folder, reason in closed.items())
        found.skipped.extend(_name(file, source) for file in skipped if out.resolve() not in file.resolve().parents)
    return found


def unfold(found: Gathered, reading: Reader) -> None:
    """Put in place of every zip archive the documents in it, each of them one of its own."""
    from zeren.reading.archives import MARK

    for file, name in [pair for pair in found.files.items() if pair[0].suffix.lower() == ".zip"]:
        try:
            held = reading.members(file)
        except InputError as error:
            del found.files[file]
            found.failures.append(Failure(name, _reason(error, file)))
            continue
        documents, skipped = held or ([], [])
        found.skipped.extend(f"{name}{MARK}{member}" for member in skipped)
        if documents:
            del found.files[file]
            found.files.update({Path(f"{file}{MARK}{member}"): f"{name}{MARK}{member}" for member in documents})


def extract_all(
    files: dict[Path, str], tell: Tell, reading: Reader | None = None, rulings: Rulings | None = None
) -> tuple[list[Extraction], list[Failure], list[Duplicate]]:
    """Read each file on its own, in this process unless `reading` does it in another, and apply what is decided; an
    error becomes a failure of that file alone."""
    reading = reading or Reader()
    extractions: list[Extraction] = []
    failures: list[Failure] = []
    duplicates: list[Duplicate] = []
    seen: dict[str, tuple[str, str]] = {}
    for done, (file, name) in enumerate(files.items()):
        tell(done, len(files), name)
        try:
            found = replace(apply.read(reading.extract_file, file, rulings or Rulings()), path=name)
            if found.id not in seen:
                seen[found.id] = found.sha256, name
                extractions.append(found)
            elif seen[found.id][0] == found.sha256:
                duplicates.append(Duplicate(name, seen[found.id][1]))
            else:
                raise InputError(f"shares its id {found.id} with {seen[found.id][1]}; change a byte in one of them")
        except ZerenError as error:
            failures.append(Failure(name, _reason(error, file)))
        except Exception as error:  # the border of the batch: recorded, and the other documents go on
            failures.append(Failure(name, f"a defect of zeren, please report it: {type(error).__name__}: {error}"))
    return extractions, failures, duplicates


def answer(extractions: Sequence[Extraction], stage: Path, rulings: Rulings | None = None) -> Answered:
    """Write facts, quads, store and pages into `stage`."""
    from zeren.analysis.namesakes import tell_apart
    from zeren.analysis.versions import mark
    from zeren.pages import site
    from zeren.rdf import check, quads, store
    from zeren.registry.tables import frames as registered

    duties = (duty for one in extractions for measure in one.measures for duty in measure.responsibilities)
    homes = {one.place.code for one in extractions if one.place and one.place.code}
    registry = registered({duty.department for duty in duties if duty.department}, homes)
    tables = facts.frames(extractions, registry | {"reviews": apply.frame(rulings or Rulings(), extractions)})
    tables, versions, overlaps = mark(tell_apart(tables))
    facts.write(tables, stage / outputs.FACTS)
    tables = facts.counted(tables)
    written = quads.write(tables, stage / outputs.QUADS)
    store.publish(stage / outputs.QUADS, stage / outputs.STORE)
    broken = check.check(store.open_store(stage / outputs.STORE))
    undrawn: list[str] = []
    site.write(tables, stage / outputs.PAGES, undrawn)
    return Answered(tables, versions, overlaps, written, broken, undrawn)


def _decided(rulings: Rulings, extractions: Sequence[Extraction]) -> Decided:
    conflicts = rulings.conflicts.items()
    return Decided(
        tuple(sorted({one for found in extractions for one in found.decisions})),
        tuple(f"{key}: decisions {' and '.join(ids)} contradict each other; none is applied" for key, ids in conflicts),
        tuple(f"{one.key}: {one.ids} not applied: {reason}" for one, reason in apply.unapplied(rulings, extractions)),
    )


def _name(file: Path, source: Path) -> str:
    from zeren.reading.names import told

    return told(file.relative_to(source) if source.is_dir() else file.name)


def _reason(error: ZerenError, file: Path) -> str:
    """The message without the path on this machine, since the report names the file already and may be published."""
    from zeren.reading.names import told

    return str(error).removeprefix(f"{told(file)}: ")


def _built(extraction: Extraction) -> Built:
    measures = extraction.measures
    rows = {
        "measures": len(measures),
        "responsibilities": sum(len(measure.responsibilities) for measure in measures),
        "targets": sum(len(measure.targets) for measure in measures),
        "milestones": sum(len(measure.milestones) for measure in measures),
        "results": len(extraction.results),
        "problems": len(extraction.problems),
    }
    return Built(extraction.id, extraction.path, extraction.title, rows)
