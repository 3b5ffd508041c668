"""Build the graph of `sources/` into `out/`: the same as `zeren build`, with or without an installed package."""

import sys
from pathlib import Path


def main() -> None:
    here = Path(__file__).resolve().parent
    sys.path.insert(0, str(here / "graph"))
    from zeren.__main__ import main as zeren

    sys.argv = ["zeren", "build", *(sys.argv[1:] or [str(here / "sources"), "-o", str(here / "out")])]
    zeren()


if __name__ == "__main__":
    main()
