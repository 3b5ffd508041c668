"""Pictures of every view of the explorer and every chart, light and dark, in Chinese and English, wide and on a phone, to
be looked at: `make screenshots`.

Not a test. The three of the README go to docs/pictures too, small enough to be kept with the source.
"""

from __future__ import annotations

import argparse
from base64 import b64decode, b64encode
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from browser import choices, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

KEPT = {"columns-chosen-zh-light": "columns", "ego-chosen-zh-dark": "one-bureau", "matrix-zh-light": "matrix"}
CHOSEN = """(() => {
  const leads = it => it.duties.filter(duty => duty.role === "lead").length;
  return [...Z.units].sort((a, b) => leads(b) - leads(a) || a.i - b.i)[0].key;
})()"""
"""The bureau that leads most."""
SMALL = """async png => {
  const image = new Image();
  image.src = png;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", 0.75).split(",")[1];
}"""
WAIT = 300
PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SIZES = {"": {"width": 1180, "height": 720}, "-phone": {"width": 390, "height": 844}}


def take(index: Path, folder: Path) -> Iterator[Path]:
    """Every view of a build's explorer, and every choice of its menus such as each chart, as PNG files."""
    with chromium() as browser:
        for light, lang, size in product(("light", "dark"), ("zh", "en"), SIZES):
            context = browser.new_context(viewport=SIZES[size], color_scheme=light, offline=True)  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(index.as_uri())
            if lang == "en":
                page.locator("#language").click()
            for what in shown(page):
                if size and "." in what and light == "dark":
                    continue  # a phone shows what a menu offers by day only
                made = folder / f"{what}-{lang}-{light}{size}.png"
                page.evaluate("scrollTo(0, 0)")
                page.screenshot(path=made)
                yield made
            context.close()


def shown(page: Page) -> Iterator[str]:
    """Views with a bureau chosen, then all that there is with nothing chosen."""
    for view in ("columns", "ego", "matrix"):
        page.evaluate(f"Z.go({{view: '{view}', pick: {CHOSEN}}})")
        page.wait_for_timeout(WAIT)
        yield f"{view}-chosen"
    for what in choices(page, wait=WAIT):
        yield what.replace(" ", "-")


def small(picture: Path) -> bytes:
    """A picture as WebP, which is some fifth of it."""
    with chromium() as browser:
        data = "data:image/png;base64," + b64encode(picture.read_bytes()).decode()
        return b64decode(browser.new_page().evaluate(SMALL, data))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--index", type=Path, default=Path("out/pages/index.html"), help="the explorer of a build")
    asked.add_argument("--folder", type=Path, default=Path("build/screenshots"))
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for path in list(take(given.index.resolve(), given.folder)):
        if name := KEPT.get(path.stem):
            (PICTURES / f"{name}.webp").write_bytes(small(path))
    print(f"wrote {given.folder}")


if __name__ == "__main__":
    main()
