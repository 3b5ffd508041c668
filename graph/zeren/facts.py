"""The tidy tables: the one hand-over point between reading documents and answering questions.

`SCHEMA` is the contract: tables, columns, types. Reading fills the tables from `Extraction` objects; answering knows
nothing but the tables. Spans are the columns `start` and `end`, in code points of the raw text, end exclusive. Every
table is sorted by its key, so that the same facts make the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from zeren.errors import ModelError
from zeren.model import SCHEMA_VERSION, Extraction, Target
from zeren.schema import KEYS as KEYS
from zeren.schema import SCHEMA as SCHEMA

if TYPE_CHECKING:
    import pandas as pd

    Tables: TypeAlias = dict[str, pd.DataFrame]

Rows: TypeAlias = dict[str, list[dict[str, Any]]]


def rows(extraction: Extraction, unit_ids: Mapping[str, str]) -> Rows:
    """One document's facts as rows by table; `unit_ids` names the unlinked units (written name -> unit id)."""
    document = {"document": extraction.id}
    made: Rows = {name: [] for name in SCHEMA}
    made["documents"].append(_document_row(extraction))
    made["texts"].append(
        document | {"characters": len(extraction.raw), "sha256": extraction.sha256, "text": extraction.raw}
    )
    for measure in extraction.measures:
        made["measures"].append(document | _measure_row(measure))
        of = document | {"measure": measure.order}
        for position, duty in enumerate(measure.responsibilities, 1):
            unit = duty.department or unit_ids[duty.name]
            made["responsibilities"].append(of | {"position": position, "unit": unit} | _record(duty))
        for position, target in enumerate(measure.targets, 1):
            made["targets"].append(of | {"position": position} | _figure(target))
        for position, milestone in enumerate(measure.milestones, 1):
            made["milestones"].append(of | {"position": position} | _record(milestone))
    for position, result in enumerate(extraction.results, 1):
        extra = {"position": position, "measure": result.measure, "period": result.period}
        made["results"].append(document | extra | _figure(result))
    for table in ("themes", "mechanisms", "problems", "residue"):
        for position, record in enumerate(getattr(extraction, table), 1):
            made[table].append(document | {"position": position} | _record(record))
    return made


def unknown_units(extraction: Extraction) -> dict[str, str]:
    """Ids for the units of one document that the registry does not know, by written name, in order of mention."""
    names = dict.fromkeys(
        duty.name for measure in extraction.measures for duty in measure.responsibilities if not duty.department
    )
    return {name: f"{extraction.id}/{n}" for n, name in enumerate(names, 1)}


def frames(extractions: Iterable[Extraction], registry: Tables) -> Tables:
    """All tables for some documents; `registry` brings `units`, `members`, `places` and `reforms` of who is known,
    and what else is told beside the documents, such as `reviews`."""
    made: Rows = {name: [] for name in SCHEMA}
    for extraction in extractions:
        ids = unknown_units(extraction)
        for table, found in rows(extraction, ids).items():
            made[table] += found
        made["units"] += [{"unit": unit, "name": name, "known": False, "aliases": ""} for name, unit in ids.items()]
    import pandas as pd

    tables = {name: frame(name, found) for name, found in made.items()}
    for name, known in registry.items():
        tables[name] = conform(name, pd.concat([known, tables[name]], ignore_index=True))
    return tables


def frame(table: str, found: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows as a frame with the columns, types and order that the schema promises."""
    import pandas as pd

    columns = SCHEMA[table]
    return conform(table, pd.DataFrame(found, columns=list(columns)))


def conform(table: str, data: pd.DataFrame) -> pd.DataFrame:
    """The frame with the schema's columns and types, sorted by the table's key; a repeated key is an error."""
    columns, keys = SCHEMA[table], KEYS[table]
    missing = [c for c in columns if c not in data.columns]
    if missing:
        raise ModelError(f"table {table}: missing columns {', '.join(missing)}")
    data = data[list(columns)].astype(columns).sort_values(keys, ignore_index=True)
    repeated = data[data.duplicated(keys)]
    if len(repeated):
        raise ModelError(f"table {table}: key {keys} repeats at {repeated[keys].iloc[0].tolist()}")
    return data


COUNTED: Final = ("themes", "measures", "responsibilities", "targets", "milestones", "results", "mechanisms")
"""The tables that hold what a plan says."""


def counted(tables: Tables) -> Tables:
    """The tables with each plan once: of a document that is a version of another only it and its text stay."""
    documents = tables["documents"]
    versions = documents.loc[documents["version_of"].notna(), "document"]
    if versions.empty:
        return tables
    once = {name: tables[name][~tables[name]["document"].isin(versions)].reset_index(drop=True) for name in COUNTED}
    return tables | once


def write(tables: Tables, folder: Path) -> None:
    """Write each table to `folder/<table>.parquet`; the same tables make the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    for name in SCHEMA:
        table = pa.Table.from_pandas(tables[name], preserve_index=False).replace_schema_metadata(
            {"zeren.schema_version": str(SCHEMA_VERSION), "zeren.table": name}
        )
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")


def read(folder: Path) -> Tables:
    """Read the tables that `write` made; `ModelError` where one is missing or broken."""
    absent = [name for name in SCHEMA if not (folder / f"{name}.parquet").is_file()]
    if absent:
        raise ModelError(
            f"{folder}: no table {absent[0]}.parquet here; run `zeren build` first or name its output folder"
        )
    return {name: _read_table(folder / f"{name}.parquet", SCHEMA[name]) for name in SCHEMA}


def _read_table(path: Path, columns: dict[str, str]) -> pd.DataFrame:
    import pandas as pd
    import pyarrow as pa

    try:
        return pd.read_parquet(path).astype(columns)
    except (OSError, ValueError, TypeError, KeyError, pa.ArrowException) as error:
        reason = str(error).partition("\n")[0].strip("'\"")
        raise ModelError(f"{path}: not a table of these facts ({reason}); run `zeren build` again") from None


def _record(record: Any) -> dict[str, Any]:
    fields = {name: getattr(record, name) for name in record.__slots__ if name not in ("span", "mentions")}
    return fields | {"start": record.span[0], "end": record.span[1]}


def _figure(target: Target) -> dict[str, Any]:
    names = [name for name in Target.__slots__ if name not in ("span", "baseline")]
    base = target.baseline
    return {name: getattr(target, name) for name in names} | {
        "start": target.span[0],
        "end": target.span[1],
        "baseline_value": base.value if base else None,
        "baseline_unit": base.unit if base else None,
        "baseline_year": base.year if base else None,
    }


def _measure_row(measure: Any) -> dict[str, Any]:
    place = measure.location
    names = ("order", "number", "text", "text_simplified", "theme")
    return {name: getattr(measure, name) for name in names} | {
        "start": measure.span[0],
        "end": measure.span[1],
        "sheet": place.sheet,
        "page": place.page,
        "table": place.table,
        "row": place.row,
    }


def _document_row(extraction: Extraction) -> dict[str, Any]:
    place = extraction.place
    same = (
        "path",
        "sha256",
        "format",
        "encoding",
        "title",
        "publisher",
        "published",
        "year",
        "year_basis",
        "year_review",
        "layout",
    )
    return {name: getattr(extraction, name) for name in same} | {
        "document": extraction.id,
        "place_name": place.name if place else None,
        "place_code": place.code if place else None,
        "place_basis": place.basis if place else "none",
        "place_confidence": place.confidence if place else None,
        "place_review": place.review if place else None,
        "duty_coverage": extraction.coverage.get("duties"),
        "number_coverage": extraction.coverage.get("numbers"),
        "version_of": None,
    }
