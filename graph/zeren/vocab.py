"""The closed word lists of the facts contract and the IRIs that stand for them: one table for JSON, tables,
ontology codes, command line and pages.

A word that cannot stand in an IRI (`>=`) has a code (`ge`) in `COMPARATOR_CODE`; all other words are their own code.
"""

from typing import Final, Literal, TypeAlias

Role: TypeAlias = Literal["lead", "support", "implement"]
RoleBasis: TypeAlias = Literal[
    "bold", "label", "inline", "legend-first", "first-listed", "sole", "inherited", "reviewed"
]
Comparator: TypeAlias = Literal[
    "=", ">=", "<=", ">", "<", "range", "increase_by", "increase_to", "decrease_by", "decrease_to", "all"
]
DeadlineBasis: TypeAlias = Literal["stated", "relative", "inherited", "plan-year", "none"]
MilestoneKind: TypeAlias = Literal["start", "finish", "other"]
Layout: TypeAlias = Literal["table", "flattened-table", "labelled-lines", "bracketed-items", "prose", "mixed"]
YearBasis: TypeAlias = Literal["title", "number", "text", "inferred", "none", "reviewed"]
PlaceBasis: TypeAlias = Literal["title", "number", "text", "inferred", "none", "issuer", "site", "children", "reviewed"]
ThemeBasis: TypeAlias = Literal["heading", "column", "classified"]
ProblemKind: TypeAlias = Literal[
    "body-out-of-time",
    "repair-not-unique",
    "encoding-corrected",
    "unknown-unit",
    "ambiguous-role",
    "ambiguous-number",
    "header-not-understood",
    "duty-missing",
    "parts-do-not-add-up",
    "cut-off",
    "repeated",
    "text-struck",
    "rejected",
    "decisions-contradict",
]
Verdict: TypeAlias = Literal["confirm", "reject", "set"]
UnitKind: TypeAlias = Literal[
    "government-department",
    "party-organ",
    "mass-organisation",
    "judicial",
    "legislature",
    "vertical-agency",
    "public-institution",
    "enterprise",
    "media",
    "zone-committee",
    "government",
    "leading-group",
    "collective",
    "catch-all",
]
ReformKind: TypeAlias = Literal[
    "rename", "reconstitute", "merge", "absorb", "split", "found", "abolish", "transfer", "plaque"
]
UnitLevel: TypeAlias = Literal["nation", "province", "city", "county", "township", "zone", "basin"]

COMPARATOR_CODE: Final[dict[Comparator, str]] = {
    "=": "eq",
    ">=": "ge",
    "<=": "le",
    ">": "gt",
    "<": "lt",
    "range": "range",
    "increase_by": "increase-by",
    "increase_to": "increase-to",
    "decrease_by": "decrease-by",
    "decrease_to": "decrease-to",
    "all": "all",
}

ROLE_LABELS: Final[dict[Role, tuple[str, str]]] = {
    "lead": ("牵头", "lead"),
    "support": ("配合", "support"),
    "implement": ("落实", "implement"),
}
BASIS_LABELS: Final[dict[RoleBasis, tuple[str, str]]] = {
    "bold": ("加粗标示", "bold type"),
    "label": ("明文标注", "label"),
    "inline": ("行文写明", "inline words"),
    "legend-first": ("按说明列首位", "first, by legend"),
    "first-listed": ("列首位(推断)", "first listed (a guess)"),
    "sole": ("唯一单位", "sole unit"),
    "inherited": ("承前条款", "inherited clause"),
    "reviewed": ("人工核定", "decided by a person"),
}
VERDICT_LABELS: Final[dict[Verdict, tuple[str, str]]] = {
    "confirm": ("确认", "confirm"),
    "reject": ("驳回", "reject"),
    "set": ("改为", "set"),
}
REFORM_KIND_LABELS: Final[dict[ReformKind, tuple[str, str]]] = {
    "rename": ("更名", "rename"),
    "reconstitute": ("重组", "reconstitution"),
    "merge": ("合并", "merger"),
    "absorb": ("并入", "absorption"),
    "split": ("拆分", "split"),
    "found": ("新设", "foundation"),
    "abolish": ("撤销", "abolition"),
    "transfer": ("职责划转", "transfer"),
    "plaque": ("加挂牌子", "second plaque"),
}
ENDS_ORIGINAL: Final[frozenset[ReformKind]] = frozenset(
    {"rename", "reconstitute", "merge", "absorb", "split", "abolish"}
)
"""The kinds of reform after which the original body is no more."""

ROOT: Final = "https://w3id.org/zeren/"
NS: Final = ROOT + "ns#"  # classes and properties, prefix z:
CODE: Final = ROOT + "code/"  # code lists: code/role/lead
ID: Final = ROOT + "id/"  # things: id/measure/371300-2021-b4e19e1d-001
GRAPH: Final = ROOT + "graph/"  # named graphs: graph/doc/b4e19e1d, graph/derived, graph/registry, graph/provenance
