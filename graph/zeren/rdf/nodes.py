"""The tidy tables laid out as one frame for each kind of node of the graph, with the IRIs as columns.

Apart from `quads.py`, because minting identities is one question and writing statements is another: here is every IRI
that zeren mints, and from which facts. An identity is made of stable facts only, so a rebuild mints the same. What
several documents share (units, areas, indicators) stands in the registry graph: a statement is in one graph only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zeren.rdf.terms import by_value, indicator_id, segment
from zeren.registry import members
from zeren.vocab import ENDS_ORIGINAL, GRAPH, ID, NS

if TYPE_CHECKING:
    import pandas as pd

    from zeren.facts import Tables
    from zeren.rdf.terms import Column

DERIVED: Final = GRAPH + "derived"
REGISTRY: Final = GRAPH + "registry"
PROVENANCE: Final = GRAPH + "provenance"
ALIAS_SEPARATOR: Final = "|"
UNIT_CLASS: Final = {"government": "Government", "collective": "CollectiveUnit", "catch-all": "CollectiveUnit"}
_BOUNDED_BELOW: Final = ("=", ">=", ">", "range", "increase_by", "increase_to", "decrease_by", "decrease_to")
_BOUNDED_ABOVE: Final = ("=", "<=", "<", "increase_by", "increase_to", "decrease_by", "decrease_to")


def frames(tables: Tables, version: str) -> Tables:
    """One frame for each node of `columns.csv`; `version` is that of the software which read the documents."""
    made = _of_documents(tables) | _of_registry(tables)
    made["span"] = _spans(tables, made)
    made["indicator"] = made["figure"].drop_duplicates("indicator_iri").assign(graph=REGISTRY)
    made["review"] = tables["reviews"].assign(review_iri=_review_iri(tables["reviews"]["review"]), graph=PROVENANCE)
    made["reviewed"] = _reviewed(made)
    made["run"] = _runs(made["document"], version)
    return made


def _of_documents(tables: Tables) -> Tables:
    documents = _documents(tables)
    keys = documents.set_index("id")["key"]
    themes = _themes(tables, keys)
    duties = _duties(_within_measure(tables["responsibilities"], keys, "responsibility", "r"))
    targets = _figures(_within_measure(tables["targets"], keys, "target", "t"), "target")
    results = _figures(_within_document(tables["results"], keys, "result"), "result")
    return {
        "document": documents,
        "plan": documents[documents["version_of"].isna()],
        "theme": themes,
        "measure": _measures(tables, keys, themes),
        "responsibility": duties,
        "shortcut": duties.assign(graph=DERIVED),
        "shared": _shared(tables, keys),
        "target": targets,
        "result": results,
        "figure": _stacked([targets, results]),
        "milestone": _within_measure(tables["milestones"], keys, "milestone", "m"),
        "mechanism": _within_document(tables["mechanisms"], keys, "mechanism"),
    }


def _of_registry(tables: Tables) -> Tables:
    units = tables["units"]
    reforms = tables["reforms"]
    current = tables["members"][tables["members"]["valid_to"].isna()]
    handed = reforms.assign(
        reform_iri=by_value(reforms["reform"], lambda reform: f"{ID}reform/{segment(reform)}"),
        original_iri=unit_iri(reforms["original"]),
        resulting_iri=unit_iri(reforms["resulting"]),
    )
    known = units.assign(
        unit_iri=unit_iri(units["unit"]),
        area=ID + "area/" + units["place_code"],
        graph=REGISTRY,
        **{"class": by_value(units["kind"], lambda kind: NS + UNIT_CLASS.get(kind, "Department"))},
    )
    aliases = known.assign(alias=known["aliases"].str.split(ALIAS_SEPARATOR)).explode("alias")
    return {
        "unit": known,
        "alias": aliases.astype({"alias": "string"}),
        "area": _areas(tables),
        "member": current.assign(
            collective_iri=unit_iri(current["collective"]), member_iri=unit_iri(current["member"]), graph=REGISTRY
        ),
        "reform": handed.assign(graph=REGISTRY),
        "succession": handed[handed["kind"].isin(ENDS_ORIGINAL)].assign(graph=DERIVED),
    }


def unit_iri(unit: Column) -> Column:
    return by_value(unit, lambda identifier: f"{ID}unit/{segment(identifier)}")


def document_graph(document: Column) -> Column:
    return GRAPH + "doc/" + document


def _documents(tables: Tables) -> pd.DataFrame:
    """Documents with their text and plan; a place without a code is an area of its document alone."""
    data = tables["documents"].merge(tables["texts"][["document", "characters"]], on="document", how="left")
    identifier = data["document"]
    code = data["place_code"].str[:6].fillna("000000")
    year = data["year"].astype("string").str.zfill(4).fillna("0000")
    key = code + "-" + year + "-" + identifier
    area = data["place_code"].fillna(identifier.where(data["place_name"].notna()))
    return data.assign(
        id=identifier,
        key=key,
        document=ID + "document/" + identifier,
        text=ID + "text/" + identifier,
        plan=ID + "plan/" + key,
        original=ID + "document/" + data["version_of"],
        area=ID + "area/" + area,
        graph=document_graph(identifier),
    )


def _themes(tables: Tables, keys: Column) -> pd.DataFrame:
    """The themes of each document; one that only a measure names comes after those that the document lists."""
    listed = tables["themes"]
    named = tables["measures"][["document", "theme"]].dropna().rename(columns={"theme": "name"})
    unlisted = named.drop_duplicates().merge(listed[["document", "name"]], how="left", indicator=True)
    unlisted = unlisted[unlisted["_merge"] == "left_only"].drop(columns="_merge")
    data = _stacked([listed, unlisted])
    data["position"] = data.groupby("document").cumcount() + 1
    return _within_document(data, keys, "theme")


def _measures(tables: Tables, keys: Column, themes: pd.DataFrame) -> pd.DataFrame:
    data = tables["measures"]
    first = themes[["document", "name", "theme"]].drop_duplicates(["document", "name"])
    first = first.rename(columns={"theme": "theme_iri", "name": "theme"})
    data = data.merge(first, on=["document", "theme"], how="left")
    return _placed(data, keys).assign(measure=_measure_iri(data["document"], data["order"], keys))


def _within_measure(data: pd.DataFrame, keys: Column, node: str, letter: str) -> pd.DataFrame:
    """Rows that hang on a measure: `{measure}/r1` and its like."""
    measure = _measure_iri(data["document"], data["measure"], keys)
    identity = measure + f"/{letter}" + data["position"].astype("string")
    return _placed(data, keys).assign(**{"measure_iri": measure, node: identity})


def _within_document(data: pd.DataFrame, keys: Column, node: str) -> pd.DataFrame:
    """Rows that hang on a document: `id/result/{doc8}/1` and its like, with the measure where one is named."""
    identity = f"{ID}{node}/" + data["document"] + "/" + data["position"].astype("string")
    if "measure" in data:
        data = data.assign(measure_iri=_measure_iri(data["document"], data["measure"], keys))
    return _placed(data, keys).assign(**{node: identity})


def _placed(data: pd.DataFrame, keys: Column) -> pd.DataFrame:
    """Rows with their graph, plan and evidence; a span without characters is no evidence."""
    document = data["document"]
    offsets = data["start"].astype("string") + "," + data["end"].astype("string")
    return data.assign(
        graph=document_graph(document),
        plan=ID + "plan/" + document.map(keys).astype("string"),
        text_iri=ID + "text/" + document,
        evidence=(ID + "text/" + document + "#char=" + offsets).where(data["start"] < data["end"]),
    )


def _measure_iri(document: Column, order: pd.Series[int], keys: Column) -> Column:
    number = order.astype("string").str.zfill(3)
    return ID + "measure/" + document.map(keys).astype("string") + "-" + number


def _duties(data: pd.DataFrame) -> pd.DataFrame:
    bearer = unit_iri(data["unit"])
    roles = {role: bearer.where(data["role"] == role) for role in ("lead", "support", "implement")}
    return data.assign(bearer=bearer, **roles)


def _shared(tables: Tables, keys: Column) -> pd.DataFrame:
    """The responsibilities of collectives with each body that was a member in the year of the document."""
    told = _within_measure(members.bearing(tables["responsibilities"], tables), keys, "responsibility", "r")
    return told.assign(member_iri=unit_iri(told["member"]), graph=DERIVED)


def _figures(data: pd.DataFrame, node: str) -> pd.DataFrame:
    """Targets or results with indicator and the closed interval that the stated number means."""
    name = data["indicator_simplified"].fillna(data["indicator"])
    name = name.mask(name == "")
    comparator, value = data["comparator"], data["value"]
    upper = value.where(comparator.isin(_BOUNDED_ABOVE))
    between = comparator.eq("range").fillna(False)
    return data.assign(
        figure=data[node],
        indicator_name=name,
        indicator_iri=by_value(name, lambda words: f"{ID}indicator/{indicator_id(words)}"),
        min=value.where(comparator.isin(_BOUNDED_BELOW)),
        max=upper.mask(between, data["value_max"]),
    )


def _spans(tables: Tables, made: Tables) -> pd.DataFrame:
    """Every span that is evidence for something, once, with its raw characters."""
    import pandas as pd

    columns = ["document", "start", "end", "evidence", "text_iri", "graph"]
    nodes = ("theme", "measure", "responsibility", "figure", "milestone", "mechanism")
    spans = _stacked([made[node][columns] for node in nodes]).dropna(subset="evidence").drop_duplicates("evidence")
    texts = dict(zip(tables["texts"]["document"], tables["texts"]["text"], strict=True))
    places = zip(spans["document"], spans["start"], spans["end"], strict=True)
    exact = [texts[document][start:end] for document, start, end in places]
    return spans.assign(exact=pd.Series(exact, index=spans.index, dtype="string"))


def _areas(tables: Tables) -> pd.DataFrame:
    """The places that documents and units name, with all that contain them, and the places without a code; one that is told
    by what it lies in (济南市市中区) has its plain name too."""
    import pandas as pd

    documents, places = tables["documents"], tables["places"]
    parents = dict(zip(places["code"], places["parent"], strict=True))
    needed = _with_ancestors([*documents["place_code"].dropna(), *tables["units"]["place_code"].dropna()], parents)
    named = documents[["document", "place_code", "place_name"]].rename(columns={"place_name": "name"})
    uncoded = named[named["place_code"].isna() & named["name"].notna()].rename(columns={"document": "area"})
    missing = named[named["place_code"].notna() & ~named["place_code"].isin(places["code"])]
    missing = missing.rename(columns={"place_code": "code"}).drop_duplicates("code")
    data = _stacked([places[places["code"].isin(needed)], missing[["code", "name"]], uncoded[["area", "name"]]])
    above = data["parent"].map(dict(zip(places["code"], places["name"], strict=True))).astype("string").fillna("")
    plain = [str(name).removeprefix(over) for name, over in zip(data["name"], above, strict=True)]
    return data.assign(
        plain=pd.Series(plain, index=data.index).where(data["name"] != plain).astype("string"),
        area=ID + "area/" + data["code"].fillna(data["area"]),
        code=data["code"].where(data["code"].str.fullmatch(r"\d{6}")),
        parent_iri=ID + "area/" + data["parent"].where(data["parent"].isin(needed)),
        graph=REGISTRY,
        **{"class": _city(data["name"])},
    )


def _with_ancestors(codes: list[str], parents: dict[str, str]) -> list[str]:
    needed: dict[str, None] = {}
    for code in codes:
        while code in parents and code not in needed:
            needed[code] = None
            code = parents[code]
    return list(needed)


def _city(name: Column) -> Column:
    return name.str.endswith("市").map({True: NS + "City", False: None}).astype("string")


def _runs(documents: pd.DataFrame, version: str) -> pd.DataFrame:
    return documents[["id", "text"]].assign(
        run=ID + "run/" + documents["id"] + f"-{segment(version)}",
        agent=f"{ID}agent/zeren-{segment(version)}",
        agent_name=f"zeren {version}",
        doc_graph=documents["graph"],
        graph=PROVENANCE,
    )


def _reviewed(made: Tables) -> pd.DataFrame:
    """Each fact with each of the decisions on it; those on year and place are on the plan."""
    held = [
        made[node][[fact, review]].set_axis(["fact_iri", "review"], axis=1)
        for node, fact, review in (
            ("document", "plan", "place_review"),
            ("document", "plan", "year_review"),
            ("responsibility", "responsibility", "review"),
            ("target", "target", "review"),
            ("milestone", "milestone", "review"),
        )
    ]
    facts = _stacked(held).dropna()
    single = facts.assign(review=facts["review"].str.split()).explode("review").astype("string")
    return single.assign(review_iri=_review_iri(single["review"]), graph=PROVENANCE)


def _review_iri(review: Column) -> Column:
    return ID + "review/" + review


def _stacked(parts: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat(parts, ignore_index=True)
