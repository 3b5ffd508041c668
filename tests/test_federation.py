"""A query never leaves the house, however it is written.

The store opens no connection to port 1: a query that gets as far as trying fails with an OSError, which is the proof.
"""

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zeren.errors import FederationRefused, QueryError
from zeren.rdf.federation import check_stays_home

SERVICE = "SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }"
NAMED = """
@prefix z: <http://z/> .
z:s z:p 'SERVICE <x>', 2 ; <http://example.org/service#load> 'a "SERVICE" b', "x"@service ;
    z:service z:o ; z:a\\'SERVICE z:o ; <urn:service:x> <service> .
"""


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ {SERVICE} }}",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        f"SELECT * {{ ?s ?p 1{SERVICE} }}",
        "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:x{ ?s ?p ?o } }",
        "SELECT * { FILTER(1 <2)SERVICE#>\n<http://127.0.0.1:1/> { ?s ?p ?o } }",
        f"SELECT * {{ FILTER(?a <?b#> \"\"\"\n) {SERVICE} }} # \"\"\"",
        f"SELECT * {{ FILTER('a' <'>') {SERVICE} }} # '",
        f"SELECT * {{ ?s ?p z:a\\' . {SERVICE} }} # '",
        f'SELECT * {{ ?s ?p "\\"" . {SERVICE} }} # "',
        "LOAD <http://127.0.0.1:1/>",
        "PREFIX a: <http://a/> BASE <http://b/> load silent <http://127.0.0.1:1/> INTO GRAPH <http://c/>",
    ],
)  # fmt: skip
def test_a_query_that_would_use_the_network_is_refused(text: str) -> None:
    with pytest.raises((FederationRefused, QueryError), match=r"SERVICE|LOAD|cannot tell"):
        check_stays_home(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?service ?p 'SERVICE <x>' } # SERVICE",
        'SELECT ?x { ?s <http://example.org/service#load> """a "SERVICE" b""" , "x"@service }',
        "SELECT * { ?s z:service $SERVICE . ?s z:a\\'SERVICE ?load }",
        "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
        "SELECT * { ?s <urn:service:x> <#service> }".replace("<#service>", "<service>"),
    ],
)
def test_words_that_are_no_keywords_pass_and_find_what_they_name(text: str) -> None:
    check_stays_home(text)
    store = ox.Store()
    store.load(NAMED.encode(), ox.RdfFormat.TURTLE, base_iri="http://b/")
    found = store.query(text, prefixes={"z": "http://z/"}, base_iri="http://b/")
    assert isinstance(found, ox.QuerySolutions)
    assert len(list(found)) == 1


HERE = "http://127.0.0.1:1/"
NODE = ox.NamedNode(HERE)
STORE = ox.Store()
STORE.extend(ox.Quad(NODE, NODE, value) for value in (NODE, ox.Literal(1), ox.Literal("a")))
PIECES = st.sampled_from(
    [*"<>{}.:#'\")1 \n", "FILTER(?x<", "?x", "true", "<?b", "<'x'", "<urn:x>", "#>", "''", '"""', "\\'", "x:a", "x:",
     "@en", "?s ?p ?o", "OPTIONAL", "BIND(1 AS ?q)", "&&", "VALUES ?v {"]
)  # fmt: skip


def reaches_out(text: str) -> bool:
    try:
        found = STORE.query(text)
        assert isinstance(found, ox.QuerySolutions)
        list(found)
    except OSError:
        return True
    except (SyntaxError, RuntimeError, ValueError):
        pass
    return False


@settings(max_examples=400, deadline=None)
@given(
    before=st.lists(PIECES, max_size=7),
    call=st.sampled_from([SERVICE, "SERVICE:{}", f"SERVICE#>\n<{HERE}>{{}}", "SERVICE#'\nx:{}"]),
    after=st.lists(PIECES, max_size=4),
)
@example([], SERVICE, [])
@example(["1"], SERVICE, [])
@example(["?o FILTER(1 <2)"], f"SERVICE#>\n<{HERE}>{{}}", [])
def test_what_passes_the_check_never_makes_the_store_reach_out(before: list[str], call: str, after: list[str]) -> None:
    text = f"PREFIX x: <{HERE}> PREFIX : <{HERE}> SELECT * {{ ?s ?p {''.join(before)}{call}{''.join(after)} }}"
    try:
        check_stays_home(text)
    except QueryError:
        return
    assert not reaches_out(text)


def test_the_store_would_reach_out_if_nobody_checked() -> None:
    assert reaches_out(f"SELECT * {{ ?s ?p 1{SERVICE} }}")
    assert reaches_out(f"PREFIX : <{HERE}> SELECT * {{ SERVICE:{{}} }}")
    assert reaches_out(f"SELECT * {{ FILTER(1 <2)SERVICE#>\n<{HERE}>{{}} }}")
