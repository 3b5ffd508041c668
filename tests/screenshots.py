"""Pictures of every view of the explorer, light and dark, in Chinese and English, to be looked at: `make screenshots`.

Not a test. The three of the README go to docs/pictures too, small enough to be kept with the source.
"""

from __future__ import annotations

import argparse
from base64 import b64decode, b64encode
from pathlib import Path

from browser import chromium

KEPT = {"columns-zh-light": "columns", "ego-zh-dark": "one-bureau", "matrix-zh-light": "matrix"}
CHOSEN = """() => {
  const leads = it => it.duties.filter(duty => duty.role === "lead").length;
  Z.go({pick: [...Z.units].sort((a, b) => leads(b) - leads(a) || a.i - b.i)[0].key});
}"""
SMALL = """async png => {
  const image = new Image();
  image.src = png;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", 0.75).split(",")[1];
}"""
PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = {"width": 1180, "height": 720}


def take(index: Path, folder: Path) -> list[Path]:
    """Every view of a build's explorer as PNG files."""
    made = []
    with chromium() as browser:
        for light in ("light", "dark"):
            for lang in ("zh", "en"):
                context = browser.new_context(viewport=SIZE, color_scheme=light, offline=True)  # type: ignore[arg-type]
                page = context.new_page()
                page.goto(index.as_uri())
                if lang == "en":
                    page.locator("#language").click()
                page.evaluate(CHOSEN)
                for view in page.evaluate("Object.keys(Z.views)"):
                    page.evaluate("view => Z.go({view})", view)
                    page.wait_for_timeout(300)
                    made.append(folder / f"{view}-{lang}-{light}.png")
                    page.screenshot(path=made[-1])
                context.close()
    return made


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
    for path in take(given.index.resolve(), given.folder):
        if name := KEPT.get(path.stem):
            (PICTURES / f"{name}.webp").write_bytes(small(path))
    print(f"wrote {given.folder}")


if __name__ == "__main__":
    main()
