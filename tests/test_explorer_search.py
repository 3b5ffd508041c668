"""The explorer's search on real plans: by sounds, by English names, by several words, and every measure by few keys."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import page_facts
from browser import chromium, opened
from zeren.pages import explorer

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHARED = Path(os.environ.get("ZEREN_SHARED", Path(__file__).parents[2] / "shared"))
SOURCES = Path(__file__).parents[1] / "sources"
KEYS = 12
"""A measure is reached by so many keys at most, the word not counted: the slash, arrows, Enter."""

REACHED = """() => {
  const pairs = text => {
    const signs = [...text].slice(1).map((sign, n) => [...text][n] + sign);
    return [...new Set(signs)].filter(pair => /^[\\u4e00-\\u9fff]{2}$/.test(pair));
  };
  const often = new Map();
  for (const {text} of Z.measures) for (const pair of pairs(text)) often.set(pair, (often.get(pair) || 0) + 1);
  return Z.measures.map(measure => {
    const [word] = pairs(measure.text).sort((a, b) => often.get(a) - often.get(b));
    const at = word ? Z.find(word).findIndex(it => it.key === measure.key) : -1;
    return [measure.text, at < 0 ? 99 : at + 2];
  });
}"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The explorer of the five seeds where they are at hand, else of the sources that come with the package."""
    folder = tmp_path_factory.mktemp("search")
    plans = SHARED / "seeds" if (SHARED / "seeds").is_dir() else SOURCES
    found = page_facts.read(*sorted(path for path in plans.iterdir() if path.suffix in (".txt", ".html", ".md")))
    explorer.write(found, folder / "page.html")
    with chromium() as browser, opened(browser, folder / "page.html", folder) as (page, _):
        yield page


def test_every_measure_is_reached_by_few_keys(page: Page) -> None:
    reached = dict(page.evaluate(REACHED))
    assert len(reached) > 100
    assert {text: keys for text, keys in reached.items() if keys > KEYS} == {}
    assert Counter(reached.values())[2] > 0.8 * len(reached)


@pytest.mark.parametrize("asked", ["czj", "caizhengju", "cai zheng ju", "finance bureau", "财政"])
def test_a_bureau_is_found_by_its_names_and_sounds(page: Page, asked: str) -> None:
    found = page.evaluate("asked => Z.find(asked)[0]", asked)
    assert (found["type"], "财政局" in found["label"]) == ("unit", True)


def test_units_are_found_by_what_they_are(page: Page) -> None:
    for asked in ("media", "媒体"):
        kinds = page.evaluate("asked => Z.find(asked).map(it => (Z.byKey(it.key) || {}).kind)", asked)
        assert kinds and set(kinds[:2]) == {"media"}


def test_a_measure_is_found_by_the_sounds_of_its_words_and_says_where_it_stands(page: Page) -> None:
    (found, *_) = page.evaluate("Z.find('laojiu xqgz')")
    assert "老旧小区" in found["label"]
    assert found["hint"].startswith("临沂市 2021")


def test_of_several_words_all_are_meant(page: Page) -> None:
    found = page.evaluate("Z.find('老旧 改造', 99).map(it => Z.byKey(it.key).text || '')")
    assert found and all("老旧" in text and "改造" in text for text in found)


def test_in_english_a_unit_has_both_names(page: Page) -> None:
    page.click("#language")
    key, english, chinese, short = page.evaluate("Z.units.map(it => [it.key, it.en, it.zh, it.name]).find(it => it[1])")
    assert short != chinese and english.endswith(short)
    page.evaluate("key => Z.go({pick: key})", key)
    told = page.locator("#told").inner_text()
    page.click("#language")
    assert english in told and chinese in told
