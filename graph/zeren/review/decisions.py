"""Decisions as a plain table that only grows, and which of them are in force.

Apart from applying them, because this knows nothing of facts. A decision is named by its content and names those that it
replaces; in force are the ones that no other replaces. So the order of rows means nothing: tables of several people may be
joined in any order, and joined twice, and say the same.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, TypeAlias, cast, get_args

from zeren.errors import InputError, TooLarge
from zeren.files import make_folder, replacing
from zeren.review import keys
from zeren.review.keys import Key
from zeren.review.lock import alone
from zeren.vocab import Verdict

FILE: Final = Path("review") / "decisions.csv"
"""Where decisions lie in the folder one works in, unless another file is named."""
UNDO: Final = "undo"
Step: TypeAlias = Verdict | Literal["undo"]
COLUMNS: Final = ("id", "key", "decision", "value", "note", "replaces")
MAX_BYTES: Final = 64 * 2**20
MOST_TOLD: Final = 20
_STEPS: Final = (*get_args(Verdict), UNDO)
ID: Final = re.compile(r"d[0-9a-f]{12}")
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: `value` is what the fact is decided to be, empty for none; `replaces` the ids of decisions it supersedes."""

    key: Key
    decision: Step
    value: str = ""
    note: str = ""
    replaces: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Made of the content, so that the same decision taken twice is one; it begins with a letter, so that no
        spreadsheet takes it for a number."""
        return "d" + hashlib.sha256(json.dumps(self.cells()).encode()).hexdigest()[:12]

    def cells(self) -> list[str]:
        """What the row holds after its id."""
        return [str(self.key), self.decision, self.value, self.note, " ".join(self.replaces)]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided on a fact, by one decision or several that agree; no value where the fact is rejected."""

    key: Key
    value: str | None
    decisions: tuple[Decision, ...]

    @property
    def ids(self) -> str:
        return " ".join(sorted(one.id for one in self.decisions))


@dataclass(frozen=True, slots=True)
class Rulings:
    """What holds for each fact, and the facts on which decisions contradict each other, none of which holds."""

    in_force: Mapping[Key, Ruling] = field(default_factory=dict)
    conflicts: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.in_force or self.conflicts)


def settle(decisions: Iterable[Decision]) -> Rulings:
    """What some decisions come to, whatever their order and however often each stands there."""
    in_force: dict[Key, Ruling] = {}
    conflicts: dict[Key, tuple[str, ...]] = {}
    for key, standing in sorted(latest(decisions).items()):
        held = [one for one in standing if one.decision != UNDO]
        values = {None if one.decision == "reject" else one.value for one in held}
        if len(values) > 1:
            conflicts[key] = tuple(one.id for one in held)
        elif held:
            in_force[key] = Ruling(key, values.pop(), tuple(held))
    return Rulings(in_force, conflicts)


def latest(decisions: Iterable[Decision]) -> dict[Key, list[Decision]]:
    """The decisions and undoings that no other on the same fact replaces, by fact and in the order of their ids."""
    known = {one.id: one for one in decisions}
    replaced = {(one.key, old) for one in known.values() for old in one.replaces}
    found: defaultdict[Key, list[Decision]] = defaultdict(list)
    for identifier, one in sorted(known.items()):
        if (one.key, identifier) not in replaced:
            found[one.key].append(one)
    return dict(found)


def undoing(decisions: Sequence[Decision], identifier: str) -> Decision:
    """The row that takes a decision back; `InputError` where there is nothing to take back."""
    known = {one.id: one for one in decisions}
    if identifier not in known:
        raise InputError(f"no decision {identifier} here; `zeren review list` tells all that there are")
    later = sorted(one.id for one in known.values() if identifier in one.replaces)
    if later:
        raise InputError(f"{identifier} is replaced by {', '.join(later)} already")
    if known[identifier].decision == UNDO:
        raise InputError(f"{identifier} takes a decision back itself; decide anew with `zeren review import`")
    return Decision(known[identifier].key, UNDO, replaces=(identifier,))


def told(decisions: Sequence[Decision]) -> list[dict[str, str]]:
    """Each decision once, in the order of the table, with what became of it."""
    known = {one.id: one for one in decisions}
    later = {(one.key, old): one for one in known.values() for old in one.replaces}
    conflicts = {one for ids in settle(decisions).conflicts.values() for one in ids}

    def state(one: Decision) -> str:
        if (one.key, one.id) in later:
            return "undone" if later[one.key, one.id].decision == UNDO else "replaced"
        return "contradicted" if one.id in conflicts else "in force" if one.decision != UNDO else ""

    return [dict(zip(COLUMNS, (one.id, *one.cells()), strict=True)) | {"state": state(one)} for one in known.values()]


def load(path: Path | None) -> list[Decision]:
    """The decisions of a file in its order; of the usual one, where none is named and there is one.

    `InputError` names every row that is not as zeren wrote it.
    """
    if path is None:
        return load(FILE) if FILE.is_file() else []
    found: list[Decision] = []
    wrong: list[str] = []
    with naming(path):
        for number, row in enumerate(_rows(path), 2):
            try:
                found.append(_decision(row))
            except ValueError as error:
                wrong.append(f"row {number}: {error}")
        if wrong:
            raise InputError("not as zeren wrote it, take an earlier copy: " + "; ".join(wrong[:MOST_TOLD]))
    return found


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Puts the file's name before the message of an error; one of CSV or of the system becomes an `InputError`."""
    try:
        yield
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); name another file") from error
    except csv.Error as error:
        raise InputError(f"{path}: broken CSV ({error}); save it anew") from error
    except InputError as error:
        raise type(error)(f"{path}: {error}") from error


def append(path: Path, decisions: Iterable[Decision]) -> list[Decision]:
    """Add the decisions that a file does not hold yet, all or none, and give them back."""
    given = list(decisions)
    return _grown(path, lambda before: given) if given else []


def take_back(path: Path | None, identifier: str) -> Decision:
    """Add the row that takes a decision back to a file, the usual one where none is named; `InputError` as `undoing`."""
    undoing(load(path), identifier)  # refuses before any folder is made
    [row] = _grown(path or FILE, lambda before: [undoing(before, identifier)])
    return row


def _grown(path: Path, rows: Callable[[list[Decision]], Iterable[Decision]]) -> list[Decision]:
    """Add the rows made of what a file holds that it does not hold yet; what others add at the same moment stays."""
    path = path.resolve() if path.is_symlink() else path
    make_folder(path.parent)
    with alone(path):
        before = load(path) if path.exists() else []
        known = {one.id for one in before}
        new = list({one.id: one for one in rows(before) if one.id not in known}.values())
        if new:
            with replacing(path) as partial:
                partial.write_bytes(as_csv([*before, *new]))
    return new


def as_csv(decisions: Iterable[Decision]) -> bytes:
    """The table as CSV that Excel opens in Chinese; words that would be a formula get an apostrophe before them."""
    from zeren.exports.office import csv_bytes

    return _BOM + csv_bytes((COLUMNS, [[one.id, *one.cells()] for one in decisions]))


def _rows(path: Path) -> list[list[str]]:
    """The rows below the header; Excel may have saved them in another encoding."""
    from zeren.exports.office import unguarded
    from zeren.text.decode import decode

    if path.stat().st_size > MAX_BYTES:
        raise TooLarge(f"larger than {MAX_BYTES} bytes; no table of decisions")
    text, _ = decode(path.read_bytes())
    rows = [[unguarded(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    if not rows or tuple(rows[0]) != COLUMNS:
        raise InputError(f"not a table of decisions; its first row must be {','.join(COLUMNS)}")
    return rows[1:]


def _decision(row: list[str]) -> Decision:
    if len(row) != len(COLUMNS):
        raise ValueError(f"{len(row)} cells instead of {len(COLUMNS)}")
    identifier, written, step, value, note, replaces = row
    key = keys.parse(written)
    if key is None:
        raise ValueError(f"no key of a fact ({written[:60]})")
    if step not in _STEPS or not all(ID.fullmatch(old) for old in replaces.split()):
        raise ValueError("no such decision, or what it replaces is no decision")
    made = Decision(key, cast(Step, step), value, note, tuple(replaces.split()))
    if made.id != identifier:
        raise ValueError(f"{identifier} was altered; undo it instead")
    return made
